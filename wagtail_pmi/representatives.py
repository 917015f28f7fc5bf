"""A city's representatives get the rights that keeping its page and its ledger takes, for as long as they are that.

The people of a city's group are exactly those whom memberships name; rights that somebody has through other groups
are left alone.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from .editors import editors_of, free_name, get_collection, get_permissions
from .models import CityGroup, MemberCityPage, Membership
from .models.base import Page
from .vocabularies import MembershipKind

# They edit, and an editor of the network publishes.
PAGE_RIGHTS = ("change",)
# For the image of the city, in the collection of the network.
MEDIA_RIGHTS = {"wagtailimages": ("add_image", "choose_image")}
SITE_RIGHTS = {"wagtailadmin": ("access_admin",)}


@transaction.atomic
def follow_memberships() -> tuple[int, int]:
    """Bring the groups of all cities up to date with the memberships; how many people came in, and how many left."""
    # In this order, so that whoever is made a representative meanwhile is not put out.
    there = set(CityGroup.objects.filter(group__user__isnull=False).values_list("city", "group__user"))
    wanted = set(_represented().values_list("city", "user"))
    for city, user in there - wanted:
        Group.objects.get(pmi_city_group__city=city).user_set.remove(user)
    for city, user in wanted - there:
        found_city_group(MemberCityPage.objects.get(pk=city)).user_set.add(user)
    return len(wanted - there), len(there - wanted)


@transaction.atomic
def found_city_group(city: MemberCityPage) -> Group:
    """The group of the city's representatives. Only a new one is given rights: what was taken away stays away."""
    groups = Group.objects.filter(pmi_city_group__city=city.pk)
    if there := groups.first():
        return there
    Page._base_manager.select_for_update().get(pk=city.pk)  # of two at once, the second finds what the first made
    return groups.first() or _make_group(city)


def _represented() -> Any:
    return Membership.objects.in_force().filter(kind=MembershipKind.REPRESENTATIVE, city__isnull=False)


def _make_group(city: MemberCityPage) -> Group:
    name = _("City editors")
    group = Group.objects.create(name=free_name(name, city.title))
    group.permissions.set(get_permissions(SITE_RIGHTS))
    for right in PAGE_RIGHTS:
        GroupPagePermission.objects.create(group=group, page_id=city.pk, permission_type=right)
    network = city.get_network()
    editors = editors_of(network) if network else None
    if editors and (collection := get_collection(editors)):
        for permission in get_permissions(MEDIA_RIGHTS):
            GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
    CityGroup.objects.create(group=group, city=city)
    return group


@receiver([post_save, post_delete], sender=Membership)
def follow_change(raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        follow_memberships()


@receiver(user_logged_in)
def follow_at_login(user: Any, **kwargs: Any) -> None:
    """A term that began or ended since anything was saved."""
    if isinstance(user, get_user_model()) and Membership.objects.filter(user=user).exists():
        follow_memberships()
