"""What the templates of the package ask for beside their context. Every tag that shows an object asks the gate."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote, urlsplit

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import BoundBlock

from ..blocks import CardBlock, HeadingBlock
from ..library.cards import get_renditions
from ..library.listings import Listing
from ..library.numbers import localized, money_span, span
from ..library.peers import weights
from ..library.richtext import Targets, expand, texts_of
from ..library.richtext import web_url as safe_web_url
from ..visibility import Viewer
from ..vocabularies import Licence

register = template.Library()

# Fewer headings than these need no list of contents.
FEWEST_CONTENTS = 3

# How wide the style sheet shows each kind of image, for the choice among its renditions.
SIZES = {
    "card": "(min-width: 75em) 23em, (min-width: 40em) 46vw, 92vw",
    "portrait": "(min-width: 48em) 14em, 7em",
    "wide": "(min-width: 75em) 72em, 94vw",
}
JSON_ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Group:
    """Rows that have the same code of a vocabulary."""

    code: Any
    label: Any
    rows: list[Any]


def _viewer(context: template.Context) -> Viewer:
    return Viewer.of(context.get("request"))


@register.simple_tag(takes_context=True)
def pmi_card(context: template.Context, page: Any, level: int = 3) -> str:
    """The card of a page, its title a heading of a level (0: none), or nothing where the viewer may not see it."""
    if page is None or not _viewer(context).sees(page):
        return ""
    tags = {"title_tag": f"h{level}", "card_tag": "article"} if level else {"title_tag": "p", "card_tag": "div"}
    values = context.flatten() | {"page": page} | tags
    return render_to_string(getattr(page, "card_template", "wagtail_pmi/cards/page.html"), values)


@register.simple_tag(takes_context=True)
def pmi_body(context: template.Context, stream: Any, level: int = 2) -> str:
    """The blocks of a body, or one block; its headings have a level and anchors, and cards in a row share a grid."""
    targets = Targets(texts_of(getattr(stream, "raw_data", ())))
    values = context.flatten() | {"heading_level": level, "anchors": set(), "targets": targets}
    parts: list[str] = []
    blocks_in_order = [stream] if isinstance(stream, BoundBlock) else stream or ()
    for is_card, children in groupby(blocks_in_order, key=lambda child: isinstance(child.block, CardBlock)):
        rendered = [child.render_as_block(values) for child in children]
        blocks = format_html_join("", "{}", ([block] for block in rendered if block.strip()))
        if is_card and blocks:
            blocks = format_html('<div class="pmi-cards pmi-cards--inline">{}</div>', blocks)
        parts.append(blocks)
    return format_html_join("", "{}", ([part] for part in parts))


@register.simple_tag
def pmi_contents(stream: Any) -> list[dict[str, str]]:
    """Anchor and text of each heading of a body; none where there are too few to choose from."""
    headings = [child for child in stream or () if isinstance(child.block, HeadingBlock)]
    used: set[str] = set()
    entries = [
        {"anchor": _take_anchor(heading.block.get_anchor(heading.value), used), "text": heading.value["text"]}
        for heading in headings
    ]
    return entries if len(entries) >= FEWEST_CONTENTS else []


@register.simple_tag(takes_context=True)
def pmi_anchor(context: template.Context, wanted: str) -> str:
    """`wanted`, numbered when another heading of the same body has it."""
    used: Any = context.get("anchors", set())
    return _take_anchor(wanted, used)


def _take_anchor(wanted: str, used: set[str]) -> str:
    numbered = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(used) + 2))
    anchor = next(value for value in numbered if value not in used)
    used.add(anchor)
    return anchor


@register.simple_tag(takes_context=True)
def pmi_richtext(context: template.Context, html: str) -> SafeString:
    """Rich text as it is stored, with the links that the viewer may follow."""
    request, targets = context.get("request"), context.get("targets")
    return mark_safe(expand(html, _viewer(context), request, targets))  # noqa: S308


@register.simple_tag(takes_context=True)
def pmi_image(
    context: template.Context, image: Any, kind: str, alt: str = "", css_class: str = "", lazy: bool = True
) -> str:
    """An image in the renditions of its kind, or nothing where the viewer may not see it or its file is gone."""
    if image is None or not _viewer(context).sees(image):
        return ""
    renditions = get_renditions(image, kind)
    if not renditions:
        return ""
    largest = renditions[-1]
    attributes = {
        "class": css_class,
        "src": largest.url,
        "srcset": ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions),
        "sizes": SIZES.get(kind, "100vw"),
        "width": largest.width,
        "height": largest.height,
        "loading": "lazy" if lazy else "eager",
        "decoding": "async",
    }
    written = format_html_join("", ' {}="{}"', ((name, value) for name, value in attributes.items() if value))
    return format_html('<img alt="{}"{}>', alt, written)


@register.simple_tag(takes_context=True)
def pmi_visible(context: template.Context, obj: Any) -> Any:
    """A page, image or document where the viewer may see it, else None."""
    return obj if obj is not None and _viewer(context).sees(obj) else None


@register.simple_tag(takes_context=True)
def pmi_page_url(context: template.Context, page: Any) -> str:
    """Address of a page that the viewer may see, else empty."""
    return str(page.get_url(context.get("request")) or "") if _viewer(context).sees(page) else ""


@register.simple_tag(takes_context=True)
def pmi_resource_url(context: template.Context, resource: Any) -> str:
    """Address of a resource: its file where the viewer may see it, else the address elsewhere, else empty."""
    if resource.file_id:
        return str(resource.file.url) if _viewer(context).sees(resource.file) else ""
    return safe_web_url(resource.url)


@register.simple_tag(takes_context=True)
def pmi_term_url(context: template.Context, term: Any) -> str:
    """Address of a term's page in the network at hand, empty outside a network."""
    network = context.get("network")
    return str(network.get_term_url(term, context.get("request"))) if network else ""


