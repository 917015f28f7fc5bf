"""What a page still lacks: nothing of it is enforced."""

import datetime

import pytest

from tests.mixins.examples import city, expert, post, practice
from wagtail_pmi.library.completeness import Completeness, completeness, completeness_of, incomplete
from wagtail_pmi.models import (
    Beneficiary,
    BestPracticeIndexPage,
    BestPracticePage,
    ExpertLink,
    Keyword,
    NetworkPage,
    PostAuthor,
    PracticeCitation,
    PracticeComponent,
    PracticeContact,
    PracticeLesson,
    PracticeMetric,
    PracticePrerequisite,
    PracticeResource,
    PracticeRisk,
    PracticeStep,
    Resource,
)
from wagtail_pmi.testing import make_city, make_expert, make_image, make_post, make_practice, make_topic

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "done, missing, percent", [(0, 0, 100), (0, 2, 0), (1, 1, 50), (1, 2, 33), (2, 1, 67), (3, 0, 100)]
)
def test_percent(done, missing, percent):
    assert Completeness(done, ["x"] * missing).percent == percent


def test_a_fresh_page_lacks_everything_that_counts():
    for page in (practice(), expert(), post(), NetworkPage(title="A network")):
        found = page.get_completeness()
        assert found.percent == 0
        assert len(found.missing) == len(page.completeness_fields)


def test_a_type_that_asks_for_nothing_is_complete():
    assert BestPracticeIndexPage(title="Practices").get_completeness().percent == 100


def test_what_is_missing_is_said_in_words():
    missing = practice().get_completeness().missing
    assert {"image", "why it works", "components", "sources", "contacts", "evidence: basis"} <= set(missing)
    assert not any("_" in label for label in missing)
    assert {"priorities", "Census GEOID", "form of government"} <= set(city().get_completeness().missing)
    assert {"authors", "topics", "keywords"} <= set(post().get_completeness().missing)


def test_not_known_and_empty_text_are_missing():
    assert "form of government" in city(form_of_government="unknown").get_completeness().missing
    assert "form of government" not in city(form_of_government="other").get_completeness().missing
    assert "why it works" in practice(why_it_works='<p data-block-key="a1b2c"></p>').get_completeness().missing
    assert "why it works" in practice(why_it_works="<p> </p>").get_completeness().missing
    assert "biography" in expert(bio="<p></p>").get_completeness().missing


def test_zero_is_an_answer():
    assert "latitude" not in city(latitude=0.0).get_completeness().missing


def test_a_filled_city_is_complete():
    page = city(
        image=make_image(),
        geoid="2507000",
        latitude=42.0,
        timezone="America/New_York",
        form_of_government="other",
        website="https://boston.gov",
        body=[("paragraph", "<p>x</p>")],
    )
    assert page.get_completeness().missing == ["priorities"]
    page.priorities.set([make_topic()])
    assert page.get_completeness().percent == 100


def test_a_filled_expert_is_complete():
    page = expert(
        image=make_image(),
        affiliation="x",
        role="x",
        bio="<p>x</p>",
        kinds=["funder"],
        languages="English",
        last_verified_on=datetime.date(2026, 1, 1),
    )
    page.links = [ExpertLink(title="x", url="https://example.org/")]
    assert page.get_completeness() == Completeness(8, [])


def test_a_filled_practice_is_complete_saved_or_not(network):
    resource = Resource.objects.create(title="x", kind="toolkit", url="https://example.org/")
    page = make_practice(
        network,
        image=make_image(),
        image_alt="x",
        why_it_works="<p>x</p>",
        beneficiaries=[Beneficiary.objects.create(name="Everybody")],
        approach="process",
        evidence_basis="independent",
        evidence_note="x",
        cost_band="none",
        last_verified_on=datetime.date(2026, 1, 1),
    )
    page.components = [PracticeComponent(title="x", role="core")]
    page.steps = [PracticeStep(title="x", phase="preparation")]
    page.prerequisites = [PracticePrerequisite(kind="budget", text="x")]
    page.metrics = [PracticeMetric(name="x")]
    page.risks = [PracticeRisk(text="x")]
    page.lessons = [PracticeLesson(kind="financing", text="x")]
    page.kit = [PracticeResource(resource=resource)]
    page.contacts = [PracticeContact(expert=make_expert(network))]
    page.citations = [PracticeCitation(text="x")]
    assert page.get_completeness().missing == []
    page.save()
    assert type(page).objects.get(pk=page.pk).get_completeness().percent == 100


