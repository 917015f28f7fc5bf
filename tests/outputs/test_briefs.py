"""The brief says on one page what a mayor asks, in the words of the page, and to the public no more than it may see."""

import datetime
import re

import pytest
from django.test import Client
from markdown_it import MarkdownIt
from wagtail.models import PageViewRestriction

from tests.corpus import HOSTILE
from wagtail_pmi.models import (
    AdoptionLesson,
    BestPracticePage,
    PracticeCitation,
    PracticeContact,
    PracticeLesson,
    PracticePrerequisite,
    PracticeStep,
)
from wagtail_pmi.outputs import pdf
from wagtail_pmi.outputs.briefs import one_line
from wagtail_pmi.outputs.markdown import brief_as_markdown, escape, link
from wagtail_pmi.testing import make_adoption, make_city, make_expert, make_membership, make_practice
from wagtail_pmi.visibility import Viewer

from .reading import read_pdf

pytestmark = pytest.mark.django_db

ADDRESS = "/practices/a-plan/brief/"
needs_pdf = pytest.mark.skipif(not pdf.can_make_pdf(), reason="wagtail-pmi[pdf] is not installed")


@pytest.fixture
def practice(network):
    page = make_practice(
        network,
        "A plan",
        summary="Plans what to do.",
        problem="<p>Nobody <b>plans</b>.</p><p>So nothing is done.</p>",
        evidence_level=3,
        evidence_basis="independent",
        evidence_rated_on=datetime.date(2025, 1, 1),
        evidence_note="Shown in large cities only.",
        cost_annual_min="1.50",
        cost_annual_max=2,
        cost_per_resident=True,
        cost_price_year=2024,
        last_verified_on=datetime.date(2026, 2, 3),
    )
    steps = (("sustainment", "Keep going"), ("exploration", "Look"), ("preparation", "Hire"), ("implementation", "Do"))
    page.steps = [PracticeStep(phase=phase, title=title, sort_order=n) for n, (phase, title) in enumerate(steps)]
    large = [{"type": "population", "value": {"least": 1_000_000, "most": None}}]
    page.prerequisites = [
        PracticePrerequisite(kind="legal_authority", text="A charter.", essential=False),
        PracticePrerequisite(kind="department_asset", text="A large office.", rule=large),
    ]
    page.lessons = [
        PracticeLesson(kind="financing", text="It went well."),
        PracticeLesson(kind="financing", text="Money ran out.", is_failure=True),
        PracticeLesson(kind="financing", text="Told to members.", is_failure=True, visibility="members"),
        PracticeLesson(kind="financing", text="Told to nobody.", is_failure=True, visibility="anonymised"),
    ]
    page.contacts = [PracticeContact(expert=make_expert(network, "Ann Other", affiliation="An office"), role="Money")]
    page.citations = [PracticeCitation(text="A study, 2020.", url="https://example.org/study")]
    page.save()
    return page


@pytest.fixture
def city(network, practice):
    """The city that asks, and three others that did it, the one most like it not first by name."""
    asking = make_city(network, "Here", population=500_000)
    for title, population in (("Away", 5_000), ("Beyond", 100_000_000), ("Near", 490_000), ("Outside", 9_000)):
        lessons = [AdoptionLesson(kind="financing", text=f"Failed in {title}.", is_failure=True)]
        make_adoption(make_city(network, title, population=population, state="CA"), practice, lessons=lessons)
    return asking


def get_brief(practice, like="", viewer=None):
    viewer = viewer or Viewer()
    return practice.get_brief(viewer, practice.get_ledger(viewer, like))


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