@register.simple_tag(takes_context=True)
def pmi_adoption_url(context: template.Context, adoption: Any) -> str:
    """Address of an entry of the ledger in the network at hand, empty outside a network."""
    network = context.get("network")
    return f"{network.get_url(context.get('request')) or ''}adoptions/{quote(adoption.slug)}/" if network else ""


@register.simple_tag
def pmi_likeness_weights() -> str:
    """What makes cities alike, and how much each counts."""
    return ", ".join(str(weight) for weight in weights())


@register.simple_tag
def pmi_json_ld(data: dict[str, Any]) -> SafeString:
    """A script element that no string in the data can end, escaped as `json_script` does."""
    written = json.dumps(data, cls=DjangoJSONEncoder).translate(JSON_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))  # noqa: S308


@register.simple_tag
def pmi_range(low: Any, high: Any) -> str:
    """Two ends of a range in words; either may be missing, and both make an empty text."""
    return span(number(low), number(high))


@register.simple_tag
def pmi_money(low: Any, high: Any) -> str:
    """Two ends of a range of amounts in words, without the currency; either may be missing."""
    return money_span(low, high)


@register.filter(is_safe=True)
def number(value: Any) -> str:
    """A number with the separators of the language, whatever USE_THOUSAND_SEPARATOR says."""
    return localized(value)


@register.filter
def web_url(url: Any) -> str:
    """The address if it is of the web, of mail or of a telephone; else empty."""
    return safe_web_url(url)


@register.filter
def site_name(url: str) -> str:
    """The host of an address, as readers know it: "www.boston.gov" is boston.gov."""
    return (urlsplit(safe_web_url(url)).hostname or "").removeprefix("www.")


@register.filter
def license_url(code: str) -> str:
    """Address of a license's deed, empty where there is none."""
    return Licence(code).url if code in Licence.values else ""


@register.filter
def grouped(rows: Iterable[Model], field: str) -> list[Group]:
    """Rows by the choices of one of their fields, in the order of the vocabulary, without empty groups."""
    rows = list(rows)
    vocabulary: Any = rows[0]._meta.get_field(field) if rows else None
    choices = vocabulary.flatchoices if rows else []
    groups = [Group(code, label, [row for row in rows if getattr(row, field) == code]) for code, label in choices]
    return [group for group in groups if group.rows]


@register.filter
def option_groups(field: Any) -> list[tuple[Any, list[dict[str, Any]]]]:
    """The options of a form field with choices, under the names of their groups."""
    widget = field.field.widget
    context = widget.get_context(field.html_name, field.value(), {"id": field.auto_id})
    return [(name, options) for name, options, _index in context["widget"]["optgroups"]]


@register.filter
def page_query(listing: Listing, number: int) -> str:
    """Query string, question mark included, of a page of a listing."""
    query = listing.page_query(number)
    return f"?{query}" if query else ""


@register.filter
def page_range(listing: Listing) -> list[Any]:
    """Numbers of the pages to link to, with an ellipsis for those left out."""
    results = listing.results
    return list(results.paginator.get_elided_page_range(results.number, on_each_side=1, on_ends=1))
