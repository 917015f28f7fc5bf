"""No query string of whoever is signed in breaks a list, a register or a report, or gets more out of it."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.corpus import HOSTILE, MEGABYTE
from wagtail_pmi.models import Keyword, Membership, Organisation, Resource
from wagtail_pmi.testing import make_city, make_expert, make_membership, make_post, make_practice, make_topic

pytestmark = pytest.mark.django_db

REGISTERS = {
    "topic": ("parent",),
    "beneficiary": (),
    "keyword": (),
    "organisation": ("kind",),
    "resource": ("kind", "licence"),
    "membership": ("kind", "network"),
}
LISTS = {
    "cities": ("membership_status", "kind", "form_of_government"),
    "practices": ("evidence_level", "status", "approach", "verification"),
    "experts": ("availability", "verification"),
    "posts": ("date_from", "date_to"),
    "needs_verification": ("type",),
    "incomplete": ("type",),
    "recently_published": ("type", "last_published_at_from", "last_published_at_to"),
}
FLOODS = [MEGABYTE, "word+" * 20_000, "%C3%A9" * 100_000, "0." * 5_000, "1," * 5_000]


@pytest.fixture
def visitor(network, admin_user):
    """An administrator who is answered with the 500 page."""
    upper = make_topic("Upper")
    topic = make_topic("Lower", parent=upper)
    make_city(network, "One"), make_expert(network, "One", topics=[topic])
    make_practice(network, "One", topics=[topic], keywords=[Keyword.objects.create(name="data")])
    make_post(network, "One").save_revision().publish()
    Organisation.objects.create(name="One")
    Resource.objects.create(title="One", kind="toolkit", url="https://example.org/")
    make_membership(network)
    client = Client(raise_request_exception=False)
    client.force_login(admin_user)
    return client


def register(name):
    return reverse(f"wagtail_pmi_{name}_modeladmin_index")


def results(name):
    return reverse(f"wagtail_pmi_{name}:index_results")


def test_the_right_number_of_each_is_here():
    """What is tried in turns below meets every value."""
    assert len(HOSTILE) > 10 * len(LISTS)


@pytest.mark.parametrize("number, name", [*enumerate(REGISTERS)])
def test_registers(visitor, number, name):
    known = ("q", "o", "p", "export", *REGISTERS[name])
    for index, value in enumerate(HOSTILE[number :: len(REGISTERS)]):
        for parameter in {known[index % len(known)], "q", "o"}:
            response = visitor.get(register(name), QUERY_STRING=f"{parameter}={value}")
            assert response.status_code in (200, 302), f"{parameter}={value[:80]}"
        assert visitor.get(register(name), QUERY_STRING=f"{value}=x").status_code in (200, 302), f"{value[:80]}=x"


@pytest.mark.parametrize("number, name", [*enumerate(LISTS)])
def test_lists_and_reports(visitor, number, name):
    own = LISTS[name]
    for value in HOSTILE[number :: len(LISTS)]:
        filters = "&".join(f"{parameter}={value}" for parameter in (*own, "network", "complete", "published"))
        for query in (f"q={value}", f"ordering={value}&p={value}&export={value}", filters, f"{value}=x"):
            assert visitor.get(results(name), QUERY_STRING=query).status_code == 200, query[:80]


@pytest.mark.parametrize("name", [*REGISTERS, *LISTS])
def test_floods(visitor, name):
    place = register(name) if name in REGISTERS else results(name)
    for flood in FLOODS:
        for parameter in ("q", "p", "o", "ordering", "kind", "type"):
            assert visitor.get(place, QUERY_STRING=f"{parameter}={flood}").status_code in (200, 302, 400)


@pytest.mark.parametrize("name", REGISTERS)
@pytest.mark.parametrize("action", ["edit", "delete", "inspect", "history", "merge"])
def test_keys_of_nothing(visitor, name, action):
    for key in (
        "0",
        "999999",
        "9" * 18,
        "9" * 19,
        "9" * 400,
        "x",
        "-1",
        "1.0",
        "%00",
        "²",
        "_31",
        "1_000",
        "a%2fb",
        "1;",
    ):
        assert visitor.get(f"{register(name)}{action}/{key}/").status_code in (302, 404), key


def test_methods_change_nothing(visitor):
    for name in REGISTERS:
        for method in (visitor.post, visitor.put, visitor.patch, visitor.delete, visitor.options, visitor.head):
            assert method(register(name)).status_code < 500
    assert Membership.objects.count() == 1


def test_nothing_changes_without_a_token(network, admin_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    keyword = Keyword.objects.create(name="data")
    assert client.post(reverse("wagtail_pmi_keyword_modeladmin_delete", args=[keyword.pk])).status_code == 403
    assert client.post(reverse("wagtail_pmi_keyword_modeladmin_merge", args=[keyword.pk])).status_code == 403
    assert Keyword.objects.exists()