class TestWhatItSays:
    def test_is_drawn_from_the_fields_of_the_practice(self, practice):
        brief = get_brief(practice)
        assert (brief.title, brief.summary) == ("A plan", "Plans what to do.")
        assert brief.problem == "Nobody plans. So nothing is done."
        assert brief.evidence == "Evidence 3 of 5: Comparison group · Independent evaluation"
        assert brief.caveat == "Shown in large cities only."
        assert brief.url == "http://localhost/practices/a-plan/"
        assert "Feb. 3, 2026" in brief.dates

    def test_takes_the_first_three_steps_in_the_order_of_the_phases(self, practice):
        assert [step.title for step in get_brief(practice).steps] == ["Look", "Hire", "Do"]

    def test_names_people_and_what_to_ask_them_and_no_address(self, practice):
        [contact] = get_brief(practice).contacts
        assert (contact.title, contact.text, contact.url) == ("Ann Other", "An office · Money", "")

    def test_says_how_many_did_it(self, practice, city):
        assert get_brief(practice).tally == ("4 Operating",)

    def test_without_a_city_costs_are_for_each_resident_and_nothing_is_checked(self, practice):
        brief = get_brief(practice)
        assert brief.city == ""
        [cost] = brief.costs
        assert cost.text == "1.50 to 2.00 USD for each resident (prices of 2024)"
        assert {need.verdict for need in brief.needs} == {None}

    def test_for_a_city_costs_are_those_of_its_size(self, practice, city):
        [cost] = get_brief(practice, "here").costs
        assert cost.text == "about 750,000 to 1,000,000 USD for 500,000 residents (prices of 2024)"

    def test_costs_of_a_city_of_unknown_size_stay_for_each_resident(self, network, practice):
        city = make_city(network, "Unknown")
        type(city).objects.filter(pk=city.pk).update(population=0)
        assert "for each resident" in get_brief(practice, "unknown").costs[0].text

    def test_for_a_city_what_is_unmet_comes_first_with_the_reason(self, practice, city):
        unmet, other = get_brief(practice, "here").needs
        assert (unmet.text, unmet.verdict) == ("A large office.", "not_met")
        assert unmet.reasons == ("Needed: a population of at least 1,000,000. Here: 500,000.",)
        assert other.verdict is None

    def test_for_a_city_the_three_most_like_it_come_with_why(self, practice, city):
        brief = get_brief(practice, "here")
        assert len(brief.peers) == 3
        assert brief.peers[0].city == "Near"
        assert "similar size (500,000 and 490,000 residents)" in brief.peers[0].likeness
        assert brief.peers[0].likeness.startswith(("3", "4", "5", "6", "7"))

    def test_holds_at_most_two_failures_and_public_ones_only(self, practice, city, network):
        assert [row.title for row in get_brief(practice).failures] == ["Money ran out.", "Failed in Away."]
        member = Viewer(make_membership(network).user)
        assert [row.title for row in get_brief(practice, viewer=member).failures] == [
            "Money ran out.",
            "Failed in Away.",
        ]

    def test_an_empty_practice_has_a_brief_too(self, network, client):
        make_practice(network, "Bare")
        html = words(client.get("/practices/bare/brief/"))
        assert "Evidence not assessed" in html and "never verified" in html

    def test_a_practice_of_long_texts_still_fits(self, network):
        page = make_practice(network, "L" * 250, summary="word " * 250, problem=f"<p>{'x' * 50_000}</p>")
        page.steps = [PracticeStep(phase="preparation", title="T" * 255, text="s" * 2000) for _number in range(40)]
        page.prerequisites = [PracticePrerequisite(kind="legal_authority", text="n" * 1000) for _number in range(40)]
        page.citations = [PracticeCitation(text="c" * 500) for _number in range(40)]
        page.lessons = [PracticeLesson(kind="financing", text="f" * 2000, is_failure=True) for _number in range(40)]
        page.save()
        assert len(brief_as_markdown(get_brief(page))) < 8_000


@pytest.mark.parametrize(
    "text, limit, expected",
    [
        ("", 10, ""),
        ("a\n b\x00\tc", 10, "a b c"),
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("One two. Three", 12, "One two…"),
        ("x" * 20, 10, "x" * 9 + "…"),
        ("a " + "x" * 20, 10, "a xxxxxxx…"),
    ],
)
def test_texts_are_cut_between_words_where_it_can_be(text, limit, expected):
    assert one_line(text, limit) == expected
    assert len(one_line(text, limit)) <= limit


class TestPage:
    def test_shows_the_brief_of_the_city_that_was_chosen(self, client, practice, city):
        response = client.get(ADDRESS, {"like": "here"})
        html = words(response)
        assert "Brief for Here" in html and "Cities like Here" in html and "Not met" in html
        assert response.context["seo"].canonical == "http://localhost/practices/a-plan/"

    def test_lets_choose_a_city_before_anybody_did_it(self, client, practice, network):
        make_city(network, "Here")
        response = client.get(ADDRESS)
        assert [city.title for city in response.context["cities"]] == ["Here"]
        assert b"Brief for Here" in client.get(ADDRESS, {"like": "here"}).content

    def test_an_unknown_city_is_said_to_be_unknown(self, client, practice, city):
        assert "There is no such city in this network." in words(client.get(ADDRESS, {"like": "nowhere"}))

    def test_is_private_for_members_and_only_for_them(self, client, practice, network):
        assert "private" not in client.get(ADDRESS).get("Cache-Control", "")
        client.force_login(make_membership(network).user)
        assert "private" in client.get(ADDRESS)["Cache-Control"]

    def test_the_files_are_offered_for_the_same_city(self, client, practice, city):
        assert 'href="/practices/a-plan/brief/md/?like=here"' in client.get(ADDRESS, {"like": "here"}).content.decode()

    def test_the_practice_leads_to_it(self, client, practice, city):
        assert 'href="/practices/a-plan/brief/"' in client.get("/practices/a-plan/").content.decode()
        assert (
            'href="/practices/a-plan/brief/?like=here"' in client.get("/practices/a-plan/?like=here").content.decode()
        )

    @pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}md/", f"{ADDRESS}pdf/", "/practices/a-plan/card/"])
    def test_hostile_cities_do_no_harm(self, practice, city, address):
        visitor = Client(raise_request_exception=False)
        for value in HOSTILE[::3]:
            response = visitor.get(address, QUERY_STRING=f"like={value}&like={value}")
            assert response.status_code in (200, 404), value[:80]

    @pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}md/", "/practices/a-plan/card/"])
    def test_head_and_other_methods(self, client, practice, address):
        assert client.head(address).status_code == 200
        for method in ("post", "put", "delete", "options"):
            assert getattr(client, method)(address).status_code < 500


