"""A site in Spanish with an image model and a user model of its own; several networks, in one site and on two."""

import uuid

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from wagtail.images import get_image_model
from wagtail.models import Site

from tests.hosts.projects import code_of
from wagtail_pmi.models import Membership, NetworkPage, PracticeLesson
from wagtail_pmi.models.base import Page
from wagtail_pmi.testing import make_image, make_membership, make_practice, make_topic
from wagtail_pmi.visibility import Viewer

pytestmark = pytest.mark.django_db


def follow(heading):
    """Run the commands of a section of the how-to."""
    for code in code_of("how-to/several-networks.md", heading):
        for line in code.text.splitlines():
            _python, _manage, name, *arguments = line.replace('"', "").split(maxsplit=3)
            site, _, title = arguments[0].removeprefix("--site ").partition(" --title ")
            call_command(name, site=site, title=title)


def titles(client, address, host="localhost"):
    response = client.get(address, headers={"host": host})
    return [page.title for page in response.context["listing"].results]


def test_images_are_those_of_the_site():
    assert get_image_model().__name__ == "Picture"
    assert make_image(photographer="Ann").photographer == "Ann"


def test_a_membership_is_that_of_a_user_of_the_site(network):
    membership = make_membership(network)
    assert get_user_model().USERNAME_FIELD == "email"
    assert isinstance(membership.user_id, uuid.UUID)
    assert Membership.objects.in_force().get(user=membership.user) == membership


def test_pages_say_the_language_of_the_site(network, client):
    assert '<html lang="es' in client.get("/practices/").content.decode()


class TestTwoNetworksInOneSite:
    @pytest.fixture
    def networks(self):
        follow("In one site")
        north, south = NetworkPage.objects.order_by("title")
        make_practice(north, "Snow plows", topics=[make_topic("Streets")])
        make_practice(south, "Shade trees")
        return north, south

    def test_each_lists_its_own(self, networks, client):
        assert titles(client, "/northern-network/practices/") == ["Snow plows"]
        assert titles(client, "/southern-network/practices/") == ["Shade trees"]

    def test_a_topic_is_shown_where_something_has_it(self, networks, client):
        assert client.get("/northern-network/topics/streets/").status_code == 200
        assert client.get("/southern-network/topics/streets/").status_code == 404

    def test_a_member_of_one_is_no_member_of_the_other(self, networks, client):
        north, south = networks
        addresses = []
        for network, title in ((north, "Snow plows"), (south, "Shade trees")):
            page = network.get_rows(Viewer(), "BestPracticePage").get(title=title)
            page.lessons.add(PracticeLesson(kind="implementation", text="A quiet word", visibility="members"))
            page.save()
            addresses.append(page.url)
        client.force_login(make_membership(north).user)
        shown = ["A quiet word" in client.get(address).content.decode() for address in addresses]
        assert shown == [True, False]


class TestTwoSites:
    @pytest.fixture
    def networks(self, network):
        root = Page.objects.get(depth=1).add_child(instance=Page(title="South", slug="south"))
        Site.objects.create(hostname="south.example.org", root_page=root)
        follow("On two sites")
        south = NetworkPage.objects.get(title="Southern network")
        make_practice(network, "Snow plows")
        make_practice(south, "Shade trees")
        return network, south

    def test_each_answers_on_its_host(self, networks, client):
        assert titles(client, "/practices/") == ["Snow plows"]
        assert titles(client, "/southern-network/practices/", "south.example.org") == ["Shade trees"]

    def test_neither_answers_on_the_others_host(self, networks, client):
        assert client.get("/southern-network/practices/").status_code == 404

    def test_addresses_name_the_host_of_their_site(self, networks, client):
        feed = client.get("/southern-network/blog/rss/", headers={"host": "south.example.org"})
        assert "http://south.example.org/southern-network/blog/" in feed.content.decode()
