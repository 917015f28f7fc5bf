"""“Create a network” in the admin: what the command does, for superusers, and only when it is sent."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from wagtail_pmi.models import BlogIndexPage, NetworkPage, Topic
from wagtail_pmi.models.base import Page
from wagtail_pmi.testing import make_editor, make_network

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/networks/create/"


def data(**changes):
    return {"title": "Our network", "site": Site.objects.get().pk, "parent": ""} | changes


def test_makes_a_network_and_leads_to_it(admin_client):
    response = admin_client.post(ADDRESS, data(), follow=True)
    network = NetworkPage.objects.get()
    assert response.redirect_chain == [(reverse("wagtailadmin_explore", args=[network.pk]), 302)]
    assert network.get_children().count() == 4 and Topic.objects.exists()
    html = response.content.decode()
    assert "The network “Our network” is there" in html
    group = network.group_permissions.first().group
    for link in ("/our-network/", f"/admin/pages/{network.pk}/edit/", f"/admin/groups/edit/{group.pk}/"):
        assert f'{link}"' in html


def test_sending_it_again_adds_nothing(admin_client):
    admin_client.post(ADDRESS, data())
    before = Page.objects.count()
    assert admin_client.post(ADDRESS, data()).status_code == 302
    assert Page.objects.count() == before


def test_opening_the_form_makes_nothing(admin_client):
    response = admin_client.get(f"{ADDRESS}?title=x&site={Site.objects.get().pk}")
    assert response.status_code == 200 and "Create the network" in response.content.decode()
    assert not NetworkPage.objects.exists()


def test_goes_below_the_chosen_page(admin_client):
    home = Site.objects.get().root_page
    below = home.add_child(instance=Page(title="Below", slug="below"))
    admin_client.post(ADDRESS, data(parent=below.pk))
    assert NetworkPage.objects.get().get_parent().pk == below.pk


@pytest.mark.parametrize("field, value", [("title", ""), ("title", "x" * 256), ("site", "0"), ("parent", "0")])
def test_says_what_is_wrong_and_keeps_the_rest(admin_client, field, value):
    response = admin_client.post(ADDRESS, data(**{field: value}))
    assert response.status_code == 200 and list(response.context["form"].errors) == [field]
    assert not NetworkPage.objects.exists()


def test_a_parent_that_takes_no_network_is_said_at_its_field(admin_client):
    make_network(as_site_root=False)
    site = Site.objects.get()
    site.root_page = Page.objects.get(depth=1)
    site.save()
    response = admin_client.post(ADDRESS, data(parent=BlogIndexPage.objects.get().pk))
    assert "takes no network below it" in str(response.context["form"].errors["parent"])
    assert NetworkPage.objects.count() == 1


def test_is_not_done_from_another_site(admin_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(ADDRESS, data()).status_code == 403
    assert not NetworkPage.objects.exists()


def test_is_for_superusers(client, admin_client, network):
    assert ADDRESS in admin_client.get("/admin/").content.decode()
    client.force_login(make_editor(network))
    home = client.get("/admin/")
    assert home.status_code == 200 and ADDRESS not in home.content.decode()
    for method in (client.get, client.post):
        assert method(ADDRESS, data()).status_code in (302, 403)
    assert NetworkPage.objects.count() == 1
