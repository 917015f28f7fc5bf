"""Is it still true? Who is asked, the signed link that they are sent, and what following it does.

A link holds what it confirms, who was asked, and the day of the last verification at that time: once that day is
another, whoever changed it, the link is used up.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from .conf import get_setting
from .library.freshness import due
from .visibility import Viewer
from .vocabularies import MembershipKind

SALT = "wagtail_pmi.confirm"
LOG_ACTION = "wagtail_pmi.confirm"


class Family(NamedTuple):
    """A model whose rows are verified, and its fields for when and by whom."""

    model: str
    day: str
    by: str


# By their names in VERIFY_AFTER_MONTHS.
FAMILIES = {
    "practice": Family("BestPracticePage", "last_verified_on", "verified_by"),
    "expert": Family("ExpertPage", "last_verified_on", "verified_by"),
    "adoption": Family("Adoption", "confirmed_on", "confirmed_by"),
}


class LinkError(Exception):
    """A link that confirms nothing: the status of the answer, and what to do, in words for a reader."""

    def __init__(self, status: int, message: str | Promise) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass(frozen=True)
class Claim:
    """What a link says: this user may say that this is true, if it was last verified on that day."""

    kind: str
    item: Any
    user: Any
    before: datetime.date | None


def is_due(kind: str) -> Q:
    """Condition on rows of a family: never verified, or due again."""
    return due(FAMILIES[kind].day, get_setting("VERIFY_AFTER_MONTHS")[kind], timezone.localdate())


def due_items(networks: list[Any]) -> Iterator[Any]:
    """What is published in these networks and due to be verified, each with its `network`."""
    for kind in FAMILIES:
        for item in _published(kind).filter(is_due(kind)).order_by("pk"):
            network = network_of(item)
            if network in networks:
                yield item


def network_of(item: Any) -> Any:
    return item.network if hasattr(item, "city_key") else item.get_network()


def recipients(item: Any) -> list[Any]:
    """Those who answer for it and may say so today, with an address for mail; else the editors of its network."""
    return _with_address(_owners(item)) or _with_address(_editors(network_of(item)))


def address_of(user: Any) -> str:
    return str(getattr(user, user.get_email_field_name(), "") or "").strip()


def may_confirm(user: Any, item: Any) -> bool:
    """Whether the user may edit the page, or speaks for the city or the network of the entry."""
    if not user.is_active:
        return False
    if hasattr(item, "city_key"):
        return user in _owners(item) or item.network.permissions_for_user(user).can_edit()
    return item.permissions_for_user(user).can_edit()


def make_link(item: Any, user: Any) -> str:
    """The address at which this user may confirm this; empty where the network has no address."""
    base = network_of(item).get_full_url()
    kind = kind_of(item)
    day = getattr(item, FAMILIES[kind].day)
    token = signing.dumps([kind, item.pk, str(user.pk), day.isoformat() if day else ""], salt=SALT)
    # Wagtail serves addresses of words and dashes only.
    return f"{base}confirm/{token.replace(':', '/')}/" if base else ""


def read_link(token: str, network: Any) -> Claim:
    """What a link claims (its address after `confirm/`), if it still counts. Raises LinkError where it does not."""
    age = datetime.timedelta(days=get_setting("CONFIRM_LINK_DAYS"))
    try:
        kind, key, user_key, day = signing.loads(token.replace("/", ":"), salt=SALT, max_age=age)
        family = FAMILIES[kind]
    except signing.SignatureExpired:
        raise LinkError(410, _("This link is too old. Use the one in the latest mail.")) from None
    except (signing.BadSignature, TypeError, ValueError, KeyError):
        raise LinkError(404, _("This is no link of ours. Copy the whole address from the mail.")) from None
    item = _published(kind).filter(pk=key).first()
    if item is None or network_of(item) != network:
        raise LinkError(410, _("What this link is about is no longer published. There is nothing to confirm."))
    user = get_user_model()._default_manager.filter(pk=user_key).first()
    if user is None or not may_confirm(user, item):
        raise LinkError(410, _("This link is no longer yours to use. Ask the network if you think it should be."))
    before = datetime.date.fromisoformat(day) if day else None
    if getattr(item, family.day) != before:
        raise _used()
    lock = item.get_lock()
    if lock and lock.for_user(user):
        raise LinkError(
            409, _("It is locked, by somebody at work on it or until its draft is published. Try again later.")
        )
    return Claim(kind, item, user, before)


def confirm(claim: Claim) -> None:
    """Say that it is true today, in what is published and in what is being drafted. Raises LinkError when used up."""
    family, today = FAMILIES[claim.kind], timezone.localdate()
    by = name_of(claim.user, network_of(claim.item))
    model = _model(claim.kind)
    with transaction.atomic():
        # Of two at once, one finds the row as it was.
        row = model._base_manager.filter(pk=claim.item.pk, **{family.day: claim.before})
        if not row.update(**{family.day: today, family.by: by}):
            raise _used()
        item = model._base_manager.get(pk=claim.item.pk)
        if claim.kind == "adoption":
            item.confirm(user=claim.user, by=by, on=today)
        else:
            _confirm_draft(item, claim.user, **{family.day: today, family.by: by})
            item.update_aliases()
        log(instance=item, action=LOG_ACTION, user=claim.user)


def name_of(user: Any, network: Any) -> str:
    """What readers are told of who confirmed: a name, never an address for mail."""
    name = " ".join(str(getattr(user, "get_full_name", str)() or "").split())
    return (name if name and "@" not in name else network.title)[:255]


def kind_of(item: Any) -> str:
    return next(kind for kind in FAMILIES if isinstance(item, _model(kind)))


def _confirm_draft(page: Any, user: Any, **fields: Any) -> None:
    """The same in the latest draft, whose other changes stay unpublished."""
    if page.has_unpublished_changes and page.latest_revision:
        draft = page.latest_revision.as_object()
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save_revision(user=user, clean=False)


def _used() -> LinkError:
    return LinkError(410, _("It has been confirmed since this link was sent. There is nothing more to do."))


def _model(kind: str) -> Any:
    return apps.get_model("wagtail_pmi", FAMILIES[kind].model)


def _published(kind: str) -> QuerySet[Any]:
    """What readers may meet, whatever the reader: the owners, who are asked, see it in any case."""
    rows = _model(kind)._default_manager.filter(Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()), live=True)
    if kind == "adoption":
        rows = rows.filter(open_marker=True, network__isnull=False, city__live=True, practice__live=True)
        return rows.select_related("city", "practice", "network")
    return rows.filter(alias_of__isnull=True).select_related("owner")


def _owners(item: Any) -> list[Any]:
    """Of a page its owner; of an entry the representatives of its city who may see it. Only who may today."""
    if not hasattr(item, "city_key"):
        owner = item.owner
        return [owner] if owner and item.permissions_for_user(owner).can_edit() else []
    memberships = apps.get_model("wagtail_pmi", "Membership").objects.in_force()
    here = {"network__translation_key": item.network.translation_key, "city__translation_key": item.city_key}
    memberships = memberships.filter(kind=MembershipKind.REPRESENTATIVE, **here).select_related("user").order_by("pk")
    users = {membership.user: Viewer(membership.user) for membership in memberships if membership.user.is_active}
    return [user for user, viewer in users.items() if viewer.sees(item.city) and viewer.sees(item.practice)]


def _editors(network: Any) -> list[Any]:
    """The members of the groups that have a right on the network's page and may edit it."""
    users = get_user_model()._default_manager.filter(groups__page_permissions__page_id=network.pk)
    return [user for user in users.order_by("pk").distinct() if network.permissions_for_user(user).can_edit()]


def _with_address(users: list[Any]) -> list[Any]:
    return [user for user in users if user.is_active and address_of(user)]
