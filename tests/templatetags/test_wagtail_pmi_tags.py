"""The tags refuse what the viewer may not see, and write nothing that a page could be broken with."""

import json
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from wagtail_pmi.library.richtext import expand, web_url
from wagtail_pmi.models import PracticeComponent, Resource
from wagtail_pmi.templatetags.wagtail_pmi_tags import (
    grouped,
    license_url,
    number,
    option_groups,
    page_query,
    page_range,
    pmi_json_ld,
    pmi_range,
    site_name,
)
from wagtail_pmi.testing import make_city, make_image, make_practice, make_topic
from wagtail_pmi.visibility import Viewer

pytestmark = pytest.mark.django_db


def render(source, **values):
    request = RequestFactory().get("/", headers={"host": "localhost"})
    return Template("{% load wagtail_pmi_tags %}" + source).render(Context({"request": request, **values}))


@pytest.fixture
def private_collection():
    collection = Collection.get_first_root_node().add_child(name="Members")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


def restrict(page):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.add(Group.objects.create(name="insiders"))


def link_to(page):
    return f'<p>See <a linktype="page" id="{page.pk}">the practice</a>.</p>'


class TestCard:
    def test_shows_a_page_that_the_viewer_sees(self, network):
        html = render("{% pmi_card page %}", page=make_city(network, "Boston"))
        assert '<h3 class="pmi-card__title"><a href="/cities/boston/">Boston</a></h3>' in html

    @pytest.mark.parametrize("level, tag", [(2, "h2"), (0, "p")])
    def test_title_has_the_level_that_is_asked_for(self, network, level, tag):
        html = render("{% pmi_card page level %}", page=make_city(network), level=level)
        assert f'<{tag} class="pmi-card__title">' in html

    def test_renders_nothing_for_a_draft(self, network):
        assert render("{% pmi_card page %}", page=make_city(network, "Boston", live=False)) == ""

    def test_renders_nothing_for_a_restricted_page(self, network):
        city = make_city(network, "Boston")
        restrict(city)
        assert render("{% pmi_card page %}", page=city) == ""

    def test_renders_nothing_for_no_page(self):
        assert render("{% pmi_card page %}", page=None) == ""

    def test_title_is_escaped(self, network):
        html = render("{% pmi_card page %}", page=make_city(network, "<script>alert(1)</script>", slug="x"))
        assert "<script>" not in html

    def test_queries_do_not_grow_with_the_cards(self, network, client, django_assert_max_num_queries):
        for n in range(3):
            make_practice(network, f"Practice {n}", image=make_image(f"i{n}"), image_alt="x", topics=[make_topic()])
        client.get("/practices/")
        with django_assert_max_num_queries(100) as few:
            client.get("/practices/")
        limit = len(few)
        for n in range(3, 9):
            make_practice(network, f"Practice {n}", image=make_image(f"i{n}"), image_alt="x", topics=[make_topic()])
        client.get("/practices/")
        with django_assert_max_num_queries(limit):
            client.get("/practices/")


class TestImage:
    def test_has_everything_a_browser_needs(self):
        html = render('{% pmi_image image "card" alt="A bridge" %}', image=make_image(size=(1000, 700)))
        for part in ('alt="A bridge"', "480w", "960w", 'width="960"', 'height="600"', 'loading="lazy"', "sizes="):
            assert part in html

    def test_alternative_text_is_escaped(self):
        html = render('{% pmi_image image "card" alt=alt %}', image=make_image(), alt='"><script>')
        assert "<script>" not in html

    def test_renders_nothing_for_an_image_of_a_private_collection(self, private_collection):
        image = make_image(collection=private_collection)
        assert render('{% pmi_image image "card" %}', image=image) == ""

    def test_renders_nothing_for_no_image(self):
        assert render('{% pmi_image image "card" %}', image=None) == ""

    def test_renders_nothing_when_the_file_is_gone(self):
        image = make_image()
        image.file.storage.delete(image.file.name)
        image = get_image_model().objects.get(pk=image.pk)
        assert render('{% pmi_image image "card" %}', image=image) == ""


