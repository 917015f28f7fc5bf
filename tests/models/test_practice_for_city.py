"""What a practice page says to the city that a reader chose: what it meets, and what it would cost."""

import re
from html import unescape

import pytest
from wagtail.models import PageViewRestriction

from wagtail_pmi.library.fit import Verdict, assess
from wagtail_pmi.models import BestPracticePage, PracticePrerequisite
from wagtail_pmi.testing import make_adoption, make_city, make_practice

pytestmark = pytest.mark.django_db

RATES = {
    "cost_one_off_min": "1.50",
    "cost_one_off_max": "2.00",
    "cost_price_year": 2024,
    "cost_per_resident": True,
}


def least(population):
    return [("population", {"least": population, "most": None})]


@pytest.fixture
def practice(network):
    practice = make_practice(network, "CitiStat")
    practice.prerequisites = [
        PracticePrerequisite(kind="budget", text="Helpful money.", essential=False),
        PracticePrerequisite(kind="partner", text="Enough people.", rule=least(100_000)),
        PracticePrerequisite(kind="partner", text="A great many people.", rule=least(1_000_000)),
        PracticePrerequisite(kind="legal_authority", text="Power.", rule=[("home_rule", ["yes"])]),
    ]
    practice.save()
    return BestPracticePage.objects.get(pk=practice.pk)


@pytest.fixture
def boston(network):
    return make_city(network, "Boston", population=675_647, population_year=2020)


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    html = response.content.decode()
    return " ".join(unescape(re.sub(r"<(style|script).*?</\1>|<[^>]*>", " ", html, flags=re.S)).split())


def with_costs(practice, **fields):
    for name, value in fields.items():
        setattr(practice, name, value)
    practice.save()


class TestAssessment:
    def test_answers_each_prerequisite_in_its_order(self, practice, boston):
        found = assess(practice.prerequisites.all(), boston)
        assert [answer.verdict for answer in found.answers] == [
            Verdict.UNKNOWN,
            Verdict.MET,
            Verdict.NOT_MET,
            Verdict.UNKNOWN,
        ]
        assert found.summary == "1 met, 1 not met, 2 to find out"

    def test_what_is_not_known_becomes_a_checklist_the_essential_first(self, practice, boston):
        checklist = assess(practice.prerequisites.all(), boston).checklist
        assert [answer.prerequisite.text for answer in checklist] == ["Power.", "Helpful money."]
        assert checklist[0].reasons == ["Needed: home rule: Yes. Not known of this city."]
        assert checklist[1].reasons == []

    def test_says_nothing_of_what_there_is_not(self, practice, boston):
        rows = [row for row in practice.prerequisites.all() if row.text == "Enough people."]
        assert assess(rows, boston).summary == "1 met"

    def test_a_state_abroad_is_not_the_state_of_the_same_letters(self, network, practice):
        row = PracticePrerequisite(kind="partner", text="There.", rule=[("state", ["WA"])])
        perth = make_city(network, "Perth", country="AU", state="WA")
        answer = assess([row], perth).answers[0]
        assert answer.verdict == Verdict.NOT_MET
        assert answer.reasons == ["Needed: a place in Washington. Here: outside the United States."]

    def test_an_unsaved_rule_is_read_as_a_saved_one(self, practice, boston):
        rows = [PracticePrerequisite(kind="partner", text="Now.", rule=[("any_of", least(1))])]
        assert assess(rows, boston).summary == "1 met"


