"""How practices spread, as pages and documents: what they say, to whom, and at what cost."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from wagtail_pmi.models import Adoption
from wagtail_pmi.models.base import Page
from wagtail_pmi.testing import make_adoption, make_city, make_membership, make_practice, make_topic

pytestmark = pytest.mark.django_db
PRACTICE, NETWORK = "/practices/citistat/diffusion/", "/diffusion/"


def day(year):
    return datetime.date(year, 1, 1)


@pytest.fixture
def practice(network):
    return make_practice(network, "CitiStat", topics=[make_topic("Data", code="data")], origin_year=1999)


@pytest.fixture
def line(network, practice):
    """Baltimore, from there Somerville, and from there Boston."""
    first = make_adoption(
        make_city(network, "Baltimore", state="MD"), practice, role="originator", launched_on=day(2000)
    )
    second = make_adoption(make_city(network, "Somerville"), practice, launched_on=day(2004), adopted_from=first)
    third = make_adoption(make_city(network, "Boston"), practice, launched_on=day(2010), adopted_from=second)
    return first, second, third


def nodes(client):
    found = client.get(PRACTICE).context["diffusion"].lineage.nodes
    return [(node.entry.city.title, node.parent.city.title if node.parent else None) for node in found]


class TestPracticePage:
    def test_shows_who_adopted_from_whom(self, client, line):
        assert nodes(client) == [("Baltimore", None), ("Somerville", "Baltimore"), ("Boston", "Somerville")]

    def test_has_each_figure_with_words_and_a_table(self, client, line):
        html = client.get(PRACTICE).content.decode()
        assert html.count('role="img"') == 2 == html.count("<table")
        assert "2 name the entry that they were adopted from." in html
        assert "The median" not in html and "From the origin in 2000" in html

    def test_has_an_address_of_its_own_and_leads_back(self, client, line):
        response = client.get(PRACTICE)
        assert f'<link rel="canonical" href="http://localhost{PRACTICE}">' in response.content.decode()
        assert [crumb.title for crumb in response.context["breadcrumbs"]][-1] == "CitiStat"
        assert f'href="{PRACTICE}"' in client.get("/practices/citistat/").content.decode()

    def test_says_so_where_nobody_adopted_it(self, client, practice):
        assert "No adoption of this practice is recorded yet." in client.get(PRACTICE).content.decode()

    def test_survives_a_circle_written_past_validation(self, client, line):
        Adoption.objects.filter(pk=line[0].pk).update(adopted_from=line[2])
        assert nodes(client) == [("Baltimore", None), ("Somerville", "Baltimore"), ("Boston", "Somerville")]

    def test_a_hidden_entry_in_the_middle_leaves_two_origins_and_no_trace(self, client, line):
        Adoption.objects.filter(pk=line[1].pk).update(visibility="members")
        assert nodes(client) == [("Baltimore", None), ("Boston", None)]
        for address in (PRACTICE, f"{PRACTICE}json/"):
            content = client.get(address).content.decode()
            assert "Somerville" not in content and str(line[1].uid) not in content

    def test_a_member_sees_what_is_for_members(self, client, network, line):
        Adoption.objects.filter(pk=line[1].pk).update(visibility="members")
        client.force_login(make_membership(network).user)
        assert len(nodes(client)) == 3

    def test_unknown_parameters_are_ignored(self, client, line):
        assert client.get(f"{PRACTICE}?like=%00&page=99999999999999999999&x").status_code == 200
        assert client.get(f"{PRACTICE}json/?callback=alert").json()["practice"]["title"] == "CitiStat"


class TestPracticeDocument:
    def test_has_stable_keys(self, client, practice, line):
        response = client.get(f"{PRACTICE}json/")
        assert response["Content-Type"] == "application/json"
        found = response.json()
        assert found["practice"] == {
            "uid": str(practice.uid),
            "title": "CitiStat",
            "url": "http://localhost/practices/citistat/",
        }
        assert found["lineage"]["edges"][0] == {"from": str(line[0].uid), "to": str(line[1].uid)}
        node = found["lineage"]["nodes"][0]
        assert node["url"] == f"http://localhost/adoptions/{line[0].slug}/"
        assert node["city"]["url"] == "http://localhost/cities/baltimore/"
        assert (node["role"], node["stage"], node["adopted_on"]) == ("originator", "operating", "2000-01-01")
        assert found["curve"]["points"][-1] == {"year": 2010, "adopted": 3, "active": 3}
        assert found["time_to_adopt"]["median_years"] == 7
        assert found["residents"]["cities"] == 3

    def test_says_the_same_whoever_asks(self, client, network, line):
        Adoption.objects.filter(pk=line[1].pk).update(visibility="members")
        public = [client.get(f"{address}json/").content for address in (PRACTICE, NETWORK)]
        client.force_login(make_membership(network).user)
        assert [client.get(f"{address}json/").content for address in (PRACTICE, NETWORK)] == public

    def test_a_practice_that_the_public_does_not_see_has_no_document(self, client, network, practice, line):
        page = Page.objects.get(pk=practice.pk)
        PageViewRestriction.objects.create(page=page, restriction_type="login")
        client.force_login(make_membership(network).user)
        assert client.get(PRACTICE).status_code == 200
        assert client.get(f"{PRACTICE}json/").status_code == 404

    def test_an_unpublished_practice_has_neither(self, client, practice, line):
        type(practice).objects.filter(pk=practice.pk).update(live=False)
        assert client.get(PRACTICE).status_code == client.get(f"{PRACTICE}json/").status_code == 404


class TestNetwork:
    def test_counts_over_all_practices(self, client, network, line):
        make_adoption(make_city(network, "Porto Alegre", country="BR"), make_practice(network, "Budgeting"))
        found = client.get(NETWORK).context["diffusion"]
        assert (found.entries, found.curve.adopted, found.residents.cities) == (4, 4, 4)
        assert [one.practice.title for one in found.most_adopted] == ["CitiStat", "Budgeting"]
        assert [(row.code, row.total) for row in found.heat.rows] == [("data", 3)]

    def test_has_each_figure_with_words_and_a_table(self, client, line):
        html = client.get(NETWORK).content.decode()
        assert html.count('role="img"') == 3 == html.count("<table")

    def test_its_document_has_stable_keys(self, client, network, line):
        found = client.get(f"{NETWORK}json/").json()
        assert found["network"]["url"] == "http://localhost/"
        assert found["topics_by_region"]["rows"][0]["counts"] == {
            "northeast": 2,
            "midwest": 0,
            "south": 1,
            "west": 0,
            "abroad": 0,
        }
        assert found["most_adopted"][0]["adopted"] == 3
        assert found.keys() == {"network", "entries", "curve", "topics_by_region", "residents", "most_adopted"}

    def test_what_is_hidden_counts_nowhere(self, client, line):
        Adoption.objects.update(visibility="members")
        assert "No adoption is recorded yet." in client.get(NETWORK).content.decode()
        assert client.get(f"{NETWORK}json/").json()["entries"] == 0

    def test_no_list_of_the_network_takes_its_address(self, network):
        index = network.get_children().first().specific
        index.slug = "diffusion"
        assert "slug" in index.get_field_errors()


def test_the_pages_cost_the_same_for_2_and_20_entries(client, network, practice):
    addresses = [PRACTICE, f"{PRACTICE}json/", NETWORK, f"{NETWORK}json/", "/practices/citistat/", "/cities/city-0/"]

    def costs():
        found = {}
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found[address] = len(queries)
        return found

    def add(numbers):
        for n in numbers:
            city = make_city(network, f"City {n}")
            make_adoption(city, practice, adopted_from=Adoption.objects.order_by("pk").first())
            make_adoption(city, make_practice(network, f"Practice {n}", topics=[make_topic()]))

    add(range(2))
    before = costs()
    add(range(2, 20))
    assert costs() == before
