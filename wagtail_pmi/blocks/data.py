"""Blocks of numbers and dates: key figures, outcomes, a timeline."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..library.numbers import MAX_DIGITS, change_in_words, is_sign, plain, quantity
from ..vocabularies import MetricDirection
from .base import BodyBlock, SafeURLBlock

UNIT_HELP = _("What is counted, or a sign: “days”, “residents”, “%”, “$”.")


class NumberBlock(blocks.DecimalBlock):
    """A finite number, exact; None where what is stored is no number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": MAX_DIGITS, "decimal_places": 6, **kwargs})

    def to_python(self, value: Any) -> Decimal | None:
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            return None
        return number if number.is_finite() else None

    def normalize(self, value: Any) -> Decimal | None:
        return self.to_python(value)

    def get_api_representation(self, value: Any, context: Any = None) -> int | float | None:
        return plain(value)


def unit_block() -> blocks.CharBlock:
    return blocks.CharBlock(label=_("Unit"), required=False, default="", max_length=40, help_text=UNIT_HELP)


def source_block() -> blocks.CharBlock:
    return blocks.CharBlock(
        label=_("Source"),
        required=False,
        default="",
        max_length=255,
        help_text=_("Who says so, and where: a report, a data set."),
    )


def source_url_block() -> SafeURLBlock:
    return SafeURLBlock(label=_("Address of the source"), required=False, default="")


class KeyFigureBlock(BodyBlock):
    value = NumberBlock(label=_("Number"))
    unit = unit_block()
    label = blocks.CharBlock(
        label=_("What it tells"), max_length=120, help_text=_("A few words: “fewer days until a pothole is filled”.")
    )
    year = blocks.IntegerBlock(label=_("Year"), required=False, min_value=1000, max_value=2200)
    source = source_block()
    source_url = source_url_block()

    class Meta:
        icon = "decimal"
        label = _("Figure")
        label_format = "{value} {unit} {label}"


class KeyFiguresBlock(BodyBlock):
    """A few numbers to remember, set large."""

    figures = blocks.ListBlock(KeyFigureBlock(), label=_("Figures"), min_num=1, max_num=12)

    class Meta:
        icon = "decimal"
        label = _("Key figures")
        description = _("One to four numbers to remember, set large, each with its source.")
        template = "wagtail_pmi/blocks/key_figures.html"
        preview_value = {
            "figures": [
                {
                    "value": 48,
                    "unit": "%",
                    "label": "of requests closed in a week",
                    "year": 2024,
                    "source": "Fictional",
                },
                {"value": 1250, "unit": "", "label": "potholes filled", "year": 2024, "source": "Fictional"},
            ]
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        # A number that was lost says nothing.
        context["figures"] = [_set(figure) for figure in value["figures"] if figure["value"] is not None]
        return context


def _set(figure: Any) -> dict[str, Any]:
    """A figure with its number as written, and the words of its unit, which are set smaller."""
    unit = figure.get("unit") or ""
    sign, words = (unit, "") if is_sign(unit) else ("", unit)
    return {**figure, "number": quantity(figure["value"], sign), "words": words}


class OutcomeBlock(BodyBlock):
    metric = blocks.CharBlock(label=_("What was measured"), max_length=160)
    before = NumberBlock(label=_("Before"), required=False, help_text=_("Empty where nobody had counted."))
    after = NumberBlock(label=_("After"))
    unit = unit_block()
    direction = blocks.ChoiceBlock(
        label=_("What was wanted"), required=False, choices=MetricDirection.choices, help_text=_("Empty if neither.")
    )
    period = blocks.CharBlock(
        label=_("Period"), required=False, default="", max_length=80, help_text=_("From when to when: “2019 to 2022”.")
    )
    source = source_block()
    source_url = source_url_block()

    class Meta:
        icon = "arrow-right"
        label = _("Outcome")
        label_format = "{metric}"


class OutcomesBlock(BodyBlock):
    """What a practice changed, measured before and after; the change is worked out and said in words."""

    caption = blocks.CharBlock(
        label=_("Caption"), max_length=160, help_text=_("What the table shows: “Pothole repair before and after”.")
    )
    rows = blocks.ListBlock(OutcomeBlock(), label=_("Outcomes"), min_num=1, max_num=30)

    class Meta:
        icon = "order"
        label = _("Outcomes")
        description = _("A table of what was measured before and after, with the change in words.")
        template = "wagtail_pmi/blocks/outcomes.html"
        preview_value = {
            "caption": "Pothole repair before and after (fictional)",
            "rows": [
                {
                    "metric": "Days until a pothole is filled",
                    "before": 12,
                    "after": 3,
                    "unit": "days",
                    "direction": "down",
                    "period": "2019 to 2022",
                    "source": "Fictional",
                },
            ],
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["rows"] = [_told(row) for row in value["rows"] if row["after"] is not None]
        context["has_sources"] = any(row.get("source") or row.get("source_url") for row in context["rows"])
        return context

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        found: dict[str, Any] = super().get_api_representation(value, context)
        for row, given in zip(value["rows"], found["rows"], strict=True):
            given["change"] = _change(row)
        return found


def _change(row: Any) -> str:
    return "" if row["after"] is None else change_in_words(row.get("before"), row["after"], row.get("unit"))


def _told(row: Any) -> dict[str, Any]:
    before, after, unit, direction = row.get("before"), row["after"], row.get("unit"), row.get("direction")
    wanted = ""
    if direction and before is not None and before != after:
        as_wanted = (after > before) == (direction == MetricDirection.UP)
        wanted = gettext("As wanted.") if as_wanted else gettext("Not as wanted.")
    written = {"before": "" if before is None else quantity(before, unit), "after": quantity(after, unit)}
    return {**row, **written, "change": _change(row), "wanted": wanted}


class DateTextBlock(blocks.CharBlock):
    """A year, a month, a day, or words."""

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if re.fullmatch(r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?", value) and not _parsed(value):
            raise ValidationError(_("Write a date of the calendar, such as 2019-05-31, or words."))
        return value


class EventBlock(BodyBlock):
    date = DateTextBlock(
        label=_("When"),
        max_length=60,
        help_text=_("2019, 2019-05, 2019-05-31, or words: “early 2020”."),
    )
    title = blocks.CharBlock(label=_("What happened"), max_length=160)
    text = blocks.TextBlock(label=_("More about it"), required=False, default="", rows=2, max_length=600)

    class Meta:
        icon = "date"
        label = _("Event")
        label_format = "{date}: {title}"


class TimelineBlock(BodyBlock):
    """What happened when, in the order given."""

    events = blocks.ListBlock(EventBlock(), label=_("Events"), min_num=1, max_num=50)

    class Meta:
        icon = "history"
        label = _("Timeline")
        description = _("What happened when, from first to last.")
        template = "wagtail_pmi/blocks/timeline.html"
        preview_value = {
            "events": [
                {"date": "2019", "title": "The first meeting", "text": "Four departments took part."},
                {"date": "2021-03", "title": "All departments"},
            ]
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["events"] = [{**event, "when": _parsed(event["date"])} for event in value["events"]]
        return context


def _parsed(text: str) -> dict[str, str] | None:
    """A year, month or day for a machine and for a reader; None for a date in words."""
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
    if not match:
        return None
    year, month, day = match.groups()
    try:
        date = datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    style = "DATE_FORMAT" if day else "YEAR_MONTH_FORMAT"
    return {"iso": text, "label": date_format(date, style) if month else year}
