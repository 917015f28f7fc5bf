"""When a verification is due again."""

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wagtail_pmi.library.freshness import FreshnessState, add_months, due_through, freshness

DAYS = st.dates()
MONTHS = st.integers(1, 120)


@pytest.mark.parametrize(
    "today, state", [("2026-03-14", "current"), ("2026-03-15", "due"), ("2026-03-16", "due"), ("2025-03-15", "current")]
)
def test_is_due_on_the_day_itself(today, state):
    found = freshness(datetime.date(2025, 3, 15), 12, datetime.date.fromisoformat(today))
    assert (found.state, found.due_on) == (state, datetime.date(2026, 3, 15))


def test_what_was_never_verified_has_no_dates():
    found = freshness(None, 12, datetime.date(2026, 1, 1))
    assert (found.state, found.verified_on, found.due_on) == ("never", None, None)


@pytest.mark.parametrize("today, state", [("2027-03-14", "due"), ("2027-03-15", "overdue"), ("2099-01-01", "overdue")])
def test_is_long_overdue_after_as_long_again(today, state):
    found = freshness(datetime.date(2025, 3, 15), 12, datetime.date.fromisoformat(today))
    assert found.state == state and found.is_due


@pytest.mark.parametrize(
    "day, months, later",
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-05-31", 12, "2027-05-31"),
    ],
)
def test_a_shorter_month_ends_earlier(day, months, later):
    assert add_months(datetime.date.fromisoformat(day), months).isoformat() == later


@given(DAYS, MONTHS)
@example(datetime.date.max, 1)
@example(datetime.date(9999, 1, 31), 12)
def test_due_is_never_before_verified(day, months):
    found = freshness(day, months, day)
    assert found.due_on >= day
    assert (found.state == "current") == (found.due_on > day)


@given(DAYS, MONTHS)
def test_due_is_so_many_months_later(day, months):
    due = add_months(day, months)
    if due != datetime.date.max:
        assert (due.year - day.year) * 12 + due.month - day.month == months
        assert due.day <= day.day


@given(today=st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 1, 1)), months=st.integers(1, 60))
def test_what_is_due_in_the_database_is_what_is_due_on_the_page(today, months):
    last = due_through(months, today)
    for days in range(-3, 4):
        verified_on = last + datetime.timedelta(days=days)
        assert (freshness(verified_on, months, today).state == FreshnessState.DUE) is (verified_on <= last)


def test_due_before_the_calendar_begins_is_its_first_day():
    assert due_through(12 * 5000, datetime.date(2026, 5, 1)) == datetime.date.min
