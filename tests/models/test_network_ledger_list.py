"""The public list of the ledger: what is in it, how it is found, and what it never tells."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail_pmi.models import Adoption
from wagtail_pmi.testing import make_adoption, make_city, make_membership, make_network, make_practice, make_topic

pytestmark = pytest.mark.django_db
LIST = "/adoptions/"


@pytest.fixture
def entries(network):
    data, money = make_topic("Data", code="data"), make_topic("Money", code="money")
    stat = make_practice(network, "CitiStat", topics=[data])
    votes = make_practice(network, "Participatory budgeting", slug="votes", topics=[money])
    boston, porto = make_city(network, "Boston"), make_city(network, "Porto Alegre", country="BR", state="RS")
    juan = make_city(network, "San Juan", state="PR")
    return [
        make_adoption(boston, stat, local_name="Hubstat", stage_since=datetime.date(2004, 1, 1)),
        make_adoption(porto, votes, stage="scaled", stage_since=datetime.date(1989, 1, 1)),
        make_adoption(juan, votes, stage="exploring", stage_since=datetime.date(2020, 1, 1)),
    ]


def cities(client, query=""):
    response = client.get(f"{LIST}{query}")
    assert response.status_code == 200
    return [entry.city.title for entry in response.context["listing"].results]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["San Juan", "Boston", "Porto Alegre"]),
        ("?sort=city", ["Boston", "Porto Alegre", "San Juan"]),
        ("?sort=practice", ["Boston", "Porto Alegre", "San Juan"]),
        ("?stage=sustainment", ["Boston", "Porto Alegre"]),
        ("?stage=sustainment&stage=exploration&sort=city", ["Boston", "Porto Alegre", "San Juan"]),
        ("?practice=votes&sort=city", ["Porto Alegre", "San Juan"]),
        ("?city=boston", ["Boston"]),
        ("?topic=data", ["Boston"]),
        ("?region=northeast", ["Boston"]),
        ("?region=abroad", ["Porto Alegre"]),
        ("?region=territories", ["San Juan"]),
        ("?state=PR", ["San Juan"]),
        ("?q=hubSTAT", ["Boston"]),
        ("?q=participatory+juan", ["San Juan"]),
        ("?q=nowhere", []),
        ("?q=%22", []),
        ("?stage=unheard_of", []),
        ("?unknown=1&page=99", ["San Juan", "Boston", "Porto Alegre"]),
    ],
)
def test_finds_and_sorts(client, entries, query, found):
    assert cities(client, query) == found


@pytest.mark.parametrize(
    "query", ["?q=%00", "?page=%00", "?city=%00", "?sort=x", f"?q={'9' * 5000}", "?state=A&state=B"]
)
def test_bad_parameters_do_no_harm(client, entries, query):
    assert client.get(f"{LIST}{query}").status_code == 200


def test_says_which_value_to_remove(client, entries):
    html = client.get(f"{LIST}?stage=unheard_of").content.decode()
    assert "does not know the value “unheard_of”" in html
    assert f'<a href="{LIST}">Remove the filter' in html


def test_asks_again_at_its_own_address_and_turns_its_own_pages(client, entries, settings):
    settings.WAGTAIL_PMI = {"PAGE_SIZE": 1}
    html = client.get(f"{LIST}?sort=city&page=2").content.decode()
    assert f'action="{LIST}"' in html
    assert f'href="{LIST}?sort=city&amp;page=3"' in html
    assert f'<link rel="canonical" href="http://localhost{LIST}?sort=city&amp;page=2">' in html


def test_the_filters_offer_what_there_is(client, entries):
    form = client.get(LIST).context["listing"].form
    assert [code for code, _label in form.fields["stage"].choices] == ["exploration", "sustainment"]
    assert [code for code, _label in form.fields["city"].choices] == ["", "boston", "porto-alegre", "san-juan"]
    assert [code for code, _label in form.fields["region"].choices] == ["northeast", "territories", "abroad"]


@pytest.mark.parametrize(
    "hide",
    [
        lambda entry: Adoption.objects.filter(pk=entry.pk).update(visibility="members"),
        lambda entry: Adoption.objects.filter(pk=entry.pk).update(visibility="anonymised"),
        lambda entry: Adoption.objects.filter(pk=entry.pk).update(live=False),
        lambda entry: Adoption.objects.filter(pk=entry.pk).update(expire_at=timezone.now()),
        lambda entry: type(entry.city).objects.filter(pk=entry.city.pk).update(live=False),
    ],
)
def test_what_is_hidden_is_in_no_list_filter_count_or_sitemap(client, entries, hide):
    hide(entries[0])
    response = client.get(LIST)
    form = response.context["listing"].form
    assert response.context["listing"].count == 2
    assert "boston" not in str(form.fields["city"].choices).lower()
    assert "CitiStat" not in str(form.fields["practice"].choices)
    assert [code for code, _label in form.fields["topic"].choices] == ["money"]
    assert [code for code, _label in form.fields["region"].choices] == ["territories", "abroad"]
    assert cities(client, "?city=boston") == cities(client, "?q=hubstat") == []
    assert entries[0].slug not in client.get("/sitemap.xml").content.decode()
    assert client.get("/").context["figures"]["adoptions"] == 1


def test_a_member_finds_what_is_for_members(client, network, entries):
    Adoption.objects.filter(pk=entries[0].pk).update(visibility="members")
    client.force_login(make_membership(network).user)
    response = client.get(f"{LIST}?q=hubstat")
    assert response.context["listing"].count == 1
    assert "private" in response["Cache-Control"]


def test_another_network_stays_apart(client, network, entries):
    other = make_network(title="Another", as_site_root=False)
    make_adoption(make_city(other, "Elsewhere"), make_practice(other))
    assert "Elsewhere" not in cities(client)


def test_the_network_says_how_many_are_in_operation_and_leads_to_the_list(client, entries):
    response = client.get("/")
    assert (response.context["figures"]["adoptions"], response.context["figures"]["entries"]) == (2, 3)
    assert f'href="{LIST}"' in response.content.decode() and 'href="/diffusion/"' in response.content.decode()


def test_a_network_without_a_ledger_does_not_speak_of_it(client, network):
    assert f'href="{LIST}"' not in client.get("/").content.decode()
    assert "/adoptions/" not in client.get("/sitemap.xml").content.decode()
    assert client.get(LIST).context["listing"].count == 0


def test_an_entry_leads_back_to_the_list(client, entries):
    html = client.get(f"{LIST}{entries[0].slug}/").content.decode()
    assert f'<a href="{LIST}">Adoptions</a>' in html


def test_the_sitemap_has_every_entry_and_when_it_was_published(client, entries):
    published = datetime.datetime(2024, 5, 6, tzinfo=datetime.UTC)
    Adoption.objects.filter(pk=entries[0].pk).update(last_published_at=published)
    xml = client.get("/sitemap.xml").content.decode()
    assert all(f"<loc>http://localhost/adoptions/{entry.slug}/</loc>" in xml for entry in entries)
    assert "<loc>http://localhost/adoptions/</loc>" in xml and "<loc>http://localhost/diffusion/</loc>" in xml
    assert (
        "<lastmod>2024-05-06T00:00:00+00:00</lastmod>" in xml or "<lastmod>2024-05-05T20:00:00-04:00</lastmod>" in xml
    )


def test_the_list_costs_the_same_for_1_and_20_entries(client, network):
    practice = make_practice(network, "CitiStat", topics=[make_topic()])

    def cost(query):
        client.get(f"{LIST}{query}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{LIST}{query}").status_code == 200
        return len(queries)

    make_adoption(make_city(network, "City 0"), practice)
    before = [cost(query) for query in ("", "?q=city", "?state=MA&sort=practice")]
    for n in range(1, 20):
        make_adoption(make_city(network, f"City {n}"), practice)
    assert [cost(query) for query in ("", "?q=city", "?state=MA&sort=practice")] == before


def test_no_long_text_is_read_for_a_row(client, entries):
    client.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)
    assert not any(
        "narrative" in query["sql"].split("FROM")[0].replace("narrative_visibility", "") for query in queries
    )