class TestRichText:
    def test_link_to_a_visible_page_leads_there(self, network):
        html = render("{% pmi_richtext html %}", html=link_to(make_practice(network, "CitiStat")))
        assert html == '<p>See <a href="/practices/citistat/">the practice</a>.</p>'

    def test_link_to_a_draft_is_its_words_alone(self, network):
        html = render("{% pmi_richtext html %}", html=link_to(make_practice(network, "CitiStat", live=False)))
        assert html == "<p>See <a>the practice</a>.</p>"

    def test_link_to_a_restricted_page_is_its_words_alone(self, network):
        practice = make_practice(network, "CitiStat")
        restrict(practice)
        assert render("{% pmi_richtext html %}", html=link_to(practice)) == "<p>See <a>the practice</a>.</p>"

    @pytest.mark.parametrize("key", ["999999", "0", "-1", "x", "²", "9" * 40])
    def test_link_to_no_page_is_its_words_alone(self, key):
        assert render("{% pmi_richtext html %}", html=f'<a linktype="page" id="{key}">words</a>') == "<a>words</a>"

    def test_pages_of_a_text_take_one_query(self, network, django_assert_num_queries):
        practices = [make_practice(network) for _n in range(4)]
        viewer, request = Viewer(), RequestFactory().get("/", headers={"host": "localhost"})
        html = "".join(link_to(practice) for practice in practices)
        expand(html, viewer, request)
        with django_assert_num_queries(1):
            expand(html, viewer, request)

    def test_document_of_a_private_collection_loses_its_link(self, private_collection):
        documents = get_document_model().objects
        open_one = documents.create(title="Open", file="open.pdf")
        closed = documents.create(title="Closed", file="closed.pdf", collection=private_collection)
        html = '<a linktype="document" id="{}">file</a>'
        assert open_one.url in render("{% pmi_richtext html %}", html=html.format(open_one.pk))
        assert render("{% pmi_richtext html %}", html=html.format(closed.pk)) == "<a>file</a>"

    def test_image_of_a_private_collection_is_dropped(self, private_collection):
        embed = '<p>Before</p><embed embedtype="image" id="{}" format="left" alt="x"/>'
        open_one, closed = make_image("open"), make_image("closed", collection=private_collection)
        assert "<img" in render("{% pmi_richtext html %}", html=embed.format(open_one.pk))
        assert render("{% pmi_richtext html %}", html=embed.format(closed.pk)) == "<p>Before</p>"

    def test_unknown_embed_is_dropped(self):
        assert render("{% pmi_richtext html %}", html='a<embed embedtype="spy" url="https://x.test"/>b') == "ab"

    @pytest.mark.parametrize(
        "href",
        ["https://example.org/?a=1&amp;b=2", "http://example.org", "mailto:a@example.org", "tel:+16175550100", "#top"],
    )
    def test_harmless_addresses_stay(self, href):
        assert f'href="{href}"' in render("{% pmi_richtext html %}", html=f'<a href="{href}">x</a>')

    @pytest.mark.parametrize(
        "href",
        [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java&#10;script:alert(1)",
            "&#106;avascript:alert(1)",
            "data:text/html,x",
            "//evil.test/",
            "vbscript:x",
            "/\\\\evil.test/",
            "https://user:pw@evil.test/",
        ],
    )
    def test_other_addresses_go(self, href):
        assert render("{% pmi_richtext html %}", html=f'<a href="{href}">x</a>') == "<a>x</a>"

    @pytest.mark.parametrize(
        "html, written",
        [
            ("<p onclick='x()' style='color:red'>a</p>", "<p>a</p>"),
            ("a<script>alert(1)</script>b", "ab"),
            ("a<iframe src='https://x.test'></iframe>b", "ab"),
            ("<p onmouseover=alert(1)>a", "<p>a</p>"),
            ("<p>a <b>b", "<p>a <b>b</b></p>"),
            ("1 &lt; 2 &amp; 3", "1 &lt; 2 &amp; 3"),
            ("a<br/>b<hr/>", "a<br>b<hr>"),
            ("<blink>a</blink>", "a"),
            ("", ""),
        ],
    )
    def test_only_known_markup_is_written(self, html, written):
        assert render("{% pmi_richtext html %}", html=html) == written


class TestWebUrl:
    @pytest.mark.parametrize("url", ["https://example.org/a?b#c", "http://example.org", "mailto:a@b.org", "tel:+1"])
    def test_keeps_what_a_reader_may_follow(self, url):
        assert web_url(url) == url

    @pytest.mark.parametrize(
        "url", ["javascript:alert(1)", "//evil.test", "https:evil", "https://", "https:\\\\evil.test", "x", "", None]
    )
    def test_drops_the_rest(self, url):
        assert web_url(url) == ""

    def test_names_the_host(self):
        assert site_name("https://www.boston.gov/departments") == "boston.gov"
        assert site_name("javascript:x") == ""


