"""Promise P2: no request of an outsider gives a 5xx, and no invalid filter an unfiltered answer."""

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from wagtail_pmi.library.filters import CityListingForm, ExpertListingForm, PostListingForm, PracticeListingForm
from wagtail_pmi.library.ledger_filters import AdoptionListingForm
from wagtail_pmi.library.listings import Choices, Listing, ListingForm
from wagtail_pmi.library.text import clean_query
from wagtail_pmi.testing import make_adoption, make_city, make_expert, make_post, make_practice, make_topic
from wagtail_pmi.visibility import Viewer

from .corpus import HOSTILE, MEGABYTE

pytestmark = pytest.mark.django_db

LISTINGS = {
    "/cities/": CityListingForm,
    "/practices/": PracticeListingForm,
    "/experts/": ExpertListingForm,
    "/blog/": PostListingForm,
    "/adoptions/": AdoptionListingForm,
}
TITLE = "The only one"


@pytest.fixture
def visitor(network):
    """A client that is answered with the 500 page, as a visitor is."""
    topic = make_topic("Housing")
    city = make_city(network, TITLE, priorities=[topic])
    practice = make_practice(network, TITLE, topics=[topic], keywords=["data"])
    make_adoption(city, practice)
    make_expert(network, TITLE, topics=[topic])
    make_post(network, TITLE, topics=[topic], keywords=["data"])
    return Client(raise_request_exception=False)


def get(client, address, query):
    return client.get(address, QUERY_STRING=query)


def rows_at(network, address):
    if address == "/adoptions/":
        return network.get_adoptions(Viewer())
    return network.get_children().get(slug=address.strip("/")).specific.get_rows(Viewer())


def title_of(row):
    return row.city.title if hasattr(row, "city") else row.title


def all_subclasses(kind):
    return {kind, *(below for child in kind.__subclasses__() for below in all_subclasses(child))}


def test_every_listing_form_of_the_package_is_tried():
    forms = {form for form in all_subclasses(ListingForm) if form.__module__.startswith("wagtail_pmi.")}
    assert forms - {ListingForm} == set(LISTINGS.values())


@pytest.mark.parametrize("address", LISTINGS)
def test_a_hostile_value_of_a_filter_is_refused_or_does_no_harm(visitor, network, address):
    """Every value in every filter, asked of the listing itself."""
    form = LISTINGS[address]
    names = [name for name in form.base_fields if name != "q"]
    rows = rows_at(network, address)
    assert Listing(form, rows, QueryDict("")).count == 1
    for value in HOSTILE:
        listing = Listing(form, rows, QueryDict("&".join(f"{name}={value}" for name in names)))
        given = listing._data.get("sort", "")
        wrong = {name for name in names if given.strip() and given not in _values(listing.form.fields[name])}
        assert wrong <= set(listing.form.errors), f"{value[:80]} is ignored"
        assert len(listing.invalid) == len(listing.form.errors)
        assert (listing.count == 0) == bool(listing.form.errors)


@pytest.mark.parametrize("address", LISTINGS)
def test_a_query_without_words_finds_nothing(visitor, network, address):
    rows = rows_at(network, address)
    for value in HOSTILE:
        listing = Listing(LISTINGS[address], rows, QueryDict(f"q={value}"))
        count, given = listing.count, listing._data.get("q", "")
        if given.strip() and (listing.invalid or not clean_query(given)):
            assert count == 0, f"q={value[:80]} is ignored"


def _values(field):
    groups = [label if isinstance(label, (list, tuple)) else [(value, label)] for value, label in field.choices]
    return {str(code) for options in groups for code, _label in options}


@pytest.mark.parametrize("number, address", [*enumerate(LISTINGS)])
def test_a_page_with_hostile_values_is_a_page(visitor, number, address):
    """Each value once as a page that is rendered: in all filters at a time, as a number, and as a name."""
    for value in HOSTILE[number :: len(LISTINGS)]:
        query = [f"{name}={value}" for name in (*LISTINGS[address].base_fields, "page")]
        assert get(visitor, address, "&".join([*query, f"{value}=x"])).status_code == 200, value[:80]


