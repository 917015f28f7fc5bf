"""Founding is safe to repeat: it adds what is missing and leaves what its keepers changed."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from wagtail.models import Collection, Site

from wagtail_pmi.founding import create_network, found_network, ship_topics
from wagtail_pmi.library.terms import merge_terms
from wagtail_pmi.models import BlogIndexPage, NetworkPage, Topic
from wagtail_pmi.models.base import Page
from wagtail_pmi.validators import validate_code

pytestmark = pytest.mark.django_db

SECTIONS = ["cities", "practices", "experts", "blog"]


@pytest.fixture
def home():
    return Page.objects.get(depth=1)


def sections(network):
    return list(Page.objects.child_of(network).order_by("path").values_list("slug", flat=True))


class TestNetwork:
    def test_has_its_sections_in_order(self, home):
        network = found_network(home, "Network", "network")
        assert sections(network) == SECTIONS
        assert Page.find_problems() == ([], [], [], [], [])

    def test_founding_again_makes_nothing_new(self, home):
        first = found_network(home, "Network", "network")
        pages = Page.objects.count()
        assert found_network(home, "Network", "network") == first
        assert Page.objects.count() == pages

    def test_keeps_the_title_that_its_editor_chose(self, home):
        network = found_network(home, "Network", "network")
        network.title = "Another"
        network.save()
        assert found_network(home, "Network", "network").title == "Another"

    def test_a_renamed_section_is_not_missing(self, home):
        network = found_network(home, "Network", "network")
        BlogIndexPage.objects.child_of(network).update(slug="news", title="News")
        assert sections(found_network(home, "Network", "network")) == ["cities", "practices", "experts", "news"]

    def test_a_deleted_section_comes_back(self, home):
        network = found_network(home, "Network", "network")
        BlogIndexPage.objects.child_of(network).get().delete()
        found_network(home, "Network", "network")
        assert sorted(sections(network)) == sorted(SECTIONS)

    def test_two_networks_stand_side_by_side(self, home):
        one, other = found_network(home, "One", "one"), found_network(home, "Other", "other")
        assert sections(one) == sections(other) == SECTIONS
        assert NetworkPage.objects.count() == 2


class TestCreation:
    @pytest.fixture
    def site(self):
        return Site.objects.get()

    def test_makes_the_network_its_sections_the_topics_and_the_group(self, site):
        network, editors = create_network(site, "Our network")
        assert network.get_parent() == site.root_page.specific_deferred
        assert sections(network) == SECTIONS
        assert Topic.objects.filter(code="homelessness").exists()
        assert editors.page_permissions.filter(page_id=network.pk).exists()

    def test_twice_is_once(self, site):
        first = create_network(site, "Our network")
        before = [list(model.objects.values()) for model in (Page, Topic, Group, Collection)]
        assert create_network(site, "Our network") == first
        assert [list(model.objects.values()) for model in (Page, Topic, Group, Collection)] == before

    @pytest.mark.parametrize("change", [{"slug": "moved"}, {"title": "Renamed"}])
    def test_finds_the_network_whose_title_or_address_was_changed(self, site, change):
        network, _editors = create_network(site, "Our network")
        NetworkPage.objects.filter(pk=network.pk).update(**change)
        assert create_network(site, "Our network")[0] == network

    def test_finds_the_network_that_became_the_root_of_its_site(self, site):
        network, _editors = create_network(site, "Our network")
        site.root_page = network
        site.save()
        assert create_network(site, "Our network")[0] == network
        with pytest.raises(ValidationError, match="takes no network"):
            create_network(site, "Another")

    @pytest.mark.parametrize(
        "title, slug", [("🎉", "network"), ("Сеть городов", "сеть-городов"), ("A" * 255, "a" * 255)]
    )
    def test_every_title_has_an_address(self, site, title, slug):
        assert create_network(site, title)[0].slug == slug

    def test_is_all_or_nothing(self, site, monkeypatch):
        monkeypatch.setattr("wagtail_pmi.founding.found_editors", lambda network: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            create_network(site, "Our network")
        assert not NetworkPage.objects.exists() and not Topic.objects.exists()


class TestTopics:
    def test_stand_in_two_levels_with_codes_that_fit(self):
        ship_topics()
        lower = Topic.objects.filter(parent__isnull=False)
        assert lower.count() == 34
        for topic in Topic.objects.all():
            validate_code(topic.code)
            topic.full_clean()
        assert not lower.filter(parent__parent__isnull=False).exists()
        assert all(1 <= topic.sdg <= 17 and topic.cofog == topic.parent.cofog for topic in lower)

    def test_shipping_again_changes_nothing(self):
        ship_topics()
        before = list(Topic.objects.order_by("pk").values())
        ship_topics()
        assert list(Topic.objects.order_by("pk").values()) == before

    def test_the_keepers_names_stay_and_missing_ones_come_back(self):
        ship_topics()
        Topic.objects.filter(code="housing_affordability").update(name="Homes")
        Topic.objects.filter(code="immigration").delete()
        ship_topics()
        assert Topic.objects.get(code="housing_affordability").name == "Homes"
        assert Topic.objects.filter(code="immigration").exists()

    def test_a_merged_topic_does_not_come_back(self):
        ship_topics()
        old, new = (Topic.objects.get(code=code) for code in ("small_business", "economic_development"))
        merge_terms(old, new)
        ship_topics()
        assert not Topic.objects.current().filter(code="small_business").exists()

    def test_a_topic_of_the_same_name_made_by_hand_is_no_obstacle(self):
        Topic.objects.create(name="Public health", code="health")
        ship_topics()
        assert Topic.objects.get(name="Public health").code == "health"
        assert Topic.objects.filter(code="behavioral_health").exists()

    def test_what_comes_back_stands_under_what_its_group_became(self):
        ship_topics()
        group = Topic.objects.get(code="immigration").parent
        other = Topic.objects.create(name="Another group")
        merge_terms(group, other)
        Topic.objects.filter(code="immigration").delete()
        ship_topics()
        assert Topic.objects.get(code="immigration").parent == other
