"""Tables and drawings of what `library.diffusion` counts, for the chart template and for that of the heat map."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from .diffusion import Curve, HeatMap, PracticeCount
from .figures import drawing
from .lineage import shortened
from .numbers import localized
from .tables import Row, Table

LEVELS = 3
HEAD, LABEL, CELL, GAP = 26, 22, 34, 8
"""Pixels down: the names of the columns, the name of a row, its cells, and the space below."""
LETTERS = 60


@dataclass(frozen=True, slots=True)
class Cell:
    x: str
    middle: str
    y: int
    level: int  # 0 for none, up to LEVELS
    text: str


@dataclass(frozen=True, slots=True)
class HeatDrawing:
    height: int
    cell: str  # how wide
    heads: tuple[tuple[str, Any], ...]  # middle and name of each column
    labels: tuple[tuple[int, str], ...]  # baseline and name of each row
    cells: tuple[Cell, ...]


def curve_figure(curve: Curve) -> dict[str, Any]:
    """Context of the line chart; empty where no year is known."""
    if not curve.points:
        return {}
    series: tuple[str, ...] = (gettext("Adopted so far"), gettext("Of these, not stopped"))
    rows = [Row(str(point.year), (Decimal(point.adopted), Decimal(point.active))) for point in curve.points]
    if all(point.adopted == point.active for point in curve.points):  # one line would hide the other
        series, rows = series[:1], [Row(row.label, row.values[:1]) for row in rows]
    figure = drawing(Table(gettext("Year"), series, tuple(rows)), is_line=True)
    return figure | {"value": {"title": gettext("Adoptions by the end of each year")}}


def most_adopted_figure(counts: Iterable[PracticeCount]) -> dict[str, Any]:
    rows = tuple(Row(one.practice.title, (Decimal(one.adopted), Decimal(one.operating))) for one in counts)
    if not rows:
        return {}
    series = (gettext("Adopted so far"), gettext("In operation now"))
    figure = drawing(Table(gettext("Practice"), series, rows), is_line=False)
    return figure | {"value": {"title": gettext("Practices with the most adoptions")}}


def heat_drawing(heat: HeatMap) -> HeatDrawing:
    share = 100 / max(1, len(heat.columns))
    step = LABEL + CELL + GAP
    labels, cells = [], []
    for n, row in enumerate(heat.rows):
        top = HEAD + n * step
        labels.append((top + LABEL - 6, shortened(row.title, LETTERS)))
        for m, count in enumerate(row.counts):
            level = math.ceil(LEVELS * count / heat.highest) if count else 0
            text = localized(count) if count else "–"
            cells.append(Cell(_percent(share * m), _percent(share * (m + 0.5)), top + LABEL, level, text))
    heads = tuple((_percent(share * (m + 0.5)), name) for m, (_code, name) in enumerate(heat.columns))
    return HeatDrawing(HEAD + len(heat.rows) * step, _percent(share), heads, tuple(labels), tuple(cells))


def _percent(share: float) -> str:
    return f"{share:.2f}%"
