"""The feeds are XML whatever a title holds, and what they name stays the same."""

from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from wagtail_pmi.models import BlogPostPage, PostAuthor
from wagtail_pmi.testing import make_expert, make_post, make_topic

pytestmark = pytest.mark.django_db

FEEDS = ["/blog/rss/", "/blog/atom/"]
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)
    return root.findall(f"{ATOM}entry") or root.findall("channel/item")


def guid(entry):
    return entry.findtext("guid") or entry.findtext(f"{ATOM}id")


@pytest.mark.parametrize("address", FEEDS)
class TestFeed:
    def test_names_its_type(self, client, network, address):
        kind = "rss" if "rss" in address else "atom"
        assert client.get(address).headers["content-type"] == f"application/{kind}+xml; charset=utf-8"

    def test_an_empty_blog_has_a_feed_too(self, client, network, address):
        assert entries(client, address) == []

    def test_controls_and_markup_do_no_harm(self, client, network, address):
        title = "A\x0b\x1f </title>]]> <script>x</script> & \u2028 \ufffe"
        post = make_post(network, "x", slug="x", topics=[make_topic("R&D <b>")])
        BlogPostPage.objects.filter(pk=post.pk).update(title=title, teaser=title)
        [entry] = entries(client, address)
        found = entry.findtext("title") or entry.findtext(f"{ATOM}title")
        assert found.startswith("A") and "&" in found and "\x1f" not in found

    def test_guids_stay_when_a_post_is_renamed_or_moved(self, client, network, address):
        post = make_post(network, "A post")
        [before] = entries(client, address)
        post.title, post.slug = "Another title", "another-slug"
        post.save_revision().publish()
        [after] = entries(client, address)
        assert guid(before) == guid(after) == f"urn:uuid:{post.uid}"
        other = network.add_child(instance=type(post.get_parent().specific)(title="Other", slug="other"))
        post.refresh_from_db()
        post.move(other, pos="last-child")
        [moved] = entries(client, address.replace("blog", "other"))
        assert guid(moved) == guid(before)

    def test_links_are_those_of_the_site_and_not_of_the_request(self, client, network, address, settings):
        settings.ALLOWED_HOSTS = ["*"]
        make_post(network, "A post")
        honest, evil = client.get(address), client.get(address, headers={"host": "evil.test"})
        assert b"evil.test" not in evil.content
        assert b"http://localhost/blog/a-post/" in honest.content
        assert evil.content == honest.content

    def test_names_authors_and_topics(self, client, network, address):
        post = make_post(network, "A post", topics=[make_topic("Housing")])
        PostAuthor.objects.create(page=post, expert=make_expert(network, "Ann Other"))
        PostAuthor.objects.create(page=post, name="A guest")
        text = client.get(address).content.decode()
        assert "Ann Other, A guest" in text and "Housing" in text

    def test_holds_the_newest(self, client, network, address):
        for day in range(1, 23):
            make_post(network, f"Post {day}", date=f"2026-01-{day:02}")
        titles = [entry.findtext("title") or entry.findtext(f"{ATOM}title") for entry in entries(client, address)]
        assert titles == [f"Post {day}" for day in range(22, 2, -1)]


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@example("\ufffe\uffff\x0b\x85\u2028")
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=80))
def test_any_text_of_a_post_makes_xml(client, network, text):
    if not BlogPostPage.objects.exists():
        make_post(network, "x")
    BlogPostPage.objects.update(title=text, teaser=text, draft_title=text)
    for address in FEEDS:
        assert len(entries(client, address)) == 1
