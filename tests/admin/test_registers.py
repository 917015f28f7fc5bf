"""The registers in the admin: list, make, change, delete and merge, each for those who have the right to."""

import csv
import datetime
import io

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from wagtail_pmi.models import (
    Beneficiary,
    BestPracticePage,
    Keyword,
    Membership,
    NetworkPartner,
    Organisation,
    PracticeResource,
    Resource,
    Topic,
)
from wagtail_pmi.testing import make_city, make_expert, make_membership, make_network, make_practice, make_topic

from .people import editor_client

pytestmark = pytest.mark.django_db

EVIL = "<script>alert(1)</script>"
TERM = {"slug": "", "code": "", "parent": "", "description": "", "same_as": ""}
# Model → the fields to make one with, and the name that the register shows it by.
REGISTERS = {
    Topic: ({"name": "Housing", "cofog": "", "sdg": "", **TERM}, "Housing"),
    Beneficiary: ({"name": "Renters", **TERM}, "Renters"),
    Keyword: ({"name": "data", **TERM}, "data"),
    Organisation: (
        {"name": "Some University", "kind": "university", "url": "", "logo": "", "ror": "", "wikidata": ""},
        "Some University",
    ),
    Resource: (
        {
            "title": "A toolkit",
            "kind": "toolkit",
            "file": "",
            "url": "https://example.org/",
            "publisher": "",
            "date": "",
        }
        | {"state": "", "language": "en", "version": "", "licence": ""},
        "A toolkit",
    ),
}
each_register = pytest.mark.parametrize("model", REGISTERS, ids=lambda model: model.__name__)


VIEWS = ("index", "create", "edit", "delete", "inspect", "history")


def address(model, name, *args):
    return reverse(f"wagtail_pmi_{model._meta.model_name}_modeladmin_{name}", args=args)


def addresses(model, pk):
    return {name: address(model, name, *([] if name in ("index", "create") else [pk])) for name in VIEWS}


@pytest.fixture
def made():
    def make(model):
        fields, _shown = REGISTERS[model]
        return model.objects.create(**{name: value for name, value in fields.items() if value})

    return make


