"""What readers see of the ledger: on the page of a practice, of a city, and of an entry."""

import datetime
import re
from html import unescape

import pytest

from wagtail_pmi.models import (
    Adoption,
    AdoptionAdaptation,
    AdoptionLesson,
    AdoptionOutcome,
    PracticeComponent,
    PracticeContact,
)
from wagtail_pmi.testing import make_adoption, make_city, make_expert, make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(network):
    return make_practice(network, "CitiStat")


@pytest.fixture
def adopters(network, practice):
    """A large city where it runs, a small one where it ended, and one between that tries it."""
    cities = {
        "large": make_city(network, "Large", population=2_000_000, form_of_government="mayor_council_strong"),
        "middle": make_city(network, "Middle", population=400_000, form_of_government="council_manager"),
        "small": make_city(network, "Small", population=60_000, form_of_government="council_manager"),
    }
    return {
        "large": make_adoption(cities["large"], practice, role="originator"),
        "middle": make_adoption(cities["middle"], practice, stage="piloting"),
        "small": make_adoption(cities["small"], practice, stage="ended", end_reason="leadership_change"),
    }


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(
        unescape(re.sub(r"<(style|script).*?</\1>|<[^>]*>", " ", response.content.decode(), flags=re.S)).split()
    )


def order_of(client, address):
    return [adopter.adoption.city.title for adopter in client.get(address).context["ledger"].adopters]


class TestPracticePage:
    def test_says_how_many_are_how_far_and_why_they_stopped(self, client, practice, adopters):
        text = text_of(client, practice.url)
        assert "1 Operating 1 Piloting 1 Ended (Change of leadership)" in text

    def test_lists_who_does_it_first_and_who_stopped_last(self, client, practice, adopters):
        assert order_of(client, practice.url) == ["Large", "Middle", "Small"]

    def test_puts_the_cities_most_like_a_chosen_one_first_and_says_why(self, client, network, practice, adopters):
        make_city(network, "Mine", slug="mine", population=100_000, form_of_government="council_manager")
        assert order_of(client, f"{practice.url}?like=mine") == ["Small", "Middle", "Large"]
        text = text_of(client, f"{practice.url}?like=mine")
        assert "same form of government: Council–manager" in text
        assert "population 40%" in text

    def test_leaves_out_the_chosen_city_itself(self, client, practice, adopters):
        assert order_of(client, f"{practice.url}?like=small") == ["Middle", "Large"]

    @pytest.mark.parametrize("like", ["nowhere", "%00", "x" * 3000, "'", "large&like=small", "%F0%9F%8E%89"])
    def test_a_city_that_there_is_not_changes_no_order(self, client, practice, adopters, like):
        response = client.get(f"{practice.url}?like={like}")
        assert response.status_code == 200
        if "&" not in like:
            assert "There is no such city in this network." in response.content.decode()
            assert order_of(client, f"{practice.url}?like={like}") == ["Large", "Middle", "Small"]

    def test_the_canonical_address_names_no_city(self, client, practice, adopters):
        html = client.get(f"{practice.url}?like=small").content.decode()
        assert "like=" not in re.search(r'<link rel="canonical" href="([^"]*)"', html)[1]

    def test_counts_the_adopters_who_changed_a_component(self, client, practice, adopters):
        fees = PracticeComponent.objects.create(page=practice, title="Fee schedule")
        for name in ("large", "middle"):
            adopters[name].adaptations = [AdoptionAdaptation(component=fees, change=f"{name} changed it")] * 1
            adopters[name].save()
        text = text_of(client, practice.url)
        assert "Fee schedule changed by 2 of 3" in text and "large changed it" in text

    def test_shows_what_adopters_learned_with_their_name_and_what_failed(self, client, practice, adopters):
        adopters["small"].lessons = [AdoptionLesson(kind="financing", text="It cost more.", is_failure=True)]
        adopters["small"].save()
        html = client.get(practice.url).content.decode()
        lesson = html[html.index("It cost more.") - 300 :][:600]
        assert "Did not work" in lesson and ">Small</a>" in lesson

    def test_without_adopters_says_nothing_of_them(self, client, practice):
        assert "Who did this" not in text_of(client, practice.url)

    def test_another_practice_has_none_of_it(self, client, network, adopters):
        assert "Who did this" not in text_of(client, make_practice(network).url)


