"""Text for the cells of a spreadsheet: whatever somebody typed, no program takes it for a formula."""

import re

from ..validators import strip_controls

# Where a program may take a cell to begin, which differs with its separator: at the start, and after each of these.
_FORMULA = re.compile(r"""(^|[;\t\r\n"'|])(?=\s*[=+\-@＝＋－＠\t\r])""")


def csv_text(text: str) -> str:
    """The text with a `'` before each part that could be read as a formula. Numbers and dates are no text."""
    return _FORMULA.sub(r"\1'", strip_controls(text))


def xlsx_text(text: str) -> str:
    """The text as it is, to be written as a string, without the characters that the format cannot hold."""
    return strip_controls(text)
