"""Numbers are read as they were meant, and written as they are read."""

import json
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wagtail_pmi.library.numbers import (
    MAX_DIGITS,
    change_in_words,
    localized,
    plain,
    quantity,
    read_number,
    write_number,
)

numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=4) | st.integers(-(10**14), 10**14).map(Decimal)


@pytest.mark.parametrize(
    "text, number",
    [
        ("0", "0"),
        ("5200", "5200"),
        ("-12", "-12"),
        ("−12", "-12"),
        ("+3", "3"),
        ("12.5", "12.5"),
        ("12,5", "12.5"),
        (".5", "0.5"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1 234 567,8", "1234567.8"),
        ("1\u202f234", "1234"),
        ("1’234", "1234"),
        ("1234.567", "1234.567"),
        ("$1,250,000", "1250000"),
        ("-$5", "-5"),
        ("12 %", "12"),
        ("  7  ", "7"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_a_number_is_read_whatever_its_marks_where_they_leave_no_doubt(text, number):
    assert read_number(text, ".") == read_number(text, ",") == Decimal(number)


@pytest.mark.parametrize("text, english, spanish", [("1,234", "1234", "1.234"), ("-12.345", "-12.345", "-12345")])
def test_where_one_mark_leaves_a_doubt_the_language_decides(text, english, spanish):
    assert read_number(text, ".") == Decimal(english)
    assert read_number(text, ",") == Decimal(spanish)


@pytest.mark.parametrize(
    "text",
    [
        "1" * (MAX_DIGITS + 1),
        "9" * 5000,
        "²",
        "٣",
        "1\x00",
        "=1+1",
        "",
        " ",
        ".",
        ",",
        "-",
        "abc",
        "1e5",
        "nan",
        "inf",
        "1.2.3",
        "1,2,3",
        "12 34",
        "5 days",
        "--5",
        "$",
        "%",
        "1/2",
    ],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError):
        read_number(text)


@given(numbers)
def test_what_is_written_is_read_alike_in_every_language(number):
    assert read_number(write_number(number), ".") == read_number(write_number(number), ",") == number


@given(numbers)
def test_json_keeps_every_number(number):
    assert Decimal(json.dumps(plain(number))) == number


def test_json_says_whole_numbers_as_such():
    assert [plain(Decimal("3.0")), plain(Decimal("3.5")), plain(None)] == [3, 3.5, None]
    assert isinstance(plain(Decimal("3.0")), int)


@pytest.mark.parametrize("setting", [True, False])
@pytest.mark.parametrize(
    "language, number, unit, text",
    [
        ("en", "1234567.5", "", "1,234,567.5"),
        ("en", "1250000", "$", "$1,250,000"),
        ("en", "-5", "US$", "−US$5"),
        ("en", "12", "%", "12%"),
        ("en", "-12.50", "days", "−12.5\N{NO-BREAK SPACE}days"),
        ("de", "1234567.5", "", "1.234.567,5"),
        ("es", "12.5", "días", "12,5\N{NO-BREAK SPACE}días"),
    ],
)
def test_a_quantity_is_written_as_the_language_does(settings, setting, language, number, unit, text):
    settings.USE_THOUSAND_SEPARATOR = setting
    with translation.override(language):
        assert quantity(Decimal(number), unit) == text


def test_nothing_is_no_number():
    assert localized(None) == localized("") == ""


@pytest.mark.parametrize(
    "before, after, unit, words",
    [
        ("12", "3", "days", "Fell by 9\N{NO-BREAK SPACE}days (75%)."),
        ("100", "103", "", "Rose by 3 (3%)."),
        ("1000", "1003", "", "Rose by 3 (0.3%)."),
        ("48", "61", "%", "Rose by 13 percentage points."),
        ("5", "5.0", "days", "Unchanged."),
        (None, "5", "days", "No earlier figure."),
        ("0", "5", "$", "Rose by $5."),
        ("-2", "3", "", "Rose by 5."),
        ("2", "-3", "", "Fell by 5."),
        ("4", "0", "", "Fell by 4 (100%)."),
    ],
)
def test_a_change_is_said_in_words(before, after, unit, words):
    assert change_in_words(None if before is None else Decimal(before), Decimal(after), unit) == words
