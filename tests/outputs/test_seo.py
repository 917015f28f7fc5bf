"""What machines are told of each kind of page: valid, absolute, of the site and not of the request."""

import json
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from wagtail_pmi.models import PostAuthor
from wagtail_pmi.models.base import Page
from wagtail_pmi.testing import make_city, make_expert, make_image, make_post, make_practice, make_topic

pytestmark = pytest.mark.django_db

PAGES = {
    "/": "Organization",
    "/cities/": "CollectionPage",
    "/practices/": "CollectionPage",
    "/experts/": "CollectionPage",
    "/blog/": "Blog",
    "/cities/boston/": "City",
    "/practices/citistat/": "HowTo",
    "/experts/ann-other/": "Person",
    "/blog/a-post/": "BlogPosting",
    "/topics/": "CollectionPage",
    "/topics/housing/": "CollectionPage",
}
EVIL = "</script><script>alert(1)</script><!-- \" ' & "


@pytest.fixture
def site(network):
    network.tagline = "Cities that learn."
    network.save()
    topic = make_topic("Housing")
    city = make_city(network, "Boston", wikidata="Q100", geoid="2507000", priorities=[topic])
    make_practice(network, "CitiStat", topics=[topic], origin_city=city)
    expert = make_expert(network, "Ann Other", orcid="0000-0002-1825-0097")
    post = make_post(network, "A post")
    PostAuthor.objects.create(page=post, expert=expert)
    return network


def read(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    html = response.content.decode()
    assert html.count("application/ld+json") == 1
    written = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1]
    return html, json.loads(written)


def meta(html, name):
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)">', html)
    return unescape(found[1]) if found else None


@pytest.mark.parametrize("address, kind", PAGES.items())
def test_every_page_describes_itself(client, site, address, kind):
    html, data = read(client, address)
    item = data.get("@graph", [data])[0]
    assert item["@type"] == kind
    assert item["url"] == f"http://localhost{address}"
    assert f'<link rel="canonical" href="http://localhost{address}">' in html
    assert meta(html, "og:url") == f"http://localhost{address}"
    assert meta(html, "og:title") and meta(html, "og:site_name") == "Test network"
    assert meta(html, "og:type") == ("article" if kind == "BlogPosting" else "website")
    assert html.split("</head>")[0].count("<title>") == 1


@pytest.mark.parametrize("address", PAGES)
def test_the_host_of_the_request_appears_nowhere(client, site, settings, address):
    settings.ALLOWED_HOSTS = ["*"]
    response = client.get(address, headers={"host": "evil.test", "x-forwarded-host": "evil.test"})
    assert response.status_code == 200
    assert "evil.test" not in response.content.decode() + str(response.headers)


def test_facts_of_each_type(client, site):
    city, practice, expert, post = (
        read(client, address)[1]["@graph"][0]
        for address in ("/cities/boston/", "/practices/citistat/", "/experts/ann-other/", "/blog/a-post/")
    )
    assert city["sameAs"] == ["https://www.wikidata.org/entity/Q100"]
    assert city["identifier"]["value"] == "2507000"
    assert practice["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert expert["sameAs"] == ["https://orcid.org/0000-0002-1825-0097"]
    assert post["author"] == [{"@type": "Person", "name": "Ann Other"}]
    assert post["datePublished"] == "2026-05-01"


def test_breadcrumbs_lead_from_the_network_down(client, site):
    crumbs = read(client, "/cities/boston/")[1]["@graph"][1]["itemListElement"]
    assert [(crumb["name"], crumb["item"]) for crumb in crumbs] == [
        ("Test network", "http://localhost/"),
        ("Cities", "http://localhost/cities/"),
        ("Boston", "http://localhost/cities/boston/"),
    ]


@pytest.mark.parametrize(
    "make, fields",
    [
        (make_city, ("summary",)),
        (make_practice, ("summary",)),
        (make_expert, ("summary", "role")),
        (make_post, ("teaser",)),
    ],
)
def test_no_title_or_text_ends_the_script(client, network, make, fields):
    page = make(network, EVIL, slug="evil", **dict.fromkeys(fields, EVIL))
    html, data = read(client, page.get_url())
    assert data["@graph"][0]["name"] == EVIL
    assert "<script>alert" not in html


@pytest.mark.skipif(not hasattr(Page, "seo_title"), reason="The base page of this site has no such fields.")
def test_titles_and_descriptions_of_the_editor_come_first(client, network):
    make_practice(network, "CitiStat", seo_title="Meetings that work", search_description="What it is.")
    html, _data = read(client, "/practices/citistat/")
    assert meta(html, "description") == meta(html, "og:description") == "What it is."
    assert "<title>Meetings that work" in html


def test_descriptions_are_plain_text_of_bounded_length(client, network):
    network.introduction = "<p>Research &amp; development.</p><p>Cities &lt;3 data. " + "word " * 100 + "</p>"
    network.save()
    description = meta(read(client, "/")[0], "description")
    assert description.startswith("Research & development. Cities <3 data. word")
    assert len(description) <= 200


def test_a_post_from_elsewhere_names_its_original(client, network):
    make_post(network, "A post", canonical_url="https://example.org/original", source_name="A paper")
    html, _data = read(client, "/blog/a-post/")
    assert '<link rel="canonical" href="https://example.org/original">' in html


def test_an_image_is_named_with_its_size_on_the_host_of_the_site(client, network, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make_city(network, "Boston", image=make_image(size=(1300, 700)), image_alt="A bridge")
    html, data = read(client, "/cities/boston/", host="evil.test")
    assert meta(html, "og:image").startswith("http://localhost/media/")
    assert meta(html, "og:image:alt") == "A bridge"
    assert data["@graph"][0]["image"] == meta(html, "og:image")


class TestSitemap:
    def urls(self, client, **headers):
        root = ElementTree.fromstring(client.get("/sitemap.xml", headers=headers).content)
        return [loc.text for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]

    def test_holds_every_public_page_once(self, client, site):
        make_practice(site, "Draft", live=False)
        PageViewRestriction.objects.create(page=make_practice(site, "Closed"), restriction_type="login")
        found = self.urls(client)
        assert sorted(found) == sorted(f"http://localhost{address}" for address in PAGES if "topics" not in address)

    def test_does_not_know_the_host_of_the_request(self, client, site, settings):
        settings.ALLOWED_HOSTS = ["*"]
        assert self.urls(client, host="evil.test") == self.urls(client)

    def test_says_the_same_to_somebody_signed_in(self, admin_client, client, site):
        PageViewRestriction.objects.create(page=make_practice(site, "Closed"), restriction_type="login")
        assert self.urls(admin_client) == self.urls(client)