@each_register
class TestEachRegister:
    def test_lists_what_there_is(self, admin_client, made, model):
        made(model)
        assert REGISTERS[model][1] in admin_client.get(address(model, "index")).content.decode()

    def test_makes_one(self, admin_client, model):
        fields, shown = REGISTERS[model]
        response = admin_client.post(address(model, "create"), fields)
        assert response.status_code == 302, response.context and response.context["form"].errors
        assert str(model.objects.get()) == shown

    def test_keeps_what_was_typed_when_something_is_missing(self, admin_client, model):
        fields, _shown = REGISTERS[model]
        name = "title" if "title" in fields else "name"
        kept = next(field for field in ("publisher", "url", "description") if field in fields)
        value = "https://example.org/kept" if kept == "url" else "What was typed"
        response = admin_client.post(address(model, "create"), fields | {name: "", kept: value})
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [name]
        assert value in response.content.decode()
        assert not model.objects.exists()

    def test_changes_one(self, admin_client, made, model):
        fields, _shown = REGISTERS[model]
        name = "title" if "title" in fields else "name"
        found = made(model)
        code = {"slug": found.slug, "code": found.code} if "code" in fields else {}
        response = admin_client.post(address(model, "edit", found.pk), fields | code | {name: "Another"})
        assert response.status_code == 302, response.context["form"].errors
        assert str(model.objects.get()) == "Another"

    def test_deletes_one_after_asking(self, admin_client, made, model):
        found = made(model)
        assert admin_client.get(address(model, "delete", found.pk)).status_code == 200
        assert model.objects.exists()
        assert admin_client.post(address(model, "delete", found.pk)).status_code == 302
        assert not model.objects.exists()

    def test_is_closed_to_who_has_no_right(self, made, model):
        found, client = made(model), editor_client()
        for place in addresses(model, found.pk).values():
            for method in (client.get, client.post):
                assert method(place).status_code in (302, 403)
        assert client.get(address(model, "index"), {"export": "csv"}).status_code in (302, 403)
        assert model.objects.exists()

    def test_who_may_only_add_adds_and_sees_none(self, made, model):
        found, client = made(model), editor_client(f"add_{model._meta.model_name}")
        for name, place in addresses(model, found.pk).items():
            assert (client.get(place).status_code == 200) is (name == "create"), name
        assert client.get(address(model, "index"), {"export": "csv"}).status_code in (302, 403)
        model.objects.all().delete()
        fields, shown = REGISTERS[model]
        response = client.post(address(model, "create"), fields)
        assert (response.status_code, response.url) == (302, address(model, "create"))
        assert str(model.objects.get()) == shown

    def test_who_may_only_see_changes_nothing(self, made, model):
        found, client = made(model), editor_client(f"view_{model._meta.model_name}")
        for name, place in addresses(model, found.pk).items():
            assert (client.get(place).status_code == 200) is (name in ("index", "inspect", "history")), name
        for name in ("create", "edit", "delete"):
            client.post(addresses(model, found.pk)[name], REGISTERS[model][0])
        assert list(model.objects.all()) == [found]
        html = client.get(address(model, "index")).content.decode()
        assert address(model, "inspect", found.pk) in html
        assert not any(addresses(model, found.pk)[name] in html for name in ("create", "edit", "delete"))

    def test_outsiders_are_sent_to_sign_in(self, client, made, model):
        for place in addresses(model, made(model).pk).values():
            response = client.get(place)
            assert response.status_code == 302 and "login" in response.url

    def test_titles_are_escaped(self, admin_client, network, made, model):
        found = made(model)
        name = "title" if hasattr(found, "title") else "name"
        model.objects.update(**{name: EVIL})
        parent = model.objects.create(name="Child", parent=found) if hasattr(found, "parent") else None
        for place in addresses(model, found.pk).values():
            response = admin_client.get(place)
            assert response.status_code == 200
            assert "<script>alert(1)" not in response.content.decode()
        assert parent is None or "&lt;script&gt;" in admin_client.get(address(model, "index")).content.decode()
        admin_client.post(address(model, "edit", found.pk), {})
        html = admin_client.post(address(model, "delete", found.pk), follow=True).content.decode()
        assert "<script>alert(1)" not in html

    def test_finds_by_words(self, admin_client, made, model):
        found = made(model)
        word = REGISTERS[model][1].split()[-1][:4].upper()
        for query, count in ((word, 1), (f" {word} {word} ", 1), ("nowhere", 0), ("\"'", 0), ("", 1), (" ", 1)):
            response = admin_client.get(address(model, "index"), {"q": query})
            assert len(response.context["object_list"]) == count, query
        assert found in admin_client.get(address(model, "index"), {"q": word}).context["object_list"]

    def test_sorts_by_columns_and_by_no_others(self, admin_client, made, model):
        made(model)
        for order in ("0", "-0", "1.-0", "0.1.2", "99"):
            assert admin_client.get(address(model, "index"), {"o": order}).status_code == 200
        for order in ("name", "0." * 3000, "-", "0,1", "²"):
            assert admin_client.get(address(model, "index"), {"o": order}).status_code == 302, order

    @pytest.mark.parametrize(
        "query",
        [
            "name__startswith=a",
            "slug=x",
            "uid__gt=1",
            "link_status=200",
            "children__name=x",
            "partnerships__network__contact_email__startswith=a",
            "practices__page__owner__password__startswith=p",
            "practices__owner__password__contains=1",
            "id__in=1,2",
            "kind__in=toolkit",
            "kind__gt=a",
            "nonsense=1",
            "__class__=1",
            "kind=nonsense",
            "kind=%00",
            "parent=0",
            "_popup=1",
        ],
    )
    def test_what_is_no_declared_filter_leads_back_to_the_list(self, admin_client, made, model, query):
        made(model)
        for end in ("", "&export=csv", "&q=x&o=1"):
            response = admin_client.get(address(model, "index"), QUERY_STRING=query + end)
            assert (response.status_code, response.url) == (302, address(model, "index"))

    def test_costs_the_same_for_1_and_for_30(self, admin_client, network, made, model):
        used = made(model)
        name = "title" if hasattr(used, "title") else "name"
        common = {"kind": used.kind} if hasattr(used, "kind") else {}

        def cost():
            places = [
                address(model, "index"),
                f"{address(model, 'index')}?o=1",
                addresses(model, used.pk)["inspect"],
            ]
            places += [addresses(model, used.pk)["delete"], f"{address(model, 'index')}?export=csv"]
            costs = []
            for place in places:
                with CaptureQueriesContext(connection) as queries:
                    list(admin_client.get(place))
                costs.append(len(queries))
            return costs

        def use(number):
            practice = make_practice(network, f"Practice {number}", summary="x")
            if isinstance(used, Topic):
                practice.topics.set([used])
                practice.save()
            if isinstance(used, Resource):
                PracticeResource.objects.create(page=practice, resource=used)

        use(0)
        cost()
        before = cost()
        for number in range(1, 30):
            model.objects.create(**{name: f"Another {number}"}, **common)
            use(number)
        assert cost() == before
        assert max(before) < 30


