"""What cities say without their name: where three of a kind did it, and nowhere else."""

import datetime
import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from wagtail_pmi.library.candour import named_in
from wagtail_pmi.models import (
    Adoption,
    AdoptionLesson,
    AdoptionOutcome,
    BestPracticePage,
    MemberCityPage,
    PracticeLesson,
)
from wagtail_pmi.testing import make_adoption, make_city, make_membership, make_practice
from wagtail_pmi.visibility import Viewer

pytestmark = pytest.mark.django_db
MANAGED = {"form_of_government": "council_manager", "population": 300_000}
WHO = "Council–manager, 250,000 to 500,000 residents"


@pytest.fixture
def practice(network):
    return make_practice(network, "CitiStat")


@pytest.fixture
def cities(network):
    return [make_city(network, f"Town {letter}", **MANAGED) for letter in "ABC"]


def lesson(text="We ran out of money.", **fields):
    return AdoptionLesson(**{"kind": "financing", "text": text, "visibility": "anonymised"} | fields)


def candid(city, practice, text="We ran out of money.", **fields):
    return make_adoption(city, practice, **{"lessons": [lesson(text)], "local_name": "TownStat"} | fields)


def said(practice, viewer=None, like=""):
    page = BestPracticePage.objects.get(pk=practice.pk)
    return page.get_ledger(viewer or Viewer(), like).unnamed


def lessons(practice, viewer=None, like=""):
    return [" ".join(each.text) for each in said(practice, viewer, like).lessons]


def section(client, practice):
    html = client.get(practice.url).content.decode()
    found = re.search(r'<section[^>]*aria-labelledby="pmi-candour".*?</section>', html, re.S)
    return unescape(found[0]) if found else ""


class TestThree:
    def test_adopters_of_a_kind_share_what_one_of_them_says(self, practice, cities):
        candid(cities[0], practice), make_adoption(cities[1], practice)
        assert not said(practice)
        make_adoption(cities[2], practice, stage="declined", end_reason="cost")
        [found] = said(practice).lessons
        assert (found.label, found.text, found.who) == ("Financing", ("We ran out of money.",), WHO)

    def test_entries_of_one_city_are_one_adopter(self, practice, cities):
        candid(cities[0], practice), make_adoption(cities[1], practice)
        for _time in range(3):
            make_adoption(cities[1], practice, stage="ended", end_reason="cost")
        assert not said(practice)

    @pytest.mark.parametrize(
        "other", [{"form_of_government": "commission"}, {"population": 600_000}], ids=["form", "band"]
    )
    def test_another_kind_of_city_is_none_of_them(self, network, practice, cities, other):
        candid(cities[0], practice), make_adoption(cities[1], practice)
        make_adoption(make_city(network, **MANAGED | other), practice)
        assert not said(practice)

    @pytest.mark.parametrize("form", ["unknown", "other", "anarchy"])
    def test_cities_of_an_unclear_form_share_nothing(self, practice, cities, form):
        MemberCityPage.objects.update(form_of_government=form)
        for city in cities:
            candid(city, practice)
        assert not said(practice)

    def test_adopters_of_another_practice_do_not_count(self, network, practice, cities):
        candid(cities[0], practice), make_adoption(cities[1], practice)
        make_adoption(cities[2], make_practice(network))
        assert not said(practice)

    @pytest.mark.parametrize("hidden", ["draft", "unpublished city", "members", "anonymised", "restricted"])
    def test_a_hidden_adopter_does_not_count(self, practice, cities, hidden):
        candid(cities[0], practice), make_adoption(cities[1], practice)
        own = {"draft": {"live": False}, "members": {"visibility": "members"}, "anonymised": {"visibility": hidden}}
        make_adoption(cities[2], practice, **own.get(hidden, {}))
        if hidden == "unpublished city":
            cities[2].unpublish()
        if hidden == "restricted":
            PageViewRestriction.objects.create(page=cities[2], restriction_type="login")
        assert not said(practice)

    @pytest.mark.parametrize("fields", [{"live": False}, {"visibility": "members"}, {"visibility": "anonymised"}])
    def test_a_hidden_entry_says_nothing_among_three_others(self, network, practice, cities, fields):
        for city in cities:
            make_adoption(city, practice)
        candid(make_city(network, **MANAGED), practice, **fields)
        assert not said(practice)


