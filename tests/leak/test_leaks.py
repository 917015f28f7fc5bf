"""Promise P1: nothing unpublished, expired or restricted reaches someone who may not see it, on any surface."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import AbstractPage

from wagtail_pmi.library.terms import merge_terms
from wagtail_pmi.models import Adoption, BestPracticePage, NetworkPage, Topic
from wagtail_pmi.models.base import Page
from wagtail_pmi.outputs.pdf import can_make_pdf
from wagtail_pmi.testing import make_membership, make_practice, make_topic
from wagtail_pmi.visibility import Viewer, visible_to

from ..outputs.reading import read_pdf
from .world import BUILDERS, STATES, World, build_world, canary

# Every kind of address that the package answers on. A new page type or route that no surface covers fails a test.
SURFACES = [
    "/",
    "/cities/",
    "/practices/",
    "/experts/",
    "/blog/",
    "/cities/open-city/",
    "/practices/open-practice/",
    "/experts/open-expert/",
    "/blog/open-post/",
    "/adoptions/open-city-open-practice/",
    "/practices/open-practice/?like=open-city",
    "/practices/candid-practice/",
    "/practices/candid-practice/?like=alike-a",
    "/practices/reticent-practice/",
    "/cities/alike-a/",
    "/adoptions/alike-a-candid-practice/",
    "/practices/compare/?practice=open-practice&practice=second-practice&like=open-city",
    "/practices/open-practice/diffusion/",
    "/practices/open-practice/diffusion/json/",
    "/diffusion/",
    "/diffusion/json/",
    "/adoptions/",
    "/adoptions/?q=canary",
    "/adoptions/?sort=city&page=2",
    "/practices/open-practice/brief/",
    "/practices/open-practice/brief/?like=open-city",
    "/practices/open-practice/brief/md/",
    "/practices/open-practice/brief/md/?like=open-city",
    "/practices/open-practice/cite/bib/",
    "/practices/open-practice/cite/ris/",
    "/practices/open-practice/cite/json/",
    "/practices/open-practice/card/",
    "/oembed/?url=http://localhost/practices/open-practice/",
    "/oembed/?url=http://localhost/practices/open-practice/&format=xml",
    "/blog/rss/",
    "/blog/atom/",
    "/topics/",
    "/beneficiaries/",
    "/keywords/",
    "/topics/topic-shown/",
    "/sitemap.xml",
    "/cities/?q=canary",
    "/practices/?q=canary",
    "/experts/?q=canary",
    "/blog/?q=canary",
    "/cities/?sort=largest",
    "/cities/?population=over_1m",
    "/cities/?state=GU",
    "/practices/?sort=newest&page=2",
    "/blog/?year=1987",
    *(["/practices/open-practice/brief/pdf/?like=open-city"] if can_make_pdf() else []),
]
# Addresses that answer the people of a city alone.
OF_A_CITY = ["/adoptions/record/", "/adoptions/record/?practice=open-practice"]
# Those that lead nowhere without a secret.
CLOSED = ["/confirm/made-up/"]
RESTRICTED = {"login", "group", "password", "closedparent", "alias"}
VIEWERS = ["anonymous", "signed in", "member", "former member", "member of another network"]


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The world, built once for the tests of this file, which each roll back what they change."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        practice = BestPracticePage.objects.get(pk=world.visible["practice"].pk)
        practice.topics.set([make_topic("topic shown", slug="topic-shown")])
        practice.save()
        make_practice(world.network, "Second practice")
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(built, db) -> World:
    cache.clear()
    return built


def may_see(viewer: str) -> set[str]:
    """The canaries that a viewer may meet."""
    seen = {"canarylessonpublic", "canaryledgerpublic", "canaryrowspublic"}
    if viewer == "member":
        seen |= {"canarylessonmembers", "canaryledgermembers", "canaryrowsmembers"}
    if viewer != "anonymous":
        seen |= {canary(state, kind) for state, signed_in in STATES.items() if signed_in for kind in BUILDERS}
    return seen


def may_be_on(address: str) -> set[str]:
    """What is said without a name is on the page of its practice alone."""
    on_its_page = address.partition("?")[0] == "/practices/candid-practice/"
    return {"canarycandidlesson", "canarycandidoutcome", "canarycandidnarrative"} if on_its_page else set()


def found_in(response) -> set[str]:
    content = response.getvalue() if response.streaming else response.content
    is_pdf = response.headers["content-type"] == "application/pdf"
    text = (read_pdf(content) if is_pdf else unescape(content.decode())) + str(response.headers)
    return set(re.findall(r"canary\w*", text.lower().replace("?q=canary", "")))


def links_in(response, address: str) -> set[str]:
    pattern = rb'(?:href|src)="([^"]+)"|<loc>([^<]+)|<link>([^<]+)'
    found = {unescape((a or b or c).decode()) for a, b, c in re.findall(pattern, response.content)}
    absolute = {urlsplit(urljoin(f"http://localhost{address}", link)) for link in found}
    return {
        part.path + (f"?{part.query}" if part.query else "")
        for part in absolute
        if part.hostname == "localhost" and not part.path.startswith(("/static/", "/media/", "/documents/"))
    }


@pytest.mark.parametrize("viewer", VIEWERS)
def test_no_surface_shows_what_the_viewer_may_not_see(world, client, viewer):
    if viewer != "anonymous":
        client.force_login(world.users[viewer])
    todo, done = set(SURFACES), set()
    while todo:
        address = todo.pop()
        done.add(address)
        response = client.get(address, headers={"host": "localhost"})
        assert response.status_code == 200, f"{address} answered {response.status_code}"
        leaked = {word for word in found_in(response) if not any(word.startswith(seen) for seen in may_see(viewer))}
        leaked -= {"canary"} | may_be_on(address)  # the query itself
        assert not leaked, f"{address} shows {leaked} to {viewer}"
        todo |= links_in(response, address) - done
    assert len(done) > len(SURFACES)


def test_the_people_of_a_city_are_shown_nothing_hidden_where_they_record(world, client):
    membership = make_membership(world.network, kind="city_staff", city=world.visible["city"])
    client.force_login(membership.user)
    for address in OF_A_CITY:
        response = client.get(address)
        assert response.status_code == 200
        leaked = {word for word in found_in(response) if not any(word.startswith(seen) for seen in may_see("member"))}
        assert not leaked, f"{address} shows {leaked}"


def test_what_a_member_may_read_is_there_for_them(world, client):
    client.force_login(world.users["member"])
    page = client.get("/practices/open-practice/").content.decode()
    assert "canarylessonpublic" in page
    assert "canarylessonmembers" in page
    assert "canarylessonanonymised" not in page
    assert "canaryledgermembers" in page and "canaryrowsmembers" in page


@pytest.mark.parametrize("viewer", VIEWERS)
def test_what_three_of_a_kind_say_is_told_without_a_name(world, client, viewer):
    if viewer != "anonymous":
        client.force_login(world.users[viewer])
    for query in ("", "?like=alike-a", "?like=alike-b"):
        page = client.get(f"/practices/candid-practice/{query}")
        assert found_in(page) >= may_be_on("/practices/candid-practice/")
        html = page.content.decode()
        said = html[html.index('aria-labelledby="pmi-candour"') :].partition("</section>")[0]
        assert "Alike" not in said and "href" not in said
        withheld = found_in(client.get(f"/practices/reticent-practice/{query}"))
        assert not [word for word in withheld if "reticent" in word]
    for address in ("/practices/", "/cities/"):
        assert not list(client.get(address, {"q": "canarycandidlesson"}).context["listing"].rows)


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("address", CLOSED)
def test_what_needs_a_secret_says_nothing_without(world, client, viewer, address):
    if viewer != "anonymous":
        client.force_login(world.users[viewer])
    response = client.get(address)
    assert response.status_code == 404
    assert not {word for word in found_in(response) if not any(word.startswith(seen) for seen in may_see(viewer))}


@pytest.mark.parametrize("name", ["draft", "expired", "members", "anonymised"])
def test_a_hidden_entry_of_the_ledger_does_not_answer(world, client, name):
    entry = Adoption.objects.get(local_name=f"canaryledger{name}")
    assert client.get(f"/adoptions/{entry.slug}/").status_code == 404


@pytest.mark.parametrize("viewer", VIEWERS)
def test_few_and_many_closed_branches_are_left_out_alike(world, monkeypatch, viewer):
    found = []
    for few in (10**6, -1):
        monkeypatch.setattr("wagtail_pmi.visibility.FEW_BRANCHES", few)
        found.append(set(visible_to(Viewer(world.users.get(viewer)), Page.objects.all()).values_list("pk", flat=True)))
    assert found[0] == found[1] and len(found[0]) < Page.objects.count()


def test_an_entry_hidden_in_the_middle_of_a_lineage_leaves_no_trace(world, client):
    canaries = Adoption.objects.filter(local_name__startswith="canary").exclude(local_name="canaryledgerpublic")
    hidden = {str(entry.uid) for entry in canaries}
    found = client.get("/practices/open-practice/diffusion/json/").json()["lineage"]
    nodes = {node["uid"] for node in found["nodes"]}
    assert hidden and not nodes & hidden
    assert {uid for edge in found["edges"] for uid in edge.values()} <= nodes
    opened = Adoption.objects.get(local_name="Open entry")
    node = next(node for node in found["nodes"] if node["uid"] == str(opened.uid))
    assert opened.adopted_from and node["generation"] == 0


def test_an_entry_of_a_hidden_page_does_not_answer(world, client):
    words = [canary(state, kind) for state, kind in world.hidden if kind in ("city", "practice")]
    entries = Adoption.objects.filter(local_name__in=words)
    assert len(entries) == len(words) == 2 * len(STATES)
    assert {client.get(f"/adoptions/{entry.slug}/").status_code for entry in entries} == {404}


def test_the_tally_counts_what_is_listed(world, client):
    for viewer in VIEWERS:
        if viewer != "anonymous":
            client.force_login(world.users[viewer])
        ledger = client.get("/practices/open-practice/").context["ledger"]
        assert sum(count.count for count in ledger.tally) == len(ledger.adopters)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", BUILDERS)
def test_a_hidden_page_does_not_answer(world, client, state, kind):
    page = world.hidden[state, kind]
    address = Page.objects.get(pk=page.pk).get_url()
    response = client.get(address)
    # Wagtail asks for a password or sends to the sign-in; everything else does not exist.
    assert response.status_code in ({200, 302} if state in RESTRICTED else {404})
    assert canary(state, kind) not in unescape(response.content.decode()).replace(address, "")


def test_a_page_that_expires_is_gone_at_once(world, client):
    page = world.visible["city"]
    assert client.get("/cities/open-city/").status_code == 200
    type(page).objects.filter(pk=page.pk).update(expire_at="2020-01-01T00:00Z")
    assert client.get("/cities/open-city/").status_code == 404
    assert b"Open city" not in client.get("/cities/").content


@pytest.mark.parametrize("prefix", ["topics", "keywords"])
def test_the_page_of_a_term_that_only_hidden_pages_have_does_not_exist(world, client, prefix):
    name = "topic" if prefix == "topics" else "keyword"
    assert client.get(f"/{prefix}/{name}-canarydraftpractice/").status_code == 404


def test_feeds_say_the_same_whoever_asks(world, client):
    public = [client.get(address).content for address in ("/blog/rss/", "/blog/atom/")]
    client.force_login(world.users["member"])
    assert [client.get(address).content for address in ("/blog/rss/", "/blog/atom/")] == public


def test_every_count_is_that_of_a_list(world, client):
    for viewer in VIEWERS:
        if viewer != "anonymous":
            client.force_login(world.users[viewer])
        for address in ("/cities/", "/practices/", "/experts/", "/blog/"):
            listing = client.get(address).context["listing"]
            assert listing.count == len(list(listing.rows))
        for count in client.get("/topics/").context["terms"]:
            sections = client.get(f"/topics/{count.term.slug}/").context["sections"]
            assert count.count == sum(section.count for section in sections)
            for section in sections:
                assert client.get(section.more_url).context["listing"].count == section.count


def test_the_words_of_a_private_image_are_not_found(world, client):
    assert client.get("/practices/?q=canaryimagealt").context["listing"].count == 0


def test_a_merged_term_does_not_tell_what_it_became_where_that_is_hidden(world, client):
    source, target = make_topic("Open name"), Topic.objects.get(name="topic canarydraftpractice")
    merge_terms(source, target)
    assert client.get(f"/topics/{source.slug}/").status_code == 404


def test_a_page_that_a_member_sees_more_of_is_in_no_shared_cache(world, client):
    assert "private" not in client.get("/practices/open-practice/").get("Cache-Control", "")
    client.force_login(world.users["member"])
    assert "private" in client.get("/practices/open-practice/")["Cache-Control"]


def test_every_page_type_and_route_has_a_surface(world, client):
    types, routes = set(), set()
    for address in [*SURFACES, *OF_A_CITY, *CLOSED]:
        response = client.get(address)
        page = (response.context or {}).get("page")
        types.add(type(page))
        match = getattr(response.wsgi_request, "routable_resolver_match", None)
        if match:
            routes.add((type(response.context["page"]) if page else None, match.url_name))
    ours = {model for model in apps.get_app_config("wagtail_pmi").get_models() if issubclass(model, AbstractPage)}
    assert ours <= types
    names = {
        pattern.name for model in ours if issubclass(model, RoutablePageMixin) for pattern in model.get_subpage_urls()
    }
    assert names <= {name for _type, name in routes}


def test_another_network_of_the_same_install_stays_apart(world, client):
    """Its pages are public, and still in no list of this network."""
    assert NetworkPage.objects.count() == 2
    assert client.get("/practices/?q=canaryothernetworkpractice").context["listing"].count == 0
