"""How practices spread in a network: a page and a document below the network's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path

from ..library.diffusion import (
    Curve,
    HeatMap,
    PracticeCount,
    Residents,
    adoption_curve,
    heat_map,
    most_adopted,
    residents_covered,
)
from ..library.diffusion_figures import curve_figure, heat_drawing, most_adopted_figure
from ..library.entries import load_entries, topics_of
from ..outputs.diffusion import curve_data, heat_data, most_adopted_data, reference, residents_data
from ..outputs.seo import Seo
from ..visibility import Viewer


@dataclass(frozen=True)
class NetworkDiffusion:
    entries: int
    curve: Curve
    heat: HeatMap
    residents: Residents
    most_adopted: list[PracticeCount]


class NetworkDiffusionMixin(RoutablePageMixin):
    """Put it before the page class. Everything is counted over the entries that the viewer may see."""

    if TYPE_CHECKING:  # what the page class brings

        def get_adoptions(self, viewer: Viewer) -> QuerySet[Any]: ...
        def get_seo(self, request: HttpRequest | None = None) -> Seo: ...
        def get_ledger_crumb(self, request: HttpRequest) -> Any: ...
        def get_full_url(self, request: HttpRequest | None = None) -> str | None: ...

    def get_diffusion(self, viewer: Viewer) -> NetworkDiffusion:
        entries = load_entries(self.get_adoptions(viewer))
        practices = apps.get_model("wagtail_pmi", "BestPracticePage")._base_manager
        topics = topics_of(practices.filter(pk__in={entry.practice.pk for entry in entries}))
        return NetworkDiffusion(
            entries=len(entries),
            curve=adoption_curve(entries),
            heat=heat_map(entries, topics),
            residents=residents_covered(entries),
            most_adopted=most_adopted(entries),
        )

    @re_path(r"^diffusion/$", name="diffusion")
    def diffusion_route(self, request: HttpRequest) -> HttpResponse:
        found = self.get_diffusion(Viewer.of(request))
        context = {
            "heading": _("How practices spread"),
            "diffusion": found,
            "curve": curve_figure(found.curve),
            "most_adopted": most_adopted_figure(found.most_adopted),
            "heat": heat_drawing(found.heat),
            "anchors": set(),
            "has_document": Viewer.public_of(request).sees(self),
            "seo": self._get_diffusion_seo(request),
            "breadcrumbs": [self, self.get_ledger_crumb(request)],
        }
        return self.render(request, template="wagtail_pmi/network_diffusion.html", context_overrides=context)

    @re_path(r"^diffusion/json/$", name="diffusion_json")
    def diffusion_json_route(self, request: HttpRequest) -> HttpResponse:
        """The same for machines, as the public sees it, whoever asks."""
        viewer = Viewer.public_of(request)
        if not viewer.sees(self):
            raise Http404
        found = self.get_diffusion(viewer)
        document = {
            "network": reference(self, request),
            "entries": found.entries,
            "curve": curve_data(found.curve),
            "topics_by_region": heat_data(found.heat),
            "residents": residents_data(found.residents),
            "most_adopted": most_adopted_data(found.most_adopted, request),
        }
        return JsonResponse(document, json_dumps_params={"ensure_ascii": False})

    def _get_diffusion_seo(self, request: HttpRequest) -> Seo:
        own: Seo = self.get_seo(request)
        title = _("How practices spread")
        address = f"{self.get_full_url(request) or ''}diffusion/"
        item = {"@context": "https://schema.org", "@type": "WebPage", "name": title, "url": address}
        description = _("How many adoptions there are, of what, where, and how many residents they reach.")
        return replace(own, title=title, description=description, canonical=address, json_ld=item)