def test_a_filled_post_is_complete(network):
    page = make_post(
        network, image=make_image(), image_alt="x", topics=[make_topic()], keywords=[Keyword.objects.create(name="x")]
    )
    assert page.get_completeness().missing == ["authors"]
    page.authors = [PostAuthor(name="Guest")]
    assert page.get_completeness().percent == 100


class TestOfRows:
    """The database says of its rows what a page says of itself."""

    @pytest.fixture
    def pages(self, network):
        """Of each type one with nothing that counts, and one with everything."""
        topic, keyword = make_topic(), Keyword.objects.create(name="data")
        who = make_expert(network, "Full", image=make_image(), image_alt="x", affiliation="x", role="x", bio="<p>x</p>")
        who.kinds, who.languages, who.last_verified_on = ["academic"], "en", datetime.date(2026, 5, 1)
        who.links = [ExpertLink(title="x", url="https://example.org/")]
        what = make_practice(network, "Full", image=who.image, image_alt="x", why_it_works="<p>x</p>", cost_band="s")
        what.approach, what.evidence_basis, what.evidence_note = "program", "independent", "x"
        what.last_verified_on = datetime.date(2026, 5, 1)
        what.beneficiaries.set([Beneficiary.objects.create(name="Renters")])
        resource = Resource.objects.create(title="x", kind="toolkit", url="https://example.org/")
        what.components, what.steps = [PracticeComponent(title="x")], [PracticeStep(phase="preparation", title="x")]
        what.prerequisites, what.metrics = [PracticePrerequisite(kind="budget", text="x")], [PracticeMetric(name="x")]
        what.risks, what.lessons = [PracticeRisk(text="x")], [PracticeLesson(kind="financing", text="x")]
        what.kit, what.citations = [PracticeResource(resource=resource)], [PracticeCitation(text="x")]
        what.contacts = [PracticeContact(expert=who)]
        where = make_city(network, "Full", image=who.image, image_alt="x", geoid="2507000", timezone="America/New_York")
        where.form_of_government, where.website = "council_manager", "https://example.org/"
        where.body = [("paragraph", "<p>x</p>")]
        where.priorities.set([topic])
        news = make_post(network, "Full", image=who.image, image_alt="x", topics=[topic], keywords=[keyword])
        news.authors = [PostAuthor(name="x")]
        full = [where, what, who, news]
        for page in full:
            page.save()
        bare = [make_city(network, "Bare", latitude=None, longitude=None), make_practice(network, "Bare")]
        return [*full, *bare, make_expert(network, "Bare"), make_post(network, "Bare")]

    def test_each_is_as_complete_as_its_page_says(self, pages, django_assert_num_queries):
        for page in pages:
            rows = type(page).objects.filter(title__in=["Full", "Bare"])
            with django_assert_num_queries(1):
                found = completeness_of(rows, page.completeness_fields)
            assert len(found) == 2
            assert found[page.pk] == type(page).objects.get(pk=page.pk).get_completeness()
            assert found[page.pk].percent == (100 if page.title == "Full" else 0)
            assert [row.title for row in incomplete(rows, page.completeness_fields)] == ["Bare"]

    @pytest.mark.parametrize(
        "value",
        [
            "",
            " ",
            "\n\t",
            "unknown",
            "Unknown",
            "<p></p>",
            "<p> </p>",
            '<p data-block-key="a"></p><p><br/></p>',
            "<p>x</p>",
        ],
    )
    def test_words_are_what_counts_in_text(self, network, value):
        page = make_practice(network)
        BestPracticePage.objects.update(why_it_works=value)
        page.refresh_from_db()
        found = completeness_of(BestPracticePage.objects.all(), ["why_it_works"])
        assert found[page.pk] == completeness(page, ["why_it_works"])

    @pytest.mark.parametrize("value", ["5 < 6", "< 6", "a > b", "&nbsp;", "0", "_", "x\ny"])
    def test_signs_are_words_too(self, network, value):
        page = make_practice(network, evidence_note=value)
        rows = BestPracticePage.objects.all()
        assert completeness_of(rows, ["evidence_note"])[page.pk] == completeness(page, ["evidence_note"])
        assert not incomplete(rows, ["evidence_note"]).exists()

    def test_of_a_type_that_asks_for_nothing_none_is_incomplete(self, network):
        rows = BestPracticeIndexPage.objects.all()
        assert not incomplete(rows, ()).exists()
        assert [found.percent for found in completeness_of(rows, ()).values()] == [100]