class TestExport:
    def rows(self, client, model, kind):
        response = client.get(address(model, "index"), {"export": kind})
        assert f"{model._meta.model_name}.{kind}" in response["Content-Disposition"]
        content = b"".join(response)
        if kind == "csv":
            return list(csv.DictReader(io.StringIO(content.decode())))
        sheet = load_workbook(io.BytesIO(content)).active
        head, *rows = sheet.iter_rows()
        assert not [cell for row in rows for cell in row if cell.data_type == "f"]
        return [{title.value: cell.value for title, cell in zip(head, row, strict=True)} for row in rows]

    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "a;=1+1", '"=1+1', " =1+1", "＝1"])
    def test_no_formula_lives_and_no_text_is_lost(self, admin_client, text):
        Organisation.objects.create(name=text)
        (row,) = self.rows(admin_client, Organisation, "csv")
        assert row["name"] != text and row["name"].replace("'", "") == text
        (row,) = self.rows(admin_client, Organisation, "xlsx")
        assert row["name"] == text

    def test_numbers_and_dates_stay_such(self, admin_client):
        topic = make_topic("Housing", sdg=11)
        Resource.objects.create(title="A", kind="toolkit", url="https://example.org/", date=datetime.date(2026, 5, 1))
        (row,) = self.rows(admin_client, Topic, "xlsx")
        assert (row["sdg"], row["uses"], row["code"]) == (11, 0, topic.code)
        (row,) = self.rows(admin_client, Resource, "xlsx")
        assert row["date"] == datetime.date(2026, 5, 1)
        (row,) = self.rows(admin_client, Resource, "csv")
        assert row["date"] == "2026-05-01" and row["publisher"] == ""

    def test_characters_that_a_spreadsheet_cannot_hold_break_nothing(self, admin_client):
        Organisation.objects.create(name="a\x0bb\x1f")
        assert self.rows(admin_client, Organisation, "xlsx")[0]["name"] == "ab"

    def test_holds_what_was_searched_and_filtered(self, admin_client):
        Organisation.objects.create(name="One", kind="media"), Organisation.objects.create(name="Two")
        response = admin_client.get(address(Organisation, "index"), {"export": "csv", "kind": "media"})
        assert b"One" in (content := b"".join(response)) and b"Two" not in content


