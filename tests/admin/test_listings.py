"""The lists of pages by type, the reports and the dashboard: what an editor may edit, and what waits for them."""

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.signal_handlers import disable_reference_index_auto_update

from wagtail_pmi.models import BestPracticeIndexPage, BestPracticePage, NetworkPage
from wagtail_pmi.models.base import Page
from wagtail_pmi.testing import (
    make_city,
    make_expert,
    make_image,
    make_network,
    make_post,
    make_practice,
    make_topic,
)

from .people import client_of, editor_client, make_editor

pytestmark = pytest.mark.django_db

EVIL = "<script>alert(1)</script>"
MAKERS = {"cities": make_city, "practices": make_practice, "experts": make_expert, "posts": make_post}
REPORTS = ("needs_verification", "incomplete", "recently_published")
each_list = pytest.mark.parametrize("name", MAKERS)
each_report = pytest.mark.parametrize("name", REPORTS)
each_of_both = pytest.mark.parametrize("name", [*MAKERS, *REPORTS])


def address(name, view="index"):
    return reverse(f"wagtail_pmi_{name}:{view}")


def titles(client, name, **query):
    response = client.get(address(name), query)
    assert response.status_code == 200
    return [page.title for page in response.context["object_list"]]


def rows(client, name, kind="csv", **query):
    content = b"".join(client.get(address(name), {"export": kind, **query}))
    if kind == "csv":
        return list(csv.DictReader(io.StringIO(content.decode())))
    head, *body = load_workbook(io.BytesIO(content)).active.iter_rows()
    assert not [cell for row in body for cell in row if cell.data_type == "f"]
    return [{title.value: cell.value for title, cell in zip(head, row, strict=True)} for row in body]