class TestPage:
    def test_without_a_city_offers_to_choose_one_and_judges_nothing(self, client, practice, boston):
        text = text_of(client, practice.url)
        assert "Would it work in your city?" in text and "Boston, Massachusetts" in text
        assert "Not met" not in text and "To find out" not in text

    def test_with_a_city_says_what_is_met_and_why(self, client, practice, boston):
        text = text_of(client, f"{practice.url}?like=boston")
        assert "In Boston: 1 met, 1 not met, 2 to find out." in text
        assert "Needed: a population of at least 1,000,000. Here: 675,647." in text
        assert "Needed: a population of at least 100,000. Here: 675,647." in text
        assert re.search("To find out Power. Essential · Needed: home rule: Yes.* Helpful money. Helpful", text)

    def test_needs_no_adopters(self, client, practice, boston):
        assert "Who did this" not in text_of(client, f"{practice.url}?like=boston")

    def test_with_adopters_the_same_choice_ranks_them(self, client, network, practice, boston):
        make_adoption(make_city(network, "Far", population=10_000), practice)
        make_adoption(make_city(network, "Near", population=600_000), practice)
        response = client.get(f"{practice.url}?like=boston")
        assert [adopter.adoption.city.title for adopter in response.context["ledger"].adopters] == ["Near", "Far"]
        assert response.content.decode().count('name="like"') == 1

    def test_has_no_choice_where_there_is_nothing_to_say(self, client, network, boston):
        assert "Would it work" not in text_of(client, make_practice(network, "Bare").url)

    def test_has_no_choice_in_a_network_without_cities(self, client, practice):
        assert "Would it work" not in text_of(client, practice.url)

    @pytest.mark.parametrize("like", ["nowhere", "%00", "boston%00", "x" * 3000, "'", "%ff", "🎉"])
    def test_a_city_that_there_is_not_is_said(self, client, practice, boston, like):
        text = text_of(client, f"{practice.url}?like={like}")
        assert "There is no such city in this network." in text and "Not met" not in text

    @pytest.mark.parametrize("hidden", ["draft", "restricted"])
    def test_a_hidden_city_is_as_one_that_there_is_not(self, client, network, practice, boston, hidden):
        make_city(network, "Shown")
        if hidden == "draft":
            boston.unpublish()
        else:
            PageViewRestriction.objects.create(page=boston, restriction_type="login")
        shown = text_of(client, f"{practice.url}?like=boston")
        assert shown == text_of(client, f"{practice.url}?like=nowhere")
        assert "Boston" not in shown and "675,647" not in shown

    def test_a_city_of_another_network_is_none_of_this_one(self, client, network, practice, boston):
        from wagtail_pmi.testing import make_network

        make_city(make_network(as_site_root=False), "Elsewhere")
        assert "There is no such city" in text_of(client, f"{practice.url}?like=elsewhere")

    def test_a_draft_with_half_a_rule_is_previewed(self, practice, boston):
        rule = [("population", {"least": None, "most": None}), ("any_of", [])]
        practice.prerequisites = [PracticePrerequisite(kind="partner", text="Half.", rule=rule)]
        practice.save_revision()
        draft = practice.get_latest_revision_as_object()
        assert b"Half." in draft.make_preview_request().content


class TestCost:
    def test_for_each_resident_is_said_so(self, client, practice, boston):
        with_costs(practice, **RATES)
        text = text_of(client, practice.url)
        assert "One-off cost 1.50 to 2.00 USD for each resident" in text and "Prices of 2024." in text

    def test_for_a_city_is_for_its_residents(self, client, practice, boston):
        with_costs(practice, **RATES)
        text = text_of(client, f"{practice.url}?like=boston")
        assert "One-off cost about 1,000,000 to 1,400,000 USD" in text
        assert "Prices of 2024. Calculated for 675,647 residents (2020)." in text

    def test_otherwise_is_as_entered_and_says_that_it_is_not_adjusted(self, client, practice, boston):
        with_costs(practice, cost_annual_min="50000", cost_annual_max="100000.00", cost_price_year=2023)
        text = text_of(client, f"{practice.url}?like=boston")
        assert "Annual cost 50,000 to 100,000 USD" in text
        assert "Prices of 2023. As entered: not adjusted to the size of a city." in text

    def test_is_left_out_where_nothing_is_known(self, client, practice, boston):
        text = text_of(client, f"{practice.url}?like=boston")
        assert "Annual cost" not in text and "Calculated for" not in text and "not adjusted" not in text
