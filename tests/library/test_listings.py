"""Each filter narrows rightly, several values of one mean any, and a wrong one never shows everything."""

import datetime
from urllib.parse import parse_qs

import pytest
from django.db import connection

from wagtail_pmi.models import Beneficiary, BlogPostPage, PostAuthor
from wagtail_pmi.testing import make_city, make_expert, make_network, make_post, make_practice, make_topic
from wagtail_pmi.visibility import Viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing(client, network):
    """Titles that an address lists, in their order."""

    def titles(address):
        response = client.get(address)
        assert response.status_code == 200
        found = response.context["listing"]
        assert found.count == len(found.rows)
        return [page.title for page in found.results]

    return titles


class TestCities:
    @pytest.fixture(autouse=True)
    def cities(self, network):
        upper = make_topic("Upper")
        one, two = make_topic("One", parent=upper), make_topic("Two", parent=upper)
        make_city(network, "Alpha", state="MA", population=50_000, priorities=[one], form_of_government="commission")
        make_city(network, "Beta", state="NY", population=100_000, priorities=[one, two])
        make_city(network, "Gamma", state="RS", country="BR", population=2_000_000, priorities=[make_topic("Three")])
        make_city(network, "Delta", state="MA", country="BR", population=999_999)

    @pytest.mark.parametrize(
        "query, titles",
        [
            ("", ["Alpha", "Beta", "Delta", "Gamma"]),
            ("topic=one", ["Alpha", "Beta"]),
            ("topic=two", ["Beta"]),
            ("topic=upper", ["Alpha", "Beta"]),
            ("topic=two&topic=three", ["Beta", "Gamma"]),
            ("state=MA", ["Alpha"]),
            ("state=MA&state=NY", ["Alpha", "Beta"]),
            ("population=under_100k", ["Alpha"]),
            ("population=100k_250k", ["Beta"]),
            ("population=over_1m&population=under_100k", ["Alpha", "Gamma"]),
            ("population=500k_1m", ["Delta"]),
            ("population=250k_500k", []),
            ("government=commission", ["Alpha"]),
            ("government=commission&government=unknown", ["Alpha", "Beta", "Delta", "Gamma"]),
            ("state=MA&topic=one", ["Alpha"]),
            ("state=NY&government=commission", []),
            ("sort=name", ["Alpha", "Beta", "Delta", "Gamma"]),
            ("sort=largest", ["Gamma", "Delta", "Beta", "Alpha"]),
            ("sort=smallest", ["Alpha", "Beta", "Delta", "Gamma"]),
            ("topic=one&sort=largest", ["Beta", "Alpha"]),
        ],
    )
    def test_filters(self, listing, query, titles):
        assert listing(f"/cities/?{query}") == titles

    def test_only_states_of_the_cities_at_hand_are_offered(self, client):
        form = client.get("/cities/").context["listing"].form
        assert form.fields["state"].choices == [("MA", "Massachusetts"), ("NY", "New York")]


class TestPractices:
    @pytest.fixture(autouse=True)
    def practices(self, network):
        topic, youth = make_topic("Housing"), Beneficiary.objects.create(name="Youth", code="youth")
        common = {"evidence_basis": "independent", "evidence_rated_on": datetime.date(2026, 1, 1)}
        make_practice(network, "Alpha", topics=[topic], approach="program", status="idea", keywords=["bus lanes"])
        make_practice(network, "Beta", beneficiaries=[youth], evidence_level=2, **common)
        make_practice(network, "Gamma", keywords=["bus lanes", "data"], evidence_level=4, status="retired", **common)

    @pytest.mark.parametrize(
        "query, titles",
        [
            ("topic=housing", ["Alpha"]),
            ("evidence=1", ["Beta", "Gamma"]),
            ("evidence=2", ["Beta", "Gamma"]),
            ("evidence=3", ["Gamma"]),
            ("evidence=5", []),
            ("evidence=", ["Alpha", "Beta", "Gamma"]),
            ("approach=program", ["Alpha"]),
            ("status=idea&status=retired", ["Alpha", "Gamma"]),
            ("beneficiary=youth", ["Beta"]),
            ("keyword=bus-lanes", ["Alpha", "Gamma"]),
            ("keyword=data&keyword=bus-lanes", ["Alpha", "Gamma"]),
            ("sort=title", ["Alpha", "Beta", "Gamma"]),
            ("sort=evidence", ["Gamma", "Beta", "Alpha"]),
        ],
    )
    def test_filters(self, listing, query, titles):
        assert listing(f"/practices/?{query}") == titles

    def test_newest_first(self, listing, network):
        page = make_practice(network, "Older")
        type(page).objects.exclude(pk=page.pk).update(first_published_at="2026-02-01T00:00Z")
        type(page).objects.filter(pk=page.pk).update(first_published_at="2026-01-01T00:00Z")
        assert listing("/practices/?sort=newest")[-1] == "Older"

    def test_a_page_with_two_matching_terms_is_listed_once(self, listing):
        assert listing("/practices/?keyword=bus-lanes&keyword=data").count("Gamma") == 1


