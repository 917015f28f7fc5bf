"""The example network loads whole, loads again without a change, and every one of its links answers."""

import re
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from wagtail.images import get_image_model
from wagtail.models import Revision, Site

from example_site.artwork import draw
from example_site.loading import Loader
from wagtail_pmi.blocks.streams import DEFAULT_BLOCKS
from wagtail_pmi.fields import BodyField
from wagtail_pmi.library.cards import RENDITIONS
from wagtail_pmi.library.fit import assess
from wagtail_pmi.models import (
    BestPracticePage,
    BlogPostPage,
    ExpertPage,
    MemberCityPage,
    Membership,
    NetworkPage,
    Organisation,
    Resource,
)
from wagtail_pmi.models.base import Page

COUNTED = [Page, Revision, Site, Membership, Organisation, Resource, get_image_model()]
TYPES = [NetworkPage, MemberCityPage, BestPracticePage, ExpertPage, BlogPostPage]


def counts():
    ours = apps.get_app_config("wagtail_pmi").get_models()
    return {model: model._default_manager.count() for model in [*COUNTED, *ours, get_user_model()]}


def load():
    said = []
    Loader(say=said.append).load("localhost", 80)
    return said


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The example network, loaded once for this file, with its drawings and their renditions in miniature."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("example_site.loading.draw", lambda key: draw(key, (80, 50)))
        for kind, specs in RENDITIONS.items():
            patch.setitem(
                RENDITIONS, kind, tuple(f"fill-{8 * n}x{5 * n}|format-jpeg" for n, _spec in enumerate(specs, 1))
            )
        load()
        yield
        transaction.set_rollback(True)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def test_there_is_something_of_each_kind():
    assert all(model.objects.count() > 3 for model in TYPES[1:])
    assert NetworkPage.objects.count() == 1


def test_every_page_is_live_and_valid():
    assert not Page.objects.filter(depth__gt=1, live=False).exists()
    assert not Page.objects.filter(has_unpublished_changes=True).exists()
    for model in TYPES:
        for page in model.objects.all():
            page.full_clean()
    assert not any(Page.find_problems())


def test_loading_again_changes_nothing():
    before = counts()
    saved = list(Page.objects.order_by("pk").values_list("pk", "last_published_at", "latest_revision"))
    load()
    assert counts() == before
    assert list(Page.objects.order_by("pk").values_list("pk", "last_published_at", "latest_revision")) == saved


def test_an_editors_change_and_deletion_outlive_another_load():
    with transaction.atomic():
        city = MemberCityPage.objects.first()
        city.summary = "Changed by its editor."
        city.save_revision().publish()
        load()
        assert MemberCityPage.objects.get(pk=city.pk).summary == "Changed by its editor."
        transaction.set_rollback(True)


def test_every_link_within_the_site_answers():
    client, todo, done, families = Client(), {"/", "/sitemap.xml", "/blog/rss/", "/blog/atom/"}, set(), set()
    while todo:
        address = todo.pop()
        done.add(address)
        response = client.get(address, headers={"host": "localhost"})
        assert response.status_code == 200, f"{address} answered {response.status_code}"
        for link in _links(response, address) - done:
            # Of the links that set the same filters of the same list, one stands for all.
            family = (urlsplit(link).path, tuple(sorted(parse_qs(urlsplit(link).query))))
            if "?" not in link or family not in families:
                families.add(family)
                todo.add(link)
    assert len(done) > Page.objects.count()


def _links(response, address):
    if not {"html", "xml"} & set(re.split(r"\W", response["Content-Type"])):
        return set()
    found = re.findall(r'href="([^"]+)"|<loc>([^<]+)', response.content.decode())
    parts = [urlsplit(urljoin(f"http://localhost{address}", unescape(a or b))) for a, b in found]
    own = [part for part in parts if part.hostname == "localhost" and part.scheme == "http"]
    own = [part for part in own if not part.path.startswith(("/static/", "/media/", "/documents/"))]
    return {part.path + (f"?{part.query}" if part.query else "") for part in own}


def test_every_kind_of_block_is_shown_somewhere():
    fields = [(model, field.name) for model in TYPES for field in model._meta.fields if isinstance(field, BodyField)]
    used = {block.block_type for model, name in fields for page in model.objects.all() for block in getattr(page, name)}
    assert used == set(DEFAULT_BLOCKS)


def test_every_city_of_the_united_states_can_be_placed():
    cities = MemberCityPage.objects.filter(country="US")
    assert cities.count() > 3
    for city in cities:
        assert city.geoid and city.latitude is not None and city.timezone, city.title
        assert city.population_year and city.population_source, city.title
        assert city.region or city.state == "PR", city.title


def test_every_image_is_described():
    for model in TYPES[1:]:
        for page in model.objects.all():
            assert page.image and page.image_alt, page.title


def test_every_practice_can_be_checked():
    for practice in BestPracticePage.objects.all():
        assert practice.citations.exists(), practice.title
        assert practice.topics.exists() and practice.experts.exists(), practice.title


def test_the_editor_is_a_member_and_no_superuser():
    editor = get_user_model().objects.get(username="editor")
    assert not editor.is_superuser
    assert Membership.objects.in_force().filter(user=editor).exists()


def test_the_rules_of_prerequisites_can_be_decided():
    """The form takes them as they are."""
    practices = [page for page in BestPracticePage.objects.all() if any(row.rule for row in page.prerequisites.all())]
    assert len(practices) >= 6
    cities = list(MemberCityPage.objects.all())
    for practice in practices:
        for row in practice.prerequisites.all():
            row.rule.stream_block.clean(row.rule)
        answers = [answer for city in cities for answer in assess(practice.prerequisites.all(), city).answers]
        assert not any("not complete" in reason for answer in answers for reason in answer.reasons)
