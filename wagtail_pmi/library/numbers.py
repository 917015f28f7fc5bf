"""Numbers as people write and read them. What is read is exact: `Decimal`, never a float."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext

MAX_DIGITS = 15
"""As many as a float, and so JSON, carries exactly."""

_WRITTEN = re.compile(r"(?P<sign>[-+−]?)\s*[$€£¥]?\s*(?P<digits>[0-9.,][0-9.,\s'’]*?)\s*[%$€£¥]?")
_UNCERTAIN = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
# Separators of thousands, with the decimal marks that may follow them.
_GROUPED = [
    (re.compile(rf"[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+(?:{decimal}[0-9]*)?"), re.compile(group))
    for group, decimal in ((",", r"\."), (r"\.", ","), (r"[\s'’]", "[.,]"))
]


def read_number(text: str, decimal_mark: str = ".") -> Decimal:
    """A number as typed or pasted from a spreadsheet: "1,234.5", "1.234,5", "1 234", "$5", "12%".

    Only in the shapes "1,234" and "1.234" is the meaning of the mark uncertain: it marks decimals where it is
    `decimal_mark`, else thousands. Raises ValueError for all that is not a number of at most `MAX_DIGITS` digits.
    """
    written = _WRITTEN.fullmatch(text.strip())
    digits = _plain(written["digits"], decimal_mark) if written else ""
    if not written or not re.fullmatch(r"[0-9]*\.?[0-9]*", digits) or not 0 < len(digits.strip(".")) <= MAX_DIGITS + 1:
        raise ValueError(text)
    number = Decimal(digits)
    if len(number.as_tuple().digits) > MAX_DIGITS:
        raise ValueError(text)
    return -number if written["sign"] in ("-", "−") else number


def _plain(digits: str, decimal_mark: str) -> str:
    """Without separators of thousands, with a point for decimals."""
    if uncertain := _UNCERTAIN.fullmatch(digits):
        return digits.replace(uncertain[1], "." if uncertain[1] == decimal_mark else "")
    for shape, separator in _GROUPED:
        if shape.fullmatch(digits):
            digits = separator.sub("", digits)
            break
    return digits.replace(",", ".")


def write_number(number: Decimal) -> str:
    """As `read_number` understands it whatever the decimal mark: 1234.5, and 1.2340 for 1.234."""
    text = format(number, "f")
    return f"{text}0" if _UNCERTAIN.fullmatch(text.lstrip("-")) else text


def localized(number: Any) -> str:
    """A number with the separators of the language, whatever USE_THOUSAND_SEPARATOR says."""
    if number is None or number == "":
        return ""
    if isinstance(number, Decimal):
        number = number.normalize() if number % 1 else number.to_integral_value()
    return str(number_format(number, force_grouping=True)).replace("-", "\N{MINUS SIGN}")


def span(first: str, last: str) -> str:
    """Two ends of a range in words; either may be empty, and both make an empty text."""
    if first and last and first != last:
        return gettext("%(low)s to %(high)s") % {"low": first, "high": last}
    if first and not last:
        return gettext("from %(low)s") % {"low": first}
    if last and not first:
        return gettext("up to %(high)s") % {"high": last}
    return first


def money_span(low: Decimal | None, high: Decimal | None) -> str:
    """A range of amounts: in whole units, or both ends with two decimals."""
    amounts = [Decimal(amount) for amount in (low, high) if amount is not None]
    places = 2 if any(amount % 1 for amount in amounts) else 0

    def written(amount: Decimal | None) -> str:
        return "" if amount is None else str(number_format(amount, decimal_pos=places, force_grouping=True))

    return span(written(low), written(high))


def is_sign(unit: str | None) -> bool:
    """Whether a unit is a sign that numbers are never written without: "%", "$", "US$"."""
    return unit == "%" or unicodedata.category((unit or " ")[-1]) == "Sc"


def quantity(number: Decimal, unit: str | None = "") -> str:
    """A number with its unit, as one reads it: "12 days", "12%", "$12"."""
    text = localized(abs(number))
    if unit == "%":
        text = gettext("%(number)s%%") % {"number": text}
    elif is_sign(unit):
        text = f"{unit}{text}"
    elif unit:
        text = f"{text}\N{NO-BREAK SPACE}{unit}"
    return f"\N{MINUS SIGN}{text}" if number < 0 else text


def plain(number: Decimal | None) -> int | float | None:
    """For JSON."""
    if number is None:
        return None
    return float(number) if number % 1 else int(number)


def change_in_words(before: Decimal | None, after: Decimal, unit: str | None = "") -> str:
    """What became of a number: "Rose by 12 days (20%)." Neither good nor bad; that depends on what was wanted."""
    if before is None:
        return gettext("No earlier figure.")
    difference = after - before
    if not difference:
        return gettext("Unchanged.")
    if unit == "%":
        amount = gettext("%(number)s percentage points") % {"number": localized(abs(difference))}
    else:
        amount = quantity(abs(difference), unit)
    # A share of nothing, or across zero, says nothing.
    if before > 0 <= after and unit != "%":
        share = (100 * abs(difference) / before).quantize(
            Decimal(1) if abs(difference) >= before / 10 else Decimal("0.1")
        )
        amount = gettext("%(amount)s (%(share)s)") % {"amount": amount, "share": quantity(share, "%")}
    rose, fell = gettext("Rose by %(amount)s."), gettext("Fell by %(amount)s.")
    return (rose if difference > 0 else fell) % {"amount": amount}