class TestWhoSeesMore:
    """Comparing what two viewers see must not tell which entry a row comes from."""

    def test_a_member_is_shown_what_everybody_is_shown(self, network, practice, cities):
        member = Viewer(make_membership(network).user)
        for city in cities:
            make_adoption(city, practice)
        entry = candid(make_city(network, **MANAGED), practice, visibility="members")
        assert not lessons(practice, member)
        Adoption.objects.filter(pk=entry.pk).update(visibility="public")
        assert lessons(practice, member) == lessons(practice) == ["We ran out of money."]

    def test_a_page_that_only_some_see_is_the_same_for_them(self, network, practice, cities):
        PageViewRestriction.objects.create(page=network, restriction_type="login")
        for city in cities:
            candid(city, practice, f"Learned {city.title[-1].lower()}.")
        assert len(lessons(practice, Viewer(make_membership(network).user))) == 3
        assert not lessons(practice)

    @pytest.mark.parametrize("like", ["town-a", "town-b", "nowhere"])
    def test_the_city_that_a_reader_compares_with_changes_nothing(self, practice, cities, like):
        for city in cities:
            candid(city, practice)
        assert said(practice, like=like) == said(practice)


class TestWords:
    @pytest.fixture(autouse=True)
    def three(self, practice, cities):
        return [make_adoption(city, practice, stage="ended", end_reason="cost") for city in cities]

    def test_stand_in_an_order_of_their_own(self, practice, cities):
        candid(cities[0], practice, lessons=[lesson("Z"), lesson("B", kind="implementation")])
        candid(cities[2], practice, lessons=[lesson("M"), lesson("A", kind="implementation"), lesson("C")])
        assert lessons(practice) == ["C", "M", "Z", "A", "B"]

    def test_that_name_the_city_are_withheld(self, network, practice, cities):
        # As an import writes them, past the form.
        for text in ("In town A it failed.", "TOWN-A's mayor", "Our townstat ended.", "Here in Massachusetts"):
            entry = candid(cities[0], practice, text)
            assert lessons(practice) == [], text
            entry.delete()
        candid(cities[0], practice, "Downtown Abbey's hometown a-lot")
        assert len(lessons(practice)) == 1

    def test_that_name_the_city_since_it_was_renamed_are_withheld(self, practice, cities):
        candid(cities[0], practice, "Springfield pays less.")
        assert lessons(practice)
        MemberCityPage.objects.filter(pk=cities[0].pk).update(title="Springfield")
        assert not lessons(practice)

    def test_of_a_narrative_are_its_plain_text(self, client, practice, cities):
        body = [
            ("heading", {"text": "How it began"}),
            ("paragraph", '<p>It <b>began</b> <a href="https://town.example/">here</a>.</p>'),
            ("quote", {"text": "Never again.", "attribution": "Mayor Secret", "source_url": "https://secret.example"}),
            ("callout", {"kind": "note", "title": "Secret", "text": "<p>Secret</p>"}),
            ("city", cities[0]),
        ]
        candid(cities[0], practice, lessons=[], narrative=body, narrative_visibility="anonymised")
        [story] = said(practice).narratives
        assert (story.text, story.who) == (("How it began", "It began here.", "Never again."), WHO)
        shown = section(client, practice)
        assert "Never again." in shown and "ecret" not in shown and "href" not in shown

    def test_of_a_narrative_that_names_the_city_are_withheld(self, practice, cities):
        body = [("paragraph", "<p>It began in <b>Town</b> A.</p>")]
        candid(cities[0], practice, lessons=[], narrative=body, narrative_visibility="anonymised")
        assert not said(practice)

    def test_on_the_page_lead_to_no_city(self, client, practice, cities):
        outcome = AdoptionOutcome(
            name="Days to answer",
            baseline=9,
            value=3,
            unit="days",
            period="2019 to 2023",
            source="A secret source",
            visibility="anonymised",
        )
        texts = [lesson("It cost more.", is_failure=True), lesson("Open.", visibility="public")]
        entry = candid(cities[0], practice, lessons=texts, outcomes=[outcome], local_url="https://town.example/")
        shown = section(client, practice)
        for words in ("It cost more.", "Did not work", WHO, "Days to answer", "9 days", "3 days"):
            assert words in shown
        for secret in ("Town A", "TownStat", "Massachusetts", "2019", "secret", "href", "Open.", str(entry.uid)):
            assert secret not in shown
        assert not re.search(r"\b(id|data-[a-z]+|name)=\"(?!pmi-candour)", shown)

    def test_stand_on_no_other_page(self, client, practice, cities):
        entry = candid(cities[0], practice)
        for address in (cities[0].url, f"/adoptions/{entry.slug}/", "/practices/?q=money", "/cities/?q=money"):
            assert b"ran out of money" not in client.get(address).content
        assert b"ran out of money" in client.get(practice.url).content

    def test_of_the_practice_itself_are_withheld(self, client, practice):
        practice.lessons.add(PracticeLesson(kind="financing", text="Told in secret.", visibility="anonymised"))
        practice.save()
        assert b"Told in secret." not in client.get(practice.url).content

    def test_withheld_are_as_if_there_were_none(self, client, network, practice):
        entry = make_adoption(make_city(network, **MANAGED | {"form_of_government": "commission"}), practice)
        before = client.get(practice.url).content
        entry.lessons, entry.narrative_visibility = [lesson()], "anonymised"
        entry.narrative = [("paragraph", "<p>It failed.</p>")]
        entry.save()
        assert client.get(practice.url).content == before


