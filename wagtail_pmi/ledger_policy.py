"""Rights on the ledger follow rights on pages.

Who may edit the page of a city may add, see and change its entries; who may publish it may publish, take down, delete
and lock them. An entry whose city is gone belongs to who may publish the network's page. Django's rights on the model
count for nothing here, and superusers may do everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from .models import Adoption, CityGroup, MemberCityPage, Membership, NetworkPage
from .models.base import Page
from .vocabularies import MembershipKind

# What may be done to an entry → the rights on its city's page, one of which it takes.
NEEDED: dict[str, set[str]] = {
    "add": {"change"},
    "change": {"change"},
    "view": {"change", "publish"},
    "publish": {"publish"},
    "delete": {"publish"},
    "lock": {"publish"},
    "unlock": {"publish"},
}
# What somebody must be able to do one of, to be shown the ledger or an entry in the admin.
ANY_RIGHT = frozenset(NEEDED)


class CurrentPagePolicy(PagePermissionPolicy):
    """Rights on pages, without those that a city's group still gives after the membership has ended."""

    permission_cache_name = "_pmi_page_permissions"

    def get_all_permissions_for_user(self, user: Any) -> QuerySet[Any]:
        rights = super().get_all_permissions_for_user(user)
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return rights
        represented = Membership.objects.in_force().filter(
            user=user, kind=MembershipKind.REPRESENTATIVE, city__isnull=False
        )
        stale = CityGroup.objects.exclude(city__in=represented.values("city"))
        return rights.exclude(group__in=stale.values("group"))


class LedgerPermissionPolicy(BasePermissionPolicy):
    """See the docstring of this file."""

    # On the user, as Wagtail keeps the rights on pages: asked for once in a request.
    cache_name = "_pmi_ledger_rights"

    def __init__(self) -> None:
        super().__init__(Adoption)
        self.pages = CurrentPagePolicy(Page)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """On the entries of some city or network."""
        if not user.is_active or user.is_superuser:
            return bool(user.is_active)
        return bool(_rights_for(actions) & self._get_rights_somewhere(user))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Adoption) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Adoption) -> bool:
        if instance.city is not None:
            return self.user_has_any_permission_for_page(user, _rights_for(actions), instance.city)
        if instance.network is not None:
            return self.user_has_any_permission_for_page(user, {"publish"}, instance.network)
        return bool(user.is_active and user.is_superuser)

    def user_has_permission_for_city(self, user: Any, action: str, city: Any) -> bool:
        """On the entries of this city."""
        return self.user_has_any_permission_for_page(user, _rights_for([action]), city)

    def user_has_any_permission_for_page(self, user: Any, rights: set[str], page: Any) -> bool:
        return bool(rights) and self.pages.user_has_any_permission_for_instance(user, rights, page)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Adoption]:
        if not user.is_active or user.is_superuser:
            return Adoption.objects.all() if user.is_active else Adoption.objects.none()
        orphans = Q(city__isnull=True, network__in=self._get_keys(user, {"publish"}))
        return Adoption.objects.filter(Q(city__in=self._get_keys(user, _rights_for(actions))) | orphans)

    def instances_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Adoption]:
        return self.instances_user_has_any_permission_for(user, [action])

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        return self.pages.users_with_any_permission(_rights_for(actions))

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Adoption) -> QuerySet[Any]:
        page, rights = instance.city or instance.network, _rights_for(actions) if instance.city else {"publish"}
        if page is None:
            return get_user_model()._default_manager.filter(is_active=True, is_superuser=True)
        return self.pages.users_with_any_permission_for_instance(rights, page)

    def _get_keys(self, user: Any, rights: set[str]) -> QuerySet[Any]:
        return self.pages.instances_user_has_any_permission_for(user, rights).order_by().values("pk")

    def _get_rights_somewhere(self, user: Any) -> set[str]:
        if not hasattr(user, self.cache_name):
            found = {right for right in ("change", "publish") if self._has_somewhere(user, right)}
            setattr(user, self.cache_name, found)
        return getattr(user, self.cache_name)

    def _has_somewhere(self, user: Any, right: str) -> bool:
        keys = self._get_keys(user, {right})
        return any(model.objects.filter(pk__in=keys).exists() for model in (MemberCityPage, NetworkPage))


@cache
def register_ledger_policy() -> None:
    """Whoever comes first: the app, or the hooks that an app before it looked for."""
    register_permission_policy(Adoption, LedgerPermissionPolicy())


class EntryRights:
    """The policy for one entry, where a view of Wagtail's asks about entries in general."""

    def __init__(self, policy: LedgerPermissionPolicy, entry: Adoption) -> None:
        self.policy, self.entry = policy, entry

    def __getattr__(self, name: str) -> Any:
        return getattr(self.policy, name)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.policy.user_has_permission_for_instance(user, action, self.entry)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return self.policy.user_has_any_permission_for_instance(user, actions, self.entry)


def _rights_for(actions: Iterable[str]) -> set[str]:
    return {right for action in actions for right in NEEDED.get(action, ())}
