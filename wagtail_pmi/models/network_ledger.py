"""The ledger's part of a network page: its entries, and the page of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path

from ..outputs.seo import Seo
from ..visibility import Viewer, visible_to
from .base import with_rows

if TYPE_CHECKING:
    from .adoptions import Adoption


class LedgerMixin(RoutablePageMixin):
    """What a network page knows of its ledger."""

    if TYPE_CHECKING:  # what the page class brings

        def get_ledger_crumb(self, request: HttpRequest) -> Any: ...

    def get_adoptions(self, viewer: Viewer) -> QuerySet[Any]:
        """The entries of the network's ledger that the viewer may see, with their two pages."""
        entries = apps.get_model("wagtail_pmi", "Adoption").objects.of_network(self)
        return visible_to(viewer, entries, self).select_related("city", "practice")

    @re_path(r"^adoptions/(?P<slug>[^/]+)/$", name="adoption")
    def adoption_route(self, request: HttpRequest, slug: str) -> HttpResponse:
        entries = self.get_adoptions(Viewer.of(request))
        return self.serve_adoption(request, get_object_or_404(entries, slug=slug.replace("\x00", "")))

    def serve_adoption(self, request: HttpRequest, adoption: Adoption) -> HttpResponse:
        """The page of an entry, or its preview."""
        viewer = Viewer.of(request)
        levels = viewer.levels(self)
        context = {
            "adoption": adoption,
            "heading": str(adoption),
            "outcomes": with_rows(viewer.rows(adoption.outcomes.all(), self), "metric"),
            "adaptations": with_rows(adoption.adaptations.all(), "component"),
            "lessons": viewer.rows(adoption.lessons.all(), self),
            "documents": with_rows(adoption.documents.all(), "resource__file"),
            "narrative": adoption.narrative if adoption.narrative_visibility in levels else None,
            "freshness": adoption.get_freshness(),
            "events": list(adoption.events.all()) if adoption.pk else [],
            "adopted_from": self._get_line(viewer, pk=adoption.adopted_from_id).first(),
            "adopted_by": list(self._get_line(viewer, adopted_from=adoption.pk or 0).order_by("stage_since", "pk")),
            "seo": self._get_adoption_seo(request, adoption),
            "breadcrumbs": [self, self.get_ledger_crumb(request)],
        }
        return self.render(request, template="wagtail_pmi/adoption.html", context_overrides=context)

    def _get_line(self, viewer: Viewer, **condition: Any) -> QuerySet[Any]:
        return self.get_adoptions(viewer).filter(**condition)

    def _get_adoption_seo(self, request: HttpRequest, adoption: Adoption) -> Seo:
        own: Seo = self.get_seo(request)
        address = adoption.get_full_url(request) or ""
        item = {"@context": "https://schema.org", "@type": "Article", "name": str(adoption), "url": address}
        item["@id"] = f"urn:uuid:{adoption.uid}"
        description = f"{adoption}: {adoption.get_stage_display()}"
        return replace(own, title=str(adoption), description=description, canonical=address, json_ld=item)
