"""A table typed or pasted as text: what can be made of it, and what is wrong with it, all at once."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_pmi.library.tables import MAX_ROWS, MAX_SERIES, Row, Table, read_table, separator_of, write_table

cells = st.text(
    st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp", "Zs"], blacklist_characters=";\t"), min_size=1
)
values = st.none() | st.decimals(-(10**8), 10**8, places=3)


def test_names_come_first_and_then_a_label_and_numbers_a_line():
    table, problems = read_table("Year; Opened; Closed\n2023; 5,200; 4100\n\n2024; 6100; 5600.5\n")
    assert problems == []
    assert (table.label_name, table.series) == ("Year", ("Opened", "Closed"))
    assert table.rows == (Row("2023", (Decimal(5200), Decimal(4100))), Row("2024", (Decimal(6100), Decimal("5600.5"))))


def test_the_cells_of_a_spreadsheet_may_be_pasted():
    table, problems = read_table("City\tA; B\tC\r\nBoston; MA\t1\t\r\nDenver\t\t2\r\n")
    assert problems == []
    assert table.series == ("A; B", "C")
    assert [row.values for row in table.rows] == [(1, None), (None, 2)]


@pytest.mark.parametrize("missing", ["", " ", "-", "–", "—"])
def test_a_missing_number_is_a_gap_and_not_a_zero(missing):
    table, problems = read_table(f"Year; A\n2023; {missing}\n2024; 0")
    assert problems == [] and [row.values for row in table.rows] == [(None,), (0,)]


@pytest.mark.parametrize(
    "text, problem",
    [
        ("Year\n2023", "semicolon or a tab"),
        ("2023; 5\n2024; 6", "Begin with a line of names"),
        ("Year; A;\n2023; 5; 6", "Name every column"),
        ("Year; A; B; C; D; E\n2023; 1; 2; 3; 4; 5", f"Keep to {MAX_SERIES} columns"),
        ("Year; A\n" + "2023; 5\n" * (MAX_ROWS + 1), f"Keep to {MAX_ROWS} lines"),
        ("Year; A", "at least one line with a number"),
        ("Year; A\n2023; -", "at least one line with a number"),
        ("Year; A\n; 5", "Begin line 2 with a label"),
        ("Year; A; B\n2023; 5", "Give line 2 2 numbers"),
        ("Year; A\n2023; 5; 6", "Give line 2 1 number,"),
        ("Year; A\n\n2023; soon", "in place of “soon” in line 3"),
        ("Year; A\n2023; 1e400", "in place of “1e400”"),
        ("Year; A\n2023; nan", "in place of “nan”"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(text, problem):
    _table, problems = read_table(text)
    assert len(problems) == 1 and problem in problems[0] and problems[0].endswith(".")


def test_all_that_is_wrong_is_said_at_once():
    _table, problems = read_table("Year; A; B\n; 5; six\n2024; 1")
    assert len(problems) == 3


def test_columns_of_years_may_have_numbers_for_names():
    table, problems = read_table("City; 2010; 2020\nBoston; 617594; 675647")
    assert problems == [] and table.series == ("2010", "2020")


@pytest.mark.parametrize(
    "text", ["", "\n", "x", ";", ";;;;;;;;", "\x00", "a;b\n" * 500, "\t\t\n\t", "x" * 50_000, "a; b\n" + "9" * 9000]
)
def test_anything_can_be_read_for_display(text):
    table, _problems = read_table(text)
    assert len(table.rows) <= MAX_ROWS and len(table.series) <= MAX_SERIES
    assert all(len(row.values) == len(table.series) for row in table.rows)


@given(
    st.integers(1, MAX_SERIES).flatmap(
        lambda count: st.builds(
            Table,
            cells,
            st.lists(cells, min_size=count, max_size=count).map(tuple),
            st.lists(st.builds(Row, cells, st.tuples(*[values] * count)), max_size=5).map(tuple),
        )
    ),
    st.sampled_from([";", "\t"]),
    st.sampled_from([".", ","]),
)
def test_a_written_table_is_read_as_the_same_in_every_language(table, separator, decimal_mark):
    text = write_table(table, separator)
    assert separator_of(text) == separator
    assert read_table(text, decimal_mark)[0] == table