class TestMarkdown:
    def test_is_a_file_in_the_words_of_the_brief(self, client, practice, city):
        response = client.get(f"{ADDRESS}md/", {"like": "here"})
        assert response["Content-Type"] == "text/markdown; charset=utf-8"
        assert response["Content-Disposition"] == 'inline; filename="a-plan.md"'
        text = response.content.decode()
        assert text.startswith("# A plan\n")
        for heading in ("The problem", "Who did this", "What it takes", "Evidence", "First steps", "How to cite"):
            assert f"\n## {heading}\n" in text
        assert "### Cities like Here\n" in text
        assert "<https://example.org/study>" in text

    def test_holds_what_the_public_may_see_whoever_asks(self, client, practice, city, network):
        make_adoption(city, practice, visibility="members")
        public = client.get(f"{ADDRESS}md/")
        client.force_login(make_membership(network).user)
        member = client.get(f"{ADDRESS}md/")
        assert member.content == public.content
        assert b"Told to" not in member.content and "4 Operating" in member.content.decode()
        assert "public" in member["Cache-Control"]
        assert "Cookie" not in member.get("Vary", "")

    def test_of_an_unknown_city_does_not_exist(self, client, practice, city):
        assert client.get(f"{ADDRESS}md/", {"like": "nowhere"}).status_code == 404

    @pytest.mark.parametrize(
        "text",
        [
            "[x](javascript:alert(1))", "![x](//evil.test/x.png)", "<script>alert(1)</script>", "*a* _b_ **c** __d__",
            "`code` ``` ~~~", "# heading", "a | b | c", "- list", "+ list", "* list", "1. list", "12) list", "> quote",
            "---", "===", "a\n\n# b\n```\nc", "&amp; &lt; &copy;", "<https://evil.test>", "https://evil.test/x",
            "www.evil.test", "me@evil.test", "\\", "\\*a*", "C #", "a  \nb", "[a]: https://evil.test", "~~a~~", "$x$",
            "{{ x }} {% y %}", "    code", "\tcode", "[^1]", "<!-- x", "a\x00b\u2028c", ":smile:", "- [ ] task",
        ],
    )  # fmt: skip
    def test_no_text_becomes_markup(self, text):
        parser = MarkdownIt("gfm-like", {"html": True, "linkify": False}).enable("table")
        expected = " ".join(re.sub("[\x00\u2028]", "", text).split())
        for before in ("", "- ", "# ", "1. "):
            tokens = [token for token in parser.parse(before + escape(text)) if token.type == "inline"]
            assert len(tokens) == 1
            assert "".join(child.content for child in tokens[0].children) == expected
            kinds = {child.type for child in tokens[0].children}
            assert kinds <= {"text", "text_special"}, kinds

    def test_an_address_stays_a_link_to_itself(self):
        parser = MarkdownIt()
        for address in ("https://example.org/a_(b)*c*?x=1&y=<z>", "https://example.org/a b\\`c`"):
            [inline] = [token for token in parser.parse(link(address)) if token.type == "inline"]
            assert [child.type for child in inline.children] == ["link_open", "text", "link_close"]

    def test_a_hostile_title_is_a_title(self, client, practice):
        BestPracticePage.objects.filter(pk=practice.pk).update(title="[x](y) *z* <script>\n# `|`")
        tokens = MarkdownIt().parse(client.get(f"{ADDRESS}md/").content.decode())
        assert tokens[0].tag == "h1"
        assert "".join(child.content for child in tokens[1].children) == "[x](y) *z* <script> # `|`"


