"""What a page tells machines: title, description, canonical address, Open Graph and JSON-LD, from one source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.text import Truncator
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.models import AbstractPage

from ..library.cards import RENDITIONS
from ..visibility import Viewer

DESCRIPTION_LENGTH = 200


@dataclass(frozen=True)
class Seo:
    title: str
    description: str
    canonical: str
    site_name: str
    og_type: str
    image: dict[str, Any] | None  # url, width, height, alt
    json_ld: dict[str, Any]
    robots: str = ""


def seo(page: Any, request: HttpRequest | None = None) -> Seo:
    """The public face of a page. Nothing in it depends on who asks."""
    network = page.get_network()
    description = getattr(page, "search_description", "") or page.get_description()
    description = Truncator(strip_tags(description)).chars(DESCRIPTION_LENGTH)
    canonical = getattr(page, "canonical_url", "") or page.get_full_url(request) or ""
    image = share_image(page, request)
    return Seo(
        title=getattr(page, "seo_title", "") or page.title,
        description=description,
        canonical=canonical,
        site_name=network.title if network else "",
        og_type="article" if page.schema_type == "BlogPosting" else "website",
        image=image,
        json_ld=_json_ld(page, request, description, canonical, image),
    )


def share_image(page: Any, request: HttpRequest | None) -> dict[str, Any] | None:
    """The page's image at the size that social networks show, if the public may see it."""
    image: Any = getattr(page, "image", None)
    if not Viewer.public_of(request).sees(image) or image.is_svg():
        return None
    try:
        rendition = image.get_rendition(RENDITIONS["share"][0])
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return None  # the file is gone or no image
    return {
        "url": absolute_url(rendition.url, page, request),
        "width": rendition.width,
        "height": rendition.height,
        "alt": getattr(page, "image_alt", ""),
    }


def absolute_url(url: str, page: AbstractPage, request: HttpRequest | None = None) -> str:
    """`url` on the host of the page's site (never on the host that the request claims)."""
    if not url.startswith("/"):
        return url
    parts = page.get_url_parts(request)
    return f"{parts[1]}{url}" if parts and parts[1] else url


def breadcrumb_list(pages: list[AbstractPage], request: HttpRequest | None) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": page.title, "item": page.get_full_url(request)}
            for n, page in enumerate(pages, 1)
        ],
    }


def _json_ld(
    page: Any, request: HttpRequest | None, description: str, canonical: str, image: dict[str, Any] | None
) -> dict[str, Any]:
    item = {
        "@type": page.schema_type,
        "@id": f"urn:uuid:{page.uid}",
        "name": page.title,
        "description": description,
        "url": canonical,
        "inLanguage": page.locale.language_code,
    }
    if image:
        item["image"] = image["url"]
    crumbs = page.get_breadcrumbs(Viewer.public_of(request))
    graph = [item | page.get_json_ld(request)]
    if crumbs:
        graph.append(breadcrumb_list([*crumbs, page], request))
    return {"@context": "https://schema.org", "@graph": graph}
