"""The form of a rule takes what `fit.check` can decide, and says what is wrong with the rest."""

import json
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from wagtail import blocks

from wagtail_pmi.blocks.rules import LARGEST, MAX_CONDITIONS, rule_block
from wagtail_pmi.fields import RuleField
from wagtail_pmi.geography import STATES
from wagtail_pmi.library.fit import CONDITIONS, Verdict, check
from wagtail_pmi.models import BestPracticePage, PracticePrerequisite
from wagtail_pmi.testing import make_practice
from wagtail_pmi.vocabularies import FormOfGovernment, HomeRule, JurisdictionKind

GROUPS = {"any_of", "none_of"}
BLOCK = rule_block()


def clean(rule):
    return BLOCK.clean(BLOCK.to_python(rule))


def one(kind, value):
    return {"type": kind, "value": value, "id": kind}


def errors_of(rule):
    with pytest.raises(ValidationError) as error:
        clean(rule)
    return json.dumps(error.value.as_json_data(), default=str, ensure_ascii=False)


def test_each_condition_has_a_block_and_each_block_a_condition():
    assert set(BLOCK.child_blocks) - GROUPS == set(CONDITIONS)
    for group in GROUPS:
        assert set(BLOCK.child_blocks[group].child_blocks) == set(CONDITIONS)


def test_each_block_says_what_it_is():
    for block in BLOCK.child_blocks.values():
        assert block.label and block.meta.icon and block.meta.group


@pytest.mark.parametrize(
    "kind, value, message",
    [
        ("population", {"least": None, "most": None}, "Enter the least, the most, or both."),
        ("population", {"least": "", "most": ""}, "Enter the least, the most, or both."),
        ("budget", {"least": 200, "most": 100}, "The most cannot be below the least."),
        ("budget", {"least": "200", "most": "1000"}, None),
        ("budget", {"least": "1000", "most": "200"}, "The most cannot be below the least."),
        ("employees", {"least": -1, "most": None}, "greater than or equal to 0"),
        ("employees", {"least": 10**30, "most": None}, "less than or equal to"),
        ("employees", {"least": "many", "most": None}, "Enter a whole number."),
        ("employees", {"least": "9" * 5000, "most": None}, "Enter a whole number."),
        ("state", ["XX"], "XX is not one of the available choices"),
        ("state", [], "This field is required."),
        ("home_rule", ["unknown"], "unknown is not one of the available choices"),
        ("form_of_government", ["unknown"], "unknown is not one of the available choices"),
        ("any_of", [], "This field is required."),
        ("none_of", [one("population", {"least": 5, "most": 1})], "The most cannot be below the least."),
    ],
)
def test_what_is_wrong_is_said_at_its_condition(kind, value, message):
    rule = [one("kind", ["city"]), one(kind, value)]
    if message is None:
        assert clean(rule)[1].value == {"least": 200, "most": 1000}
        return
    found = errors_of(rule)
    assert message in found
    assert '"blockErrors": {"1":' in found


def test_all_that_is_wrong_is_said_at_once():
    found = errors_of([one("state", ["XX"]), one("budget", {"least": 2, "most": 1})])
    assert "XX is not one" in found and "below the least" in found


@pytest.mark.parametrize(
    "rule, label",
    [
        (
            [one("population", {"least": 500, "most": None}), one("population", {"least": None, "most": 100})],
            "Population",
        ),
        ([one("state", ["CA"]), one("state", ["WA", "OR"])], "In one of these states"),
        ([one("state", ["CA"]), one("none_of", [one("state", ["CA", "WA"])])], "In one of these states"),
    ],
)
def test_what_no_city_can_meet_is_refused(rule, label):
    assert f"No city can meet this: the conditions on “{label}” contradict each other." in errors_of(rule)


@pytest.mark.parametrize(
    "rule",
    [
        [one("population", {"least": 100, "most": None}), one("population", {"least": None, "most": 100})],
        [one("state", ["CA", "OR"]), one("state", ["WA", "OR"])],
        [one("state", ["CA", "WA"]), one("none_of", [one("state", ["CA"])])],
        [one("any_of", [one("state", ["CA"]), one("population", {"least": 5, "most": None})])],
    ],
)
def test_what_some_city_can_meet_is_taken(rule):
    assert len(clean(rule)) == len(rule)


def test_a_group_holds_conditions_and_no_group():
    nested = [one("any_of", [one("any_of", [one("home_rule", ["yes"])]), one("home_rule", ["yes"])])]
    assert [child.block_type for child in BLOCK.to_python(nested)[0].value] == ["home_rule"]


