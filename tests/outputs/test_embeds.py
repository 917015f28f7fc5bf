"""The card may stand in a frame of any page and nothing else may; oEmbed tells of what the public sees."""

import json
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.corpus import HOSTILE, MEGABYTE
from wagtail_pmi.models import BestPracticeIndexPage, BestPracticePage
from wagtail_pmi.testing import make_adoption, make_city, make_membership, make_network, make_practice

pytestmark = pytest.mark.django_db

URL = "http://localhost/practices/a-plan/"
CARD = "/practices/a-plan/card/"


@pytest.fixture
def practice(network):
    return make_practice(network, "A plan", summary="Plans what to do.", evidence_level=1)


def ask(client, **query):
    return client.get("/oembed/", query)


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


class TestCard:
    def test_tells_the_practice_in_short_and_leads_out_of_the_frame(self, client, practice, network):
        make_adoption(make_city(network), practice)
        html = client.get(CARD).content.decode()
        for expected in (
            "A plan",
            "Plans what to do.",
            "Evidence 1 of 5",
            "<strong>1</strong> Operating",
            network.title,
        ):
            assert expected in html
        links = [attributes for tag, attributes in Tags(html).found if tag == "a"]
        assert [(link["href"], link["target"]) for link in links] == [(URL, "_top")]

    def test_has_no_script_form_or_style_of_its_own(self, client, practice):
        tags = Tags(client.get(CARD).content.decode()).found
        assert not {tag for tag, _attributes in tags} & {"script", "form", "style", "img", "iframe"}
        assert not [
            name for _tag, attributes in tags for name in attributes if name == "style" or name.startswith("on")
        ]

    def test_any_page_may_frame_it(self, client, practice):
        response = client.get(CARD)
        assert "X-Frame-Options" not in response
        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"

    @pytest.mark.parametrize("address", ["/practices/a-plan/", "/practices/a-plan/brief/", "/", "/oembed/"])
    def test_no_other_page_may_be_framed(self, client, practice, address):
        response = client.get(address)
        assert response["X-Frame-Options"] == "DENY"
        assert "frame-ancestors" not in response.get("Content-Security-Policy", "")

    @pytest.mark.parametrize("signed_in", [False, True])
    def test_is_the_same_for_everybody_in_any_cache(self, client, practice, network, signed_in):
        make_adoption(make_city(network), practice, visibility="members")
        public = Client().get(CARD)
        if signed_in:
            client.force_login(make_membership(network).user)
        response = client.get(CARD)
        assert response.content == public.content and b"Operating" not in response.content
        assert "public" in response["Cache-Control"] and "max-age=300" in response["Cache-Control"]
        assert "Cookie" not in response.get("Vary", "") and not response.cookies

    def test_markup_in_a_title_is_words(self, client, practice):
        BestPracticePage.objects.filter(pk=practice.pk).update(title='"><script>x</script>', summary="<b>y</b>")
        html = client.get(CARD).content.decode()
        assert "<script>" not in html and "<b>" not in html and "&lt;script&gt;" in html

    def test_costs_the_same_for_1_and_20_adopters(self, client, practice, network):
        costs = []
        for more in (1, 19):
            for _number in range(more):
                make_adoption(make_city(network), practice)
            client.get(CARD)
            with CaptureQueriesContext(connection) as queries:
                client.get(CARD)
            costs.append(len(queries))
        assert costs[0] == costs[1] <= 12