class TestFilters:
    def test_by_kind_and_license(self, admin_client):
        common = {"url": "https://example.org/"}
        Resource.objects.create(title="A", kind="toolkit", licence="CC0-1.0", **common)
        Resource.objects.create(title="B", kind="toolkit", **common)
        Resource.objects.create(title="C", kind="press", **common)
        for query, found in (
            ({"kind": "toolkit"}, "AB"),
            ({"kind": "toolkit", "licence": "CC0-1.0"}, "A"),
            ({}, "ABC"),
        ):
            response = admin_client.get(address(Resource, "index"), query)
            assert "".join(resource.title for resource in response.context["object_list"]) == found

    def test_by_upper_term(self, admin_client):
        upper = make_topic("Upper")
        lower = make_topic("Lower", parent=upper)
        response = admin_client.get(address(Topic, "index"), {"parent": upper.pk})
        assert list(response.context["object_list"]) == [lower]
        assert admin_client.get(address(Topic, "index"), {"parent": lower.pk}).status_code == 302


class TestMemberships:
    def test_are_listed_made_and_ended(self, admin_client, network):
        somebody = get_user_model().objects.create_user("somebody")
        fields = {"user": somebody.pk, "network": network.pk, "kind": "editor", "city": "", "expert": ""}
        dates = {"starts_on": "2026-01-01", "ends_on": ""}
        response = admin_client.post(address(Membership, "create"), fields | dates)
        assert response.status_code == 302
        found = Membership.objects.get()
        assert "somebody" in admin_client.get(address(Membership, "index")).content.decode()
        admin_client.post(address(Membership, "edit", found.pk), fields | dates | {"ends_on": "2026-02-01"})
        assert not Membership.objects.in_force().exists()

    def test_what_is_wrong_is_said_at_its_field(self, admin_client, network):
        fields = {"user": "", "network": network.pk, "kind": "representative", "city": "", "expert": ""}
        dates = {"starts_on": "2026-02-01", "ends_on": "2026-01-01"}
        errors = admin_client.post(address(Membership, "create"), fields | dates).context["form"].errors
        assert set(errors) == {"user", "city", "ends_on"}

    def test_are_not_for_who_may_only_edit_topics(self, network):
        found, client = make_membership(network), editor_client("change_topic", "add_topic", pages=[network])
        for place in addresses(Membership, found.pk).values():
            assert client.get(place).status_code in (302, 403)
            assert client.post(place).status_code in (302, 403)

    def test_are_those_of_the_networks_whose_page_one_may_edit(self, network):
        other = make_network(title="Other", as_site_root=False)
        mine, theirs = make_membership(network), make_membership(other)
        client = editor_client(*(f"{right}_membership" for right in ("add", "change", "delete")), pages=[network])
        assert list(client.get(address(Membership, "index")).context["object_list"]) == [mine]
        exported = b"".join(client.get(address(Membership, "index"), {"export": "csv"}))
        assert str(theirs.user).encode() not in exported and str(mine.user).encode() in exported
        for name in ("edit", "delete", "inspect"):
            assert client.get(address(Membership, name, mine.pk)).status_code == 200
            assert client.get(address(Membership, name, theirs.pk)).status_code in (302, 403)
        client.post(address(Membership, "delete", theirs.pk))
        assert Membership.objects.count() == 2

    def test_nobody_joins_a_network_that_they_may_not_edit(self, network):
        other = make_network(title="Other", as_site_root=False)
        mine, client = make_membership(network), editor_client("add_membership", "change_membership", pages=[network])
        fields = {"user": mine.user.pk, "network": other.pk, "kind": "editor", "city": "", "expert": ""}
        fields |= {"starts_on": "2026-01-01", "ends_on": ""}
        for place in (address(Membership, "create"), address(Membership, "edit", mine.pk)):
            assert list(client.post(place, fields).context["form"].errors) == ["network"]
        assert not Membership.objects.filter(network=other).exists()

    def test_are_filtered_by_network_where_there_are_several(self, admin_client, network):
        mine = make_membership(network)
        assert admin_client.get(address(Membership, "index"), {"network": network.pk}).status_code == 302
        make_membership(make_network(title="Other", as_site_root=False))
        response = admin_client.get(address(Membership, "index"), {"network": network.pk})
        assert list(response.context["object_list"]) == [mine]

    def test_cost_the_same_for_1_and_for_20(self, network):
        client = editor_client("change_membership", "delete_membership", pages=[network])
        make_membership(network, city=make_city(network, "First"))

        def cost():
            with CaptureQueriesContext(connection) as queries:
                client.get(address(Membership, "index"))
            return len(queries)

        cost()
        before = cost()
        for number in range(20):
            make_membership(network, city=make_city(network, f"City {number}"))
        assert cost() == before


