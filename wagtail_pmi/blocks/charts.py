"""A chart of entered numbers, drawn on the server, with its table."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..library.figures import drawing
from ..library.numbers import plain
from ..library.tables import MAX_LENGTH, read_table, separator_of, write_table
from .base import BodyBlock
from .data import source_block, source_url_block, unit_block

MAX_MESSAGES = 6


class ChartKind(TextChoices):
    BAR = "bar", _("Bars, to compare")
    LINE = "line", _("Lines, over time")


class NumbersBlock(blocks.TextBlock):
    """A table typed or pasted as text; kept as text in which numbers mean the same in every language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"rows": 8, "max_length": MAX_LENGTH, **kwargs})
        # A row pasted from a spreadsheet may end with an empty cell.
        self.field_options["strip"] = False

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        table, problems = read_table(text, "," if get_format("DECIMAL_SEPARATOR") == "," else ".")
        if problems:
            raise ValidationError([ValidationError(problem) for problem in problems[:MAX_MESSAGES]])
        return write_table(table, separator_of(text)) if table.rows else ""


class ChartBlock(BodyBlock):
    """Bars or lines, an image to a screen reader, and the same numbers as a table."""

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=ChartKind.choices, default=ChartKind.BAR)
    title = blocks.CharBlock(
        label=_("Title"), max_length=160, help_text=_("What one sees in it: “Requests doubled in five years”.")
    )
    numbers = NumbersBlock(
        label=_("Numbers"),
        help_text=_(
            "Copy the cells of a spreadsheet and paste them here, or type: names in the first line, then a line for "
            "each bar or point, with a semicolon between: “Year; Requests; Closed”, “2023; 5200; 4100”. "
            "Up to four columns of numbers and fifty lines; leave empty what is missing."
        ),
    )
    unit = unit_block()
    source = source_block()
    source_url = source_url_block()
    note = blocks.CharBlock(
        label=_("Note"),
        required=False,
        default="",
        max_length=300,
        help_text=_("How it was counted, what is left out."),
    )

    class Meta:
        icon = "sliders"
        label = _("Chart")
        description = _("Bars or lines of numbers that you type or paste from a spreadsheet.")
        template = "wagtail_pmi/blocks/chart.html"
        preview_value = {
            "kind": "bar",
            "title": "More requests, and more of them closed (fictional)",
            "numbers": "Year; Requests; Closed\n2022; 4200; 3100\n2023; 5200; 4100\n2024; 6100; 5600",
            "unit": "requests",
            "source": "Fictional",
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        table, _problems = read_table(value["numbers"] or "")
        if table.numbers:
            context |= drawing(table, value["kind"] == ChartKind.LINE, value.get("unit") or "")
        return context

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        """With the numbers read: the client draws its own chart."""
        found: dict[str, Any] = super().get_api_representation(value, context)
        table, _problems = read_table(found.pop("numbers") or "")
        rows = [{"label": row.label, "values": [plain(number) for number in row.values]} for row in table.rows]
        return {**found, "label_name": table.label_name, "series": list(table.series), "rows": rows}

    def get_searchable_content(self, value: Any) -> list[str]:
        table, _problems = read_table(value["numbers"] or "")
        words = [
            value["title"],
            value.get("note"),
            value.get("source"),
            *table.series,
            *(row.label for row in table.rows),
        ]
        return [word for word in words if word]
