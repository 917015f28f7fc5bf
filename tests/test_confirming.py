"""The link of a digest: asks when opened, confirms when its button is pressed, once, for whom it was made."""

import datetime

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from wagtail_pmi import confirming
from wagtail_pmi.confirming import SALT, LinkError, confirm, make_link, name_of, read_link, recipients
from wagtail_pmi.models import Adoption, AdoptionEvent, BestPracticePage
from wagtail_pmi.testing import (
    make_adoption,
    make_city,
    make_editor,
    make_expert,
    make_membership,
    make_network,
    make_practice,
)

from .corpus import HOSTILE

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.date(2020, 1, 1)


@pytest.fixture
def editor(network):
    user = make_editor(network)
    set_address(user)
    user.first_name, user.last_name = "Ann", "Other"
    user.save()
    return user


@pytest.fixture
def practice(network, editor):
    return make_practice(network, "CitiStat", last_verified_on=LONG_AGO, owner=editor)


@pytest.fixture
def city(network):
    return make_city(network, "Somerville")


@pytest.fixture
def representative(network, city):
    user = make_membership(network, kind="representative", city=city).user
    set_address(user)
    return user


@pytest.fixture
def adoption(city, network):
    return make_adoption(city, make_practice(network, "311"), confirmed_on=LONG_AGO)


def set_address(user):
    setattr(user, user.get_email_field_name(), f"user{user.pk}@example.org")
    user.save()


def path_of(item, user):
    return make_link(item, user).removeprefix("http://localhost")


def day_of(page):
    return type(page)._base_manager.get(pk=page.pk).last_verified_on


class TestOpening:
    @pytest.mark.parametrize("method", ["get", "head"])
    def test_asks_and_changes_nothing(self, client, practice, editor, method):
        response = getattr(client, method)(path_of(practice, editor))
        assert response.status_code == 200
        assert day_of(practice) == LONG_AGO
        if method == "get":
            html = response.content.decode()
            assert "CitiStat" in html and "What this page says is true today" in html and "Jan. 1, 2020" in html

    def test_is_kept_in_no_cache_and_no_index_and_told_to_no_other_site(self, client, practice, editor):
        for address in (path_of(practice, editor), "/confirm/made-up/"):
            response = client.get(address)
            assert {"no-store", "private"} <= set(response["Cache-Control"].replace(" ", "").split(","))
            assert "noindex" in response["X-Robots-Tag"]
            assert response["Referrer-Policy"] == "same-origin"
            assert address not in response.content.decode()

    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_with_another_method_does_nothing(self, client, practice, editor, method):
        assert getattr(client, method)(path_of(practice, editor)).status_code == 405
        assert day_of(practice) == LONG_AGO


