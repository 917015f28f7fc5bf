"""A practice on other people's pages: the frame that shows its card, and what oEmbed says of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from django.http import HttpRequest
from django.utils.html import escape

from ..mixins.public_routes import MAX_AGE
from ..validators import strip_controls

WIDTH, HEIGHT = 480, 300
# No script has anything to do in a card, and every page may frame it.
CARD_POLICY = "script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *"


def card_url(page: Any, request: HttpRequest | None = None) -> str:
    """Address of the card of a practice, empty where the page has none."""
    url = page.get_full_url(request)
    return f"{url}card/" if url else ""


def frame(page: Any, request: HttpRequest | None = None, width: int = WIDTH, height: int = HEIGHT) -> str:
    """The HTML that shows the card, for somebody else's page."""
    url, title = escape(card_url(page, request)), escape(_text(page.title))
    size = f'width="{width:d}" height="{height:d}"'
    return f'<iframe src="{url}" title="{title}" {size} frameborder="0" loading="lazy"></iframe>'


def oembed(page: Any, network: Any, request: HttpRequest, width: int, height: int) -> dict[str, Any]:
    """The answer to a consumer of oEmbed, as https://oembed.com tells it."""
    return {
        "version": "1.0",
        "type": "rich",
        "title": _text(page.title),
        "provider_name": _text(network.title),
        "provider_url": network.get_full_url(request) or "",
        "cache_age": MAX_AGE,
        "html": frame(page, request, width, height),
        "width": width,
        "height": height,
    }


def as_xml(answer: dict[str, Any]) -> bytes:
    root = ElementTree.Element("oembed")
    for name, value in answer.items():
        ElementTree.SubElement(root, name).text = strip_controls(str(value))
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def discovery_urls(page: Any, network: Any, request: HttpRequest | None = None) -> dict[str, str]:
    """Type of a link in the page's head → address at which a consumer finds the answer for it."""
    url, above = page.get_full_url(request), network.get_full_url(request)
    if not url or not above:
        return {}
    types = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
    return {kind: f"{above}oembed/?{urlencode({'url': url, 'format': name})}" for name, kind in types.items()}


def _text(text: str) -> str:
    return " ".join(strip_controls(text).split())