class TestCityPage:
    def test_shows_what_runs_and_what_stopped(self, client, network, practice, adopters):
        small = adopters["small"].city
        make_adoption(small, make_practice(network, "311"), stage="exploring")
        text = text_of(client, small.url)
        assert "Exploring 311" in text and "Stopped CitiStat" in text
        assert "Ended in 2020 · Change of leadership" in text


class TestEntryPage:
    def test_says_what_happened_and_who_says_so(self, client, adopters):
        entry = adopters["middle"]
        entry.outcomes = [AdoptionOutcome(name="Days to answer", baseline=9, value=3, unit="days", source="A report")]
        entry.adaptations = [AdoptionAdaptation(change="Smaller meetings", reason="Fewer people", keeps_core=False)]
        entry.narrative = [("paragraph", "<p>It began in May.</p>")]
        entry.barriers, entry.helped_by = "A hiring stop", "A patient manager"
        entry.confirmed_on, entry.confirmed_by = datetime.date(2026, 2, 1), "The clerk (fictional)"
        entry.save()
        text = text_of(client, "/adoptions/middle-citistat/")
        for words in (
            "Middle · CitiStat",
            "Days to answer 9 days 3 days",
            "Smaller meetings Why: Fewer people",
            "Changes the core",
            "It began in May.",
            "A hiring stop",
            "A patient manager",
            "The clerk (fictional)",
        ):
            assert words in text

    def test_names_where_it_came_from_and_who_took_it_from_here(self, client, adopters):
        child = adopters["middle"]
        child.adopted_from = adopters["large"]
        child.save()
        assert "Adopted from Large" in text_of(client, "/adoptions/middle-citistat/")
        assert "Who adopted it from here Middle" in text_of(client, "/adoptions/large-citistat/")

    def test_tells_its_history(self, client, adopters):
        entry = adopters["middle"]
        entry.stage, entry.stage_since = "operating", datetime.date(2025, 3, 1)
        entry.save()
        assert "Jan. 1, 2020 Piloting March 1, 2025 Operating" in text_of(client, "/adoptions/middle-citistat/")

    @pytest.mark.parametrize("slug", ["nowhere", "%00", "middle-citistat%00x", "x" * 500])
    def test_what_there_is_not_answers_404(self, client, adopters, slug):
        assert client.get(f"/adoptions/{slug}/").status_code == 404

    def test_a_draft_is_previewed_and_not_shown(self, rf, adopters, admin_user):
        entry = adopters["middle"]
        entry.local_name = "Drafted name"
        entry.save_revision()
        draft = Adoption.objects.get(pk=entry.pk).get_latest_revision_as_object()
        assert b"Drafted name" in draft.make_preview_request().content

    def test_an_entry_is_previewed_before_it_is_first_saved(self, adopters, practice, network):
        entry = Adoption(city=make_city(network, "New"), practice=practice, stage="watching", stage_since="2026-01-01")
        entry.stage_since = datetime.date(2026, 1, 1)
        assert "New · CitiStat" in entry.make_preview_request().content.decode()


class TestFreshness:
    """In words, on pages and in rows, as far as something can still change."""

    @pytest.fixture
    def today(self, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda: datetime.date(2026, 6, 1))

    @pytest.mark.parametrize(
        "day, words",
        [
            ("2026-01-01", "Verified Jan. 1, 2026"),
            ("2025-05-01", "Verification is due May 1, 2025"),
            ("2024-05-01", "Verification is long overdue May 1, 2024"),
            (None, "Not verified yet"),
        ],
    )
    def test_of_an_entry_is_told_with_it(self, client, practice, adopters, today, day, words):
        entry = adopters["middle"]
        Adoption.objects.filter(pk=entry.pk).update(confirmed_on=day)
        assert f"Piloting since 2020 {words}" in text_of(client, practice.url)
        assert words.partition(" Jan")[0].partition(" May")[0] in text_of(client, "/adoptions/middle-citistat/")

    def test_of_what_has_ended_is_not_asked(self, client, practice, adopters, today):
        Adoption.objects.filter(stage="ended").update(confirmed_on="2020-02-02")
        text = text_of(client, "/adoptions/small-citistat/")
        assert "Confirmed Feb. 2, 2020" in text and "Verification is" not in text

    def test_of_a_contact_is_told_with_them(self, client, network, practice, today):
        expert = make_expert(network, "Ann Other", last_verified_on="2023-05-01")
        practice.contacts.add(PracticeContact(expert=expert, role="Budgets"))
        practice.save()
        assert "Budgets Verification is long overdue May 1, 2023" in text_of(client, practice.url)
        assert "Verification is long overdue" in text_of(client, expert.url)
