"""The package's one setting, `WAGTAIL_PMI`: a dict of what differs from the defaults below."""

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # Cards on one page of a listing.
    "PAGE_SIZE": 12,
    # Months after which a verification is due again, by what is verified.
    "VERIFY_AFTER_MONTHS": {"practice": 12, "expert": 12, "adoption": 12},
    # Days for which the links of a digest confirm.
    "CONFIRM_LINK_DAYS": 14,
    # {"name": "dotted.path.to.Block"} adds a block to every body (or replaces one); None removes it.
    "BLOCKS": {},
}


def get_setting(name: str) -> Any:
    """The site's value, else the default; dicts are merged one level deep."""
    default = DEFAULTS[name]
    value = getattr(settings, "WAGTAIL_PMI", {}).get(name, default)
    return {**default, **value} if isinstance(default, dict) else value


def unknown_settings() -> list[str]:
    return sorted(set(getattr(settings, "WAGTAIL_PMI", {})) - set(DEFAULTS))
