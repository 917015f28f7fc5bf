"""The ledger in the admin: listed, filtered, drafted, published, and confirmed."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from wagtail_pmi.models import Adoption, AdoptionEvent
from wagtail_pmi.testing import make_adoption, make_city, make_practice

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(Adoption.snippet_viewset.get_url_name(name), args=args)


def form(city, practice, **fields):
    inlines = {name: inline_formset([]) for name in ("outcomes", "adaptations", "lessons", "documents")}
    data = {
        "city": city.pk,
        "practice": practice.pk,
        "role": "adopter",
        "stage": "operating",
        "stage_since": "2020-01-01",
        "cost_currency": "USD",
        "source_kind": "city",
        "willing_to_talk": "no",
        "visibility": "public",
        "narrative": streamfield([]),
        "narrative_visibility": "public",
    }
    return nested_form_data(data | inlines | fields)


@pytest.fixture
def city(network):
    return make_city(network, "Somerville")


@pytest.fixture
def practice(network):
    return make_practice(network, "CitiStat")


@pytest.fixture
def editor(django_user_model):
    """Somebody who may change entries and not publish them."""
    group = Group.objects.create(name="Drafters")
    group.permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "add_adoption", "change_adoption", "view_adoption"])
    )
    user = django_user_model.objects.create_user("drafter", password="drafter")
    user.groups.add(group)
    return user


def test_an_entry_is_drafted_and_then_published(admin_client, city, practice):
    response = admin_client.post(url("add"), form(city, practice))
    assert response.status_code == 302, response.context["form"].errors
    entry = Adoption.objects.get()
    assert (entry.live, str(entry), entry.events.count()) == (False, "Somerville · CitiStat", 0)
    admin_client.post(url("edit", entry.pk), form(city, practice) | {"action-publish": "1"})
    entry.refresh_from_db()
    assert entry.live and entry.events.count() == 1


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(admin_client, city, practice):
    make_adoption(city, practice)
    data = form(city, practice, stage="ended", local_name="SomerStat", ended_on="2021-01-01", stage_since="")
    response = admin_client.post(url("add"), data | {"action-publish": "1"})
    assert response.status_code == 200
    assert {"end_reason", "stage_since"} <= set(response.context["form"].errors)
    assert 'value="SomerStat"' in response.content.decode()
    assert Adoption.objects.count() == 1


def test_a_second_open_entry_is_refused_with_a_sentence(admin_client, city, practice):
    make_adoption(city, practice)
    response = admin_client.post(url("add"), form(city, practice) | {"action-publish": "1"})
    assert "Change that one." in response.context["form"].errors["practice"][0]


def test_the_list_is_filtered_by_stage(admin_client, network, city, practice):
    make_adoption(city, practice)
    make_adoption(make_city(network, "Boston"), practice, stage="piloting")
    html = admin_client.get(url("list"), {"stage": "piloting"}).content.decode()
    assert "Boston · CitiStat" in html and "Somerville · CitiStat" not in html


@pytest.mark.parametrize(
    "query", ["stage=nowhere", "network=x", "p=0", "ordering=uid", "q=%00", "network=99999999999999999999"]
)
def test_the_list_answers_whatever_is_asked(admin_client, city, practice, query):
    make_adoption(city, practice)
    assert admin_client.get(f"{url('list')}?{query}").status_code == 200


def test_the_list_costs_the_same_for_more_entries(admin_client, network, practice, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    costs = []
    for count in (2, 12):
        for _number in range(count):
            make_adoption(make_city(network), practice)
        admin_client.get(url("list"))
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(url("list"))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def confirm_url(*entries):
    address = reverse("wagtail_bulk_action", args=["wagtail_pmi", "adoption", "confirm"])
    return f"{address}?next={url('list')}&" + "&".join(f"id={entry.pk}" for entry in entries)


def test_many_entries_are_confirmed_at_once(admin_client, admin_user, network, practice):
    entries = [make_adoption(make_city(network), practice) for _number in range(3)]
    draft = make_adoption(make_city(network), practice, live=False)
    assert admin_client.get(confirm_url(*entries, draft)).status_code == 200
    assert not Adoption.objects.filter(confirmed_on__isnull=False).exists(), "Looking must not confirm."
    assert admin_client.post(confirm_url(*entries, draft)).status_code == 302
    assert set(Adoption.objects.filter(confirmed_on=timezone.localdate())) == set(entries)
    events = AdoptionEvent.objects.filter(kind="confirmation")
    assert {event.who for event in events} == {admin_user.get_username()} and len(events) == 3


def test_whoever_may_not_publish_confirms_nothing(client, editor, city, practice):
    entry = make_adoption(city, practice)
    client.force_login(editor)
    client.post(confirm_url(entry))
    assert Adoption.objects.get().confirmed_on is None


def test_a_locked_entry_is_not_confirmed(admin_client, editor, city, practice):
    entry = make_adoption(city, practice, locked=True, locked_by=editor, locked_at=timezone.now())
    admin_client.post(confirm_url(entry))
    assert Adoption.objects.get().confirmed_on is None


def test_whoever_has_no_right_sees_no_ledger(client, django_user_model, city, practice):
    entry = make_adoption(city, practice)
    user = django_user_model.objects.create_user("nobody")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    for address in (url("list"), url("add"), url("edit", entry.pk), url("delete", entry.pk), url("history", entry.pk)):
        assert client.get(address).status_code in (302, 403)


@pytest.mark.parametrize("local_name, text", [("", "Somerville paid twice."), ("SomerStat", "Our somerstat ended.")])
def test_an_anonymised_text_that_names_the_city_is_refused_and_kept(admin_client, city, practice, local_name, text):
    rows = inline_formset([{"kind": "financing", "text": text, "visibility": "anonymised"}])
    story = streamfield([("heading", {"text": "In Massachusetts"})])
    data = form(city, practice, local_name=local_name)
    data |= nested_form_data({"lessons": rows, "narrative": story, "narrative_visibility": "anonymised"})
    html = admin_client.post(url("add"), data).content.decode()
    assert html.count("Leave out what names the city") == 2 and text in html
    assert not Adoption.objects.exists()


def test_the_list_is_filtered_by_what_is_due(admin_client, network, city, practice):
    make_adoption(city, practice)
    make_adoption(make_city(network, "Fresh"), practice, confirmed_on=timezone.localdate())
    make_adoption(make_city(network, "Over"), practice, stage="ended", end_reason="cost")
    html = admin_client.get(url("list"), {"due": "yes"}).content.decode()
    assert "Somerville · CitiStat" in html
    assert "Fresh · CitiStat" not in html and "Over · CitiStat" not in html


def test_an_outcome_is_entered_with_its_entry(admin_client, city, practice):
    rows = inline_formset([{"name": "Days", "value": "3", "source": "A report", "visibility": "public"}])
    response = admin_client.post(url("add"), form(city, practice) | nested_form_data({"outcomes": rows}))
    assert response.status_code == 302, response.context["form"].errors
    assert Adoption.objects.get().get_latest_revision_as_object().outcomes.get().name == "Days"
    assert Adoption.objects.get().outcomes.get().source == "A report"