class TestConfirming:
    def test_sets_the_day_and_the_name(self, client, practice, editor):
        response = client.post(path_of(practice, editor))
        assert response.status_code == 200 and "Confirmed" in response.content.decode()
        page = BestPracticePage.objects.get(pk=practice.pk)
        assert (page.last_verified_on, page.verified_by) == (timezone.localdate(), "Ann Other")

    def test_needs_the_token_of_the_form(self, practice, editor):
        client, address = Client(enforce_csrf_checks=True), path_of(practice, editor)
        assert client.post(address).status_code == 403
        assert day_of(practice) == LONG_AGO
        token = client.get(address).cookies["csrftoken"].value
        assert client.post(address, {"csrfmiddlewaretoken": token}).status_code == 200
        assert day_of(practice) == timezone.localdate()

    def test_works_once(self, client, practice, editor):
        address = path_of(practice, editor)
        client.post(address)
        for method in (client.get, client.post):
            response = method(address)
            assert response.status_code == 410
            assert "It has been confirmed since" in response.content.decode()

    def test_works_no_more_once_it_was_verified_otherwise(self, client, practice, editor):
        address = path_of(practice, editor)
        BestPracticePage.objects.filter(pk=practice.pk).update(last_verified_on="2024-05-05")
        assert client.post(address).status_code == 410
        assert day_of(practice) == datetime.date(2024, 5, 5)

    def test_of_what_was_never_verified(self, client, network, editor):
        expert = make_expert(network, owner=editor)
        assert client.post(path_of(expert, editor)).status_code == 200
        assert day_of(expert) == timezone.localdate()

    def test_publishes_no_draft_and_is_kept_in_it(self, client, practice, editor):
        practice.title = "Drafted title"
        practice.save_revision()
        client.post(path_of(BestPracticePage.objects.get(pk=practice.pk), editor))
        page = BestPracticePage.objects.get(pk=practice.pk)
        assert (page.title, page.last_verified_on, page.has_unpublished_changes) == (
            "CitiStat",
            timezone.localdate(),
            True,
        )
        page.get_latest_revision().publish()
        page = BestPracticePage.objects.get(pk=practice.pk)
        assert (page.title, page.last_verified_on) == ("Drafted title", timezone.localdate())

    def test_is_in_the_history_of_the_page(self, client, practice, editor):
        client.post(path_of(practice, editor))
        entry = PageLogEntry.objects.get(page=practice.pk, action="wagtail_pmi.confirm")
        assert (entry.user, entry.message) == (editor, "Confirmed that it is true")

    def test_reaches_the_aliases_of_the_page(self, client, practice, editor):
        alias = practice.create_alias(update_slug="alias")
        client.post(path_of(practice, editor))
        assert day_of(alias) == timezone.localdate()

    def test_of_an_entry_writes_an_event(self, client, adoption, representative):
        assert client.post(path_of(adoption, representative)).status_code == 200
        assert Adoption.objects.get(pk=adoption.pk).confirmed_on == timezone.localdate()
        event = AdoptionEvent.objects.filter(kind="confirmation").last()
        assert (event.happened_on, event.who) == (timezone.localdate(), "Test network")

    def test_of_an_entry_keeps_its_draft(self, client, adoption, representative):
        adoption.local_name = "Drafted"
        adoption.save_revision()
        client.post(path_of(Adoption.objects.get(pk=adoption.pk), representative))
        entry = Adoption.objects.get(pk=adoption.pk)
        assert (entry.local_name, entry.confirmed_on) == ("", timezone.localdate())
        assert entry.get_latest_revision_as_object().local_name == "Drafted"
        assert entry.get_latest_revision_as_object().confirmed_on == timezone.localdate()

    def test_of_two_at_once_one_confirms(self, network, practice, editor):
        claims = [read_link(token_of(practice, editor), network) for _time in range(2)]
        confirm(claims[0])
        with pytest.raises(LinkError) as caught:
            confirm(claims[1])
        assert caught.value.status == 410
        assert PageLogEntry.objects.filter(action="wagtail_pmi.confirm").count() == 1


def token_of(item, user):
    return make_link(item, user).rstrip("/").partition("/confirm/")[2]