class TestExperts:
    @pytest.mark.parametrize(
        "query, titles",
        [
            ("topic=housing", ["Ann"]),
            ("kind=funder", ["Ann", "Bob"]),
            ("kind=academic", ["Bob"]),
            ("kind=academic&kind=technologist", ["Bob"]),
            ("kind=technologist", []),
        ],
    )
    def test_filters(self, listing, network, query, titles):
        make_expert(network, "Bob", kinds=["academic", "funder"])
        make_expert(network, "Ann", kinds=["funder"], topics=[make_topic("Housing")])
        make_expert(network, "Eve")
        assert listing(f"/experts/?{query}") == titles


class TestPosts:
    @pytest.fixture(autouse=True)
    def posts(self, network):
        city, expert = make_city(network, "Boston"), make_expert(network, "Ann Other")
        topic = make_topic("Housing")
        first = make_post(network, "First", date=datetime.date(2025, 12, 31), cities=[city], topics=[topic])
        make_post(network, "Second", date=datetime.date(2026, 1, 1), keywords=["data"], topics=[topic])
        make_post(network, "Third", date=datetime.date(2026, 2, 1))
        PostAuthor.objects.create(page=first, expert=expert)

    @pytest.mark.parametrize(
        "query, titles",
        [
            ("", ["Third", "Second", "First"]),
            ("topic=housing", ["Second", "First"]),
            ("keyword=data", ["Second"]),
            ("city=boston", ["First"]),
            ("author=ann-other", ["First"]),
            ("year=2026", ["Third", "Second"]),
            ("year=2025&year=2026", ["Third", "Second", "First"]),
            ("month=2026-01", ["Second"]),
            ("month=2026-01&month=2025-12", ["Second", "First"]),
            ("year=2025&month=2026-01", []),
            ("sort=oldest", ["First", "Second", "Third"]),
            ("sort=title", ["First", "Second", "Third"]),
            ("sort=newest", ["Third", "Second", "First"]),
        ],
    )
    def test_filters(self, listing, query, titles):
        assert listing(f"/blog/?{query}") == titles

    def test_a_hidden_city_is_offered_to_nobody(self, client, network):
        post = BlogPostPage.objects.get(title="Third")
        post.cities.set([make_city(network, "Secret", live=False)])
        post.save()
        form = client.get("/blog/").context["listing"].form
        assert [title for _slug, title in form.fields["city"].choices] == ["Boston"]
        assert client.get("/blog/?city=secret").context["listing"].count == 0


