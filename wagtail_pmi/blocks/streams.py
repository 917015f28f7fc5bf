"""Composes the blocks of a body: the defaults below, as the site's setting and hook change them."""

from typing import Any

from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.blocks import Block, StreamBlock

from ..conf import get_setting
from ..library.richtext import Targets, texts_of
from .charts import ChartBlock
from .data import KeyFiguresBlock, OutcomesBlock, TimelineBlock
from .links import CallToActionBlock, ResourcesBlock
from .maps import CityMapBlock
from .media import EmbedBlock, FigureBlock, GalleryBlock
from .references import CityBlock, ContactBlock, ExpertBlock, PostBlock, PracticeBlock
from .tables import TableBlock
from .text import AccordionBlock, CalloutBlock, HeadingBlock, ParagraphBlock, QuoteBlock, StepsBlock

WORDS, PICTURES, LINKS, NETWORK = _("Words"), _("Pictures and films"), _("Links and files"), _("From the network")
NUMBERS = _("Numbers and dates")

PREVIEW_TEMPLATE = "wagtail_pmi/blocks/preview.html"

# Name → (block class, group). A name, once released, keeps its meaning: it is in every saved body.
DEFAULT_BLOCKS: dict[str, tuple[type[Block], object]] = {
    "heading": (HeadingBlock, WORDS),
    "paragraph": (ParagraphBlock, WORDS),
    "quote": (QuoteBlock, WORDS),
    "callout": (CalloutBlock, WORDS),
    "steps": (StepsBlock, WORDS),
    "accordion": (AccordionBlock, WORDS),
    "image": (FigureBlock, PICTURES),
    "gallery": (GalleryBlock, PICTURES),
    "embed": (EmbedBlock, PICTURES),
    "key_figures": (KeyFiguresBlock, NUMBERS),
    "outcomes": (OutcomesBlock, NUMBERS),
    "chart": (ChartBlock, NUMBERS),
    "table": (TableBlock, NUMBERS),
    "timeline": (TimelineBlock, NUMBERS),
    "resources": (ResourcesBlock, LINKS),
    "call_to_action": (CallToActionBlock, LINKS),
    "city": (CityBlock, NETWORK),
    "practice": (PracticeBlock, NETWORK),
    "expert": (ExpertBlock, NETWORK),
    "post": (PostBlock, NETWORK),
    "contact": (ContactBlock, NETWORK),
    "city_map": (CityMapBlock, NETWORK),
}


class BodyStreamBlock(StreamBlock):
    """A body, of which the API loads what all its texts link to in one go."""

    def get_api_representation(self, value: Any, context: Any = None) -> list[dict[str, Any]]:
        targets = Targets(texts_of(value.raw_data if value else ()))
        return super().get_api_representation(value, context={**(context or {}), "targets": targets})


def body_block() -> StreamBlock:
    """A new StreamBlock of everything that a body may hold on this site."""
    blocks: dict[str, Block] = {
        name: block(group=group, preview_template=PREVIEW_TEMPLATE) for name, (block, group) in DEFAULT_BLOCKS.items()
    }
    for name, path in get_setting("BLOCKS").items():
        if path is None:
            blocks.pop(name, None)
        else:
            blocks[name] = import_string(path)()
    for change in hooks.get_hooks("construct_pmi_blocks"):
        change(blocks)
    return BodyStreamBlock(list(blocks.items()))
