"""The sitemap: Wagtail's, through the gate, with the pages of the terms."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap

from ..visibility import Viewer, visible_to


class Sitemap(WagtailSitemap):
    """Every page of the site, of whatever app, that the public may see."""

    def items(self) -> Any:
        root = self.get_wagtail_site().root_page
        pages = visible_to(Viewer.public_of(self.request), root.get_descendants(inclusive=True))
        return pages.order_by("path").defer_streamfields().specific()  # type: ignore[attr-defined]


def sitemap(request: HttpRequest) -> HttpResponse:
    # With a template of ours, neither Django's nor Wagtail's app of sitemaps needs to be installed.
    return wagtail_sitemap(request, {"wagtail": Sitemap(request)}, template_name="wagtail_pmi/sitemap.xml")
