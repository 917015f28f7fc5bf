"""How a practice spread: a page and a document below the practice's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path

from ..library.diffusion import Curve, Residents, TimeToAdopt, adoption_curve, residents_covered, time_to_adopt
from ..library.diffusion_figures import curve_figure
from ..library.entries import load_entries
from ..library.lineage import Lineage, lineage
from ..mixins.page import NetworkContentMixin
from ..outputs.diffusion import curve_data, lineage_data, reference, residents_data, time_data
from ..outputs.seo import Seo
from ..visibility import Viewer

if TYPE_CHECKING:
    from .network import NetworkPage


@dataclass(frozen=True)
class PracticeDiffusion:
    lineage: Lineage
    curve: Curve
    time: TimeToAdopt
    residents: Residents


class PracticeDiffusionMixin(RoutablePageMixin):
    """Put it before the page class. What spread is counted over the entries that the viewer may see."""

    if TYPE_CHECKING:  # what the page class brings
        title: str
        origin_year: int | None

        def get_network(self) -> NetworkPage | None: ...
        def get_seo(self, request: HttpRequest | None = None) -> Seo: ...
        def get_full_url(self, request: HttpRequest | None = None) -> str | None: ...

    def get_diffusion(self, viewer: Viewer) -> PracticeDiffusion:
        network = self.get_network()
        rows: Any = network.get_adoptions(viewer) if network else None
        entries = load_entries(rows.of_practice(self)) if network else []
        return PracticeDiffusion(
            lineage=lineage(entries),
            curve=adoption_curve(entries),
            time=time_to_adopt(entries, self.origin_year),
            residents=residents_covered(entries),
        )

    @re_path(r"^diffusion/$", name="practice_diffusion")
    def diffusion_route(self, request: HttpRequest) -> HttpResponse:
        found = self.get_diffusion(Viewer.of(request))
        # Not the whole context of the practice's page, which holds its ledger.
        context: dict[str, Any] = NetworkContentMixin.get_context(self, request)
        heading = _("How it spread")
        context |= {
            "heading": heading,
            "diffusion": found,
            "curve": curve_figure(found.curve),
            "anchors": set(),
            "has_document": Viewer.public_of(request).sees(self),
            "seo": self._get_diffusion_seo(request),
            "breadcrumbs": [*context["breadcrumbs"], self],
        }
        return TemplateResponse(request, "wagtail_pmi/practice_diffusion.html", context)

    @re_path(r"^diffusion/json/$", name="practice_diffusion_json")
    def diffusion_json_route(self, request: HttpRequest) -> HttpResponse:
        """The same for machines, as the public sees it, whoever asks."""
        viewer, network = Viewer.public_of(request), self.get_network()
        if network is None or not viewer.sees(self):
            raise Http404
        found = self.get_diffusion(viewer)
        base = network.get_full_url(request) or ""
        document = {
            "practice": reference(self, request),
            "lineage": lineage_data(found.lineage, base, request),
            "curve": curve_data(found.curve),
            "time_to_adopt": time_data(found.time),
            "residents": residents_data(found.residents),
        }
        return JsonResponse(document, json_dumps_params={"ensure_ascii": False})

    def _get_diffusion_seo(self, request: HttpRequest) -> Seo:
        own: Seo = self.get_seo(request)
        title = _("How %(practice)s spread") % {"practice": self.title}
        address = f"{self.get_full_url(request) or ''}diffusion/"
        item = {"@context": "https://schema.org", "@type": "WebPage", "name": title, "url": address}
        description = _("Which cities adopted %(practice)s, when, and from whom.") % {"practice": self.title}
        return replace(own, title=title, description=description, canonical=address, json_ld=item)
