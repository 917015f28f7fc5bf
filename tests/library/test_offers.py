"""What a city offers and seeks."""

import pytest

from wagtail_pmi.models import AdoptionDocument, Resource
from wagtail_pmi.testing import make_adoption, make_city, make_practice, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics():
    housing = make_topic("Housing")
    return {"housing": housing, "shelter": make_topic("Shelter", parent=housing), "water": make_topic("Water")}


@pytest.fixture
def city(network, topics):
    return make_city(network, "Somerville", priorities=[topics["housing"], topics["water"]])


def offers(client, city):
    return client.get(city.url).context["offers"]


def titles(entries):
    return [entry.practice.title for entry in entries]


def add(network, city, title, topics=(), **fields):
    return make_adoption(city, make_practice(network, title, topics=list(topics)), **fields)


def test_a_city_offers_to_talk_about_what_runs(client, network, city):
    add(network, city, "Open", willing_to_talk="yes")
    add(network, city, "Staff", willing_to_talk="staff_only", stage="piloting")
    add(network, city, "Silent", willing_to_talk="no")
    add(network, city, "Planned", willing_to_talk="yes", stage="planning")
    add(network, city, "Ended", willing_to_talk="yes", stage="ended", end_reason="cost")
    assert titles(offers(client, city).talks) == ["Open", "Staff"]
    assert "What this city offers" in client.get(city.url).content.decode()


def test_a_city_offers_each_of_its_documents_once(client, network, city):
    ordinance = Resource.objects.create(title="An ordinance", kind="ordinance", url="https://example.org/")
    for title in ("One", "Two"):
        add(network, city, title, documents=[AdoptionDocument(resource=ordinance)])
    found = offers(client, city)
    assert [row.resource for row in found.documents] == [ordinance]
    assert client.get(city.url).content.decode().count("An ordinance") == 1


def test_a_city_seeks_what_it_explores(client, network, city):
    add(network, city, "Explored", stage="exploring"), add(network, city, "Running")
    assert titles(offers(client, city).explores) == ["Explored"]


@pytest.mark.parametrize("of", ["housing", "shelter"])
def test_a_priority_is_met_by_what_is_in_operation(client, network, city, topics, of):
    assert {topic.name for topic in offers(client, city).topics} == {"Housing", "Water"}
    entry = add(network, city, "Homes", [topics[of]], stage="piloting")
    assert len(offers(client, city).topics) == 2
    entry.stage = "operating"
    entry.save()
    assert [topic.name for topic in offers(client, city).topics] == ["Water"]


def test_what_the_viewer_may_not_see_is_neither_offered_nor_sought(client, network, city):
    ordinance = Resource.objects.create(title="An ordinance", kind="ordinance", url="https://example.org/")
    hidden = {"visibility": "members", "willing_to_talk": "yes", "documents": [AdoptionDocument(resource=ordinance)]}
    add(network, city, "Hidden", **hidden)
    add(network, city, "Drafted", stage="exploring", live=False)
    found = offers(client, city)
    assert not found.gives and not found.explores


def test_a_city_of_which_nothing_is_known_offers_and_seeks_nothing(client, network):
    html = client.get(make_city(network).url).content.decode()
    assert "What this city offers" not in html and "What it seeks" not in html