class TestVoid:
    def test_after_its_days(self, client, practice, editor, settings, monkeypatch):
        address = path_of(practice, editor)
        now = signing.time.time()
        monkeypatch.setattr(signing.time, "time", lambda: now + 13 * 86_400)
        assert client.get(address).status_code == 200
        monkeypatch.setattr(signing.time, "time", lambda: now + 15 * 86_400)
        response = client.post(address)
        assert response.status_code == 410 and "too old" in response.content.decode()
        settings.WAGTAIL_PMI = {"CONFIRM_LINK_DAYS": 20}
        assert client.get(address).status_code == 200

    def test_of_a_user_who_is_no_longer_active(self, client, practice, editor):
        address = path_of(practice, editor)
        editor.is_active = False
        editor.save()
        assert client.post(address).status_code == 410
        assert day_of(practice) == LONG_AGO

    def test_of_a_user_who_is_gone(self, client, practice, editor):
        address = path_of(practice, editor)
        editor.delete()
        assert client.post(address).status_code == 410

    def test_of_a_user_who_may_no_longer_edit(self, client, practice, editor):
        address = path_of(practice, editor)
        editor.groups.clear()
        assert client.post(address).status_code == 410
        assert day_of(practice) == LONG_AGO

    @pytest.mark.parametrize("change", [{"ends_on": datetime.date(2021, 1, 1)}, {"kind": "city_staff"}])
    def test_of_one_who_no_longer_represents_the_city(self, client, adoption, representative, change):
        address = path_of(adoption, representative)
        representative.pmi_memberships.update(**change)
        assert client.post(address).status_code == 410
        assert Adoption.objects.get(pk=adoption.pk).confirmed_on == LONG_AGO

    def test_of_what_is_no_longer_published(self, client, practice, editor):
        address = path_of(practice, editor)
        practice.unpublish()
        assert client.post(address).status_code == 410

    def test_of_an_entry_that_has_ended(self, client, adoption, representative):
        address = path_of(adoption, representative)
        adoption.stage, adoption.end_reason = "ended", "cost"
        adoption.save()
        assert client.post(address).status_code == 410

    def test_while_somebody_else_has_locked_it(self, client, practice, editor, admin_user):
        address = path_of(practice, editor)
        practice.locked, practice.locked_by = True, admin_user
        practice.save()
        assert client.post(address).status_code == 409
        assert day_of(practice) == LONG_AGO

    def test_while_a_draft_waits_for_its_time(self, client, practice, editor):
        practice.save_revision(approved_go_live_at=timezone.now() + datetime.timedelta(days=1))
        assert client.post(path_of(BestPracticePage.objects.get(pk=practice.pk), editor)).status_code == 409
        assert day_of(practice) == LONG_AGO

    def test_at_another_network(self, client, practice, editor):
        other = make_network(title="Other", slug="other", as_site_root=False)
        with pytest.raises(LinkError):
            read_link(token_of(practice, editor), other)

    def test_that_names_something_else_is_no_link(self, client, network, practice, editor):
        other = make_practice(network, last_verified_on=LONG_AGO)
        token = token_of(practice, editor)
        forged = signing.dumps(["practice", other.pk, str(editor.pk), "2020-01-01"], salt="guessed")
        forged = forged.replace(":", "/")
        payload = forged.partition("/")[0] + "/" + token.partition("/")[2]
        for made in (forged, payload, token[:-1], token + "x", token.swapcase()):
            assert client.post(f"/confirm/{made}/").status_code == 404
        assert day_of(other) == LONG_AGO

    @pytest.mark.parametrize("value", [["practice"], ["city", 1, "1", ""], ["practice", 1, "1"], "text", 5])
    def test_that_is_signed_and_says_something_else_is_no_link(self, client, network, value):
        assert client.get(f"/confirm/{signing.dumps(value, salt=SALT).replace(':', '/')}/").status_code == 404

    def test_that_was_never_one_is_no_link(self, client, network):
        for value in HOSTILE:
            assert client.get(f"/confirm/{value}/").status_code in (301, 302, 400, 404), value


class TestWhoIsAsked:
    def test_of_a_page_its_owner(self, practice, editor, network):
        set_address(make_editor(network))
        assert recipients(practice) == [editor]

    def test_else_the_editors_of_its_network(self, network, editor, admin_user):
        page = make_practice(network)
        assert recipients(page) == [editor]
        page.owner = admin_user
        setattr(admin_user, admin_user.get_email_field_name(), "")
        assert recipients(page) == [editor]

    def test_of_an_entry_the_representatives_of_its_city(self, network, adoption, representative, editor):
        make_membership(network, kind="representative", city=make_city(network))
        assert recipients(adoption) == [representative]

    def test_else_of_an_entry_the_editors(self, adoption, editor):
        assert recipients(adoption) == [editor]

    def test_nobody_who_has_lost_the_right(self, adoption, representative, practice, editor):
        representative.pmi_memberships.update(ends_on=datetime.date(2021, 1, 1))
        assert recipients(adoption) == [editor]
        editor.groups.clear()
        assert recipients(adoption) == recipients(BestPracticePage.objects.get(pk=practice.pk)) == []

    def test_no_representative_who_may_not_see_it(self, adoption, representative, editor):
        adoption.practice.unpublish()
        assert recipients(Adoption.objects.get(pk=adoption.pk)) == [editor]


def test_readers_are_told_a_name_and_never_an_address(network, editor):
    assert name_of(editor, network) == "Ann Other"
    editor.first_name, editor.last_name = "ann@example.org", ""
    assert name_of(editor, network) == "Test network"


def test_every_family_of_the_setting_can_be_confirmed():
    from wagtail_pmi.conf import DEFAULTS

    assert set(confirming.FAMILIES) == set(DEFAULTS["VERIFY_AFTER_MONTHS"])


def test_no_section_takes_the_address(network):
    section = network.get_children().first().specific
    section.slug = "confirm"
    assert "slug" in section.get_field_errors()
