"""The one setting: what it may hold, and what it is without."""

import datetime

import pytest
from django.core.checks import run_checks

from tests.mixins.examples import expert, practice
from wagtail_pmi.conf import DEFAULTS, get_setting


def warnings():
    return [found for found in run_checks() if found.id == "wagtail_pmi.W001"]


def test_a_known_setting_is_no_matter(settings):
    settings.WAGTAIL_PMI = {"PAGE_SIZE": 24}
    assert warnings() == []
    assert get_setting("PAGE_SIZE") == 24


def test_a_misspelled_setting_is_named_with_the_right_ones(settings):
    settings.WAGTAIL_PMI = {"PAGESIZE": 24, "PAGE_SIZE": 24}
    [found] = warnings()
    assert "PAGESIZE" in found.msg
    assert all(name in found.hint for name in DEFAULTS)
    assert not found.is_serious()


def test_without_the_setting_the_defaults_hold(settings):
    del settings.WAGTAIL_PMI
    assert {name: get_setting(name) for name in DEFAULTS} == DEFAULTS
    assert warnings() == []


def test_a_dict_changes_only_what_it_names(settings):
    settings.WAGTAIL_PMI = {"VERIFY_AFTER_MONTHS": {"practice": 6}}
    assert get_setting("VERIFY_AFTER_MONTHS") == {"practice": 6, "expert": 12, "adoption": 12}
    assert DEFAULTS["VERIFY_AFTER_MONTHS"] == {"practice": 12, "expert": 12, "adoption": 12}


@pytest.mark.django_db
def test_months_of_the_setting_are_what_pages_go_by(settings):
    settings.WAGTAIL_PMI = {"VERIFY_AFTER_MONTHS": {"practice": 6}}
    day = datetime.date(2026, 1, 15)
    assert practice(last_verified_on=day).get_freshness().due_on == datetime.date(2026, 7, 15)
    assert expert(last_verified_on=day).get_freshness().due_on == datetime.date(2027, 1, 15)


def test_an_unknown_name_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        get_setting("NO_SUCH_SETTING")
