"""What is promised of every block, of those that come later too: the registry is gone through, block by block."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from django.template import Context, Template
from django.template.loader import get_template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.signal_handlers import disable_reference_index_auto_update

from tests.blocks.filling import Filler, body_of, page_with
from tests.blocks.payloads import ADDRESSES, TEXTS
from tools.picture_blocks import PICTURES, preview
from wagtail_pmi.blocks import body_block
from wagtail_pmi.blocks.streams import DEFAULT_BLOCKS
from wagtail_pmi.models import Resource
from wagtail_pmi.models.base import Page

pytestmark = pytest.mark.django_db
every_block = pytest.mark.parametrize("name", DEFAULT_BLOCKS)

CANARY = "canaryhidden"


@pytest.fixture(autouse=True)
def no_reference_index():
    with disable_reference_index_auto_update():
        yield


def request():
    return RequestFactory().get("/", headers={"host": "localhost"})


def render(page):
    template = Template("{% load wagtail_pmi_tags %}{% pmi_body page.solution %}")
    return template.render(Context({"page": page, "request": request()}))


def represent(page):
    return page.solution.stream_block.get_api_representation(page.solution, {"request": request()})


class TestForEditors:
    @every_block
    def test_has_all_that_an_editor_chooses_by(self, name):
        block = body_block().child_blocks[name]
        assert block.meta.group and block.label and block.get_description().endswith(".")
        assert block.meta.icon != "placeholder" and get_template(f"wagtailadmin/icons/{block.meta.icon}.svg")
        assert block.is_previewable
        assert get_template(block.get_template())

    @every_block
    def test_the_picture_of_the_documentation_is_small_and_there(self, name):
        assert 0 < (PICTURES / f"{name}.png").stat().st_size < 40_000, "Run python -m tools.picture_blocks."

    @every_block
    def test_the_example_shows_something(self, name):
        html = preview(body_block().child_blocks[name])
        shown = html[html.index("<main") : html.index("</main")]
        assert len(re.sub(r"<[^>]*>|\s", "", shown)) > 5 and "None" not in shown

    @every_block
    def test_the_admin_previews_it_in_our_style(self, admin_client, name):
        block = body_block().child_blocks[name]
        response = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        assert response.status_code == 200
        assert "wagtail_pmi/blocks.css" in response.content.decode()

    @every_block
    def test_what_is_filled_in_rightly_is_accepted(self, network, name):
        block = body_block().child_blocks[name]
        for raw in Filler(network).values(block):
            assert block.clean(block.to_python(raw))


def test_no_picture_is_left_of_a_block_that_is_gone():
    assert {Path(picture).stem for picture in PICTURES.glob("*.png")} == set(DEFAULT_BLOCKS)


class TestForReaders:
    @every_block
    def test_shows_what_it_holds(self, network, name):
        page = page_with(network, body_of([Filler(network, words="Sesame", title="Sesame")], [name]))
        html = render(page)
        assert "Sesame" in html or "<img" in html

    @every_block
    def test_nothing_hidden_is_shown_found_or_told(self, network, name):
        page = page_with(network, body_of([Filler(network, title=CANARY, hide=True)], [name]))
        assert CANARY not in render(page)
        assert CANARY not in json.dumps(represent(page))
        assert CANARY not in " ".join(page.solution.stream_block.get_searchable_content(page.solution))

    @every_block
    def test_what_it_points_at_may_go(self, client, network, name):
        page = page_with(network, body_of([Filler(network)], [name]))
        Page.objects.filter(slug__startswith="filled-").delete()
        for model in (get_image_model(), Resource, get_document_model()):
            model.objects.all().delete()
        assert client.get(page.get_url()).status_code == 200
        page = type(page).objects.get(pk=page.pk)
        assert json.dumps(represent(page))
        assert page.solution.stream_block.get_searchable_content(page.solution) is not None

    @every_block
    def test_costs_the_same_once_and_twenty_times(self, client, network, name):
        def cost(count):
            page = page_with(network, body_of([Filler(network) for _number in range(count)], [name]))
            client.get(page.get_url())  # makes the renditions, once for each image
            cache.clear()
            with CaptureQueriesContext(connection) as shown:
                assert client.get(page.get_url()).status_code == 200
            page = type(page).objects.get(pk=page.pk)
            with CaptureQueriesContext(connection) as told:
                assert len(represent(page)) >= count
            return len(shown), len(told)

        assert cost(1) == cost(20)


class TestForMachines:
    @every_block
    def test_says_the_same_fields_whether_or_not_things_may_be_seen(self, network, name):
        """Lists leave out what is hidden; a field is never left out."""
        shown, hidden = (
            represent(page_with(network, body_of([Filler(network, hide=hide)], [name])))[0]["value"]
            for hide in (False, True)
        )
        assert _is_plain(shown)
        if isinstance(shown, dict) and hidden is not None:
            assert shown.keys() == hidden.keys()
            alike = {key: (type(shown[key]), type(hidden[key])) for key in shown}
            assert all(a is b or b is type(None) for a, b in alike.values()), alike

    def test_pages_and_images_look_the_same_wherever_they_are_told(self, network):
        told = represent(page_with(network, body_of([Filler(network)])))
        pages = [found for found in _dicts(told) if set(found) >= {"id", "type", "title"}]
        images = [found for found in _dicts(told) if "alt" in found]
        assert pages and {frozenset(found) for found in pages} == {frozenset({"id", "type", "title", "url"})}
        expected = frozenset({"id", "alt", "url", "width", "height", "renditions"})
        assert images and {frozenset(found) for found in images} == {expected}


class TestAgainstHarm:
    """What raw rows hold is asked again when it is shown: no form has seen it."""

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_no_address_leads_where_none_may(self, network, address):
        page = page_with(network, body_of([Filler(network, words="W", html="<p>W</p>", url=address)]))
        told = [found for found in _texts(represent(page)) if found == address]
        addresses = re.findall(r'(?:href|src|action|data-pmi-player)="([^"]*)"', render(page))
        assert addresses
        for found in [unescape(each) for each in addresses] + told:
            assert _may_be_followed(found), found

    @pytest.mark.parametrize("text", TEXTS)
    def test_no_text_becomes_markup(self, network, text):
        page = page_with(network, body_of([Filler(network, words=text, html=f"<p>W</p>{text}", title=text)]))
        told = [found for found in _texts(represent(page)) if found.startswith("<p>W</p>")]
        assert told
        for html in (render(page).replace(OWN_SCRIPT, ""), *told):
            elements = Elements(html)
            assert not elements.names & FORBIDDEN
            assert not [name for name in elements.attributes if name.startswith("on") or name in ("style", "srcdoc")]


class Elements(HTMLParser):
    """The names of the elements and of their attributes, as a browser would read them."""

    def __init__(self, html):
        super().__init__()
        self.names, self.attributes = set(), set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes |= {name for name, _value in attrs}


OWN_SCRIPT = '<script type="module" src="/static/wagtail_pmi/embed.js"></script>'
FORBIDDEN = {
    "script",
    "iframe",
    "object",
    "embed",
    "base",
    "meta",
    "link",
    "style",
    "form",
    "math",
    "animate",
    "noscript",
}


def _may_be_followed(address):
    parts = urlsplit(address)
    own = address.startswith("#") or (address.startswith("/") and not address.startswith(("//", "/\\")))
    return own or (parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and "@" not in parts.netloc)


def _is_plain(value):
    return json.loads(json.dumps(value)) == value


def _dicts(value):
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for child in value:
            yield from _dicts(child)


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for child in value.values() if isinstance(value, dict) else value:
            yield from _texts(child)
