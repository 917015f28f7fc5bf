"""What becomes of the words that a reader typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_pmi.library.text import MAX_QUERY_LENGTH, MAX_QUERY_TERMS, clean_query


@pytest.mark.parametrize(
    "typed, cleaned",
    [
        ("bike lanes", "bike lanes"),
        ("  bike   lanes ", "bike lanes"),
        ('"bike lanes"', "bike lanes"),
        ("bike\x00lanes", "bike lanes"),
        ("'; DROP TABLE --", "; DROP TABLE".removeprefix("; ")),
        ("Cafe\u0301", "Caf\u00e9"),
        ("& | ! ( ) * :", ""),
        ("\ud800bike", "bike"),
        ("", ""),
        ("日本 🎉", "日本"),
    ],
)
def test_keeps_the_words(typed, cleaned):
    assert clean_query(typed) == cleaned


@given(st.text(st.characters(exclude_categories=()), max_size=400))
def test_gives_what_every_backend_takes(typed):
    cleaned = clean_query(typed)
    assert len(cleaned) <= MAX_QUERY_LENGTH
    assert len(cleaned.split()) <= MAX_QUERY_TERMS
    assert not {"Cc", "Cs"} & {unicodedata.category(char) for char in cleaned}
    assert not set("\"'") & set(cleaned)
    assert clean_query(cleaned) == cleaned


def test_a_flood_of_words_is_cut():
    assert clean_query("word " * 100).split() == ["word"] * MAX_QUERY_TERMS
    assert len(clean_query("x" * 10_000)) == MAX_QUERY_LENGTH
