"""The ledger: one entry for each jurisdiction's instance of a practice, and what may not be said in it."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Locale

from wagtail_pmi.models import (
    Adoption,
    AdoptionAdaptation,
    AdoptionEvent,
    AdoptionLesson,
    AdoptionOutcome,
    PracticeComponent,
    PracticeMetric,
)
from wagtail_pmi.models.base import Page
from wagtail_pmi.testing import make_adoption, make_city, make_network, make_practice
from wagtail_pmi.vocabularies import AdoptionStage

pytestmark = pytest.mark.django_db
DAY = datetime.date(2020, 1, 1)


@pytest.fixture
def city(network):
    return make_city(network, "Somerville")


@pytest.fixture
def practice(network):
    return make_practice(network, "CitiStat")


@pytest.fixture
def adoption(city, practice):
    return make_adoption(city, practice)


def errors_of(adoption):
    with pytest.raises(ValidationError) as caught:
        adoption.full_clean()
    return caught.value.message_dict


def draft(city, practice, **fields):
    return Adoption(city=city, practice=practice, **{"stage": "operating", "stage_since": DAY} | fields)


class TestRules:
    def test_an_entry_of_a_city_and_a_practice_is_valid(self, city, practice):
        draft(city, practice).full_clean()

    @pytest.mark.parametrize("missing", ["city", "practice", "stage", "stage_since"])
    def test_what_it_is_of_and_how_far_it_is_must_be_said(self, city, practice, missing):
        entry = draft(city, practice)
        setattr(entry, missing, None)
        assert missing in errors_of(entry)

    @pytest.mark.parametrize("stage", ["declined", "ended"])
    def test_an_end_needs_its_reason(self, city, practice, stage):
        assert "end_reason" in errors_of(draft(city, practice, stage=stage))
        draft(city, practice, stage=stage, end_reason="cost").full_clean()

    @pytest.mark.parametrize("stage", [stage for stage in AdoptionStage if stage.is_open])
    def test_what_has_not_ended_has_no_reason_and_no_day_of_its_end(self, city, practice, stage):
        entry = draft(city, practice, stage=stage, end_reason="cost", ended_on=DAY)
        assert {"end_reason", "ended_on"} <= set(errors_of(entry))

    @pytest.mark.parametrize(
        "days, wrong",
        [
            ({"started_on": "2020-01-02", "launched_on": "2020-01-01"}, "launched_on"),
            ({"started_on": "2020-01-02", "ended_on": "2020-01-01"}, "ended_on"),
            ({"launched_on": "2020-01-02", "ended_on": "2020-01-01"}, "ended_on"),
            ({"stage_since": "2999-01-01"}, "stage_since"),
            ({"launched_on": "2999-01-01"}, "launched_on"),
        ],
    )
    def test_days_are_in_order_and_in_the_past(self, city, practice, days, wrong):
        days = {name: datetime.date.fromisoformat(day) for name, day in days.items()}
        entry = draft(city, practice, stage="ended", end_reason="cost", **{"stage_since": DAY} | days)
        assert wrong in errors_of(entry)

    @pytest.mark.parametrize(
        "fields, wrong",
        [
            ({"cost_annual": 5}, "price_year"),
            ({"source_kind": "press"}, "source_url"),
            ({"confirmed_by": "A clerk (fictional)"}, "confirmed_on"),
            ({"confirmed_on": datetime.date(2999, 1, 1)}, "confirmed_on"),
        ],
    )
    def test_a_claim_carries_when_and_source(self, city, practice, fields, wrong):
        assert wrong in errors_of(draft(city, practice, **fields))

    def test_city_and_practice_belong_to_one_network(self, city):
        other = make_network(title="Other", slug="other", as_site_root=False)
        assert "practice" in errors_of(draft(city, make_practice(other)))

    def test_a_city_has_one_open_entry_for_a_practice(self, adoption, city, practice):
        assert "Change that one" in errors_of(draft(city, practice))["practice"][0]
        adoption.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            make_adoption(city, practice)

    def test_a_city_may_begin_again_after_an_end(self, adoption, city, practice):
        adoption.stage, adoption.end_reason = "ended", "politics"
        adoption.save()
        again = draft(city, practice)
        again.full_clean()
        again.save()
        assert (adoption.slug, again.slug) == ("somerville-citistat", "somerville-citistat-2")
        assert Adoption.objects.filter(open_marker=True).get() == again

    def test_a_city_may_have_declined_twice(self, city, practice):
        for _time in range(2):
            make_adoption(city, practice, stage="declined", end_reason="cost")
        assert Adoption.objects.count() == 2


class TestLine:
    def test_an_entry_comes_from_another_of_the_same_practice(self, network, adoption, practice):
        heir = draft(make_city(network), practice, adopted_from=adoption)
        heir.full_clean()
        other = draft(make_city(network), make_practice(network), adopted_from=adoption)
        assert "adopted_from" in errors_of(other)

    def test_what_began_here_comes_from_nowhere(self, network, adoption, practice):
        assert "adopted_from" in errors_of(
            draft(make_city(network), practice, role="originator", adopted_from=adoption)
        )

    def test_a_line_has_no_circle(self, network, adoption, practice):
        child = make_adoption(make_city(network), practice, adopted_from=adoption)
        grandchild = make_adoption(make_city(network), practice, adopted_from=child)
        for origin in (adoption, child, grandchild):
            adoption.adopted_from = origin
            assert "adopted_from" in errors_of(adoption)

    def test_a_circle_in_the_database_hangs_nothing(self, network, adoption, practice):
        child = make_adoption(make_city(network), practice, adopted_from=adoption)
        Adoption.objects.filter(pk=adoption.pk).update(adopted_from=child)
        draft(make_city(network), practice, adopted_from=child).full_clean()


class TestRows:
    def test_a_metric_and_a_component_are_those_of_the_practice(self, network, adoption):
        other = make_practice(network)
        metric = PracticeMetric.objects.create(page=other, name="Days")
        component = PracticeComponent.objects.create(page=other, title="Fees")
        outcome = AdoptionOutcome(adoption=adoption, metric=metric, value=1, source="A report")
        adaptation = AdoptionAdaptation(adoption=adoption, component=component, change="Lower")
        assert "metric" in errors_of(outcome) and "component" in errors_of(adaptation)

    def test_an_outcome_is_of_some_metric(self, adoption):
        assert "name" in errors_of(AdoptionOutcome(adoption=adoption, value=1, source="A report"))

    def test_a_row_outlives_the_part_of_the_practice_that_it_names(self, adoption, practice):
        metric = PracticeMetric.objects.create(page=practice, name="Days to answer", unit="days")
        component = PracticeComponent.objects.create(page=practice, title="Fee schedule")
        adoption.outcomes = [AdoptionOutcome(metric=metric, value=1, source="A report")]
        adoption.adaptations = [AdoptionAdaptation(component=component, change="Lower")]
        adoption.save()
        metric.delete(), component.delete()
        adoption = Adoption.objects.get(pk=adoption.pk)
        assert [(row.label, row.unit) for row in adoption.outcomes.all()] == [("Days to answer", "days")]
        assert [row.label for row in adoption.adaptations.all()] == ["Fee schedule"]


def history(adoption):
    events = AdoptionEvent.objects.filter(adoption=adoption.pk)
    return list(events.values_list("kind", "from_stage", "to_stage", "happened_on"))


class TestEvents:
    def test_a_change_of_stage_is_written_once(self, adoption):
        adoption.stage, adoption.stage_since = "scaled", datetime.date(2024, 5, 1)
        adoption.save()
        adoption.save()
        Adoption.objects.get(pk=adoption.pk).save()
        assert history(adoption) == [
            ("stage", "", "operating", DAY),
            ("stage", "operating", "scaled", datetime.date(2024, 5, 1)),
        ]

    def test_a_draft_writes_nothing_until_it_is_published(self, adoption):
        user = get_user_model()._default_manager.create_user(**{get_user_model().USERNAME_FIELD: "editor@example.org"})
        adoption.stage = "paused"
        revision = adoption.save_revision(user=user)
        assert len(history(adoption)) == 1
        assert Adoption.objects.get().stage == "operating"
        revision.publish()
        assert history(adoption)[1:] == [("stage", "operating", "paused", DAY)]
        assert AdoptionEvent.objects.last().user == user

    def test_an_entry_that_was_never_published_has_no_history(self, city, practice):
        entry = make_adoption(city, practice, live=False)
        assert history(entry) == []

    def test_a_confirmation_is_written_with_who(self, adoption):
        adoption.confirm(by="The clerk (fictional)")
        adoption.confirm(by="The clerk (fictional)")
        events = AdoptionEvent.objects.filter(kind="confirmation")
        assert [(event.happened_on, event.who) for event in events] == [(timezone.localdate(), "The clerk (fictional)")]

    def test_a_confirmation_is_not_undone_by_publishing_an_older_draft(self, adoption):
        adoption.local_name = "Drafted"
        adoption.save_revision()
        Adoption.objects.get(pk=adoption.pk).confirm()
        entry = Adoption.objects.get(pk=adoption.pk)
        assert (entry.local_name, entry.confirmed_on) == ("", timezone.localdate())
        entry.get_latest_revision().publish()
        entry = Adoption.objects.get(pk=adoption.pk)
        assert (entry.local_name, entry.confirmed_on) == ("Drafted", timezone.localdate())

    def test_saving_the_stage_alone_keeps_what_follows_from_it(self, adoption):
        adoption.stage, adoption.end_reason = "ended", "cost"
        adoption.save(update_fields=["stage", "end_reason"])
        assert Adoption.objects.get().open_marker is None
        assert history(adoption)[-1][2] == "ended"

    def test_an_event_is_never_changed(self, adoption):
        event = adoption.events.get()
        event.to_stage = "scaled"
        with pytest.raises(TypeError):
            event.save()


class TestPagesGoAndCome:
    @pytest.mark.parametrize("which", ["city", "practice", "ancestor", "network"])
    def test_deleting_a_page_loses_no_entry(self, network, adoption, city, practice, which):
        adoption.lessons = [AdoptionLesson(kind="financing", text="Learned.")]
        adoption.save()
        page = {"city": city, "practice": practice, "ancestor": city.get_parent(), "network": network}[which]
        Page.objects.get(pk=page.pk).delete()
        kept = Adoption.objects.get()
        assert str(kept) == "Somerville · CitiStat"
        assert kept.lessons.count() == 1 and kept.events.count() == 1
        assert kept.city_key == city.translation_key and kept.practice_key == practice.translation_key

    def test_an_orphan_can_be_saved_and_attached_again(self, network, adoption, city, practice):
        Page.objects.get(pk=city.pk).delete()
        entry = Adoption.objects.get()
        entry.local_name = "SomerStat"
        entry.save()
        entry.city = make_city(network, "Somerville again")
        entry.full_clean()
        entry.save()
        assert str(Adoption.objects.get()) == "Somerville again · CitiStat"
        assert Adoption.objects.get().slug == "somerville-citistat"

    def test_a_draft_that_names_a_deleted_page_can_be_published(self, adoption, city):
        adoption.local_name = "SomerStat"
        revision = adoption.save_revision()
        Page.objects.get(pk=city.pk).delete()
        revision.refresh_from_db()
        revision.publish()
        assert Adoption.objects.get().local_name == "SomerStat"

    def test_copying_or_aliasing_a_page_doubles_nothing(self, network, adoption, city, practice):
        copy = city.copy(update_attrs={"slug": "copy"})
        alias = practice.create_alias(update_slug="alias")
        assert Adoption.objects.count() == 1
        assert not Adoption.objects.of_city(copy).exists()
        assert not Adoption.objects.of_practice(alias).exists()

    def test_the_translation_of_a_page_has_the_same_entries(self, network, adoption, city):
        translated = city.copy_for_translation(Locale.objects.create(language_code="es"), copy_parents=True)
        assert Adoption.objects.of_city(translated).get() == adoption
        assert Adoption.objects.of_network(translated.get_network()).get() == adoption
        assert Adoption.objects.count() == 1

    def test_the_address_stays_when_a_page_is_renamed(self, network, adoption, city):
        city.title, city.slug = "Renamed", "renamed"
        city.save()
        entry = Adoption.objects.get()
        entry.save()
        assert entry.get_url() == f"{network.get_url()}adoptions/somerville-citistat/"
        assert str(entry) == "Renamed · CitiStat"
