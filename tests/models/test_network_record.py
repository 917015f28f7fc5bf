"""A city's people record their stage on a plain page: they alone, for their city alone, and editors approve it."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import WorkflowContentType

from wagtail_pmi.models import Adoption, AdoptionEvent
from wagtail_pmi.moderation import found_moderation
from wagtail_pmi.testing import (
    make_adoption,
    make_city,
    make_editor,
    make_membership,
    make_network,
    make_practice,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/adoptions/record/?practice=citistat"
LINK = "Record what your city does"


@pytest.fixture
def city(network):
    found_moderation(network)
    return make_city(network, "Somerville")


@pytest.fixture
def practice(network):
    return make_practice(network, "CitiStat")


def browser(user):
    client = Client(enforce_csrf_checks=False)
    client.force_login(user)
    return client


def member_of(network, kind="representative", **fields):
    return browser(make_membership(network, kind=kind, **fields).user)


def said(response):
    return " ".join(response.content.decode().split())


def values(**fields):
    return {"stage": "piloting", "stage_since": "2024-03-01", "end_reason": ""} | fields


@pytest.mark.parametrize("kind", ["representative", "city_staff"])
def test_what_a_city_records_waits_for_an_editor_who_publishes_it(network, city, practice, kind):
    client = member_of(network, kind, city=city)
    assert client.get(ADDRESS).status_code == 200
    response = client.post(ADDRESS, values())
    assert (response.status_code, response.url) == (302, "?practice=citistat")
    entry = Adoption.objects.get()
    assert (entry.city, entry.practice, entry.live, entry.events.count()) == (city, practice, False, 0)
    assert "shown once an editor of the network has approved it" in said(client.get(ADDRESS))
    assert "shown once an editor" not in said(client.get(ADDRESS)), "It is said once."
    assert entry.current_workflow_state.requested_by
    entry.current_workflow_task_state.approve(user=make_editor(network))
    entry.refresh_from_db()
    assert entry.live and entry.events.get().to_stage == "piloting"


def test_the_open_entry_is_changed_and_no_second_one_made(network, city, practice):
    entry = make_adoption(city, practice, stage="piloting")
    client = member_of(network, city=city)
    assert "Piloting" in said(client.get(ADDRESS))
    client.post(ADDRESS, values(stage="ended", end_reason="cost"))
    entry.refresh_from_db()
    assert (entry.stage, entry.has_unpublished_changes) == ("piloting", True)
    assert entry.get_latest_revision_as_object().stage == "ended"
    assert "A change waits to be published." in said(client.get(ADDRESS))


def test_after_an_end_a_new_entry_begins(network, city, practice):
    make_adoption(city, practice, stage="ended", end_reason="cost")
    member_of(network, city=city).post(ADDRESS, values(stage="exploring"))
    assert Adoption.objects.count() == 2


def test_who_may_publish_the_city_publishes_at_once(network, city, practice):
    editor = make_editor(network)
    make_membership(network, editor, kind="city_staff", city=city)
    client = browser(editor)
    client.post(ADDRESS, values())
    assert Adoption.objects.get().live and AdoptionEvent.objects.count() == 1
    assert "Recorded and published." in said(client.get(ADDRESS))


def test_without_a_workflow_it_stays_a_draft(network, city, practice):
    WorkflowContentType.objects.all().delete()
    client = member_of(network, city=city)
    client.post(ADDRESS, values())
    assert not Adoption.objects.get().live
    assert "Recorded as a draft" in said(client.get(ADDRESS))


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(network, city, practice):
    response = member_of(network, city=city).post(ADDRESS, values(stage="ended", stage_since="2999-01-01"))
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"end_reason", "stage_since"}
    html = said(response)
    assert 'value="2999-01-01"' in html and 'value="ended" selected' in html
    assert "Say why it was declined or ended" in html
    assert not Adoption.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"stage": ""},
        {"stage": "nowhere"},
        {"stage": "a\x00b"},
        {"stage_since": "x"},
        {"stage_since": "0000-00-00"},
        {"stage_since": "99999999-01-01"},
        {"end_reason": "\x00"},
        {"end_reason": "cost"},
    ],
)
def test_nonsense_is_refused(network, city, practice, fields):
    response = member_of(network, city=city).post(ADDRESS, values(**fields))
    assert response.status_code == 200 and response.context["form"].errors
    assert not Adoption.objects.exists()


def test_the_day_is_today_unless_another_is_entered(network, city, practice):
    html = said(member_of(network, city=city).get(ADDRESS))
    assert f'value="{timezone.localdate():%Y-%m-%d}"' in html


class TestWhichCity:
    def test_one_is_chosen_of_several(self, network, city, practice):
        other = make_city(network, "Boston")
        user = make_membership(network, kind="city_staff", city=city).user
        make_membership(network, user, kind="representative", city=other)
        client = browser(user)
        assert "city" in client.get(ADDRESS).context["form"].fields
        assert client.post(ADDRESS, values()).context["form"].errors["city"]
        client.post(ADDRESS, values(city=other.pk))
        assert Adoption.objects.get().city == other

    def test_a_foreign_one_is_not_taken(self, network, city, practice):
        foreign, second = make_city(network, "Boston"), make_city(network, "Lowell")
        user = make_membership(network, kind="city_staff", city=city).user
        make_membership(network, user, kind="city_staff", city=second)
        for key in (foreign.pk, "x", "", 10**30):
            assert browser(user).post(ADDRESS, values(city=key)).context["form"].errors["city"]
        assert not Adoption.objects.exists()

    def test_with_one_city_a_sent_one_is_ignored(self, network, city, practice):
        member_of(network, city=city).post(ADDRESS, values(city=make_city(network, "Boston").pk))
        assert Adoption.objects.get().city == city

    def test_what_another_city_recorded_is_not_shown(self, network, city, practice):
        make_adoption(make_city(network, "Secret"), practice, live=False)
        assert "Secret" not in said(member_of(network, city=city).get(ADDRESS))


class TestWhoMayNot:
    def refused(self, client):
        for response in (client.get(ADDRESS), client.post(ADDRESS, values())):
            assert response.status_code == 403
            assert "ask an editor of the network" in said(response)
            assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
        assert not Adoption.objects.exists()

    def test_the_public_is_asked_to_sign_in(self, client, city, practice, settings):
        for response in (client.get(ADDRESS), client.post(ADDRESS, values())):
            assert response.status_code == 302
            assert response.url.startswith("/_util/login/?next=/adoptions/record/%3Fpractice%3Dcitistat")
            assert "no-store" in response["Cache-Control"]
        settings.WAGTAIL_FRONTEND_LOGIN_URL = "/sign-in/"
        assert client.get(ADDRESS).url.startswith("/sign-in/?next=")
        assert not Adoption.objects.exists()

    @pytest.mark.parametrize("kind", ["editor", "expert"])
    def test_a_member_of_another_kind(self, network, city, practice, kind):
        self.refused(member_of(network, kind, city=city))

    def test_somebody_without_a_city(self, network, city, practice):
        self.refused(member_of(network, "city_staff"))

    def test_a_membership_that_ended_or_has_not_begun(self, network, city, practice):
        today = timezone.localdate()
        self.refused(member_of(network, city=city, ends_on=today - datetime.timedelta(1)))
        self.refused(member_of(network, city=city, starts_on=today + datetime.timedelta(1)))

    def test_the_people_of_another_network(self, network, city, practice):
        other = make_network(title="Other", as_site_root=False)
        self.refused(member_of(other, city=make_city(other, "Elsewhere")))

    def test_an_editor_or_administrator_without_a_membership(self, network, city, practice, admin_client):
        self.refused(admin_client)
        self.refused(browser(make_editor(network)))

    def test_a_deactivated_account(self, network, city, practice):
        membership = make_membership(network, kind="city_staff", city=city)
        client = browser(membership.user)
        type(membership.user).objects.filter(pk=membership.user.pk).update(is_active=False)
        assert client.post(ADDRESS, values()).status_code == 302
        assert not Adoption.objects.exists()

    def test_a_form_of_another_site(self, network, city, practice):
        client = Client(enforce_csrf_checks=True)
        client.force_login(make_membership(network, kind="city_staff", city=city).user)
        assert client.post(ADDRESS, values()).status_code == 403
        assert not Adoption.objects.exists()


class TestWhatStandsInTheWay:
    def test_a_change_that_waits(self, network, city, practice):
        client = member_of(network, "city_staff", city=city)
        client.post(ADDRESS, values())
        page = client.get(ADDRESS)
        assert "An earlier change waits" in said(page) and b"<form" not in page.content
        response = client.post(ADDRESS, values(stage="scaled"))
        assert "An earlier change waits" in said(response) and 'value="scaled" selected' in said(response)
        assert Adoption.objects.get().get_latest_revision_as_object().stage == "piloting"

    def test_changes_that_were_asked_for_are_sent_again(self, network, city, practice):
        client = member_of(network, "city_staff", city=city)
        client.post(ADDRESS, values())
        entry = Adoption.objects.get()
        entry.current_workflow_task_state.reject(user=make_editor(network), comment="Which stage?")
        client.post(ADDRESS, values(stage="operating"))
        entry = Adoption.objects.get()
        assert entry.workflow_in_progress
        entry.current_workflow_task_state.approve(user=make_editor(network))
        assert Adoption.objects.get().stage == "operating"

    def test_a_lock(self, network, city, practice):
        make_adoption(city, practice, locked=True, locked_by=make_editor(network), locked_at=timezone.now())
        response = member_of(network, city=city).post(ADDRESS, values())
        assert "has locked this entry" in said(response)

    def test_somebody_who_was_faster(self, network, city, practice, monkeypatch):
        client = member_of(network, city=city)
        make_adoption(city, practice)
        new = Adoption(city=city, practice=practice, live=False)
        monkeypatch.setattr("wagtail_pmi.ledger_record._entry_of", lambda city, practice: new)
        monkeypatch.setattr(Adoption, "get_field_errors", lambda self: {})
        monkeypatch.setattr(Adoption, "validate_constraints", lambda self, exclude=None: None)
        assert "at the same moment" in said(client.post(ADDRESS, values()))
        assert Adoption.objects.count() == 1


class TestWithoutAPractice:
    def test_the_entries_of_the_city_are_listed(self, network, city, practice):
        make_adoption(city, practice)
        response = member_of(network, city=city).get("/adoptions/record/")
        assert response.status_code == 200 and 'href="?practice=citistat"' in said(response)

    @pytest.mark.parametrize("slug", ["nowhere", "hidden", "%00", "x" * 3000, "citistat%00&practice=nowhere"])
    def test_one_that_is_not_there_for_the_viewer_is_told_so(self, network, city, practice, slug):
        make_practice(network, "Hidden", live=False)
        client = member_of(network, city=city)
        for response in (
            client.get(f"/adoptions/record/?practice={slug}"),
            client.post(f"/adoptions/record/?practice={slug}", values()),
        ):
            assert response.status_code == (200 if slug == "%00" else 404)
        assert not Adoption.objects.exists()


class TestTheLink:
    def test_is_for_those_who_may(self, network, city, practice, client):
        page = "/practices/citistat/"
        assert LINK in said(member_of(network, "city_staff", city=city).get(page))
        assert LINK not in said(client.get(page))
        assert LINK not in said(member_of(network, "expert").get(page))

    def test_costs_the_public_no_query(self, network, practice, django_assert_num_queries):
        from wagtail_pmi.visibility import Viewer

        with django_assert_num_queries(0):
            assert network.get_record_url(Viewer(), practice) == ""


def test_the_page_costs_the_same_for_more_entries(network, city, practice):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, costs = member_of(network, city=city), []
    for count in (1, 8):
        for _number in range(count):
            make_adoption(city, make_practice(network))
        client.get("/adoptions/record/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/adoptions/record/")
        costs.append(len(queries))
    assert costs[0] == costs[1]