class TestOembed:
    def test_answers_as_the_standard_says(self, client, practice, network):
        response = ask(client, url=URL)
        assert response["Content-Type"] == "application/json"
        assert response["Access-Control-Allow-Origin"] == "*"
        answer = response.json()
        expected = {"version": "1.0", "type": "rich", "title": "A plan", "provider_name": network.title}
        assert expected.items() <= answer.items()
        assert answer["provider_url"] == "http://localhost/"
        [(tag, frame)] = Tags(answer["html"]).found
        assert (tag, frame["src"], frame["title"]) == ("iframe", f"{URL}card/", "A plan")
        assert (frame["width"], frame["height"]) == (str(answer["width"]), str(answer["height"]))
        assert client.get(urlsplit(frame["src"]).path).status_code == 200

    def test_tells_the_same_in_xml(self, client, practice):
        response = ask(client, url=URL, format="xml")
        assert response["Content-Type"] == "text/xml; charset=utf-8"
        root = ElementTree.fromstring(response.content)
        assert root.tag == "oembed"
        found = {element.tag: element.text for element in root}
        assert found == {name: str(value) for name, value in ask(client, url=URL).json().items()}

    @pytest.mark.parametrize("name, field", [("maxwidth", "width"), ("maxheight", "height")])
    def test_is_never_larger_than_what_was_asked_for(self, client, practice, name, field):
        usual = ask(client, url=URL).json()[field]
        assert ask(client, url=URL, **{name: "200"}).json()[field] == 200
        assert ask(client, url=URL, **{name: "999999"}).json()[field] == usual
        assert ask(client, url=URL, **{name: ""}).json()[field] == usual

    @pytest.mark.parametrize("value", ["0", "-1", "1.5", "1e9", "x", "²", "١٢", "9" * 5000])
    @pytest.mark.parametrize("name", ["maxwidth", "maxheight"])
    def test_a_size_that_is_none_is_refused(self, client, practice, name, value):
        response = ask(client, url=URL, **{name: value})
        assert response.status_code == 400 and name in response.json()["detail"]

    def test_other_formats_are_not_implemented(self, client, practice):
        assert ask(client, url=URL, format="yaml").status_code == 501

    def test_without_an_address_says_what_is_missing(self, client, practice):
        response = ask(client)
        assert response.status_code == 400
        assert response["Content-Type"] == "application/problem+json"
        assert "url" in response.json()["detail"]

    @pytest.mark.parametrize("url", [URL, URL.rstrip("/"), f"{URL}?like=x#y", URL.replace("http:", "https:")])
    def test_knows_the_addresses_of_a_practice(self, client, practice, url):
        assert ask(client, url=url).status_code == 200

    @pytest.mark.parametrize(
        "url",
        [
            "http://localhost/", "http://localhost/practices/", "http://localhost/cities/here/", "/practices/a-plan/",
            "http://evil.test/practices/a-plan/", "http://localhost.evil.test/practices/a-plan/", "http://localhost:99/practices/a-plan/",
            "http://localhost@evil.test/practices/a-plan/", "ftp://localhost/practices/a-plan/", "//localhost/practices/a-plan/",
            f"{URL}card/", "http://localhost/practices/../practices/a-plan/", "http://localhost/practices/%00a-plan/",
            "http://[::1", "http://localhost/practices/none/", "javascript:alert(1)", "file:///practices/a-plan/",
        ],
    )  # fmt: skip
    def test_other_addresses_are_not_found(self, client, practice, network, url):
        make_city(network, "Here")
        assert ask(client, url=url).status_code == 404

    @pytest.mark.parametrize("state", ["draft", "expired", "login", "password", "other network"])
    def test_what_the_public_does_not_see_is_not_found(self, client, practice, network, state):
        if state == "draft":
            practice.unpublish()
        elif state == "expired":
            BestPracticePage.objects.filter(pk=practice.pk).update(expire_at="2020-01-01T00:00Z")
        elif state == "other network":
            other = make_network(title="Other", as_site_root=False)
            practice.move(BestPracticeIndexPage.objects.get(path__startswith=other.path), pos="last-child")
        else:
            PageViewRestriction.objects.create(page=practice, restriction_type=state, password="secret")
        before = ask(client, url="http://localhost/practices/none/")
        client.force_login(make_membership(network).user)
        response = ask(client, url=URL)
        assert response.status_code == 404 and response.content == before.content

    def test_hostile_values_do_no_harm(self, practice):
        visitor = Client(raise_request_exception=False)
        for value in HOSTILE:
            for query in (f"url={value}", f"url={URL}{value}", f"url={quote(URL)}&maxwidth={value}&format={value}"):
                response = visitor.get("/oembed/", QUERY_STRING=query)
                assert response.status_code in (200, 400, 404, 501), query[:80]
        assert visitor.get("/oembed/", QUERY_STRING=f"url={MEGABYTE}").status_code in (400, 404)

    def test_a_hostile_title_stays_in_its_attribute(self, client, practice):
        title = "\"><script>alert('x')</script>]]> &amp; \x0b\ufffe"
        BestPracticePage.objects.filter(pk=practice.pk).update(title=title)
        [(tag, frame)] = Tags(ask(client, url=URL).json()["html"]).found
        assert tag == "iframe" and frame["title"].startswith("\"><script>alert('x')")
        root = ElementTree.fromstring(ask(client, url=URL, format="xml").content)
        assert root.findtext("title").startswith('"><script>')

    def test_its_address_is_no_page(self, network):
        with pytest.raises(ValidationError):
            network.add_child(instance=BestPracticeIndexPage(title="Oembed", slug="oembed")).full_clean()

    def test_is_the_same_for_everybody(self, client, practice, network):
        public = ask(client, url=URL)
        client.force_login(make_membership(network).user)
        member = ask(client, url=URL)
        assert member.content == public.content and "Cookie" not in member.get("Vary", "")


class TestPractice:
    def test_its_head_leads_consumers_to_the_answer(self, client, practice):
        tags = Tags(client.get("/practices/a-plan/").content.decode()).found
        links = {attributes.get("type"): attributes["href"] for tag, attributes in tags if tag == "link"}
        for kind in ("application/json+oembed", "text/xml+oembed"):
            parts = urlsplit(links[kind])
            assert client.get(f"{parts.path}?{parts.query}").status_code == 200

    def test_shows_the_frame_as_words(self, client, practice):
        html = client.get("/practices/a-plan/").content.decode()
        assert f"&lt;iframe src=&quot;{URL}card/&quot;" in html and "<iframe" not in html
        assert json.dumps(ask(client, url=URL).json()["html"])
