"""What a practice may and may not claim."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_pmi.testing import make_city, make_image, make_practice

from .examples import errors_of, practice

pytestmark = pytest.mark.django_db
MARKS = (
    "replicability_cost",
    "replicability_complexity",
    "replicability_documentation",
    "replicability_feasibility",
    "replicability_flexibility",
)


class TestEvidence:
    @pytest.mark.parametrize("level", [0, 1])
    def test_a_low_level_needs_no_basis(self, level):
        assert errors_of(practice(evidence_level=level)) == {}

    @pytest.mark.parametrize("level", [2, 3, 4, 5])
    def test_a_level_above_1_needs_basis_and_day(self, level):
        assert set(errors_of(practice(evidence_level=level))) == {"evidence_basis", "evidence_rated_on"}
        rated = {"evidence_basis": "independent", "evidence_rated_on": datetime.date(2026, 1, 1)}
        assert errors_of(practice(evidence_level=level, **rated)) == {}

    @pytest.mark.parametrize("level", [-1, 6])
    def test_there_are_no_other_levels(self, level):
        assert "evidence_level" in errors_of(practice(evidence_level=level))

    def test_no_review_before_the_rating(self):
        days = {"evidence_rated_on": datetime.date(2026, 1, 2), "evidence_next_review_on": datetime.date(2026, 1, 1)}
        assert list(errors_of(practice(**days))) == ["evidence_next_review_on"]


class TestEffort:
    @pytest.mark.parametrize("name", ["cost_one_off", "cost_annual", "staff_fte", "months_to_launch"])
    def test_maximum_is_not_below_the_minimum(self, name):
        wrong = practice(**{f"{name}_min": 2, f"{name}_max": 1}, cost_price_year=2025)
        assert list(errors_of(wrong)) == [f"{name}_max"]
        assert errors_of(practice(**{f"{name}_min": 1, f"{name}_max": 1}, cost_price_year=2025)) == {}
        assert errors_of(practice(**{f"{name}_min": 1}, cost_price_year=2025)) == {}

    @pytest.mark.parametrize("name", ["cost_one_off_min", "cost_one_off_max", "cost_annual_min", "cost_annual_max"])
    @pytest.mark.parametrize("amount", [0, 1])
    def test_amounts_need_the_year_of_their_prices(self, name, amount):
        assert list(errors_of(practice(**{name: amount}))) == ["cost_price_year"]

    def test_people_and_months_do_not(self):
        assert errors_of(practice(staff_fte_min=1, months_to_launch_max=6)) == {}

    @pytest.mark.parametrize("name", ["cost_one_off_min", "cost_annual_max", "staff_fte_min", "months_to_launch_min"])
    def test_nothing_is_negative(self, name):
        assert name in errors_of(practice(**{name: -1}, cost_price_year=2025))

    def test_currency_is_three_capitals(self):
        assert "cost_currency" in errors_of(practice(cost_currency="usd"))
        assert "cost_currency" in errors_of(practice(cost_currency="$"))


class TestSummary:
    def test_250_words_are_allowed(self):
        assert errors_of(practice(summary="word " * 250)) == {}

    def test_251_are_not_and_the_message_counts_them(self):
        [message] = errors_of(practice(summary="word " * 251))["summary"]
        assert "251" in message and "250" in message


class TestOrigin:
    def test_is_named_once(self, network):
        city = make_city(network)
        assert list(errors_of(practice(origin_city=city, origin_text="Porto Alegre"))) == ["origin_text"]
        assert errors_of(practice(origin_city=city)) == {}
        assert errors_of(practice(origin_text="Porto Alegre")) == {}


@pytest.mark.parametrize("name", ["supersedes", "part_of"])
def test_a_practice_is_not_its_own_successor_or_part(network, name):
    page, other = make_practice(network), make_practice(network)
    setattr(page, name, page)
    assert list(errors_of(page)) == [name]
    setattr(page, name, other)
    assert errors_of(page) == {}


def test_an_image_needs_its_description():
    image = make_image()
    assert list(errors_of(practice(image=image))) == ["image_alt"]
    assert list(errors_of(practice(image=image, image_alt="  "))) == ["image_alt"]
    assert errors_of(practice(image=image, image_alt="A meeting")) == {}


def test_a_verifier_needs_a_day():
    assert list(errors_of(practice(verified_by="The mayor's office"))) == ["last_verified_on"]
    assert errors_of(practice(last_verified_on=datetime.date(2026, 1, 1))) == {}


def test_all_errors_come_in_one_go():
    wrong = practice(
        evidence_level=3,
        cost_one_off_min=2,
        cost_one_off_max=1,
        staff_fte_min=2,
        staff_fte_max=1,
        summary="word " * 300,
        verified_by="Somebody",
        cost_currency="dollars",
        origin_year=1,
    )
    expected = {
        "evidence_basis",
        "evidence_rated_on",
        "cost_one_off_max",
        "cost_price_year",
        "staff_fte_max",
        "summary",
    }
    assert expected | {"last_verified_on", "cost_currency", "origin_year"} == set(errors_of(wrong))


class TestReplicability:
    def test_no_marks_no_score(self):
        assert practice().replicability_score is None

    def test_is_the_mean_of_the_marks_that_were_given(self):
        assert practice(replicability_cost=3).replicability_score == 100
        assert practice(replicability_cost=0).replicability_score == 0
        assert practice(replicability_cost=3, replicability_complexity=0).replicability_score == 50

    @given(st.lists(st.none() | st.integers(0, 3), min_size=5, max_size=5))
    def test_is_between_0_and_100_and_best_only_with_best_marks(self, marks):
        score = practice(**dict(zip(MARKS, marks, strict=True))).replicability_score
        given_marks = [mark for mark in marks if mark is not None]
        assert (score is None) == (not given_marks)
        if score is not None:
            assert 0 <= score <= 100
            assert (score == 100) == (set(given_marks) == {3})

    @pytest.mark.parametrize("name", MARKS)
    def test_there_is_no_mark_above_3(self, name):
        assert list(errors_of(practice(**{name: 4}))) == [name]
