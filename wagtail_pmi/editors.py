"""The group that edits a network, with the rights that this takes and no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission
from wagtail.signals import copy_for_translation_done

from .models import Beneficiary, Keyword, NetworkPage, Organisation, Resource, Topic

# Not "bulk_delete", with which one click would take a whole section away.
PAGE_RIGHTS = ("add", "change", "publish", "lock", "unlock")
# In a collection of the network's own: editors of two networks do not see or change each other's files.
MEDIA_RIGHTS = {
    "wagtailimages": ("add_image", "change_image", "choose_image"),
    "wagtaildocs": ("add_document", "change_document", "choose_document"),
}
# All networks share the registers, so deleting and merging is left to those who look after all of them.
REGISTERS = (Topic, Beneficiary, Keyword, Organisation, Resource)
REGISTER_RIGHTS = ("add", "change", "view")
SITE_RIGHTS = {"wagtailadmin": ("access_admin",), "simple_translation": ("submit_translation",)}

MAX_NAME_LENGTH = 150


@transaction.atomic
def found_editors(network: NetworkPage) -> Group:
    """The first group that has a right on the network's page, whatever its name; else a new one.

    Only a new group is given rights, so that what an administrator took away stays away.
    """
    return editors_of(network) or _make_editors(network)


def editors_of(network: NetworkPage) -> Group | None:
    """The first group that has a right on the network's page."""
    return Group.objects.filter(page_permissions__page_id=network.pk).order_by("pk").first()


@receiver(copy_for_translation_done)
def share_editors(source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """Who has rights on the page of a network has them on its translation, which stands outside the network."""
    if isinstance(source_obj, NetworkPage):
        for rule in GroupPagePermission.objects.filter(page_id=source_obj.pk):
            rights = {"group": rule.group, "permission": rule.permission}
            GroupPagePermission.objects.get_or_create(page_id=target_obj.pk, **rights)


def get_collection(group: Group) -> Collection | None:
    """Where the editors of a network keep its images and documents."""
    return Collection.objects.filter(group_permissions__group=group).order_by("path").first()


def _make_editors(network: NetworkPage) -> Group:
    group = Group.objects.create(name=_free_name(network))
    registers = {
        "wagtail_pmi": [f"{right}_{model._meta.model_name}" for model in REGISTERS for right in REGISTER_RIGHTS]
    }
    group.permissions.set(get_permissions({**registers, **SITE_RIGHTS}))
    for right in PAGE_RIGHTS:
        GroupPagePermission.objects.create(group=group, page=network, permission_type=right)
    collection = Collection.get_first_root_node().add_child(name=network.title)
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=permission)
        for permission in get_permissions(MEDIA_RIGHTS)
    )
    return group


def get_permissions(codenames: Mapping[str, Iterable[str]]) -> Iterable[Permission]:
    """By app label; those of an app that is not installed are left out."""
    wanted = Q()
    for app_label, names in codenames.items():
        wanted |= Q(content_type__app_label=app_label, codename__in=names)
    return Permission.objects.filter(wanted)


def _free_name(network: NetworkPage) -> str:
    """“Network editors” for the first network, with the title of the network, and a number, for others."""
    name = _("Network editors")
    return free_name(name, network.title) if Group.objects.filter(name=name).exists() else name


def free_name(name: str, title: str) -> str:
    """“Name: Title”, with a number where a group has that name."""
    titled = f"{name}: {title}"
    numbered = (f"{titled[: MAX_NAME_LENGTH - 5]} {number}" for number in range(2, 1000))
    candidates = (titled[:MAX_NAME_LENGTH], *numbered)
    taken = set(Group.objects.filter(name__startswith=name).values_list("name", flat=True))
    return next(candidate for candidate in candidates if candidate not in taken)
