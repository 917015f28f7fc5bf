"""Rich text as one viewer may read it: Wagtail's own expansion, with the gate in its links, cleaned by nh3."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import nh3
import swapper
from django.http import HttpRequest
from django.utils.html import format_html
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.rich_text import features
from wagtail.rich_text.rewriters import EmbedRewriter, LinkRewriter, MultiRuleRewriter

from ..visibility import Viewer

Attributes = dict[str, str]

LINK_SCHEMES = {"http", "https", "mailto", "tel"}
TAGS = {"a", "b", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li"}
TAGS |= {"ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup", "u", "ul"}
IMAGE_SOURCE = re.compile(r'\ssrc="([^"]*)"')
ATTRIBUTES = {"*": {"id", "lang", "dir"}, "a": {"href"}, "img": {"src", "alt", "width", "height"}, "ol": {"start"}}


class Targets:
    """The pages, documents and images that several rich texts point at: one query of each kind for all of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._wanted: dict[str, set[int]] = defaultdict(set)
        self._found: dict[str, dict[int, Any]] = defaultdict(dict)
        for text in texts:
            for rewriter in (LinkRewriter(), EmbedRewriter()):
                for kind, tags in rewriter.extract_tags(text).items():
                    self._wanted[kind] |= {key for tag in tags if (key := _key(tag.attrs))}

    def get(self, kind: str, references: list[Attributes]) -> list[Any]:
        """What the references of a kind (page, document, image) point at, None for each that is gone."""
        keys = [_key(attributes) for attributes in references]
        found = self._found[kind]
        if wanted := ({key for key in keys if key} | self._wanted.pop(kind, set())) - found.keys():
            found.update(dict.fromkeys(wanted) | _model(kind)._default_manager.in_bulk(wanted))
        return [found.get(key) if key else None for key in keys]


def texts_of(raw: Any) -> Iterator[str]:
    """Every text in the raw value of a StreamField, however deep."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, (Mapping, Sequence)):
        for value in raw.values() if isinstance(raw, Mapping) else raw:
            yield from texts_of(value)


def expand(html: str, viewer: Viewer, request: HttpRequest | None = None, targets: Targets | None = None) -> str:
    """Database rich text as clean HTML for this viewer.

    A link to what the viewer does not see keeps its words and loses its address. `targets` are those of all texts
    that are shown together, so that they are loaded together.
    """
    targets = targets or Targets([html or ""])
    own_images: set[str] = set()

    def pages(links: list[Attributes]) -> list[str]:
        found = targets.get("page", links)
        return [_link(page.get_url(request)) if viewer.sees(page) else "<a>" for page in found]

    def documents(links: list[Attributes]) -> list[str]:
        found = targets.get("document", links)
        return [_link(document.url) if viewer.sees(document) else "<a>" for document in found]

    def images(embeds: list[Attributes]) -> list[str]:
        found = targets.get("image", embeds)
        seen = [embed for embed, image in zip(embeds, found, strict=True) if viewer.sees(image)]
        written = [str(each) for each in features.get_embed_types()["image"].expand_db_attributes_many(seen)]
        own_images.update(unescape(source) for each in written for source in IMAGE_SOURCE.findall(each))
        in_turn = iter(written)
        return [next(in_turn) if viewer.sees(image) else "" for image in found]

    links = _rules(features.get_link_types()) | {"page": pages, "document": documents}
    # What is embedded from elsewhere would be fetched while the reader waits: it has no place in running text.
    embeds = _rules(features.get_embed_types()) | {"image": images, "media": lambda embeds: [""] * len(embeds)}
    expanded = MultiRuleRewriter([LinkRewriter(bulk_rules=links), EmbedRewriter(bulk_rules=embeds)])(html or "")
    return _clean(expanded, own_images)


def web_url(url: Any) -> str:
    """The address where a reader may follow it: http, https, mailto or tel, without a user name; else empty."""
    text = str(url or "").strip()
    if any(ord(char) < 33 or 127 <= ord(char) < 160 for char in text) or "\\" in text:
        return ""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in LINK_SCHEMES or "@" in parts.netloc or port == 0:
        return ""
    return text if parts.netloc or parts.scheme in ("mailto", "tel") else ""


def _clean(html: str, own_images: set[str]) -> str:
    """Without images but those of this site's library: another would be fetched from elsewhere."""

    def checked(tag: str, name: str, value: str) -> str | None:
        if name == "src":
            return value if value in own_images else None
        # Addresses once more: a path or an anchor of this site, or what `web_url` lets pass.
        if name != "href" or value.startswith("#"):
            return value
        own = value.startswith("/") and not value.startswith(("//", "/\\"))
        return value if own else web_url(value) or None

    tags = TAGS if own_images else TAGS - {"img"}
    return nh3.clean(
        html, tags=tags, attributes=ATTRIBUTES, url_schemes=LINK_SCHEMES, link_rel=None, attribute_filter=checked
    )


def _rules(handlers: dict[str, Any]) -> dict[str, Callable[[list[Attributes]], list[str]]]:
    return {kind: handler.expand_db_attributes_many for kind, handler in handlers.items()}


def _model(kind: str) -> Any:
    if kind == "page":
        return swapper.load_model("wagtailcore", "Page")
    return get_document_model() if kind == "document" else get_image_model()


def _key(attributes: Attributes) -> int | None:
    value = attributes.get("id", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


def _link(url: str | None) -> str:
    return format_html('<a href="{}">', url) if url else "<a>"
