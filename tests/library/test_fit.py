"""Would it work here: met, not met, or not known, with the reason."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_pmi.library.fit import CONDITIONS, Verdict, check

MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN


def city(**known):
    """A city of which nothing is known but what is named."""
    nothing = {
        "population": None,
        "budget_total": None,
        "employees": None,
        "form_of_government": "unknown",
        "home_rule": "unknown",
        "kind": "",
        "state": "",
    }
    return SimpleNamespace(**nothing | known)


def at_least(population):
    return {"type": "population", "value": {"least": population, "most": None}}


# Conditions that a city of 100 people meets, does not meet, and cannot answer.
YES, NO, MAYBE = at_least(1), at_least(1_000), {"type": "home_rule", "value": ["yes"]}
HERE = city(population=100)
VERDICTS = {"yes": (YES, MET), "no": (NO, NOT_MET), "maybe": (MAYBE, UNKNOWN)}


@pytest.mark.parametrize(
    "kind, value, known, verdict",
    [
        ("population", {"least": 100, "most": None}, {"population": 100}, MET),
        ("population", {"least": 101, "most": None}, {"population": 100}, NOT_MET),
        ("population", {"least": None, "most": 100}, {"population": 100}, MET),
        ("population", {"least": None, "most": 99}, {"population": 100}, NOT_MET),
        ("population", {"least": 50, "most": 150}, {"population": 100}, MET),
        ("population", {"least": 0, "most": None}, {"population": 0}, MET),
        ("population", {"least": 0, "most": None}, {}, UNKNOWN),
        ("budget", {"least": 1_000, "most": None}, {"budget_total": Decimal("999")}, NOT_MET),
        ("employees", {"least": 10, "most": None}, {"employees": 10}, MET),
        ("form_of_government", ["council_manager", "commission"], {"form_of_government": "commission"}, MET),
        ("form_of_government", ["council_manager"], {"form_of_government": "commission"}, NOT_MET),
        ("form_of_government", ["council_manager"], {}, UNKNOWN),
        ("home_rule", ["yes"], {"home_rule": "no"}, NOT_MET),
        ("home_rule", ["yes"], {}, UNKNOWN),
        ("kind", ["city", "consolidated"], {"kind": "county"}, NOT_MET),
        ("state", ["CA", "WA"], {"state": "WA"}, MET),
        ("state", ["CA", "WA"], {}, UNKNOWN),
        ("a_later_one", 7, {"population": 100}, UNKNOWN),
    ],
)
def test_each_condition(kind, value, known, verdict):
    assert check([{"type": kind, "value": value}], city(**known)).verdict == verdict


def test_every_condition_is_tried_above():
    tried = {mark.args[1][index][0] for mark in test_each_condition.pytestmark for index in range(len(mark.args[1]))}
    assert set(CONDITIONS) <= tried


@pytest.mark.parametrize(
    "names, all_of, any_of",
    [
        ("yes yes", MET, MET),
        ("yes no", NOT_MET, MET),
        ("yes maybe", UNKNOWN, MET),
        ("no no", NOT_MET, NOT_MET),
        ("no maybe", NOT_MET, UNKNOWN),
        ("maybe maybe", UNKNOWN, UNKNOWN),
    ],
)
def test_three_valued_logic(names, all_of, any_of):
    conditions = [VERDICTS[name][0] for name in names.split()]
    opposite = {MET: NOT_MET, NOT_MET: MET, UNKNOWN: UNKNOWN}
    for order in (conditions, conditions[::-1]):
        assert check(order, HERE).verdict == all_of
        assert check([{"type": "any_of", "value": order}], HERE).verdict == any_of
        assert check([{"type": "none_of", "value": order}], HERE).verdict == opposite[any_of]


def test_a_rule_without_conditions_decides_nothing():
    assert check([], HERE).verdict == UNKNOWN
    assert check([], HERE).reasons == []


@given(st.lists(st.sampled_from(list(VERDICTS)), min_size=1, max_size=5))
def test_knowing_more_never_turns_met_into_not_met(names):
    """What was decided without the unknown stays decided, whatever the unknown turns out to be."""
    rule = [{"type": "any_of", "value": [VERDICTS[name][0] for name in names]}, YES]
    before = check(rule, HERE).verdict
    after = {check(rule, city(population=100, home_rule=found)).verdict for found in ("yes", "no")}
    assert before == UNKNOWN or after == {before}


def test_the_reason_says_what_is_needed_and_what_is_here():
    fit = check([at_least(250_000), MAYBE, YES], city(population=100_000))
    assert fit.verdict == NOT_MET
    assert fit.reasons == ["Needed: a population of at least 250,000. Here: 100,000."]


def test_an_unknown_becomes_something_to_find_out():
    fit = check([YES, MAYBE], HERE)
    assert fit.verdict == UNKNOWN
    assert fit.reasons == ["Needed: home rule: Yes. Not known of this city."]


def test_combined_conditions_are_said_in_words():
    rule = [{"type": "none_of", "value": [at_least(50), {"type": "state", "value": ["CA", "WA"]}]}]
    fit = check(rule, city(population=100, state="OR"))
    assert fit.reasons == [
        "Needed: not a population of at least 50 or a place in California or Washington. Here: 100 and Oregon."
    ]


def test_conditions_nest_only_so_deep():
    rule = YES
    for _level in range(50):
        rule = {"type": "any_of", "value": [rule]}
    assert check([rule], HERE).verdict == UNKNOWN