class TestTermsInUse:
    def test_a_parent_is_not_deleted_and_nothing_breaks(self, admin_client):
        parent = make_topic("Parent")
        make_topic("Child", parent=parent)
        assert admin_client.post(address(Topic, "delete", parent.pk), follow=True).status_code == 200
        assert Topic.objects.filter(pk=parent.pk).exists()

    def test_an_organisation_and_a_resource_in_use_are_not_deleted(self, admin_client, network):
        organisation = Organisation.objects.create(name="x")
        resource = Resource.objects.create(title="x", kind="toolkit", url="https://example.org/")
        NetworkPartner.objects.create(network=network, organisation=organisation)
        PracticeResource.objects.create(page=make_practice(network, "CitiStat"), resource=resource)
        for found, name in ((organisation, network.title), (resource, "CitiStat")):
            for method in (admin_client.get, admin_client.post):
                response = method(address(type(found), "delete", found.pk))
                assert response.status_code == 200
                assert name in response.content.decode()
            assert type(found).objects.filter(pk=found.pk).exists()

    def test_who_may_not_edit_what_uses_it_is_told_how_many_and_not_what(self, network):
        resource = Resource.objects.create(title="x", kind="toolkit", url="https://example.org/")
        PracticeResource.objects.create(page=make_practice(network, "Secret plan", live=False), resource=resource)
        client = editor_client("delete_resource", "view_resource")
        for name in ("delete", "inspect"):
            html = client.get(address(Resource, name, resource.pk)).content.decode()
            assert "1 page that you may not edit" in html
            assert "Secret plan" not in html

    def test_what_nothing_uses_is_said_so(self, admin_client):
        found = Organisation.objects.create(name="x")
        assert "Nothing uses it." in admin_client.get(address(Organisation, "inspect", found.pk)).content.decode()

    def test_the_list_counts_uses(self, admin_client, network):
        topic, resource = (
            make_topic("Housing"),
            Resource.objects.create(title="x", kind="toolkit", url="https://e.org/"),
        )
        practice = make_practice(network, topics=[topic])
        make_city(network, priorities=[topic])
        PracticeResource.objects.create(page=practice, resource=resource)
        assert admin_client.get(address(Topic, "index")).context["object_list"][0].uses == 2
        assert admin_client.get(address(Resource, "index")).context["object_list"][0].uses == 1

    def test_a_topic_in_use_is_not_deleted(self, admin_client, network):
        topic = make_topic("Housing")
        practice = make_practice(network, "CitiStat", topics=[topic])
        admin_client.post(address(Topic, "delete", topic.pk), follow=True)
        assert list(BestPracticePage.objects.get(pk=practice.pk).topics.all()) == [topic]


