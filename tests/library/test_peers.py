"""Which cities are alike, and why."""

import itertools
import math
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_pmi.geography import DIVISIONS
from wagtail_pmi.library.peers import FACTS, Profile, likeness, rank, weights
from wagtail_pmi.testing import make_city, make_topic
from wagtail_pmi.vocabularies import FormOfGovernment

FORMS = ["", *(form for form in FormOfGovernment.values if form not in ("unknown", "other"))]
PROFILES = st.builds(
    Profile,
    population=st.none() | st.integers(1, 40_000_000),
    form_of_government=st.sampled_from(FORMS),
    country=st.sampled_from(["", "US", "BR", "SE"]),
    division=st.sampled_from(["", *DIVISIONS]),
    budget_per_resident=st.none() | st.floats(1, 100_000),
    priorities=st.frozensets(st.sampled_from(["housing", "homelessness", "procurement", "broadband"])),
)
FULL = Profile(400_000, "council_manager", "US", "pacific", 3_000.0, frozenset({"homelessness", "housing"}))


def close(one, other):
    return math.isclose(one, other, abs_tol=1e-9)


def test_the_weights_add_up_to_one_and_are_shown():
    assert close(sum(fact.weight for fact in FACTS), 1)
    assert str(weights()[0]) == "population 40%"


@given(PROFILES, PROFILES)
def test_likeness_is_symmetric_and_bounded_by_what_is_known(one, other):
    there, back = likeness(one, other), likeness(other, one)
    assert close(there.score, back.score) and close(there.confidence, back.confidence)
    assert 0 <= there.score <= there.confidence + 1e-9 <= 1 + 2e-9
    assert len(there.reasons) == len(back.reasons)


@given(PROFILES, PROFILES)
def test_no_city_is_more_like_another_than_like_itself(one, other):
    assert likeness(one, other).score <= likeness(one, one).score + 1e-9


def test_a_city_of_which_all_is_known_is_wholly_like_itself():
    assert close(likeness(FULL, FULL).score, 1)
    assert likeness(FULL, FULL).percent == 100


@given(PROFILES, PROFILES, st.sampled_from([field.name for field in fields(Profile)]))
def test_what_is_unknown_never_counts_as_alike(one, other, name):
    known = likeness(one, other)
    unknown = likeness(one, replace(other, **{name: type(getattr(FULL, name))()}))
    assert unknown.score <= known.score + 1e-9
    assert unknown.confidence <= known.confidence + 1e-9


@given(st.integers(1, 10**7), st.integers(1, 10**7), st.integers(1, 10**7))
def test_the_nearer_a_population_the_more_alike(mine, near, far):
    distance = lambda size: abs(math.log(size) - math.log(mine))  # noqa: E731
    if distance(near) > distance(far):
        near, far = far, near
    one = Profile(population=mine)
    assert likeness(one, Profile(population=near)).score >= likeness(one, Profile(population=far)).score - 1e-9


@given(PROFILES, st.lists(PROFILES, max_size=8))
def test_the_most_alike_come_first_and_ties_keep_their_order(to, others):
    found = rank(to, enumerate(others))
    scores = [alike.score for _item, alike in found]
    assert scores == sorted(scores, reverse=True)
    assert sorted(item for item, _alike in found) == list(range(len(others)))
    for (first, one), (second, other) in itertools.pairwise(found):
        assert one.score > other.score or first < second


@pytest.mark.parametrize(
    "changes, reasons",
    [
        (
            {"form_of_government": "commission", "division": "new_england", "priorities": frozenset()},
            ["similar size (400,000 and 400,000 residents)", "similar budget for each resident"],
        ),
        (
            {"population": 40_000_000, "division": "mountain", "budget_per_resident": None},
            ["same form of government: Council–manager", "both in: West", "shared priorities: 2"],
        ),
        ({"population": 799_000, "country": "SE", "division": ""}, ["similar size (400,000 and 799,000 residents)"]),
        ({"population": 801_000, "country": "SE", "division": ""}, []),
        ({"country": "US", "division": ""}, ["similar size (400,000 and 400,000 residents)"]),
    ],
)
def test_each_match_says_why(changes, reasons):
    found = likeness(FULL, replace(FULL, **changes)).reasons
    assert set(reasons) <= set(found)
    if "country" in changes:
        assert not [reason for reason in found if reason.startswith(("both", "same country"))]


def test_abroad_the_country_counts_for_half():
    one = Profile(country="BR")
    assert close(likeness(one, one).score, 0.075)
    assert likeness(one, one).reasons == ("same country",)
    assert likeness(one, Profile(country="SE")).score == 0


def test_other_and_unknown_forms_of_government_are_alike_with_nothing(network):
    for form in ("other", "unknown"):
        city = make_city(network, form_of_government=form)
        assert Profile.of(city).form_of_government == ""


def test_a_profile_takes_what_the_city_page_knows(network):
    city = make_city(
        network,
        state="CA",
        population=200_000,
        form_of_government="council_manager",
        budget_total=600_000_000,
        budget_year=2025,
        priorities=[make_topic("Housing", code="housing")],
    )
    assert Profile.of(city) == Profile(200_000, "council_manager", "US", "pacific", 3_000.0, frozenset({"housing"}))


def test_a_city_of_which_nothing_is_known_has_an_empty_profile(network):
    city = make_city(network, country="SE", state="", population=0)
    assert Profile.of(city) == Profile(country="SE")
