"""What holds on every host site."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.checks import ERROR, run_checks
from django.core.management import call_command
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.menu import admin_menu
from wagtail.images import get_image_model

from wagtail_pmi.blocks import body_block
from wagtail_pmi.models import BestPracticePage, NetworkPage, PracticeLesson
from wagtail_pmi.models.base import Page
from wagtail_pmi.outputs.sitemap import sitemap
from wagtail_pmi.testing import (
    make_city,
    make_expert,
    make_image,
    make_membership,
    make_post,
    make_practice,
    make_topic,
)

pytestmark = pytest.mark.django_db

# Address below the network → what is to be read there.
CONTENT = {
    "": "Meeting",
    "cities/": "Boston",
    "practices/": "CitiStat",
    "experts/": "Ann",
    "blog/": "Meeting",
    "topics/": "Housing",
    "topics/housing/": "CitiStat",
    "cities/boston/": "A harbor",
    "practices/citistat/": "Boston",
    "experts/ann/": "CitiStat",
    "blog/meeting/": "Boston",
    "blog/rss/": "Meeting",
    "practices/?topic=housing": "CitiStat",
}


@pytest.fixture
def world(network):
    topic = make_topic("Housing")
    city = make_city(network, "Boston", image=make_image(), image_alt="A harbor", priorities=[topic])
    expert = make_expert(network, "Ann", topics=[topic])
    practice = make_practice(network, "CitiStat", topics=[topic], origin_city=city, experts=[expert])
    make_post(network, "Meeting", topics=[topic], cities=[city], practices=[practice])
    return network


@pytest.fixture
def administrator(client):
    users = get_user_model()
    user = users._default_manager.create_superuser(
        **{users.USERNAME_FIELD: "admin@example.org", "email": "admin@example.org", "password": "secret"}
    )
    client.force_login(user)
    return user


def test_no_migration_is_pending():
    call_command("makemigrations", check_changes=True, dry_run=True)


def test_no_check_fails():
    assert [found for found in run_checks() if found.is_serious(ERROR)] == []


def test_a_network_is_created_by_the_command(client):
    call_command("pmi_create_network", site="localhost", title="Our network")
    assert client.get(NetworkPage.objects.get().url).status_code == 200


def test_every_kind_of_page_is_read(world, client):
    responses = {address: client.get(world.url + address) for address in CONTENT}
    assert {address for address, response in responses.items() if response.status_code != 200} == set()
    texts = {address: response.content.decode() for address, response in responses.items()}
    assert {address for address, content in CONTENT.items() if content not in texts[address]} == set()


def test_the_sitemap_is_written_whatever_apps_are_installed(world):
    response = sitemap(RequestFactory().get("/sitemap.xml"))
    assert "/blog/meeting/</loc>" in response.render().content.decode()


def test_every_block_is_shown_on_a_page(world, client):
    page = BestPracticePage.objects.get()
    failed = set()
    for name, block in body_block().child_blocks.items():
        page.solution = [(name, block.normalize(block.get_preview_value())), ("heading", {"text": "The end"})]
        page.save_revision().publish()
        if b"The end" not in client.get(page.url).content:
            failed.add(name)
    assert failed == set()


def test_an_image_is_one_of_the_site(world):
    assert apps.get_model("wagtail_pmi", "MemberCityPage").objects.get().image.__class__ is get_image_model()


def test_a_member_reads_what_members_read(world, client):
    page = BestPracticePage.objects.get()
    page.lessons.add(PracticeLesson(kind="implementation", text="A quiet word", visibility="members"))
    page.save()
    shown = [b"A quiet word" in client.get(page.url).content]
    client.force_login(make_membership(world).user)
    shown.append(b"A quiet word" in client.get(page.url).content)
    assert shown == [False, True]


def test_every_type_can_be_created_and_edited_in_the_admin(world, client, administrator):
    pages = [page.specific for page in Page.objects.filter(path__startswith=world.path)]
    assert len({type(page) for page in pages}) == 9
    for page in pages:
        kind = (page._meta.app_label, page._meta.model_name, page.get_parent().pk)
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200, page
        assert client.get(reverse("wagtailadmin_pages:add", args=kind)).status_code in (200, 302), page


def test_every_item_of_the_menu_opens(world, client, administrator):
    request = client.get(reverse("wagtailadmin_home")).wsgi_request
    [group] = [item for item in admin_menu.menu_items_for_request(request) if item.name == "pmi-network"]
    items = group.menu.menu_items_for_request(request)
    assert items
    for item in items:
        assert client.get(item.url).status_code == 200, item.name
