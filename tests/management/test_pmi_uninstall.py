"""Leaving: told before, refused where it would take more than ours, and done without touching what must stay."""

import io

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission, Site

from tests.testapp.models import BlogIndexPage as PageOfTheSite
from tests.testapp.models import OurPracticePage
from wagtail_pmi.library.terms import merge_terms
from wagtail_pmi.models import BestPracticeIndexPage, NetworkPage, Organisation, Topic
from wagtail_pmi.models.base import Page
from wagtail_pmi.testing import (
    make_city,
    make_expert,
    make_image,
    make_membership,
    make_network,
    make_post,
    make_practice,
    make_topic,
)

pytestmark = pytest.mark.django_db


def leave(**options):
    output = io.StringIO()
    call_command("pmi_uninstall", stdout=output, no_color=True, **options)
    return output.getvalue()


@pytest.fixture
def home():
    """The front page of a site, beside other pages of its own."""
    home = Page.objects.get(depth=1).add_child(instance=PageOfTheSite(title="Home", slug="home-page"))
    home.add_child(instance=PageOfTheSite(title="About", slug="about"))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    return home


@pytest.fixture
def populated(home):
    """A network with something of everything, below the front page."""
    network = make_network(home, as_site_root=False)
    parent, merged = make_topic("Parent"), make_topic("Merged")
    topic = make_topic("Housing", parent=parent)
    merge_terms(merged, topic)
    city = make_city(network, "Boston", image=make_image(), image_alt="A harbor", priorities=[topic])
    expert = make_expert(network, "Ann", topics=[topic])
    practice = make_practice(network, "CitiStat", topics=[topic], origin_city=city, experts=[expert], keywords=["data"])
    make_post(network, "Meeting", topics=[topic], cities=[city], practices=[practice])
    index = BestPracticeIndexPage.objects.descendant_of(network).get()
    texts = {"summary": "A summary", "problem": "<p>A problem</p>"}
    index.add_child(instance=OurPracticePage(title="Ours", **texts))
    make_membership(network, city=city)
    Organisation.objects.create(name="A university", logo=make_image("Logo"))
    group = Group.objects.create(name="Our editors")
    GroupPagePermission.objects.create(
        group=group, page=network, permission=Permission.objects.get(codename=f"change_{Page._meta.model_name}")
    )
    return network


def test_it_is_told_either_to_look_or_to_go(populated):
    for options in ({}, {"dry_run": True, "yes": True}):
        with pytest.raises(CommandError):
            call_command("pmi_uninstall", *[f"--{name.replace('_', '-')}" for name in options])
    assert NetworkPage.objects.exists()


class TestDryRun:
    def test_says_what_would_be_removed_and_what_would_stay(self, populated):
        output = leave(dry_run=True)
        for line in (
            "1 member cities",
            "1 our practice pages",
            "3 topics",
            "1 memberships",
            "wagtail_pmi_bestpracticepage_topics",
            "testapp.0001_initial",
            "Our editors",
            f"2 {get_image_model()._meta.verbose_name_plural}",
        ):
            assert f"  {line}\n" in output, line
        permissions = Permission.objects.filter(content_type__app_label="wagtail_pmi").count()
        assert f"  {permissions} permissions\n" in output

    def test_removes_nothing(self, populated):
        before = [model.objects.count() for model in apps.get_models()]
        leave(dry_run=True)
        assert [model.objects.count() for model in apps.get_models()] == before

    def test_of_a_site_without_a_network_names_only_what_migrate_made(self, home):
        output = leave(dry_run=True)
        assert "pages" not in output.replace("pmi_uninstall", "").partition("tables")[0]


class TestLeaving:
    def test_removes_every_page_and_row_of_ours(self, populated):
        leave(yes=True)
        ours = apps.get_app_config("wagtail_pmi").get_models(include_auto_created=True)
        assert {model.__name__: model._base_manager.count() for model in ours if model._base_manager.exists()} == {}
        assert not OurPracticePage.objects.exists()

    def test_leaves_the_site_its_pages_files_users_and_groups(self, populated, home, client):
        kept = (get_image_model(), get_document_model(), Group, Site, apps.get_model("auth.User"))
        before = [list(model.objects.values_list("pk", flat=True)) for model in kept]
        leave(yes=True)
        assert [list(model.objects.values_list("pk", flat=True)) for model in kept] == before
        assert [page.title for page in home.get_descendants(inclusive=True)] == ["Home", "About"]
        assert Page.find_problems() == ([], [], [], [], [])

    def test_can_be_done_twice(self, populated):
        leave(yes=True)
        assert "pages and records of wagtail_pmi are removed" in leave(yes=True)


class TestWhatStandsInTheWay:
    def test_a_site_whose_front_page_is_the_network(self, network):
        assert "The site localhost:80 has “Test network” as its root page" in leave(dry_run=True)
        with pytest.raises(CommandError, match="Nothing was removed"):
            leave(yes=True)
        assert Site.objects.exists()
        assert NetworkPage.objects.exists()

    def test_a_page_of_the_site_below_the_network(self, populated):
        page = PageOfTheSite(title="Ours to keep", slug="keep")
        populated.add_child(instance=page)
        assert "1 pages of other types stand below a network: Ours to keep. Move or delete them." in leave(dry_run=True)
        with pytest.raises(CommandError, match="Nothing was removed"):
            leave(yes=True)
        page.refresh_from_db()
        page.move(populated.get_parent(), pos="last-child")
        leave(yes=True)
        assert PageOfTheSite.objects.filter(title="Ours to keep").exists()
        assert not Topic.objects.exists()
