"""Fills any block, whatever it is made of. A kind of field that is not known here is an error: say how to fill it."""

from __future__ import annotations

import json
from typing import Any

from django.core.files.base import ContentFile
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Collection, CollectionViewRestriction

from wagtail_pmi.blocks import SafeURLBlock, body_block
from wagtail_pmi.blocks.charts import NumbersBlock
from wagtail_pmi.blocks.links import CallToActionBlock, ResourceEntryBlock
from wagtail_pmi.models import BestPracticePage, Resource
from wagtail_pmi.testing import make_city, make_expert, make_image, make_post, make_practice

MAKERS = {
    "MemberCityPage": make_city,
    "BestPracticePage": make_practice,
    "ExpertPage": make_expert,
    "BlogPostPage": make_post,
}
# Of these, one child or the other is filled.
EITHER = {ResourceEntryBlock: ("resource", "document"), CallToActionBlock: ("page", "url")}


class Filler:
    """Raw values of blocks, as they are in the database: with new things each time they point at something.

    `words`, `html` and `url` are what the blocks themselves hold, `titles` what the things are called; hidden things
    are drafts and files in a closed collection.
    """

    def __init__(self, network: Any, *, words="Words", html="", url="https://example.org/", title="Thing", hide=False):
        self.network, self.words, self.html, self.url, self.title, self.hide = network, words, html, url, title, hide
        root = Collection.get_first_root_node()
        self.collection = root
        if hide:
            self.collection = root.add_child(name="Closed")
            CollectionViewRestriction.objects.create(collection=self.collection, restriction_type="login")

    def values(self, block: Any) -> list[Any]:
        """One raw value, or one for each way to fill the block."""
        if isinstance(block, blocks.StructBlock):
            filled = {name: self.values(child)[0] for name, child in block.child_blocks.items()}
            choices = next((names for kind, names in EITHER.items() if isinstance(block, kind)), ())
            empty = {name: "" if isinstance(block.child_blocks[name], blocks.CharBlock) else None for name in choices}
            return [filled | empty | {name: filled[name]} for name in choices] or [filled]
        if isinstance(block, blocks.ListBlock):
            entries = self.values(block.child_block)
            while len(entries) < (block.meta.min_num or 0):
                entries += self.values(block.child_block)
            return [[{"type": "item", "value": entry, "id": str(n)} for n, entry in enumerate(entries)]]
        if isinstance(block, TypedTableBlock):
            cells = {name: self.values(child)[0] for name, child in block.child_blocks.items()}
            columns = [{"type": name, "heading": self.words} for name in cells]
            return [{"columns": columns, "rows": [{"values": list(cells.values())}], "caption": self.words}]
        return [self._value(block)]

    def _value(self, block: Any) -> Any:
        if isinstance(block, blocks.RichTextBlock):
            return self.html or self._linking_html()
        if isinstance(block, (SafeURLBlock, blocks.URLBlock)):
            return self.url
        if isinstance(block, blocks.PageChooserBlock):
            return self.page(block.target_model.__name__).pk
        if isinstance(block, ImageChooserBlock):
            return self.image().pk
        if isinstance(block, DocumentChooserBlock):
            return self.document().pk
        if isinstance(block, blocks.ChooserBlock) and issubclass(block.model_class, Resource):
            return self.resource().pk
        if isinstance(block, blocks.ChoiceBlock):
            return block.get_default() or next(code for code, _label in block.field.choices if code)
        if isinstance(block, blocks.BooleanBlock):
            return True
        if isinstance(block, (blocks.IntegerBlock, blocks.FloatBlock, blocks.DecimalBlock)):
            return 2020
        if isinstance(block, blocks.DateBlock):
            return "2026-05-01"
        if isinstance(block, NumbersBlock):
            # A separator or a new line of its own would make another table of it.
            label = " ".join(self.words.replace(";", ",").split())
            return f"{label}; {label}\n{label}; 1"
        if isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
            return self.words
        raise TypeError(f"Say how to fill {type(block).__name__} ({block.name}) here.")

    def page(self, model_name: str) -> Any:
        title = self.title[:255]
        return MAKERS.get(model_name, make_city)(self.network, title, slug=self._slug(), live=not self.hide)

    def image(self) -> Any:
        return make_image(self.title[:100], collection=self.collection)

    def document(self) -> Any:
        file = ContentFile(b"x", name="paper.txt")
        return get_document_model().objects.create(title=self.title[:255], file=file, collection=self.collection)

    def resource(self) -> Any:
        file = self.document() if self.hide else None
        title = "Open resource" if self.hide else self.title[:255]
        url = "" if file else self.url[:500]
        return Resource.objects.create(title=title, kind="toolkit", file=file, url=url, publisher=title)

    def _linking_html(self) -> str:
        page, document = self.page("MemberCityPage"), self.document()
        link = f'<a linktype="page" id="{page.pk}">page</a> <a linktype="document" id="{document.pk}">document</a>'
        return f"<p>{self.words} {link}</p>"

    _count = 0

    def _slug(self) -> str:
        Filler._count += 1
        return f"filled-{Filler._count}"


def body_of(fillers: list[Filler], names: list[str] | None = None) -> list[dict[str, Any]]:
    """The raw value of a body in which every filler has filled each of the blocks, all of the registry by default."""
    registry = body_block().child_blocks
    filled = [
        (name, value) for filler in fillers for name in names or registry for value in filler.values(registry[name])
    ]
    return [{"type": name, "value": value, "id": f"{n:08}"} for n, (name, value) in enumerate(filled)]


def page_with(network: Any, raw: list[dict[str, Any]]) -> Any:
    """A practice whose solution is just this, unchecked, as an importer or an old version may have left it."""
    page = make_practice(network)
    BestPracticePage.objects.filter(pk=page.pk).update(solution=json.dumps(raw))
    return BestPracticePage.objects.get(pk=page.pk)
