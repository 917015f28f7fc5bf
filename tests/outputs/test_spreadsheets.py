import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_pmi.outputs.spreadsheets import csv_text, xlsx_text

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    " =1",
    "  -1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "-",
    "=",
    '"=1',
    "';=1",
]
FORMULAS += ["a;=1", "a; =1", "a\t+1", "a\n@x", 'a";-1', "a|=1", "=1;=2", ";;=1"]


def is_alive(cell: str) -> bool:
    return re.match(r"\s*[=+\-@＝＋－＠]", cell) is not None


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_dead_wherever_a_program_begins_a_cell(text):
    for cell in re.split(r"[;\t\r\n|]", csv_text(text)):
        assert not is_alive(cell.strip('"').strip())
    assert csv_text(text).replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize(
    "text", ["", "Words", "a - b", "a=b", "3 + 4", "mail@example.org", "it's -5", "2026-05-01", "Ünïcödé"]
)
def test_other_text_stays_as_it_is(text):
    assert csv_text(text) == xlsx_text(text) == text


@given(st.text())
def test_no_text_has_a_living_cell_and_only_marks_are_added(text):
    made = csv_text(text)
    for cell in re.split(r"[;\t\r\n|]", made):
        assert not is_alive(cell)
    assert made.replace("'", "") == xlsx_text(text).replace("'", "")


@given(st.text())
def test_a_file_is_read_as_it_was_written(text):
    file = io.StringIO(newline="")
    csv.writer(file).writerow([csv_text(text), "next"])
    file.seek(0)
    assert next(csv.reader(file)) == [csv_text(text), "next"]