class TestAddress:
    @pytest.fixture(autouse=True)
    def practices(self, network):
        for number in range(3):
            make_practice(network, f"Plan {number}", topics=[make_topic(f"Topic {number}", code=f"t{number}")])

    def get(self, client, query):
        return client.get(f"/practices/?{query}").context["listing"]

    @pytest.mark.parametrize("query", ["utm_source=x", "tpoic=t1", "live=false", "Topic=t1", "topic[]=t1", "=", "&&&"])
    def test_unknown_parameters_change_nothing(self, client, query):
        listing = self.get(client, query)
        assert listing.count == 3
        assert listing.canonical_query == "" and listing.active == listing.invalid == []

    def test_canonical_query_holds_the_known_ones_in_one_order(self, client):
        one, other = (
            self.get(client, "sort=title&topic=t1&utm=x&q=plan"),
            self.get(client, "q=plan&topic=t1&sort=title"),
        )
        assert one.canonical_query == other.canonical_query
        assert parse_qs(one.canonical_query) == {"q": ["plan"], "topic": ["t1"], "sort": ["title"]}

    def test_the_canonical_link_keeps_the_page_but_nothing_unknown(self, client, settings):
        settings.WAGTAIL_PMI = {"PAGE_SIZE": 1}
        html = client.get("/practices/?utm=x&page=2&topic=t1&topic=t2").content.decode()
        assert '<link rel="canonical" href="http://localhost/practices/?topic=t1&amp;topic=t2&amp;page=2">' in html

    @pytest.mark.parametrize(
        "query, kept",
        [
            ("topic=nonsense&status=operating", "status=operating"),
            ("status=wrong&topic=t1", "topic=t1"),
            ("sort=wrong&topic=t1", "topic=t1"),
            ("evidence=9", ""),
            ("evidence=0", ""),
            ("topic=t1&topic=nonsense", ""),
            ("approach=PROGRAM", ""),
            ("q=" + "x" * 201, ""),
            ("q=%00", ""),
        ],
    )
    def test_an_invalid_value_gives_nothing_says_so_and_can_be_removed(self, client, query, kept):
        response = client.get(f"/practices/?{query}")
        listing = response.context["listing"]
        assert listing.count == 0 and not listing.rows.exists()
        [invalid] = listing.invalid
        assert invalid.message
        assert invalid.remove == kept
        html = response.content.decode()
        assert f'href="/practices/{"?" + kept if kept else ""}"' in html
        assert "Plan 0" not in html
        assert self.get(client, kept).invalid == []

    def test_several_invalid_values_are_removed_one_by_one(self, client):
        first, second = self.get(client, "topic=x&status=y").invalid
        assert {first.remove, second.remove} == {"status=y", "topic=x"}

    @pytest.mark.parametrize("query", ["topic=", "topic=&status=", "q=", "q=++", "evidence=", "sort="])
    def test_an_empty_value_is_no_filter(self, client, query):
        listing = self.get(client, query)
        assert (listing.count, listing.invalid, listing.canonical_query.strip("q=+")) == (3, [], "")

    def test_twenty_values_of_a_filter_are_taken_and_no_more(self, client):
        assert self.get(client, "&".join(["topic=t1"] * 20)).count == 1
        assert self.get(client, "&".join(["topic=t1"] * 21)).invalid

    def test_of_a_single_value_given_twice_the_last_counts(self, client):
        listing = self.get(client, "evidence=5&evidence=")
        assert listing.count == 3 and listing.active == []

    def test_active_filters_are_named_by_their_labels(self, client):
        active = self.get(client, "topic=t1&topic=t2&status=operating&q=plan").active
        assert [(str(found.label), str(found.value)) for found in active] == [
            ("Search", "plan"),
            ("Topic", "Topic 1"),
            ("Topic", "Topic 2"),
            ("Status", "Operating"),
        ]
        assert active[1].remove == "q=plan&topic=t2&status=operating"

    @pytest.mark.parametrize(
        "page, shown",
        [
            ("1", 0),
            ("2", 1),
            ("3", 2),
            ("4", 2),
            ("0", 2),
            ("-1", 2),
            ("abc", 0),
            ("", 0),
            ("²", 0),
            ("1e9", 0),
            ("10" * 40, 2),
            ("9" * 5000, 0),
            ("NaN", 0),
            ("inf", 0),
            ("1.0", 0),
            ("%00", 0),
            ("٣", 2),
            (" 2 ", 1),
        ],
    )
    def test_any_number_of_a_page_shows_a_page(self, client, settings, page, shown):
        settings.WAGTAIL_PMI = {"PAGE_SIZE": 1}
        assert [found.title for found in self.get(client, f"page={page}").results] == [f"Plan {shown}"]


