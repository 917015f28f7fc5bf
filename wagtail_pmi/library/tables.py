"""A small table typed as lines of text, or pasted from a spreadsheet: names first, then a label and numbers a line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from .numbers import MAX_DIGITS, read_number, write_number

MAX_SERIES, MAX_ROWS, MAX_LENGTH = 4, 50, 20_000
MISSING = {"", "-", "–", "—"}


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    values: tuple[Decimal | None, ...]
    """One for each series; None where there is no number."""


@dataclass(frozen=True, slots=True)
class Table:
    label_name: str = ""
    series: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def numbers(self) -> list[Decimal]:
        return [value for row in self.rows for value in row.values if value is not None]


def separator_of(text: str) -> str:
    return "\t" if "\t" in text.lstrip("\r\n").partition("\n")[0] else ";"


def read_table(text: str, decimal_mark: str = ".") -> tuple[Table, list[str]]:
    """The table that can be made of a text, and in sentences what is wrong with the text."""
    lines = [
        (number, [cell.strip() for cell in line.split(separator_of(text))])
        for number, line in enumerate(text[:MAX_LENGTH].splitlines(), 1)
        if line.strip()
    ]
    if not lines:
        return Table(), []
    (_first, (corner, *series)), *body = lines
    problems = _problems_of_names(corner, series)
    if len(body) > MAX_ROWS:
        problems.append(gettext("Keep to %(count)s lines below the names.") % {"count": MAX_ROWS})
    rows = [_read_row(line, cells, len(series), decimal_mark, problems) for line, cells in body[:MAX_ROWS]]
    shown = tuple(Row(row.label, row.values[:MAX_SERIES]) for row in rows)
    table = Table(corner, tuple(series[:MAX_SERIES]), shown)
    if not table.numbers and not problems:
        problems.append(gettext("Write at least one line with a number below the names."))
    return table, problems


def write_table(table: Table, separator: str = ";") -> str:
    """A text of which `read_table` makes the same table whatever the decimal mark."""
    lines = [[table.label_name, *table.series]]
    for row in table.rows:
        lines.append([row.label, *("" if value is None else write_number(value) for value in row.values)])
    between = separator if separator == "\t" else f"{separator} "
    return "\n".join(between.join(cells) for cells in lines)


def _problems_of_names(corner: str, series: list[str]) -> list[str]:
    problems = []
    if not series:
        problems.append(gettext("Put a semicolon or a tab between the label and the numbers of each line."))
    elif all(_is_number(name) for name in (corner, *series)):
        problems.append(gettext("Begin with a line of names, such as “Year; Requests”."))
    elif not all(series):
        problems.append(gettext("Name every column of numbers in the first line."))
    if len(series) > MAX_SERIES:
        problems.append(gettext("Keep to %(count)s columns of numbers.") % {"count": MAX_SERIES})
    return problems


def _read_row(line: int, cells: list[str], count: int, decimal_mark: str, problems: list[str]) -> Row:
    label, *written = cells
    if not label:
        problems.append(gettext("Begin line %(line)s with a label.") % {"line": line})
    if count and len(written) != count:
        wanted = ngettext(
            "Give line %(line)s %(count)s number, as the first line names it, or leave its place empty.",
            "Give line %(line)s %(count)s numbers, as the first line names them, or leave their places empty.",
            count,
        )
        problems.append(wanted % {"line": line, "count": count})
    values = [_read_cell(line, cell, decimal_mark, problems) for cell in written[:count]]
    return Row(label, tuple(values + [None] * (count - len(values))))


def _read_cell(line: int, cell: str, decimal_mark: str, problems: list[str]) -> Decimal | None:
    if cell in MISSING:
        return None
    try:
        return read_number(cell, decimal_mark)
    except ValueError:
        wanted = gettext("Write a number of at most %(digits)s digits in place of “%(cell)s” in line %(line)s.")
        problems.append(wanted % {"digits": MAX_DIGITS, "cell": cell[:40], "line": line})
        return None


def _is_number(cell: str) -> bool:
    try:
        read_number(cell)
    except ValueError:
        return False
    return True
