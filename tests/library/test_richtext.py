"""Running text asks nothing of another host, and several texts load what they point at together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail_pmi.library.richtext import Targets, expand, texts_of
from wagtail_pmi.testing import make_city, make_image
from wagtail_pmi.visibility import Viewer

pytestmark = pytest.mark.django_db


def link(page):
    return f'<p><a linktype="page" id="{page.pk}">x</a></p>'


def test_an_image_of_another_host_is_taken_out():
    assert expand('<p>a<img src="https://evil.test/x.png">b</p>', Viewer()) == "<p>ab</p>"


def test_an_image_of_the_library_brings_no_other_along():
    own = f'<embed embedtype="image" id="{make_image().pk}" format="left" alt="Own"/>'
    html = expand(f'{own}<p><img src="https://evil.test/x.png" alt="Other"></p>', Viewer())
    assert "evil.test" not in html and html.count(" src=") == 1


def test_texts_shown_together_are_loaded_together(network):
    texts = [link(make_city(network)) for _number in range(5)]
    viewer, targets = Viewer(), Targets(texts_of([{"value": {"list": texts}}, texts[0]]))
    expand(texts[0], viewer, targets=targets)
    with CaptureQueriesContext(connection) as queries:
        written = [expand(text, viewer, targets=targets) for text in texts]
    assert all("href=" in html for html in written)
    assert not [query for query in queries if "wagtailcore_page" in query["sql"] and "SELECT" in query["sql"]]


def test_what_was_not_foreseen_is_loaded_all_the_same(network):
    assert "href=" in expand(link(make_city(network)), Viewer(), targets=Targets([]))


def test_nothing_is_asked_for_a_key_that_is_none():
    assert expand('<a linktype="page" id="x">a</a><a linktype="page">b</a>', Viewer()) == "<a>a</a><a>b</a>"