def publish(page, **fields):
    """Published by an editor, as the reports know it."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


@pytest.fixture
def other():
    """Another network, of others."""
    return make_network(title="Other network", as_site_root=False)


@each_of_both
class TestEachList:
    def make(self, name, network, title="First", **fields):
        return publish((MAKERS.get(name) or make_practice)(network, title, **fields))

    def test_shows_the_pages_that_one_may_edit_and_no_others(self, network, other, name):
        self.make(name, network, "Mine"), self.make(name, other, "Theirs")
        assert "Mine" in titles(editor_client(pages=[network]), name)
        assert "Theirs" not in titles(editor_client(pages=[network]), name)
        assert "Theirs" not in str(rows(editor_client(pages=[network]), name))
        assert "Theirs" not in titles(editor_client(pages=[network]), name, q="Theirs")
        assert "Theirs" not in editor_client(pages=[network]).get(address(name)).content.decode()

    def test_shows_one_page_to_who_may_edit_one(self, network, name):
        mine = self.make(name, network, "Mine")
        self.make(name, network, "Neighbor")
        assert titles(editor_client(pages=[mine], rights=["change"]), name) == ["Mine"]

    def test_shows_all_to_an_administrator(self, admin_client, network, other, name):
        self.make(name, network, "Mine"), self.make(name, other, "Theirs")
        assert {"Mine", "Theirs"} <= set(titles(admin_client, name))

    def test_is_closed_to_who_has_no_right_on_pages(self, client, network, name):
        self.make(name, network)
        for view in ("index", "index_results"):
            assert editor_client("change_topic").get(address(name, view)).status_code in (302, 403)
            assert editor_client().get(address(name, view), {"export": "csv"}).status_code in (302, 403)
            assert "login" in client.get(address(name, view)).url

    def test_shows_nothing_to_who_works_elsewhere(self, network, name):
        self.make(name, network)
        elsewhere = Page.objects.get(depth=1).add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
        assert titles(editor_client(pages=[elsewhere]), name) == []

    def test_is_narrowed_to_a_network_where_there_are_several(self, admin_client, network, other, name):
        self.make(name, network, "Mine"), self.make(name, other, "Theirs")
        found = titles(admin_client, name, network=network.pk)
        assert "Mine" in found and "Theirs" not in found
        html = admin_client.get(address(name)).content.decode()
        assert "Other network" in html
        assert "Other network" not in editor_client(pages=[network]).get(address(name)).content.decode()

    def test_is_not_narrowed_by_a_network_of_others(self, network, other, name):
        self.make(name, network, "Mine")
        client = editor_client(pages=[network])
        assert titles(client, name, network=other.pk) == titles(client, name)

    def test_is_searched_by_words_of_the_title(self, admin_client, network, name):
        self.make(name, network, "Homeless services"), self.make(name, network, "Parks", slug="parks")
        assert titles(admin_client, name, q="SERV less") == ["Homeless services"]
        assert titles(admin_client, name, q="nowhere") == titles(admin_client, name, q='"') == []
        assert len(titles(admin_client, name, q=" ")) >= 2

    def test_titles_are_escaped(self, admin_client, network, name):
        self.make(name, network, EVIL, slug="evil", image=make_image(EVIL), image_alt=EVIL)
        NetworkPage.objects.update(title=EVIL)
        make_network(title=EVIL, as_site_root=False)
        for view in ("index", "index_results"):
            html = admin_client.get(address(name, view)).content.decode()
            assert EVIL not in html and "&lt;script&gt;" in html

    def test_no_formula_lives_in_its_spreadsheets(self, admin_client, network, name):
        self.make(name, network, "=1+1", slug="formula")
        texts = {row["title"] for row in rows(admin_client, name)}
        assert "'=1+1" in texts and "=1+1" not in texts
        assert "=1+1" in {row["title"] for row in rows(admin_client, name, "xlsx")}

    def test_costs_the_same_for_1_and_for_6_of_each(self, network, other, name):
        user = make_editor(pages=[network, other])
        image = make_image()

        def cost():
            counts = []
            for query in ({}, {"export": "csv"}):
                with CaptureQueriesContext(connection) as queries:
                    list(client_of(user).get(address(name), query))
                counts.append(len(queries))
            return counts

        def fill(number):
            for place in (network, other):
                for make in MAKERS.values():
                    publish(make(place, f"{make.__name__} {number}", image=image, image_alt="An image"))

        with disable_reference_index_auto_update():
            fill(0), cost()
            before = cost()
            for number in range(1, 6):
                fill(number)
        cost()  # as before: what is read once, whatever the rows, is not counted
        assert cost() == before
        assert max(before) < 45


class TestColumnsAndFilters:
    def test_completeness_is_what_the_editor_reads(self, admin_client, network):
        full = {"image": make_image(), "image_alt": "x", "geoid": "2507000", "latitude": 1, "longitude": 1}
        full |= {"timezone": "America/New_York", "form_of_government": "council_manager"}
        full |= {"website": "https://example.org/", "priorities": [make_topic()]}
        city = make_city(network, "Full", body=[("paragraph", "<p>Words.</p>")], **full)
        bare = make_city(network, "Bare", latitude=None, longitude=None)
        shown = {page.title: page.completeness for page in admin_client.get(address("cities")).context["table"].data}
        assert shown == {"Full": city.get_completeness(), "Bare": bare.get_completeness()}
        assert (shown["Full"].percent, shown["Bare"].percent) == (100, 0)
        assert titles(admin_client, "cities", complete="yes") == ["Full"]
        assert titles(admin_client, "cities", complete="no") == ["Bare"]

    def test_of_a_draft_no_completeness_is_claimed(self, admin_client, network):
        make_city(network, "Draft", live=False)
        (row,) = rows(admin_client, "cities")
        assert (row["title"], row["percent_complete"]) == ("Draft", "")
        assert titles(admin_client, "cities", complete="no") == titles(admin_client, "cities", complete="yes") == []

    def test_by_verification(self, admin_client, network):
        today = timezone.localdate()
        make_practice(network, "New", last_verified_on=today)
        make_practice(network, "Old", last_verified_on=today - datetime.timedelta(days=800))
        make_practice(network, "Never")
        for value, found in (("current", ["New"]), ("due", ["Old"]), ("never", ["Never"])):
            assert titles(admin_client, "practices", verification=value) == found
        assert titles(admin_client, "practices", ordering="last_verified_on") == ["Never", "Old", "New"]
        assert titles(admin_client, "practices", ordering="-last_verified_on") == ["New", "Old", "Never"]

    def test_by_status(self, admin_client, network):
        make_post(network, "Draft", live=False)
        changed = make_post(network, "Changed")
        changed.title = "Changed again"
        changed.save_revision()
        make_post(network, "Live")
        found = {value: titles(admin_client, "posts", published=value) for value in ("live", "changed", "draft")}
        assert {value: sorted(names) for value, names in found.items()} == {
            "live": ["Changed", "Live"],
            "changed": ["Changed"],
            "draft": ["Draft"],
        }
        assert titles(admin_client, "posts", q="again") == ["Changed"]

    @pytest.mark.parametrize(
        "name, query",
        [
            ("cities", {"membership_status": "paused", "kind": "city"}),
            ("practices", {"evidence_level": "1"}),
            ("practices", {"status": "scaled", "approach": "program"}),
            ("experts", {"availability": "closed"}),
            ("posts", {"date_from": "2026-01-01", "date_to": "2026-01-31"}),
        ],
    )
    def test_by_what_a_type_has(self, admin_client, network, name, query):
        fields = dict(query)
        if "date_from" in fields:
            fields = {"date": datetime.date(2026, 1, 15)}
        MAKERS[name](network, "Found", **fields)
        MAKERS[name](network, "Other")
        assert titles(admin_client, name, **query) == ["Found"]

    @each_list
    @pytest.mark.parametrize("query", ["complete=x", "published=%00", "published=live'--", "network=%00"])
    def test_a_value_that_a_filter_does_not_know_finds_nothing(self, admin_client, network, other, name, query):
        MAKERS[name](network, "One")
        assert list(admin_client.get(address(name), QUERY_STRING=query).context["object_list"]) == []

    @each_list
    def test_sorts_by_its_columns(self, admin_client, network, name):
        for title in ("B", "A", "C"):
            MAKERS[name](network, title)
        for column in admin_client.get(address(name)).context["table"].columns.values():
            for sign in ("", "-"):
                if column.sort_key:
                    assert len(titles(admin_client, name, ordering=sign + column.sort_key)) == 3
        assert titles(admin_client, name, ordering="title") == ["A", "B", "C"]
        assert titles(admin_client, name, ordering="owner__password") == titles(admin_client, name)

    @each_list
    def test_a_page_is_added_from_its_list(self, network, name):
        client = editor_client(pages=[network])
        response = client.get(address(name, "choose_parent"))
        assert response.status_code == 302 and "/pages/add/wagtail_pmi/" in response.url

    def test_pictures_are_shown_and_a_lost_file_breaks_nothing(self, admin_client, network):
        image = make_image()
        make_city(network, image=image, image_alt="x")
        assert "fill-96x72" in admin_client.get(address("cities")).content.decode()
        image.renditions.all().delete()
        image.file.storage.delete(image.file.name)
        assert admin_client.get(address("cities")).status_code == 200


class TestReports:
    def test_needs_verification_is_what_is_due_or_never_was(self, admin_client, network):
        today = timezone.localdate()
        make_practice(network, "New", last_verified_on=today)
        make_practice(network, "Old", last_verified_on=today - datetime.timedelta(days=800), verified_by="Staff")
        make_expert(network, "Never")
        make_practice(network, "Draft", live=False)
        make_city(network, "A city is not verified")
        assert titles(admin_client, "needs_verification") == ["Never", "Old"]
        assert titles(admin_client, "needs_verification", type="expertpage") == ["Never"]
        old = rows(admin_client, "needs_verification")[1]
        due = BestPracticePage.objects.get(title="Old").get_freshness().due_on
        assert (old["verified_by"], old["get_freshness.due_on"], old["type_label"]) == (
            "Staff",
            str(due),
            "Best practice",
        )

    def test_the_months_are_the_setting_s(self, admin_client, network, settings):
        make_practice(network, "Old", last_verified_on=timezone.localdate() - datetime.timedelta(days=70))
        assert titles(admin_client, "needs_verification") == []
        settings.WAGTAIL_PMI = {"VERIFY_AFTER_MONTHS": {"practice": 2}}
        assert titles(admin_client, "needs_verification") == ["Old"]

    def test_incomplete_says_what_is_missing(self, admin_client, network):
        make_post(network, "Post", image=make_image(), image_alt="x", topics=[make_topic()], keywords=["a"])
        make_post(network, "Draft", live=False)
        make_city(network, "City")
        assert titles(admin_client, "incomplete") == ["City", "Post"]
        assert titles(admin_client, "incomplete", type="blogpostpage") == ["Post"]
        post = rows(admin_client, "incomplete")[1]
        assert (post["missing"], post["completeness.percent"]) == ("authors", "75")

    def test_recently_published_begins_with_the_latest(self, admin_client, network):
        now = timezone.now()
        for title, days in (("Old", 40), ("New", 1), ("Middle", 9)):
            page = publish(make_post(network, title))
            Page.objects.filter(pk=page.pk).update(last_published_at=now - datetime.timedelta(days=days))
        publish(make_post(network, "Taken down")).unpublish()
        assert titles(admin_client, "recently_published") == ["New", "Middle", "Old"]
        since = (now - datetime.timedelta(days=20)).date().isoformat()
        assert titles(admin_client, "recently_published", last_published_at_from=since) == ["New", "Middle"]

    def test_an_alias_is_kept_by_its_source(self, admin_client, network):
        practice = make_practice(network, "Source")
        practice.create_alias(update_slug="alias")
        assert titles(admin_client, "needs_verification") == ["Source"]

    @each_report
    def test_leads_to_the_page_in_the_editor(self, network, name):
        page = publish(make_practice(network))
        html = editor_client(pages=[network]).get(address(name)).content.decode()
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html


class TestDashboard:
    home = staticmethod(lambda client: client.get(reverse("wagtailadmin_home")).content.decode())

    def test_says_what_waits_for_this_editor(self, network, other):
        make_practice(network, "To verify"), make_city(network, "To complete"), make_post(network, "Draft", live=False)
        make_practice(other, "Of others")
        html = self.home(editor_client(pages=[network]))
        assert "Your network" in html
        for text in ("To verify", "To complete", "Draft", "Needs verification (1)", "Incomplete (2)"):
            assert text in html
        assert "Drafts waiting (1)" in html
        assert "Of others" not in html

    def test_is_content_when_nothing_waits(self, network):
        assert "Nothing waits for you" in self.home(editor_client(pages=[network]))

    def test_is_not_for_who_has_no_page_of_a_network(self, network):
        make_practice(network)
        elsewhere = Page.objects.get(depth=1).add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
        assert "Your network" not in self.home(editor_client("change_topic"))
        assert "Your network" not in self.home(editor_client(pages=[elsewhere]))

    def test_shows_the_first_few_and_leads_to_the_others(self, network):
        for number in range(7):
            make_practice(network, f"Practice {number}")
        html = self.home(editor_client(pages=[network]))
        assert "Needs verification (7)" in html and "Practice 4" in html and "Practice 5" not in html
        assert address("needs_verification") in html

    def test_titles_are_escaped(self, admin_client, network):
        make_practice(network, EVIL, slug="evil")
        assert EVIL not in self.home(admin_client)

    def test_costs_the_same_for_1_and_for_20(self, network):
        user = make_editor(pages=[network])

        def cost():
            with CaptureQueriesContext(connection) as queries:
                client_of(user).get(reverse("wagtailadmin_home"))
            return len(queries)

        def fill(number):
            for make in MAKERS.values():
                make(network, f"{make.__name__} {number}"), make(network, f"Draft {make.__name__} {number}", live=False)

        fill(0), cost()
        before = cost()
        for number in range(1, 8):
            fill(number)
        cost()  # as before: what is read once, whatever the rows, is not counted
        assert cost() == before


class TestMenu:
    LABELS = ("Cities", "Practices", "Experts", "Posts")
    REGISTERS = ("Topics", "Beneficiaries", "Keywords", "Organizations", "Resources", "Memberships")

    def labels(self, client):
        """Labels of the group Network and, of those under Reports, ours."""
        from wagtail.admin.menu import admin_menu, reports_menu

        request = client.get(reverse("wagtailadmin_home")).wsgi_request
        group = [item for item in admin_menu.menu_items_for_request(request) if item.name == "pmi-network"]
        items = [str(item.label) for item in group[0].menu.menu_items_for_request(request)] if group else None
        reports = [str(item.label) for item in reports_menu.menu_items_for_request(request)]
        return items, [
            label for label in reports if label in ("Needs verification", "Incomplete", "Recently published")
        ]

    def test_before_a_network_is_only_superusers_may_create_one(self, admin_client):
        assert self.labels(admin_client) == (["Create a network"], [])
        assert self.labels(editor_client("change_topic", "change_adoption")) == (None, [])
        assert "Your network" not in admin_client.get(reverse("wagtailadmin_home")).content.decode()

    def test_shows_an_administrator_everything(self, admin_client, network):
        items, reports = self.labels(admin_client)
        assert items == [*self.LABELS, *self.REGISTERS, "Create a network", "Adoptions"]
        assert reports == ["Needs verification", "Incomplete", "Recently published"]

    def test_shows_an_editor_of_pages_the_lists_and_reports(self, network):
        items, reports = self.labels(editor_client(pages=[network]))
        assert items == [*self.LABELS, "Adoptions"] and len(reports) == 3

    def test_shows_a_keeper_of_terms_the_register(self, network):
        assert self.labels(editor_client("change_topic", "add_keyword")) == (["Topics"], [])

    def test_shows_others_nothing(self, network):
        elsewhere = Page.objects.get(depth=1).add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
        assert self.labels(editor_client(pages=[elsewhere])) == (None, [])

    def test_costs_a_host_without_a_network_one_query(self, admin_client):
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(reverse("wagtailadmin_home"))
        assert len([query for query in queries if "wagtail_pmi" in query["sql"]]) == 1


def test_a_right_on_a_section_reaches_what_stands_below_it(network):
    index = BestPracticeIndexPage.objects.get()
    make_practice(network, "Below")
    assert titles(editor_client(pages=[index], rights=["change"]), "practices") == ["Below"]