class TestNames:
    @pytest.mark.parametrize(
        "text, found",
        [
            ("In Winston-Salem it failed.", "Winston-Salem"),
            ("in WINSTON SALEM", "Winston-Salem"),
            ("Winston-\u200bSalem’s council", "Winston-Salem"),
            ("the Línea Única", "Linea unica"),
            ("North Carolina’s law", "North Carolina"),
            ("Winston and Salem", ""),
            ("Linea unicas", ""),
            ("", ""),
        ],
    )
    def test_are_found_as_words(self, text, found):
        city = MemberCityPage(title="Winston-Salem", state="NC")
        assert named_in(text, Adoption(city=city, local_name="Linea unica")) == found

    @pytest.mark.parametrize("title", ["City of Boston", "Boston, MA", "Town of Boston (Mass.)", "Boston"])
    def test_are_found_whatever_stands_around_them_in_the_title(self, title):
        for entry in (Adoption(city=MemberCityPage(title=title)), Adoption(city_title=title)):
            assert named_in("Here in Boston it failed.", entry) == "Boston"
            assert named_in("Our city of many towns", entry) == ""

    def test_that_are_empty_are_in_no_text(self):
        assert named_in("Whatever!", Adoption(local_name="!!!")) == ""


class TestValidation:
    @pytest.fixture
    def entry(self, practice, cities):
        since = datetime.date(2020, 1, 1)
        return Adoption(city=cities[0], practice=practice, local_name="TownStat", stage="operating", stage_since=since)

    @pytest.mark.parametrize("text", ["Town A paid.", "The townstat", "of massachusetts"])
    def test_refuses_an_anonymised_text_that_names_the_city(self, entry, text):
        outcome = AdoptionOutcome(adoption=entry, name=text, value=1, source="x", visibility="anonymised")
        for row, field in ((lesson(text, adoption=entry), "text"), (outcome, "name")):
            with pytest.raises(ValidationError) as caught:
                row.full_clean(exclude=["adoption"])
            assert "Leave out what names the city" in caught.value.message_dict[field][0]
            row.visibility = "members"
            row.full_clean(exclude=["adoption"])

    def test_refuses_a_narrative_that_names_the_city(self, entry):
        entry.narrative = [("paragraph", "<p>Town <i>A</i> began.</p>")]
        entry.clean()
        entry.narrative_visibility = "anonymised"
        with pytest.raises(ValidationError) as caught:
            entry.clean()
        assert "narrative" in caught.value.message_dict

    def test_takes_a_text_that_names_nobody(self, entry):
        lesson("A town paid.", adoption=entry).full_clean(exclude=["adoption"])


def test_no_search_holds_what_is_not_for_everybody():
    """Rows of an entry, and its narrative, are in no index; nor are the rows of a practice."""
    for model in (Adoption, BestPracticePage, MemberCityPage):
        names = {field.field_name for field in model.get_search_fields()}
        assert not names & {"lessons", "outcomes", "narrative", "adoptions", "adaptations", "barriers", "helped_by"}
    assert not any(hasattr(row, "search_fields") for row in (AdoptionLesson, AdoptionOutcome, PracticeLesson))
