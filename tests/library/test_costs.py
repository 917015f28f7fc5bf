"""What a practice costs a city: as entered, or for all of its residents."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_pmi.library.costs import cost_for, rounded
from wagtail_pmi.library.numbers import money_span

BOSTON = SimpleNamespace(population=675_647, population_year=2020)


def practice(**fields):
    nothing = dict.fromkeys(["cost_one_off_min", "cost_one_off_max", "cost_annual_min", "cost_annual_max"])
    defaults = {"cost_currency": "USD", "cost_price_year": 2024, "cost_per_resident": False}
    return SimpleNamespace(**nothing | defaults | fields)


def test_for_each_resident_it_is_for_all_residents_of_the_city():
    rates = {"cost_one_off_min": Decimal("1.50"), "cost_one_off_max": Decimal("2.00"), "cost_annual_min": Decimal(10)}
    cost = cost_for(practice(cost_per_resident=True, **rates), BOSTON)
    assert cost.one_off == (1_000_000, 1_400_000)
    assert cost.annual == (6_800_000, None)
    assert (cost.scaled, cost.per_resident) == (True, False)
    assert (cost.residents, cost.residents_year, cost.price_year, cost.currency) == (675_647, 2020, 2024, "USD")


def test_otherwise_it_is_what_was_entered():
    cost = cost_for(practice(cost_annual_min=Decimal("123456.78"), cost_annual_max=Decimal("200000")), BOSTON)
    assert cost.annual == (Decimal("123456.78"), 200_000)
    assert cost.one_off is None
    assert (cost.scaled, cost.per_resident, cost.residents) == (False, False, None)


@pytest.mark.parametrize("city", [None, SimpleNamespace(population=None), SimpleNamespace(population=0)])
def test_without_a_population_it_stays_for_each_resident(city):
    cost = cost_for(practice(cost_per_resident=True, cost_one_off_max=Decimal("2.00")), city)
    assert cost.one_off == (None, 2)
    assert (cost.scaled, cost.per_resident) == (False, True)


@pytest.mark.parametrize("per_resident", [True, False])
def test_what_is_not_known_stays_so(per_resident):
    cost = cost_for(practice(cost_per_resident=per_resident), BOSTON)
    assert not cost.is_known and cost.one_off is cost.annual is None


def test_nothing_is_an_amount():
    assert cost_for(practice(cost_annual_min=Decimal("0.00")), BOSTON).annual == (0, None)
    assert cost_for(practice(cost_annual_min=Decimal("0.00"), cost_per_resident=True), BOSTON).annual == (0, None)


@pytest.mark.parametrize(
    "amount, shown",
    [("0", "0"), ("0.0049", "0.0049"), ("0.355", "0.36"), ("9.96", "10"), ("99.6", "100"), ("1013470.5", "1000000")],
)
def test_two_digits_count(amount, shown):
    assert rounded(Decimal(amount)) == Decimal(shown)


@given(st.decimals(0, 10**12 - 1, places=2), st.decimals(0, 10**12 - 1, places=2), st.integers(1, 2**31 - 1))
def test_a_range_stays_a_range_and_near_to_what_it_was(one, other, population):
    low, high = sorted([one, other])
    city = SimpleNamespace(population=population, population_year=2020)
    found = cost_for(practice(cost_per_resident=True, cost_one_off_min=low, cost_one_off_max=high), city).one_off
    assert found[0] <= found[1]
    for exact, shown in zip((low, high), found, strict=True):
        assert abs(exact * population - shown) <= exact * population / 20


@pytest.mark.parametrize(
    "low, high, words",
    [
        (Decimal("50000.00"), Decimal("100000.00"), "50,000 to 100,000"),
        (Decimal("1.50"), Decimal("2.00"), "1.50 to 2.00"),
        (Decimal("50000.00"), Decimal("50000.00"), "50,000"),
        (Decimal("1.50"), None, "from 1.50"),
        (None, Decimal("2.00"), "up to 2"),
        (0, Decimal("1E+6"), "0 to 1,000,000"),
        (None, None, ""),
    ],
)
def test_amounts_are_written_as_money(low, high, words):
    assert money_span(low, high) == words
