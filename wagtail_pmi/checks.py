"""System checks. An error is only what cannot work; the rest is a warning with the line that cures it.

`docs/reference/checks.md` documents each id.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.utils.module_loading import import_string
from wagtail.blocks import Block, StreamBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from .conf import DEFAULTS, unknown_settings

LOCALE_MIDDLEWARE = "django.middleware.locale.LocaleMiddleware"


@register()
def check_settings(**kwargs: Any) -> list[CheckMessage]:
    return [
        Warning(
            f"WAGTAIL_PMI has an unknown setting {name!r}.",
            hint=f"Remove it, or use one of: {', '.join(sorted(DEFAULTS))}.",
            id="wagtail_pmi.W001",
        )
        for name in unknown_settings()
    ]


@register()
def check_modeladmin(**kwargs: Any) -> list[CheckMessage]:
    if apps.is_installed("wagtail_modeladmin"):
        return []
    return [
        Error(
            "The registers of the admin need wagtail_modeladmin.",
            hint='Add "wagtail_modeladmin" to INSTALLED_APPS.',
            id="wagtail_pmi.E001",
        )
    ]


@register()
def check_keywords(**kwargs: Any) -> list[CheckMessage]:
    if getattr(settings, "TAGGIT_CASE_INSENSITIVE", False):
        return []
    return [
        Warning(
            "An editor who types “data” makes a second keyword beside “Data”.",
            hint="Add to the settings: TAGGIT_CASE_INSENSITIVE = True",
            id="wagtail_pmi.W002",
        )
    ]


@register()
def check_typed_tables(**kwargs: Any) -> list[CheckMessage]:
    from .blocks import body_block

    if apps.is_installed("wagtail.contrib.typed_table_block") or not _has_typed_table(body_block()):
        return []
    return [
        Warning(
            "Tables are shown, but cannot be edited: the app of their editor is not installed.",
            hint='Add "wagtail.contrib.typed_table_block" to INSTALLED_APPS.',
            id="wagtail_pmi.W003",
        )
    ]


def _has_typed_table(block: Block) -> bool:
    children = block.child_blocks.values() if isinstance(block, (StreamBlock, StructBlock)) else ()
    return isinstance(block, TypedTableBlock) or any(map(_has_typed_table, children))


@register(Tags.translation)
def check_locales(**kwargs: Any) -> list[CheckMessage]:
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False) or any(map(_knows_locales, settings.MIDDLEWARE)):
        return []
    return [
        Warning(
            "Pages of every locale have their labels in the language of LANGUAGE_CODE.",
            hint=f'Add "{LOCALE_MIDDLEWARE}" to MIDDLEWARE, after the sessions, and put the URLs of Wagtail'
            " into i18n_patterns().",
            id="wagtail_pmi.W004",
        )
    ]


def _knows_locales(path: str) -> bool:
    from django.middleware.locale import LocaleMiddleware

    middleware = import_string(path)
    return isinstance(middleware, type) and issubclass(middleware, LocaleMiddleware)


@register(Tags.caches, deploy=True)
def check_cache(**kwargs: Any) -> list[CheckMessage]:
    if not isinstance(caches["default"], LocMemCache):
        return []
    return [
        Warning(
            "The cache is not shared: what one process changes (a site's root page, say) reaches the others late.",
            hint='Run a single process, or set CACHES["default"] to a shared cache, such as'
            ' {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:6379"}.',
            id="wagtail_pmi.W005",
        )
    ]


@register(Tags.security)
def check_documents(**kwargs: Any) -> list[CheckMessage]:
    if getattr(settings, "WAGTAILDOCS_SERVE_METHOD", None) != "direct":
        return []
    return [
        Warning(
            "Links to documents lead past Wagtail: files of private collections open to whoever has their address.",
            hint='Change the setting: WAGTAILDOCS_SERVE_METHOD = "serve_view"',
            id="wagtail_pmi.W006",
        )
    ]
