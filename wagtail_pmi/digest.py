"""One mail to each who is asked: what of theirs is due to be verified, and a link that confirms each of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_admin_base_url
from wagtail.permissions import policy_registry

from .conf import get_setting
from .confirming import FAMILIES, address_of, due_items, kind_of, make_link, recipients


@dataclass
class Digest:
    """What one user is asked."""

    user: Any
    items: list[Any] = field(default_factory=list)

    @property
    def address(self) -> str:
        return address_of(self.user)


def digests(networks: list[Any]) -> tuple[list[Digest], list[Any]]:
    """A digest for each who is asked, and what there is nobody to ask about."""
    found: dict[Any, Digest] = {}
    nobody = []
    for item in due_items(networks):
        users = recipients(item)
        for user in users:
            found.setdefault(user.pk, Digest(user)).items.append(item)
        if not users:
            nobody.append(item)
    return list(found.values()), nobody


def mail(digest: Digest) -> EmailMessage:
    """The mail, in the language of the site."""
    with translation.override(settings.LANGUAGE_CODE):
        count = len(digest.items)
        subject = ngettext(
            "Is it still true? %(count)d page to confirm", "Is it still true? %(count)d pages to confirm", count
        )
        return EmailMessage(subject % {"count": count}, "\n".join(_lines(digest)), to=[digest.address])


def one_line(text: Any) -> str:
    return " ".join(str(text).split())


def _lines(digest: Digest) -> Iterable[str]:
    days = get_setting("CONFIRM_LINK_DAYS")
    yield _("Readers rely on what these pages say. Read each; if it is true, confirm it; if not, change it.")
    for item in digest.items:
        yield ""
        kind = one_line(capfirst(item._meta.verbose_name))
        yield f"{kind}: {one_line(item)}"
        day = getattr(item, FAMILIES[kind_of(item)].day)
        if day:
            yield _("Last verified on %(day)s.") % {"day": date_format(day)}
        else:
            yield _("Not verified yet.")
        if address := item.get_full_url():
            yield _("Read: %(address)s") % {"address": address}
        if link := make_link(item, digest.user):
            yield _("Confirm: %(address)s") % {"address": link}
        if address := edit_address(item, digest.user):
            yield _("Change: %(address)s") % {"address": address}
    yield ""
    yield ngettext(
        "A link to confirm works once, for %(days)d day. It is yours: do not pass this mail on.",
        "A link to confirm works once, for %(days)d days. It is yours: do not pass this mail on.",
        days,
    ) % {"days": days}


def edit_address(item: Any, user: Any) -> str:
    """Address of its form in the admin, for those who may use it; else empty."""
    policy = policy_registry.get_by_type(type(item))
    if not user.has_perm("wagtailadmin.access_admin") or not policy.user_has_permission_for_instance(
        user, "change", item
    ):
        return ""
    is_page = kind_of(item) != "adoption"
    name = "wagtailadmin_pages:edit" if is_page else item.snippet_viewset.get_url_name("edit")
    return f"{(get_admin_base_url() or '').rstrip('/')}{reverse(name, args=[item.pk])}"
