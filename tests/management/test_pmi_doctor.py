"""The doctor is quiet about a healthy site, and says what is late or broken, to people and to machines."""

import datetime
import io
import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from wagtail_pmi.models import BestPracticePage
from wagtail_pmi.models.base import Page
from wagtail_pmi.testing import make_expert, make_post, make_practice

pytestmark = pytest.mark.django_db


def hours(number):
    return timezone.now() + datetime.timedelta(hours=number)


def ask(**options):
    """What the doctor prints, and whether it says that something is wrong."""
    output = io.StringIO()
    try:
        call_command("pmi_doctor", stdout=output, no_color=True, **options)
    except CommandError as error:
        assert error.returncode == 1
        return output.getvalue(), True
    return output.getvalue(), False


def report():
    """The report for machines."""
    output, wrong = ask(format="json")
    found = json.loads(output)
    assert found["ok"] is not wrong
    return found


def problems():
    return {problem["code"]: problem["examples"] for problem in report()["problems"]}


@pytest.fixture
def late_post(network):
    """Its time has come two hours ago."""
    post = make_post(network, "Late")
    post.go_live_at = hours(24)
    revision = post.save_revision()
    revision.publish()
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=hours(-2))
    return post


def test_a_healthy_site_has_nothing_to_be_done(network):
    make_practice(network, last_verified_on=timezone.localdate())
    output, wrong = ask()
    assert not wrong
    assert output.endswith("Late or broken\n  Nothing.\n")


class TestChecks:
    def test_are_printed_with_what_cures_them(self, settings):
        settings.WAGTAIL_PMI = {"PAGESIZE": 24}
        output, wrong = ask()
        assert "warning: WAGTAIL_PMI has an unknown setting 'PAGESIZE'. (wagtail_pmi.W001)\n    Remove it" in output
        assert not wrong

    def test_an_error_among_them_is_wrong(self, monkeypatch):
        monkeypatch.setattr(apps, "is_installed", lambda app: app != "wagtail_modeladmin")
        assert "wagtail_pmi.E001" in [check["id"] for check in report()["checks"] if check["level"] == "error"]
        assert not report()["ok"]

    @pytest.mark.parametrize(("debug", "asked"), [(True, False), (False, True)])
    def test_those_of_deployment_are_asked_of_a_deployed_site(self, settings, debug, asked):
        settings.DEBUG = debug
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
        assert ("wagtail_pmi.W005" in [check["id"] for check in report()["checks"]]) is asked


def test_checks_that_the_site_silenced_are_not_told(settings):
    settings.WAGTAIL_PMI = {"PAGESIZE": 24}
    settings.SILENCED_SYSTEM_CHECKS = [*settings.SILENCED_SYSTEM_CHECKS, "wagtail_pmi.W001"]
    assert "PAGESIZE" not in ask()[0]


class TestScheduledPublishing:
    def test_that_is_late_is_named_with_the_command_to_run(self, late_post):
        output, wrong = ask()
        assert wrong
        assert "1 scheduled, but not yet published: Late\n    Run manage.py publish_scheduled" in output

    def test_may_be_late_by_some_minutes(self, late_post):
        assert not ask(grace=180)[1]

    def test_of_the_future_is_not_late(self, network):
        post = make_post(network, "Soon", live=False)
        post.go_live_at = hours(2)
        post.save_revision().publish()
        assert problems() == {}

    def test_what_has_expired_and_is_still_live_is_named(self, network):
        make_post(network, "Old", expire_at=hours(-2))
        make_post(network, "Young", expire_at=hours(2))
        assert problems() == {"expired": ["Old"]}

    def test_that_has_never_done_anything_says_so(self, network):
        assert report()["commands"][0]["last_effect"] is None
        assert "publish_scheduled, every five minutes to an hour" in ask()[0]

    def test_that_ran_has_its_time_and_leaves_nothing_late(self, late_post, network):
        make_post(network, "Old", expire_at=hours(-2))
        call_command("publish_scheduled")
        last = datetime.datetime.fromisoformat(report()["commands"][0]["last_effect"])
        assert hours(-1) < last <= timezone.now()
        assert problems() == {}
        assert f"last changed something on {timezone.now():%Y-%m-%d}" in ask()[0]


class TestVerification:
    def test_that_is_due_is_named_and_one_that_never_was_is_not(self, network):
        old = datetime.date(2020, 1, 1)
        make_practice(network, "Long ago", last_verified_on=old)
        make_expert(network, "Old friend", last_verified_on=old)
        make_practice(network, "Draft", last_verified_on=old, live=False)
        make_practice(network, "Never")
        assert problems() == {"verification": ["Long ago", "Old friend"]}

    def test_goes_by_the_months_of_the_setting(self, network, settings):
        make_practice(network, last_verified_on=timezone.localdate() - datetime.timedelta(days=100))
        assert problems() == {}
        settings.WAGTAIL_PMI = {"VERIFY_AFTER_MONTHS": {"practice": 3}}
        assert list(problems()) == ["verification"]


def test_damage_to_the_page_tree_is_told(network):
    practice = make_practice(network)
    Page.objects.filter(pk=practice.pk).update(depth=9)
    output, wrong = ask()
    assert wrong
    assert f"page {practice.pk}\n    Run manage.py fixtree." in output


def test_many_are_counted_and_some_are_named(network):
    for number in range(7):
        make_post(network, f"Old {number}", expire_at=hours(-2 - number))
    [problem] = report()["problems"]
    assert (problem["count"], len(problem["examples"])) == (7, 5)
    assert ", …\n" in ask()[0]


def test_it_changes_nothing(late_post):
    before = list(Page.objects.values()), BestPracticePage.objects.count()
    ask()
    assert (list(Page.objects.values()), BestPracticePage.objects.count()) == before