class TestBody:
    BODY = [
        ("heading", {"text": "How it began"}),
        ("paragraph", "<p>One.</p>"),
        ("heading", {"text": "How it began"}),
        ("quote", {"text": "Quoted.", "attribution": "Somebody", "source_url": "javascript:alert(1)"}),
        ("callout", {"kind": "lesson", "title": "Start small", "text": "<p>One department.</p>"}),
    ]

    def test_anchors_are_unique(self, network):
        city = make_city(network, body=self.BODY)
        html = render("{% pmi_body page.body %}", page=city)
        assert 'id="how-it-began"' in html
        assert 'id="how-it-began-2"' in html

    def test_headings_have_the_level_that_is_asked_for(self, network):
        html = render("{% pmi_body page.body 3 %}", page=make_city(network, body=self.BODY))
        assert "<h3" in html and "<h2" not in html

    def test_source_of_a_quotation_is_a_web_address_or_no_link(self, network):
        html = render("{% pmi_body page.body %}", page=make_city(network, body=self.BODY))
        assert "Somebody" in html and "javascript" not in html

    def test_links_in_texts_pass_the_gate(self, network):
        draft = make_practice(network, "Secret", live=False)
        body = [("paragraph", link_to(draft)), ("callout", {"kind": "note", "text": link_to(draft)})]
        html = render("{% pmi_body page.body %}", page=make_city(network, body=body))
        assert "secret" not in html and "linktype" not in html

    def test_cards_in_a_row_share_a_grid_and_hidden_ones_leave_nothing(self, network):
        shown, draft = make_practice(network, "Shown"), make_practice(network, "Secret", live=False)
        body = [("practice", shown), ("practice", draft), ("practice", make_practice(network, "Also"))]
        html = render("{% pmi_body page.body %}", page=make_city(network, body=body))
        assert html.count("pmi-cards--inline") == 1
        assert "Shown" in html and "Also" in html and "Secret" not in html

    def test_hidden_card_alone_leaves_no_grid(self, network):
        body = [("practice", make_practice(network, "Secret", live=False))]
        assert render("{% pmi_body page.body %}", page=make_city(network, body=body)) == ""


class TestNumbers:
    @pytest.mark.parametrize(
        "value, written",
        [(1234567, "1,234,567"), (0, "0"), (None, ""), (Decimal("1.50"), "1.5"), (Decimal("50000"), "50,000")],
    )
    def test_number(self, value, written):
        assert number(value) == written

    @pytest.mark.parametrize(
        "low, high, written",
        [
            (1, 3, "1 to 3"),
            (2, 2, "2"),
            (1000, None, "from 1,000"),
            (None, 5, "up to 5"),
            (None, None, ""),
            (0, 0, "0"),
        ],
    )
    def test_range(self, low, high, written):
        assert pmi_range(low, high) == written


class TestJsonLd:
    def test_no_string_ends_the_element(self):
        name = "</script><script>alert(1)</script><!--&\u2028\u2029"
        html = pmi_json_ld({"name": name})
        inner = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
        assert not set(inner) & set("<>&\u2028\u2029")
        assert json.loads(inner) == {"name": name}


class TestListingFilters:
    def test_rows_are_grouped_in_the_order_of_the_vocabulary(self, network):
        practice = make_practice(network)
        for role in ("optional", "core", "optional"):
            practice.components.add(PracticeComponent(title=role, role=role))
        assert [(group.code, len(group.rows)) for group in grouped(practice.components.all(), "role")] == [
            ("core", 1),
            ("optional", 2),
        ]
        assert grouped([], "role") == []

    def test_options_keep_their_groups_and_choice(self, network, rf):
        parent = make_topic("Community")
        make_practice(network, topics=[make_topic("Housing", parent=parent)])
        page = network.get_children().get(slug="practices").specific
        form = page.get_listing(rf.get("/?topic=housing")).form
        [(name, options)] = option_groups(form["topic"])
        assert name == "Community"
        assert [option["selected"] for option in options] == [False, True]

    def test_pages_keep_the_filters(self, network, rf, settings):
        settings.WAGTAIL_PMI = {"PAGE_SIZE": 1}
        for n in range(3):
            make_practice(network, f"CitiStat {n}")
        page = network.get_children().get(slug="practices").specific
        listing = page.get_listing(rf.get("/?status=operating&unknown=1"))
        assert page_query(listing, 1) == "?status=operating"
        assert page_query(listing, 2) == "?status=operating&page=2"
        assert page_range(listing) == [1, 2, 3]

    def test_license_has_the_address_of_its_deed(self):
        assert license_url("CC-BY-4.0").startswith("https://creativecommons.org/")
        assert license_url("all_rights_reserved") == license_url("unknown") == ""


class TestResource:
    def test_file_of_a_private_collection_has_no_address(self, private_collection):
        document = get_document_model().objects.create(title="Memo", collection=private_collection)
        resource = Resource.objects.create(title="Memo", kind="mou", file=document)
        assert render("{% pmi_resource_url resource %}", resource=resource) == ""

    def test_open_file_and_address_elsewhere(self):
        document = get_document_model().objects.create(title="Memo")
        file, elsewhere = Resource(title="A", file=document), Resource(title="B", url="https://example.org/b")
        assert render("{% pmi_resource_url resource %}", resource=file) == document.url
        assert render("{% pmi_resource_url resource %}", resource=elsewhere) == "https://example.org/b"


class TestTermUrl:
    def test_leads_to_the_term_in_the_network(self, network):
        topic = make_topic("Housing")
        assert render("{% pmi_term_url term %}", term=topic, network=network) == "/topics/housing/"

    def test_is_empty_outside_a_network(self):
        assert render("{% pmi_term_url term %}", term=make_topic("Housing"), network=None) == ""