class TestMerge:
    @pytest.fixture
    def terms(self, network):
        old, new = make_topic("Old"), make_topic("New")
        make_practice(network, topics=[old])
        return old, new

    def test_asks_first(self, admin_client, terms):
        old, new = terms
        response = admin_client.get(address(Topic, "merge", old.pk))
        assert response.status_code == 200
        assert list(response.context["form"].fields["target"].queryset) == [new]
        old.refresh_from_db()
        assert old.merged_into is None

    def test_merges_says_so_and_takes_the_old_from_the_register(self, admin_client, terms):
        old, new = terms
        response = admin_client.post(address(Topic, "merge", old.pk), {"target": new.pk}, follow=True)
        assert [str(message) for message in response.context["messages"]] == ["Merged “Old” into “New”; 1 row changed."]
        assert list(BestPracticePage.objects.get().topics.all()) == [new]
        assert list(response.context["object_list"]) == [new]
        assert admin_client.get(address(Topic, "merge", old.pk)).status_code == 404

    def test_what_cannot_be_merged_is_said_on_the_form(self, admin_client, terms):
        old, new = terms
        make_topic("Below old", parent=old)
        below_new = make_topic("Below new", parent=new)
        response = admin_client.post(address(Topic, "merge", old.pk), {"target": below_new.pk})
        assert response.status_code == 200
        assert list(response.context["form"].errors) == ["target"]
        old.refresh_from_db()
        assert old.merged_into is None

    @pytest.mark.parametrize("target", ["", "0", "x", "self"])
    def test_only_another_term_will_do(self, admin_client, terms, target):
        old, _new = terms
        value = old.pk if target == "self" else target
        response = admin_client.post(address(Topic, "merge", old.pk), {"target": value})
        assert response.status_code == 200 and response.context["form"].errors

    @pytest.mark.parametrize(
        "rights", [[], ["change_topic"], ["delete_topic"], ["add_topic"], ["change_keyword", "delete_keyword"]]
    )
    def test_needs_the_right_to_change_and_to_delete(self, terms, rights):
        (old, new), client = terms, editor_client(*rights)
        for method in (client.get, client.post):
            assert method(address(Topic, "merge", old.pk), {"target": new.pk}).status_code in (302, 403)
        old.refresh_from_db()
        assert old.merged_into is None

    def test_who_has_both_rights_is_shown_the_button_and_may(self, terms):
        (old, new), client = terms, editor_client("change_topic", "delete_topic")
        for place in (address(Topic, "index"), address(Topic, "inspect", old.pk)):
            assert address(Topic, "merge", old.pk) in client.get(place).content.decode()
        client.post(address(Topic, "merge", old.pk), {"target": new.pk})
        old.refresh_from_db()
        assert old.merged_into == new

    def test_who_has_one_right_is_not_shown_the_button(self, terms):
        html = editor_client("change_topic").get(address(Topic, "index")).content.decode()
        assert address(Topic, "merge", terms[0].pk) not in html

    def test_a_target_that_is_none_is_said(self, admin_client, terms):
        for target in ("", "0", "9" * 40, "9" * 5000, "x", "%00", terms[0].pk):
            response = admin_client.post(address(Topic, "merge", terms[0].pk), {"target": target})
            assert list(response.context["form"].errors) == ["target"]

    def test_outsiders_are_sent_to_sign_in(self, client, terms):
        response = client.post(address(Topic, "merge", terms[0].pk), {"target": terms[1].pk})
        assert response.status_code == 302 and "login" in response.url

    def test_titles_are_escaped(self, admin_client, terms):
        Topic.objects.filter(pk=terms[0].pk).update(name="<script>alert(1)</script>")
        html = admin_client.get(address(Topic, "merge", terms[0].pk)).content.decode()
        assert "<script>alert(1)" not in html

    def test_other_registers_have_no_such_button(self, admin_client):
        Organisation.objects.create(name="x")
        assert "Merge" not in admin_client.get(address(Organisation, "index")).content.decode()


def test_deleting_a_city_or_an_expert_ends_no_membership(network):
    city, expert = make_city(network), make_expert(network)
    make_membership(network, kind="city_staff", city=city)
    make_membership(network, kind="expert", expert=expert)
    city.delete(), expert.delete()
    assert Membership.objects.in_force().count() == 2
