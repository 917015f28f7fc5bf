"""Charts as geometry: a table in, positions of an SVG without a view box out.

Such a drawing is as wide as its place, and its letters stay as large as the text around it, on a phone too. Across,
positions are shares of the width ("12.50%"); down, they are whole pixels: neither depends on a language.
"""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from django.utils.translation import gettext, pgettext

from .numbers import is_sign, quantity
from .tables import Row, Table

NARROW, WIDE = 300, 600
"""Pixels across that a chart has at least, on a phone and on a desk."""
LETTER = 7
"""Pixels across that a letter takes on average."""
TEXT_LINE, BAR, BAR_SPACE, ROW_SPACE = 19, 16, 4, 14
LINE_TOP, LINE_BOTTOM = 14, 250
ROW_LABEL, TICK_LABEL = 40, 10
"""Letters in a line of a label."""

DASHES = ("", "7 4", "2 3", "10 4 2 4")
MARKERS = ("M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z", "M-4-4H4V4H-4Z", "M0-5 5 4H-5Z", "M0-6 6 0 0 6-6 0Z")


@dataclass(frozen=True, slots=True)
class Words:
    """A text; `shift` is in pixels, `anchor` is SVG's text-anchor."""

    x: str
    y: int
    text: str
    anchor: str = "start"
    shift: int = 0
    is_wide: bool = False
    """Whether there is room for it on a wide screen only."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Round numbers along a side; `scale` is what their labels count ("millions"), empty for ones."""

    ticks: tuple[Decimal, ...]
    labels: tuple[str, ...]
    scale: str
    ends: tuple[Decimal, Decimal]

    def share(self, value: Decimal) -> float:
        """How far along, from 0 to 1."""
        start, end = self.ends
        return float((value - start) / (end - start))

    def cut(self, low: Decimal, high: Decimal) -> Axis:
        """The part from `low` to `high`; all of it where these are the same."""
        if low == high:
            return self
        kept = [(tick, label) for tick, label in zip(self.ticks, self.labels, strict=True) if low <= tick <= high]
        ticks, labels = zip(*kept, strict=True)
        return Axis(ticks, labels, self.scale, (low, high))


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar without width stands for zero, or for a missing number."""

    series: int
    x: str
    y: int
    width: str


@dataclass(frozen=True, slots=True)
class BarChart:
    height: int
    bottom: int
    zero: str
    grid: list[str]
    words: list[Words]
    bars: list[Bar]
    scale: str


@dataclass(frozen=True, slots=True)
class Line:
    series: int
    segments: list[tuple[str, int, str, int]]
    points: list[tuple[str, int]]

    @property
    def dash(self) -> str:
        return DASHES[self.series - 1]

    @property
    def marker(self) -> str:
        return MARKERS[self.series - 1]


@dataclass(frozen=True, slots=True)
class LineChart:
    height: int
    zero: int | None  # None where the axis does not reach it
    grid: list[int]
    words: list[Words]
    lines: list[Line]
    scale: str
    is_tight: bool  # short numbers beside the axis


def nice_ticks(low: Decimal, high: Decimal, intervals: int = 5) -> tuple[Decimal, ...]:
    """Multiples of 1, 2 or 5 times a power of ten that enclose both, at most two more than `intervals`."""
    rough = (high - low or abs(high) or Decimal(1)) / intervals
    power = Decimal(10) ** rough.adjusted()
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    first = int((low / step).to_integral_value(ROUND_FLOOR))
    last = max(int((high / step).to_integral_value(ROUND_CEILING)), first + 1)
    return tuple(step * number for number in range(first, last + 1))


def make_axis(low: Decimal, high: Decimal, intervals: int = 5) -> Axis:
    ticks = nice_ticks(low, high, intervals)
    largest = max(abs(tick) for tick in ticks)
    names = {12: gettext("trillions"), 9: gettext("billions"), 6: gettext("millions")}
    power = next((power for power in names if largest >= 10 ** (power + 1)), 0)
    labels = tuple(quantity(tick.scaleb(-power)) for tick in ticks)
    return Axis(ticks, labels, names.get(power, ""), (ticks[0], ticks[-1]))


def bar_chart(table: Table, unit: str = "") -> BarChart:
    """Bars across, one for each number, under the label of their row and with the number at their end."""
    low, high = min([Decimal(0), *table.numbers]), max([Decimal(0), *table.numbers])
    left, right = (_margin(table, unit, negative) for negative in (True, False))
    axis = _fitting_axis(low, high, NARROW * (100 - left - right) / 100)

    def across(value: Decimal | None) -> float:
        return left + (100 - left - right) * axis.share(value or Decimal(0))

    words: list[Words] = []
    bars: list[Bar] = []
    y = 0
    for row in table.rows:
        lines = _wrapped(row.label, ROW_LABEL)
        words += [Words("0%", y + 13 + n * TEXT_LINE, line, shift=6) for n, line in enumerate(lines)]
        y += len(lines) * TEXT_LINE
        for number, value in enumerate(row.values, 1):
            start, end = sorted([across(None), across(value)])
            bars.append(Bar(number, _percent(start), y, _percent(end - start)))
            words.append(_beside(start, end, y + 13, value, unit))
            y += BAR + BAR_SPACE
        y += ROW_SPACE
    places = [across(tick) for tick in axis.ticks]
    words += [_below(place, y + 16, label) for place, label in zip(places, axis.labels, strict=True)]
    return BarChart(y + 22, y, _percent(across(None)), [_percent(place) for place in places], words, bars, axis.scale)


def line_chart(table: Table, unit: str = "") -> LineChart:
    """A line for each series over the rows in their order; a missing number leaves a gap."""
    axis = make_axis(*_span(table.numbers))
    across = [_percent(100 * (n + 0.5) / len(table.rows)) for n in range(len(table.rows))]

    def down(value: Decimal) -> int:
        return round(LINE_BOTTOM - (LINE_BOTTOM - LINE_TOP) * axis.share(value))

    lines = []
    for number, values in enumerate(zip(*(row.values for row in table.rows), strict=True), 1):
        places = [None if value is None else (x, down(value)) for x, value in zip(across, values, strict=True)]
        segments = [(*start, *end) for start, end in pairwise(places) if start and end]
        lines.append(Line(number, segments, [place for place in places if place]))
    grid = [down(tick) for tick in axis.ticks]
    zero = down(Decimal(0)) if axis.ticks[0] <= 0 <= axis.ticks[-1] else None
    beside = [Words("0%", y + 4, label, "end", -8) for y, label in zip(grid, axis.labels, strict=True)]
    below = _labels_below(table.rows, across)
    is_tight = max(map(len, axis.labels)) <= 5
    height = max(words.y for words in below) + 8
    return LineChart(height, zero, grid, beside + below, lines, axis.scale, is_tight)


def _span(numbers: list[Decimal]) -> tuple[Decimal, Decimal]:
    """What the axis of a line chart must hold: zero too, unless the numbers are close together and far from it."""
    low, high, zero = min(numbers), max(numbers), Decimal(0)
    distance = min(abs(low), abs(high)) if low * high > 0 else zero
    return (low, high) if 0 < high - low < distance else (min(low, zero), max(high, zero))


def _fitting_axis(low: Decimal, high: Decimal, room: float) -> Axis:
    """The axis with the most ticks whose labels fit side by side into so many pixels."""
    axes = [make_axis(low, high, intervals).cut(low, high) for intervals in (5, 4, 3, 2, 1)]
    fit = (axis for axis in axes if sum(len(label) + 2 for label in axis.labels) * LETTER <= room)
    return next(fit, axes[-1])


def _margin(table: Table, unit: str, negative: bool) -> float:
    """Share of the width to keep free beside the bars for the numbers at their ends."""
    values = [value for row in table.rows for value in row.values]
    beside = [_written(value, unit) for value in values if (value is not None and value < 0) == negative]
    return min(42.0, 100 * (max(map(len, beside)) + 1) * LETTER / NARROW) if beside else 0.0


def _written(value: Decimal | None, unit: str) -> str:
    if value is None:
        return pgettext("a number that is missing", "none")
    return quantity(value, unit if is_sign(unit) else "")


def _beside(start: float, end: float, y: int, value: Decimal | None, unit: str) -> Words:
    """The number of a bar, at the end that is away from zero."""
    if value is not None and value < 0:
        return Words(_percent(start), y, _written(value, unit), "end", -6)
    return Words(_percent(end), y, _written(value, unit), shift=6)


def _below(place: float, y: int, label: str) -> Words:
    """The label of a tick, hung so that it does not leave the drawing."""
    return Words(_percent(place), y, label, "start" if place < 5 else "end" if place > 95 else "middle")


def _wrapped(label: str, length: int) -> list[str]:
    return textwrap.wrap(label, length, max_lines=3, placeholder="…") or [""]


def _labels_below(rows: tuple[Row, ...], across: list[str]) -> list[Words]:
    """As many labels of the rows as fit below the axis, on a wide screen and on a phone."""
    labels = [_wrapped(row.label, TICK_LABEL) for row in rows]
    widths = [max(map(len, lines)) * LETTER for lines in labels]
    # The last label may stand before its tick, not below it, and so nearer to the one before.
    needed = len(rows) * (max(widths) + LETTER) * 1.5
    on_wide = math.ceil(needed / WIDE)
    on_narrow = on_wide * math.ceil(needed / NARROW / on_wide)
    last_leaves = widths[-1] > NARROW / len(rows)
    return [
        Words(
            x=across[n],
            y=LINE_BOTTOM + 20 + m * 16,
            text=line,
            anchor="end" if last_leaves and n == len(rows) - 1 else "middle",
            is_wide=n % on_narrow != 0,
        )
        for n in range(0, len(rows), on_wide)
        for m, line in enumerate(labels[n])
    ]


def _percent(share: float) -> str:
    return f"{share:.2f}%"