@pytest.mark.skipif(
    connection.vendor == "mysql",
    reason="The full-text index of InnoDB holds committed rows only, and a test that rolls back commits none.",
)
class TestSearch:
    @pytest.fixture(autouse=True)
    def practices(self, network):
        body = [("paragraph", "<p>They meet about potholes.</p>"), ("quote", {"text": "Overtime", "attribution": "x"})]
        make_practice(network, "CitiStat", summary="Regular meetings.", solution=body)
        make_practice(network, "Snow plan", summary="Streets in winter.")

    @pytest.mark.parametrize(
        "query, titles",
        [
            ("citistat", ["CitiStat"]),
            ("winter", ["Snow plan"]),
            ("potholes", ["CitiStat"]),
            ("overtime", ["CitiStat"]),
            ("SNOW", ["Snow plan"]),
            ("snow streets", ["Snow plan"]),
            ("unheard", []),
            ("!!!", []),
            ("🎉", []),
            ("winter&status=operating", ["Snow plan"]),
            ("winter&status=idea", []),
            ("winter&sort=title", ["Snow plan"]),
            ("winter&sort=evidence", ["Snow plan"]),
            ("winter&sort=newest", ["Snow plan"]),
        ],
    )
    def test_finds_words_of_title_summary_and_body(self, listing, query, titles):
        assert listing(f"/practices/?q={query}") == titles

    def test_every_order_of_every_list_goes_with_a_query(self, client, network):
        make_city(network, "Snowville"), make_expert(network, "Snow"), make_post(network, "Snow")
        for address in ("/cities/", "/practices/", "/experts/", "/blog/"):
            for sort in client.get(address).context["listing"].form.sorts:
                assert client.get(address, {"q": "snow", "sort": sort}).context["listing"].invalid == []

    def test_finds_nothing_hidden(self, listing, network):
        make_practice(network, "Snow secret", live=False)
        make_practice(make_network(as_site_root=False), "Snow elsewhere")
        assert listing("/practices/?q=snow") == ["Snow plan"]

    def test_finds_composed_letters_however_they_are_typed(self, listing, network):
        make_practice(network, "Caf\u00e9")
        assert listing("/practices/?q=cafe%CC%81") == ["Caf\u00e9"]


class TestNetworks:
    def test_two_networks_of_one_site_do_not_mix(self, client, network):
        home = network.get_parent()
        north, south = (make_network(home, title=name, as_site_root=False) for name in ("North", "South"))
        topic = make_topic("Housing")
        for found, title in ((north, "Northern"), (south, "Southern")):
            make_city(found, title, priorities=[topic])
            make_practice(found, title, topics=[topic])
        for found, title in ((north, "Northern"), (south, "Southern")):
            for name in ("MemberCityPage", "BestPracticePage"):
                assert [page.title for page in found.get_rows(Viewer(), name)] == [title]
            assert [count.count for count in found.get_term_counts(Viewer(), type(topic))] == [2]
            assert found.get_figures(Viewer())["cities"] == 1

    def test_an_alias_within_the_network_is_listed_once(self, listing, network):
        page = make_practice(network, "CitiStat")
        page.create_alias(parent=page.get_parent(), update_slug="again")
        assert listing("/practices/") == ["CitiStat"]

    def test_an_alias_of_a_page_of_another_network_is_listed(self, listing, network):
        elsewhere = make_practice(make_network(as_site_root=False), "Elsewhere")
        elsewhere.create_alias(parent=network.get_children().get(slug="practices"))
        assert listing("/practices/") == ["Elsewhere"]

    def test_a_copy_is_a_page_of_its_own(self, listing, network):
        page = make_practice(network, "CitiStat")
        page.copy(update_attrs={"title": "CitiStat 2", "slug": "citistat-2"})
        assert listing("/practices/") == ["CitiStat", "CitiStat 2"]
