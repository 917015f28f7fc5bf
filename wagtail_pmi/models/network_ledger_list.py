"""The list of a network's ledger: every entry that the viewer may see, filtered, sorted and in pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path

from ..library.crumbs import Crumb
from ..library.ledger_filters import AdoptionListingForm, listed
from ..library.listings import Listing
from ..outputs.seo import Seo
from ..visibility import Viewer
from ..vocabularies import AdoptionStage, StageGroup


class LedgerListMixin(RoutablePageMixin):
    """Put it before the page class, whose `get_adoptions` says what the viewer may see."""

    if TYPE_CHECKING:  # what the page class brings
        pk: Any

        def get_adoptions(self, viewer: Viewer) -> QuerySet[Any]: ...
        def get_seo(self, request: HttpRequest | None = None) -> Seo: ...
        def get_url(self, request: HttpRequest | None = None) -> str | None: ...
        def get_full_url(self, request: HttpRequest | None = None) -> str | None: ...

    @re_path(r"^adoptions/$", name="adoptions")
    def adoptions_route(self, request: HttpRequest) -> HttpResponse:
        rows = self.get_adoptions(Viewer.of(request))
        listing = Listing(AdoptionListingForm, rows, request.GET, plan=listed)
        context = {
            "heading": _("Adoptions"),
            "listing": listing,
            "listing_address": f"{self.get_url(request) or ''}adoptions/",
            "rows_template": "wagtail_pmi/includes/ledger_rows.html",
            "seo": self._get_list_seo(request),
            "breadcrumbs": [self],
        }
        return self.render(request, template="wagtail_pmi/adoption_index.html", context_overrides=context)

    def get_ledger_figures(self, viewer: Viewer) -> dict[str, int]:
        """How many entries the viewer may see, and how many of them are in operation."""
        operating = [stage for stage in AdoptionStage if stage.group == StageGroup.SUSTAINMENT]
        counts = {"entries": Count("pk"), "adoptions": Count("pk", filter=Q(stage__in=operating))}
        return self.get_adoptions(viewer).order_by().aggregate(**counts)

    def get_ledger_crumb(self, request: HttpRequest) -> Crumb:
        """The list as a step of the breadcrumbs."""
        return Crumb(_("Adoptions"), f"{self.get_url(request) or ''}adoptions/")

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """With the list, how practices spread, and the entries that have their canonical address here."""
        urls: list[dict[str, Any]] = super().get_sitemap_urls(request)
        base = self.get_full_url(request)
        if not urls or not base:
            return urls
        entries = self.get_adoptions(Viewer.public_of(request)).filter(network=self.pk).order_by("slug")
        found = [
            {"location": f"{base}adoptions/{slug}/", "lastmod": lastmod}
            for slug, lastmod in entries.values_list("slug", "last_published_at")
        ]
        lists = [{"location": f"{base}{name}/"} for name in ("adoptions", "diffusion")] if found else []
        return [*urls, *lists, *found]

    def _get_list_seo(self, request: HttpRequest) -> Seo:
        own: Seo = self.get_seo(request)
        title, address = _("Adoptions"), f"{self.get_full_url(request) or ''}adoptions/"
        item = {"@context": "https://schema.org", "@type": "CollectionPage", "name": title, "url": address}
        description = _("Which city adopted which practice, and how far each is.")
        return replace(own, title=title, description=description, canonical=address, json_ld=item)
