"""Each kind of page shows what it has, leaves out what it has not, and never what the viewer may not see."""

import datetime
import re

import pytest
from django.template.loader import render_to_string
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from wagtail_pmi.models import Keyword, Organisation, Resource
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


def get(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def headings(html, level=2):
    found = re.findall(rf"<h{level}[^>]*>(.*?)</h{level}>", html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", heading).split()) for heading in found]


@pytest.fixture
def full_practice(network):
    topic = make_topic("Performance")
    city = make_city(network, "Baltimore", state="MD")
    expert = make_expert(network, "Ann Other", affiliation="Some University")
    practice = make_practice(
        network,
        "CitiStat",
        topics=[topic],
        keywords=[Keyword.objects.create(name="data")],
        origin_city=city,
        origin_year=2000,
        experts=[expert],
        image=make_image(size=(1300, 700)),
        image_alt="A meeting",
        image_credit="The city",
        why_it_works="<p>Somebody looks every two weeks.</p>",
        evidence_level=2,
        evidence_direction="positive",
        evidence_basis="independent",
        evidence_note="Known from one city.",
        evidence_rated_by="The network",
        evidence_rated_on=datetime.date(2026, 1, 2),
        evidence_next_review_on=datetime.date(2027, 1, 2),
        approach="process",
        cost_band="s",
        cost_annual_min=50_000,
        cost_annual_max=100_000,
        cost_price_year=2024,
        staff_fte_min=1,
        staff_fte_max=2,
        months_to_launch_min=3,
        last_verified_on=datetime.date(2026, 1, 2),
        verified_by="The mayor's office",
    )
    practice.components.create(title="A room", role="optional")
    practice.components.create(title="The mayor's time", role="core")
    practice.steps.create(title="Find the data", phase="preparation", weeks=2, owner_role="Budget director")
    practice.prerequisites.create(kind="political", text="The mayor comes.", essential=True)
    practice.metrics.create(name="Overtime", unit="hours", direction="down", definition="All departments.")
    practice.risks.create(text="It becomes theater.", mitigation="Change the questions.")
    practice.lessons.create(kind="implementation", text="We began too large.", is_failure=True)
    practice.lessons.create(kind="financing", text="Only among us.", visibility="members")
    practice.kit.create(
        resource=Resource.objects.create(title="Job posting", kind="job_description", url="https://x.org/j")
    )
    practice.contacts.create(expert=expert, role="The first year")
    practice.citations.create(text="A study, 2003.", url="https://x.org/study")
    practice.ratings.create(source="A clearinghouse", rating="Promising")
    practice.save()
    make_practice(network, "311", related_practices=[practice])
    make_post(network, "What we saw", practices=[practice])
    return practice


class TestNetworkPage:
    def test_shows_what_the_network_is(self, client, network):
        network.tagline = "Cities that learn."
        network.introduction = "<p>We meet.</p>"
        network.contact_email = "hello@example.org"
        network.save()
        practice = make_practice(network, "CitiStat", topics=[make_topic("Housing")])
        make_city(network, population=1_234_567)
        make_post(network, "News")
        network.features.create(page=practice)
        university = Organisation.objects.create(name="Some University", url="https://u.example.edu")
        network.partners.create(organisation=university, role="host", starts_on=datetime.date(2020, 1, 1))
        network.links.create(title="A guide", url="https://example.org/guide")
        network.save()
        html = get(client, "/")
        assert headings(html, 1) == ["Test network"]
        assert headings(html) == [
            "Featured",
            "From the blog",
            "What cities work on",
            "Partners",
            "Other resources",
            "Contact",
        ]
        for words in ("Cities that learn.", "We meet.", "1,234,567", "CitiStat", "Some University", "since 2020"):
            assert words in html

    def test_an_empty_network_has_no_headings(self, client, network):
        assert headings(get(client, "/")) == []


class TestLists:
    @pytest.mark.parametrize("url", ["/cities/", "/practices/", "/experts/", "/blog/"])
    def test_an_empty_list_says_so(self, client, network, url):
        assert "There is nothing here yet." in get(client, url)

    def test_cities_stand_in_cards_on_the_map_and_in_the_table(self, client, network):
        make_city(network, "Boston", population=675_647, population_year=2020)
        make_city(network, "Porto Alegre", country="BR", state="RS", latitude=-30.03, longitude=-51.23)
        html = get(client, "/cities/")
        assert 'class="pmi-map"' in html and "Elsewhere" in html
        assert re.search(r'<th scope="row"><a href="/cities/boston/">Boston</a></th>\s*<td>Massachusetts</td>', html)
        assert "675,647" in html
        assert html.count('class="pmi-card__title"') == 2

    def test_the_map_holds_all_pages_of_the_list(self, client, network, settings):
        settings.WAGTAIL_PMI = {"PAGE_SIZE": 1}
        for n in range(3):
            make_city(network, f"City {n}")
        html = get(client, "/cities/")
        assert html.count('class="pmi-map__link"') == html.count('<th scope="row">') == 3
        assert html.count('class="pmi-card__title"') == 1
        assert 'href="/cities/?page=2"' in html

    def test_active_filters_can_be_removed_one_by_one(self, client, network):
        make_practice(network, "CitiStat", status="operating", approach="process")
        html = get(client, "/practices/?status=operating&approach=process")
        assert 'href="/practices/?approach=process"' in html
        assert 'href="/practices/?status=operating"' in html
        assert "1 result<" in html

    def test_no_result_is_said_with_a_way_out(self, client, network):
        make_practice(network, "CitiStat", status="operating")
        html = get(client, "/practices/?status=idea")
        assert "Nothing matches all of these filters." in html
        assert '<a href="/practices/">Show everything</a>' in html

    def test_an_unknown_value_is_named_with_the_link_that_removes_it(self, client, network):
        make_practice(network, "CitiStat", status="operating")
        html = get(client, "/practices/?status=operating&topic=%3Cb%3E")
        assert "does not know the value “&lt;b&gt;”" in html
        assert 'href="/practices/?status=operating">Remove the filter' in html
        assert "CitiStat" not in html

    def test_canonical_address_knows_filters_and_page(self, client, network, settings):
        settings.WAGTAIL_PMI = {"PAGE_SIZE": 1}
        for n in range(2):
            make_practice(network, f"CitiStat {n}")
        html = get(client, "/practices/?utm=x&page=2&status=operating")
        assert '<link rel="canonical" href="http://localhost/practices/?status=operating&amp;page=2">' in html

    def test_blog_announces_its_feeds(self, client, network):
        make_post(network, "News")
        for url in ("/blog/", "/blog/news/"):
            html = get(client, url)
            assert 'type="application/rss+xml"' in html and 'href="http://localhost/blog/rss/"' in html
            assert 'type="application/atom+xml"' in html


class TestPracticePage:
    def test_shows_all_its_parts_in_order(self, client, full_practice):
        html = get(client, "/practices/citistat/")
        assert headings(html, 1) == ["CitiStat"]
        assert headings(html) == [
            "Evidence",
            "Would it work in your city?",
            "The problem",
            "The solution",
            "Why it works",
            "What it is made of",
            "What must be in place",
            "How to do it",
            "How to measure it",
            "Risks",
            "What was learned",
            "Replication kit",
            "Whom to ask",
            "Sources",
            "Keywords",
            "Use this practice",
            "Related practices",
            "Experts",
            "From the blog",
        ]

    def test_says_how_strong_the_evidence_is_and_who_says_so(self, client, full_practice):
        html = get(client, "/practices/citistat/")
        for words in ("Evidence 2 of 5: Data show change", "Independent evaluation", "Jan. 2, 2027", "Promising"):
            assert words in html or words.replace("Jan. 2", "January 2") in html

    def test_core_components_come_first(self, client, full_practice):
        found = headings(get(client, "/practices/citistat/"), 3)
        assert found.index("Core: keep it") < found.index("Optional")

    def test_failures_are_marked_and_shown(self, client, full_practice):
        html = get(client, "/practices/citistat/")
        assert "Did not work" in html and "We began too large." in html

    def test_lessons_for_members_are_for_members(self, client, network, full_practice):
        assert "Only among us." not in get(client, "/practices/citistat/")
        client.force_login(make_membership(network).user)
        html = get(client, "/practices/citistat/")
        assert "Only among us." in html and "Members only" in html

    def test_empty_parts_leave_no_heading(self, client, network):
        make_practice(network, "Bare")
        html = get(client, "/practices/bare/")
        assert headings(html) == ["Evidence", "The problem", "The solution", "Use this practice"]
        assert headings(html, 3) == []
        assert "Evidence not assessed" in html and "None" not in html

    def test_links_of_the_contents_lead_somewhere(self, client, full_practice):
        html = get(client, "/practices/citistat/")
        anchors = set(re.findall(r'id="([^"]+)"', html))
        assert set(re.findall(r'href="#([^"]+)"', html)) <= anchors

    def test_hidden_pages_are_in_no_part(self, client, full_practice):
        for page in (full_practice.origin_city, *full_practice.experts.all(), *full_practice.related_from.all()):
            page.unpublish()
        html = get(client, "/practices/citistat/")
        for canary in ("Baltimore", "baltimore", "Ann Other", "ann-other", "/practices/311/"):
            assert canary not in html
        for heading in ("Whom to ask", "Related practices", "Experts"):
            assert heading not in headings(html)

    def test_closed_document_of_the_kit_is_named_without_link(self, client, full_practice):
        collection = Collection.get_first_root_node().add_child(name="Members")
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        document = get_document_model().objects.create(title="Memo", collection=collection)
        resource = Resource.objects.create(title="Memo of understanding", kind="mou", file=document)
        full_practice.kit.create(resource=resource)
        full_practice.save()
        html = get(client, "/practices/citistat/")
        assert "Memo of understanding" in html and "/documents/" not in html


class TestOtherPages:
    def test_city(self, client, network):
        city = make_city(
            network,
            "Boston",
            population=675_647,
            website="https://www.boston.gov/",
            form_of_government="mayor_council_strong",
            priorities=[make_topic("Housing")],
            body=[("heading", {"text": "At work on"}), ("paragraph", "<p>Streets.</p>")],
        )
        make_practice(network, "CitiStat", origin_city=city)
        make_post(network, "News", cities=[city])
        html = get(client, "/cities/boston/")
        assert headings(html) == ["At work on", "What it seeks", "Practices that began here", "From the blog"]
        for words in ("675,647", "(strong mayor)", "Northeast (New England)", ">boston.gov<", "Streets."):
            assert words in html

    def test_years_have_no_separators(self, client, network, settings):
        settings.USE_THOUSAND_SEPARATOR = True
        make_city(network, "Boston", budget_total=4_000_000_000, budget_year=2025)
        html = get(client, "/cities/boston/")
        assert "2,020" not in html and "2,025" not in html and "$4,000,000,000" in html

    def test_expert(self, client, network):
        expert = make_expert(
            network,
            "Ann Other",
            honorific="Dr.",
            role="Professor",
            affiliation="Some University",
            bio="<p>Has seen it.</p>",
            kinds=["academic"],
            languages="English, Spanish",
            orcid="0000-0002-1825-0097",
            availability="open",
            conflict_of_interest="Advises a vendor.",
        )
        expert.links.create(title="Papers", url="https://example.edu/papers")
        expert.save()
        html = get(client, "/experts/ann-other/")
        assert headings(html, 1) == ["Dr. Ann Other"]
        assert headings(html) == ["Biography", "Conflicts of interest"]
        for words in (
            "Professor, Some University",
            "Open to requests",
            "https://orcid.org/0000-0002-1825-0097",
            "Papers",
        ):
            assert words in html

    def test_post(self, client, network):
        expert = make_expert(network, "Ann Other")
        post = make_post(
            network,
            "News",
            source_name="A magazine",
            canonical_url="https://example.org/news",
            practices=[make_practice(network, "CitiStat")],
        )
        post.authors.create(expert=expert)
        post.authors.create(name="Guest Writer", affiliation="A city")
        post.save()
        html = get(client, "/blog/news/")
        assert headings(html) == ["Practices in this post"]
        assert '<a href="/experts/ann-other/">Ann Other</a>' in html
        assert "Guest Writer" in html and "1 minute to read" in html
        assert 'First published by <a href="https://example.org/news">A magazine</a>' in html
        assert '<link rel="canonical" href="https://example.org/news">' in html

    def test_a_draft_is_in_no_related_list(self, client, network):
        draft = make_practice(network, "Secret", live=False)
        city = make_city(network, "Boston")
        make_practice(network, "Hidden origin", live=False, origin_city=city)
        make_post(network, "News", practices=[draft], body=[("practice", draft)])
        for url in ("/blog/news/", "/cities/boston/", "/"):
            html = get(client, url)
            assert "ecret" not in html and "idden origin" not in html

    def test_neighbors_lead_on(self, client, network):
        for name in ("Austin", "Boston", "Chicago"):
            make_city(network, name)
        html = get(client, "/cities/boston/")
        assert 'rel="prev" href="/cities/austin/"' in html and 'rel="next" href="/cities/chicago/"' in html

    def test_terms(self, client, network):
        topic = make_topic("Housing", description="Homes for all.")
        make_practice(network, "CitiStat", topics=[topic])
        assert "Housing" in get(client, "/topics/")
        html = get(client, "/topics/housing/")
        assert headings(html, 1) == ["Housing"]
        assert headings(html) == ["Best practices 1"]
        assert "Homes for all." in html and 'href="/practices/?topic=housing"' in html


class TestShell:
    @pytest.mark.parametrize("url", ["/", "/cities/", "/practices/citistat/", "/topics/"])
    def test_every_page_has_landmarks_and_no_inline_code(self, client, full_practice, url):
        html = get(client, url)
        assert html.count("<h1") == html.count("<main") == 1
        assert 'href="#pmi-main"' in html and '<html lang="en' in html
        assert " style=" not in html and "<style" not in html and " onclick" not in html
        assert set(re.findall(r"<script[^>]*>", html)) <= {'<script type="application/ld+json">'}

    def test_says_where_one_is(self, client, full_practice):
        html = get(client, "/practices/citistat/")
        assert '<a href="/practices/" aria-current="true">' in html
        assert '<span aria-current="page">CitiStat</span>' in html

    def test_image_goes_to_machines_too(self, client, full_practice):
        html = get(client, "/practices/citistat/")
        assert '<meta property="og:image" content="http://localhost/' in html
        assert '<meta property="og:image:width" content="1200">' in html

    def test_the_base_stands_without_a_network(self):
        html = render_to_string("wagtail_pmi/base.html", {"page": None, "network": None, "menu": [], "breadcrumbs": []})
        assert "<main" in html and "<nav" not in html