@pytest.mark.parametrize("number, address", [*enumerate(LISTINGS)])
def test_hostile_numbers_and_names_change_nothing(visitor, network, number, address):
    rows = rows_at(network, address)
    for value in HOSTILE[number :: len(LISTINGS)]:
        numbered = Listing(LISTINGS[address], rows, QueryDict(f"page={value}"))
        assert [title_of(row) for row in numbered.results] == [TITLE], f"page={value[:80]}"
        named = Listing(LISTINGS[address], rows, QueryDict(f"{value}=x"))
        assert (named.count, named.canonical_query) == (1, ""), f"{value[:80]}=x"


@pytest.mark.parametrize("address", LISTINGS)
def test_floods_are_refused_or_cut(visitor, address):
    form = LISTINGS[address]
    repeated = [name for name, field in form.base_fields.items() if isinstance(field, Choices)]
    floods = [f"q={MEGABYTE}", "q=" + "word+" * 20_000, "q=" + "%C3%A9" * 100_000, f"page={MEGABYTE}"]
    floods += [f"sort={MEGABYTE}", MEGABYTE, "&".join(f"x{n}=1" for n in range(5_000)), "&" * 100_000]
    floods += ["&".join([f"{name}=housing"] * count) for name in repeated for count in (21, 999, 5_000)]
    for query in floods:
        response = get(visitor, address, query)
        assert response.status_code in (200, 400), query[:30]
        if response.status_code == 200 and query.startswith(("sort=", *(f"{name}=" for name in repeated))):
            assert response.context["listing"].count == 0


@pytest.mark.parametrize("prefix", ["topics", "beneficiaries", "keywords"])
def test_hostile_terms_do_not_exist(visitor, prefix):
    for value in HOSTILE:
        if value.strip(".") and "?" not in value and "#" not in value:
            response = visitor.get(f"/{prefix}/{value}/")
            assert response.status_code in (301, 302, 400, 404), f"/{prefix}/{value[:80]}/: {response.status_code}"


def test_hostile_addresses_do_not_exist(visitor):
    places = ("/", "/cities/", "/practices/the-only-one/", "/blog/rss/", "/blog/")
    for number, above in enumerate(places):
        for value in HOSTILE[number :: len(places)]:
            if value.strip(".+%20") and "?" not in value and "#" not in value:
                response = visitor.get(f"{above}{value}/")
                assert response.status_code < 500, f"{above}{value[:80]}/"


@pytest.mark.parametrize("address", ["/", "/topics/", "/topics/housing/", "/blog/rss/", "/blog/atom/", "/sitemap.xml"])
def test_other_addresses_take_no_parameters(visitor, address):
    plain = visitor.get(address)
    assert plain.status_code == 200
    for value in HOSTILE[::8]:
        assert get(visitor, address, f"page={value}&q={value}&topic={value}&p={value}").status_code in (200, 404)


@pytest.mark.parametrize("address", [*LISTINGS, "/", "/topics/housing/", "/practices/the-only-one/", "/blog/rss/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace", "head"])
def test_other_methods_change_nothing(visitor, address, method):
    response = getattr(visitor, method)(address)
    assert response.status_code < 500
    assert visitor.get(address).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-language": "xx, ,;q=9," + "a" * 9_000},
        {"cookie": "sessionid=\x01; csrftoken=" + "x" * 5_000},
        {"host": "evil.test"},
        {"host": "a" * 300},
        {"host": "[::1"},
        {"x-forwarded-host": "evil.test", "x-forwarded-proto": "gopher"},
        {"if-modified-since": "not a date"},
        {"range": "bytes=9-1,,-"},
        {"accept": "text/\x00html"},
    ],
    ids=lambda headers: next(iter(headers)),
)
@pytest.mark.parametrize("address", ["/practices/", "/blog/rss/", "/sitemap.xml", "/topics/"])
def test_hostile_headers_do_no_harm(visitor, address, headers):
    assert visitor.get(address, headers=headers).status_code < 500


def test_what_a_reader_typed_is_escaped(visitor):
    for value in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "</title><b>"):
        for parameter in ("q", "topic", "sort"):
            html = visitor.get("/practices/", {parameter: value}).content.decode()
            assert value not in html or value == "{{ 7*7 }}"
            assert ">49<" not in html


def test_the_admin_is_closed_to_outsiders(visitor):
    response = visitor.get(reverse("wagtailadmin_home"))
    assert response.status_code == 302 and "login" in response.url