def test_there_is_an_end_to_conditions():
    assert "maximum number of items" in errors_of([one("home_rule", ["yes"])] * (MAX_CONDITIONS + 1))


def test_a_draft_may_be_unfinished_and_decides_nothing():
    stream = rule_block()
    rule = [one("population", {"least": None, "most": None}), one("any_of", []), one("state", [])]
    draft = stream.clean_deferred(stream.to_python(rule))
    somewhere = SimpleNamespace(population=5, state="MA", country="US")
    for condition in draft.raw_data:
        fit = check([condition], somewhere)
        assert fit.verdict == Verdict.UNKNOWN
        assert fit.findings[0].need == "a condition that is not complete yet"


def test_an_editor_types_no_code():
    """Nothing but numbers and choices."""
    leaves = (blocks.IntegerBlock, blocks.MultipleChoiceBlock)

    def check_block(block):
        for child in getattr(block, "child_blocks", {}).values():
            assert isinstance(child, leaves) or child.child_blocks
            check_block(child)

    check_block(BLOCK)


def numbers():
    return st.none() | st.integers(0, LARGEST)


def codes(choices):
    return st.lists(st.sampled_from([code for code, _label in choices]), max_size=4)


RANGE = st.fixed_dictionaries({"least": numbers(), "most": numbers()})
VALUES = {
    "population": RANGE,
    "budget": RANGE,
    "employees": RANGE,
    "form_of_government": codes(FormOfGovernment.choices),
    "home_rule": codes(HomeRule.choices),
    "kind": codes(JurisdictionKind.choices),
    "state": codes([(code, code) for code in STATES]),
}
CONDITION = st.one_of(*(st.builds(one, st.just(kind), values) for kind, values in VALUES.items()))
GROUP = st.builds(one, st.sampled_from(sorted(GROUPS)), st.lists(CONDITION, max_size=4))
CITY = st.builds(
    SimpleNamespace,
    population=numbers(),
    budget_total=numbers(),
    employees=numbers(),
    form_of_government=st.sampled_from(FormOfGovernment.values),
    home_rule=st.sampled_from(HomeRule.values),
    kind=st.sampled_from(JurisdictionKind.values),
    state=st.sampled_from(["", *STATES]),
    country=st.sampled_from(["US", "BR"]),
)


def test_every_kind_of_condition_is_made_up():
    assert set(VALUES) == set(CONDITIONS)


@given(st.lists(CONDITION | GROUP, max_size=5), CITY)
def test_what_the_form_takes_can_be_decided_of_every_city(rule, city):
    """Every need is said in words; a city of which all is known gets an answer."""
    try:
        stream = clean(rule)
    except ValidationError:
        return
    fit = check(list(stream.raw_data), city)
    assert fit == check(json.loads(json.dumps(stream.get_prep_value())), city)
    assert len(fit.findings) == len(rule)
    assert all(finding.need and "not complete" not in finding.need for finding in fit.findings)
    known = None not in (city.population, city.budget_total, city.employees) and (city.state or city.country != "US")
    if rule and known and "unknown" not in (city.form_of_government, city.home_rule):
        assert fit.verdict != Verdict.UNKNOWN


@pytest.mark.django_db
class TestOfAPractice:
    RULE = [one("any_of", [one("home_rule", ["yes"]), one("population", {"least": 100_000, "most": None})])]

    @pytest.fixture
    def practice(self, network):
        practice = make_practice(network, "CitiStat")
        practice.prerequisites = [PracticePrerequisite(kind="legal_authority", text="Power.", rule=self.RULE)]
        practice.save()
        return BestPracticePage.objects.get(pk=practice.pk)

    def rule_of(self, practice):
        return list(practice.prerequisites.get().rule.raw_data)

    def test_is_kept(self, practice):
        assert self.rule_of(practice) == self.RULE

    def test_is_kept_in_a_draft_and_in_its_revision(self, practice):
        row = practice.prerequisites.get()
        row.rule = [("home_rule", ["yes"])]
        practice.prerequisites = [row]
        practice.save_revision()
        assert self.rule_of(BestPracticePage.objects.get(pk=practice.pk)) == self.RULE
        draft = self.rule_of(practice.get_latest_revision_as_object())
        assert [(child["type"], child["value"]) for child in draft] == [("home_rule", ["yes"])]

    def test_is_copied_with_its_page(self, practice):
        copied = practice.copy(update_attrs={"slug": "copy"}, recursive=False)
        assert self.rule_of(BestPracticePage.objects.get(pk=copied.pk)) == self.RULE

    def test_is_no_part_of_a_migration(self):
        assert RuleField().deconstruct()[3].get("block_types") is None
