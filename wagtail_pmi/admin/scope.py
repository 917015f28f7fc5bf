"""Where somebody works: the networks in which they have a right on pages, and the pages that they may edit."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.permissions import policy_registry

from ..models import NetworkPage
from ..models.base import Page


def all_networks(request: HttpRequest) -> list[NetworkPage]:
    """Every network, by title; read once for each request."""
    if not hasattr(request, "_pmi_all_networks"):
        networks = NetworkPage.objects.order_by("title", "pk").defer_streamfields()
        request._pmi_all_networks = list(networks)  # type: ignore[attr-defined]
    return request._pmi_all_networks  # type: ignore[attr-defined]


def networks_of(request: HttpRequest) -> list[NetworkPage]:
    """The networks in which the user has any right on pages, by title."""
    networks, user = all_networks(request), request.user
    if not networks or user.is_superuser:
        return networks
    paths = [right.page.path for right in policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)]
    return [network for network in networks if any(_meet(network.path, path) for path in paths)]


def _meet(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def network_of(page: Any, networks: list[NetworkPage]) -> NetworkPage | None:
    """The nearest of the networks above a page, without a query."""
    above = [network for network in networks if page.path.startswith(network.path)]
    return max(above, key=lambda network: network.depth, default=None)


def in_networks(networks: list[NetworkPage]) -> Q:
    """Pages below one of the networks, and the networks themselves."""
    condition = Q(pk__in=[])
    for network in networks:
        condition |= Q(path__startswith=network.path)
    return condition


def editable_pages(user: Any, model: Any = Page) -> QuerySet[Any]:
    """The pages that the user may edit, by Wagtail's rule."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return pages if model is Page else model._default_manager.filter(pk__in=pages.values("pk"))


def may_edit(user: Any, page: Any) -> bool:
    return policy_registry.get_by_type(Page).user_has_permission_for_instance(user, "change", page)