class TestPdf:
    def test_without_the_extra_there_is_none_and_no_link(self, client, practice, monkeypatch):
        monkeypatch.setattr(pdf, "_weasyprint", lambda: None)
        assert client.get(f"{ADDRESS}pdf/").status_code == 404
        assert b"brief/pdf/" not in client.get(ADDRESS).content + client.get("/practices/a-plan/").content
        with pytest.raises(RuntimeError):
            pdf.make_pdf("<p>x")

    @needs_pdf
    def test_says_what_the_brief_says(self, client, practice, city):
        response = client.get(f"{ADDRESS}pdf/", {"like": "here"})
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'inline; filename="a-plan.pdf"'
        text = read_pdf(response.content)
        for expected in ("Brief for Here", "Plans what to do.", "Near", "Not met", "Ann Other", "Money ran out."):
            assert expected in text
        assert "Told to" not in text

    @needs_pdf
    def test_is_titled_and_tagged_and_names_its_language(self, client, practice):
        import io

        from pypdf import PdfReader

        reader = PdfReader(io.BytesIO(client.get(f"{ADDRESS}pdf/").content))
        assert reader.metadata.title == "A plan"
        root = reader.trailer["/Root"]
        assert root["/Lang"] == "en" and root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root

    @needs_pdf
    def test_holds_what_the_public_may_see_whoever_asks(self, client, practice, city, network):
        client.force_login(make_membership(network).user)
        assert "Told to" not in read_pdf(client.get(f"{ADDRESS}pdf/").content)

    @needs_pdf
    def test_fits_one_page_or_two(self, network, client):
        import io

        from pypdf import PdfReader

        page = make_practice(network, "Long " * 40, slug="long", summary="word " * 250, problem="<p>word</p>" * 400)
        page.steps = [PracticeStep(phase="preparation", title="T " * 100, text="s " * 900) for _number in range(9)]
        page.lessons = [PracticeLesson(kind="financing", text="f " * 900, is_failure=True) for _number in range(9)]
        page.prerequisites = [PracticePrerequisite(kind="legal_authority", text="n " * 400) for _number in range(9)]
        page.save()
        assert len(PdfReader(io.BytesIO(client.get("/practices/long/brief/pdf/").content)).pages) <= 2

    @needs_pdf
    def test_nothing_is_fetched(self, tmp_path, monkeypatch):
        import socket

        secret = tmp_path / "secret.txt"
        secret.write_text("canary")
        asked = []
        monkeypatch.setattr(socket.socket, "connect", lambda self, address: asked.append(address))
        monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: asked.append(args) or [])
        html = f"""<title>x</title><link rel=stylesheet href="http://127.0.0.1:9/x.css"><p>words
            <img src="file://{secret}" alt="x"><img src="http://127.0.0.1:9/x.png" alt="y">
            <link rel=attachment href="file://{secret}"><a rel=attachment href="file://{secret}">z</a>
            <p style="background: url(file://{secret})">more"""
        found = pdf.make_pdf(html, "tokens.css")
        assert "words" in read_pdf(found) and b"EmbeddedFile" not in found and not asked


class TestGate:
    @pytest.fixture(params=["draft", "expired", "login", "password", "unpublished parent"])
    def state(self, request, practice):
        if request.param == "draft":
            practice.unpublish()
        elif request.param == "expired":
            BestPracticePage.objects.filter(pk=practice.pk).update(expire_at="2020-01-01T00:00Z")
        elif request.param == "unpublished parent":
            parent = practice.get_parent()
            type(parent).objects.filter(pk=parent.pk).update(live=False)
        else:
            PageViewRestriction.objects.create(page=practice, restriction_type=request.param, password="secret")
        return request.param

    @pytest.mark.parametrize(
        "below", ["brief/", "brief/md/", "brief/pdf/", "cite/bib/", "cite/ris/", "cite/json/", "card/"]
    )
    def test_a_hidden_practice_says_nothing(self, client, state, below):
        response = client.get(f"/practices/a-plan/{below}")
        if state in ("login", "password"):  # Wagtail asks for it
            assert response.status_code == (302 if state == "login" else 200)
            assert b"Plans what to do" not in response.content and b"A plan" not in response.content
        else:
            assert response.status_code == 404

    def test_what_only_members_see_is_no_file_card_or_citation(self, client, practice, network):
        PageViewRestriction.objects.create(page=practice, restriction_type="login")
        client.force_login(make_membership(network).user)
        assert client.get(ADDRESS).status_code == 200
        for below in ("brief/md/", "brief/pdf/", "cite/bib/", "cite/ris/", "cite/json/", "card/"):
            assert client.get(f"/practices/a-plan/{below}").status_code == 404
        for address in ("/practices/a-plan/", ADDRESS):
            html = client.get(address).content.decode()
            assert not re.search(r"brief/md/|brief/pdf/|/cite/|/card/|oembed", html)

    def test_a_hidden_city_is_answered_like_none(self, client, practice, city):
        before = client.get(f"{ADDRESS}md/", {"like": "nowhere"})
        city.unpublish()
        after = client.get(f"{ADDRESS}md/", {"like": "here"})
        assert (before.status_code, after.status_code) == (404, 404)
        assert "Brief for Here" not in client.get(ADDRESS, {"like": "here"}).content.decode()
