"""“Your network” on the admin's first page: what waits for this editor. Nothing where nothing may."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from .scope import networks_of
from .work import lacking_something, needing_verification, pages_to_keep, with_drafts

SHOWN = 5


class NetworkPanel(Component):
    name = "pmi_network"
    template_name = "wagtail_pmi/admin/dashboard.html"
    order = 150

    class Media:
        css = {"all": ["wagtail_pmi/admin/lists.css"]}

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        request = parent_context["request"]
        pages = pages_to_keep(request)
        sections = [
            _section(_("Needs verification"), needing_verification(pages), "wagtail_pmi_needs_verification:index"),
            _section(_("Incomplete"), lacking_something(pages), "wagtail_pmi_incomplete:index"),
            _section(_("Drafts waiting"), with_drafts(pages)),
        ]
        return {"sections": sections, "any": any(part["count"] for part in sections)}


def _section(heading: Any, pages: QuerySet[Any], address: str = "") -> dict[str, Any]:
    """The pages whose last change is longest ago, how many there are, and where the others are."""
    count = pages.count()
    return {
        "heading": heading,
        "count": count,
        "pages": pages.order_by("latest_revision_created_at", "pk")[:SHOWN] if count else [],
        "url": reverse(address) if address and count > SHOWN else "",
    }


def add_network_panel(request: HttpRequest, panels: list[Any]) -> None:
    if networks_of(request) and pages_to_keep(request).exists():
        panels.append(NetworkPanel())
