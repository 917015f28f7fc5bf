"""Blocks of the bodies. `streams.py` composes them; a site changes the set in `WAGTAIL_PMI["BLOCKS"]` or by hook."""

from .base import BodyBlock, BulkImageChooserBlock, CardBlock, PublicPageBlock, ResourceChooserBlock, SafeURLBlock
from .charts import ChartBlock
from .data import KeyFiguresBlock, NumberBlock, OutcomesBlock, TimelineBlock
from .links import CallToActionBlock, ResourcesBlock
from .maps import CityMapBlock
from .media import EmbedBlock, FigureBlock, GalleryBlock
from .references import CityBlock, ContactBlock, ExpertBlock, PostBlock, PracticeBlock
from .streams import body_block
from .tables import TableBlock
from .text import AccordionBlock, CalloutBlock, HeadingBlock, ParagraphBlock, QuoteBlock, StepsBlock

__all__ = [
    "AccordionBlock",
    "BodyBlock",
    "BulkImageChooserBlock",
    "CallToActionBlock",
    "CalloutBlock",
    "CardBlock",
    "ChartBlock",
    "CityBlock",
    "CityMapBlock",
    "ContactBlock",
    "EmbedBlock",
    "ExpertBlock",
    "FigureBlock",
    "GalleryBlock",
    "HeadingBlock",
    "KeyFiguresBlock",
    "NumberBlock",
    "OutcomesBlock",
    "ParagraphBlock",
    "PostBlock",
    "PracticeBlock",
    "PublicPageBlock",
    "QuoteBlock",
    "ResourceChooserBlock",
    "ResourcesBlock",
    "SafeURLBlock",
    "StepsBlock",
    "TableBlock",
    "TimelineBlock",
    "body_block",
]
