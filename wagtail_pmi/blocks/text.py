"""Blocks of words."""

from typing import Any

from django.db.models import TextChoices
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..library.richtext import expand
from ..visibility import Viewer
from .base import BodyBlock, SafeURLBlock, request_of


class HeadingBlock(BodyBlock):
    """A section heading, with an anchor made of its words."""

    text = blocks.CharBlock(label=_("Text"), max_length=120)

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Begins a section of the page.")
        template = "wagtail_pmi/blocks/heading.html"
        preview_value = {"text": "How it began"}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"anchor": self.get_anchor(value)}

    def get_anchor(self, value: Any) -> str:
        """What the anchor is made of; it is numbered where another heading of the body has the same."""
        anchor = slugify(value["text"], allow_unicode=True) or "section"
        # Ids that begin with pmi- are those of the templates.
        return f"section-{anchor}" if anchor.startswith("pmi-") else anchor


class ParagraphBlock(blocks.RichTextBlock):
    """Running text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": ["bold", "italic", "link", "document-link", "ol", "ul"], **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and links.")
        template = "wagtail_pmi/blocks/paragraph.html"
        preview_value = "<p>The city <b>counted first</b>, and met every two weeks.</p>"

    def get_api_representation(self, value: Any, context: Any = None) -> str:
        """As clean HTML that links to what the public may see."""
        request, targets = request_of(context), (context or {}).get("targets")
        return expand(value.source, Viewer.public_of(request), request, targets)


class QuoteBlock(BodyBlock):
    """What somebody said, with who and where."""

    text = blocks.TextBlock(label=_("Quotation"), rows=3, max_length=600)
    attribution = blocks.CharBlock(label=_("Who said it"), max_length=255)
    source_url = SafeURLBlock(label=_("Where it was said"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Somebody's words, with their name.")
        template = "wagtail_pmi/blocks/quote.html"
        preview_value = {"text": "We stopped arguing about anecdotes.", "attribution": "A deputy mayor (fictional)"}


class CalloutKind(TextChoices):
    NOTE = "note", _("Note")
    LESSON = "lesson", _("Lesson")
    WARNING = "warning", _("Warning")


class CalloutBlock(BodyBlock):
    """A short text set apart."""

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=CalloutKind.choices, default=CalloutKind.NOTE)
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    text = ParagraphBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        description = _("A note, a lesson or a warning, set apart from the text.")
        template = "wagtail_pmi/blocks/callout.html"
        preview_value = {"kind": "lesson", "title": "Start small", "text": "<p>One department first.</p>"}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["kind_label"] = dict(CalloutKind.choices).get(value["kind"], CalloutKind.NOTE.label)
        return context


class StepBlock(BodyBlock):
    title = blocks.CharBlock(label=_("What to do"), max_length=150)
    text = ParagraphBlock(label=_("How"), required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")


class StepsBlock(BodyBlock):
    """What to do, in order."""

    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=2, max_num=30)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("What to do one after the other, numbered.")
        template = "wagtail_pmi/blocks/steps.html"
        preview_value = {
            "steps": [
                {"title": "Choose one department", "text": "<p>One whose head wants it.</p>"},
                {"title": "Count what is there", "text": "<p>On paper, if need be.</p>"},
                {"title": "Meet every two weeks", "text": ""},
            ]
        }


class AccordionSectionBlock(BodyBlock):
    title = blocks.CharBlock(label=_("Question or title"), max_length=150)
    text = ParagraphBlock(label=_("Text"))

    class Meta:
        icon = "help"
        label = _("Section")


class AccordionBlock(BodyBlock):
    """Texts that a reader opens one by one."""

    sections = blocks.ListBlock(AccordionSectionBlock(), label=_("Sections"), min_num=1, max_num=30)

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        description = _("Questions or titles, each of which opens its text. For what only some readers need.")
        template = "wagtail_pmi/blocks/accordion.html"
        preview_value = {
            "sections": [
                {"title": "Who pays for it?", "text": "<p>The departments that take part, by head count.</p>"},
                {"title": "Does it need new software?", "text": "<p>No. A shared sheet will do.</p>"},
            ]
        }
