"""How the evidence of a practice was rated over time: written with what readers see, never changed."""

import datetime
import re

import pytest
from wagtail.models import Locale

from wagtail_pmi.models import BestPracticePage, EvidenceRating
from wagtail_pmi.testing import make_editor, make_practice

pytestmark = pytest.mark.django_db
RATED = {"evidence_level": 2, "evidence_basis": "self_reported", "evidence_rated_on": datetime.date(2022, 5, 1)}


@pytest.fixture
def practice(network):
    return make_practice(network, "CitiStat", **RATED)


def history(page):
    return list(EvidenceRating.objects.filter(practice=page.pk).values_list("level", "basis", "rated_on"))


def rate(page, **fields):
    page = BestPracticePage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, f"evidence_{name}", value)
    return page


def section(client, page):
    html = client.get(page.url).content.decode()
    return re.search(r'<section[^>]*aria-labelledby="pmi-evidence".*?</section>', html, re.S)[0]


class TestWriting:
    def test_a_change_is_written_once(self, practice):
        rate(practice, level=3, basis="independent").save()
        rate(practice).save()
        day = RATED["evidence_rated_on"]
        assert history(practice) == [(2, "self_reported", day), (3, "independent", day)]

    @pytest.mark.parametrize(
        "change",
        [{"direction": "mixed"}, {"note": "Less is known."}, {"rated_by": "A council"}, {"rated_on": "2024-01-01"}],
    )
    def test_each_part_of_a_rating_counts(self, practice, change):
        rate(practice, **change).save()
        assert len(history(practice)) == 2

    def test_what_is_no_part_of_a_rating_does_not(self, practice):
        page = rate(practice, next_review_on=datetime.date(2030, 1, 1))
        page.summary = "Another summary"
        page.save()
        assert len(history(practice)) == 1

    def test_a_practice_that_was_never_rated_has_none(self, network):
        assert history(make_practice(network)) == []

    def test_that_a_rating_was_taken_back_is_written(self, practice):
        rate(practice, level=0, basis="", rated_on=None).save()
        assert history(practice)[-1] == (0, "", None)

    def test_a_draft_writes_nothing_until_it_is_published(self, network, practice):
        user = make_editor(network)
        revision = rate(practice, level=4).save_revision(user=user)
        assert len(history(practice)) == 1
        revision.publish()
        assert history(practice)[-1][0] == 4
        assert EvidenceRating.objects.last().user == user

    def test_a_page_that_was_never_published_has_none(self, network):
        assert history(make_practice(network, live=False, **RATED)) == []

    def test_a_few_fields_alone(self, practice):
        page = rate(practice, level=5)
        page.save(update_fields=["title"])
        assert len(history(practice)) == 1
        page.save(update_fields=["evidence_level"])
        assert history(practice)[-1][0] == 5

    def test_goes_with_the_page(self, practice):
        practice.delete()
        assert not EvidenceRating.objects.exists()

    def test_is_not_changed(self, practice):
        with pytest.raises(TypeError):
            EvidenceRating.objects.get().save()


class TestOtherPages:
    @pytest.fixture(autouse=True)
    def twice_rated(self, practice):
        rate(practice, level=3).save()

    def test_an_alias_has_none(self, practice):
        alias = BestPracticePage.objects.get(pk=practice.pk).create_alias(update_slug="alias")
        revision = rate(practice, level=4).save_revision()
        revision.publish()
        assert BestPracticePage.objects.get(pk=alias.pk).evidence_level == 4
        assert history(alias) == []

    def test_a_copy_begins_anew(self, practice):
        copy = BestPracticePage.objects.get(pk=practice.pk).copy(update_attrs={"slug": "copy"})
        assert [level for level, *_rest in history(copy)] == [3]
        assert len(history(practice)) == 2

    def test_a_translation_begins_anew(self, practice):
        locale = Locale.objects.create(language_code="es")
        page = BestPracticePage.objects.get(pk=practice.pk).copy_for_translation(locale, copy_parents=True)
        assert history(page) == []


class TestReading:
    def test_is_shown_from_the_second_rating_on_the_newest_first(self, client, practice):
        assert "How this rating changed" not in section(client, practice)
        rate(practice, level=3, note="One study only.", rated_on=datetime.date(2024, 2, 3), rated_by="A panel").save()
        shown = section(client, practice).partition("How this rating changed")[2]
        assert shown.index("Comparison group") < shown.index("Data show change")
        for words in ("Feb. 3, 2024", "One study only.", "(A panel)", "May 1, 2022"):
            assert words in shown

    def test_a_rating_without_its_day_has_that_of_its_record(self, client, practice):
        rate(practice, level=1, rated_on=None).save()
        EvidenceRating.objects.filter(level=1).update(recorded_at="2023-03-04T12:00Z")
        assert "March 4, 2023" in section(client, practice)

    def test_tells_no_reader_who_entered_it(self, client, network, practice):
        user = make_editor(network, "secret.editor@example.org")
        rate(practice, level=3).save_revision(user=user).publish()
        assert "secret.editor" not in client.get(practice.url).content.decode()
