"""What the template of a chart needs beside its title: the drawing, its legend and its alternative in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext

from .charts import DASHES, MARKERS, bar_chart, line_chart
from .numbers import quantity
from .tables import Table


def drawing(table: Table, is_line: bool, unit: str = "") -> dict[str, Any]:
    """Context of blocks/chart.html, but for `value`, which has the title, note and source."""
    chart = (line_chart if is_line else bar_chart)(table, unit)
    # The name of a single series stands below the title, of several in the legend.
    names = [name for name in table.series[:1] if len(table.series) == 1 and name.casefold() != unit.casefold()]
    return {
        "table": table,
        "chart": chart,
        "is_line": is_line,
        "measure": ", ".join(filter(None, [*names, unit])),
        "series": [
            {"number": n, "name": name, "dash": dash, "marker": marker}
            for n, (name, dash, marker) in enumerate(zip(table.series, DASHES, MARKERS, strict=False), 1)
        ],
        "alternative": _alternative(table, is_line, unit),
    }


def _alternative(table: Table, is_line: bool, unit: str) -> str:
    """The drawing in words, for those who do not see it; the numbers themselves are in its table."""
    count = len(table.rows)
    if is_line:
        drawn = ngettext(
            "A line chart of %(count)s point: %(names)s.", "A line chart of %(count)s points: %(names)s.", count
        )
    else:
        drawn = ngettext("A bar chart of %(count)s row: %(names)s.", "A bar chart of %(count)s rows: %(names)s.", count)
    span = gettext("From %(low)s to %(high)s.") % {
        "low": quantity(min(table.numbers), unit),
        "high": quantity(max(table.numbers), unit),
    }
    return f"{drawn % {'count': count, 'names': ', '.join(table.series)}} {span}"
