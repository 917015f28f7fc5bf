"""Choosing an organization or a resource in the editor, and making one on the way."""

import json

import pytest
from django.db import connection
from django.urls import reverse
from wagtail.models import ReferenceIndex

from tests.admin.people import editor_client
from tests.corpus import HOSTILE
from wagtail_pmi.choosers import OrganisationChooserBlock, ResourceChooserBlock
from wagtail_pmi.models import BestPracticePage, NetworkLink, NetworkPage, NetworkPartner, Organisation, Resource
from wagtail_pmi.models import PracticeResource as Kit
from wagtail_pmi.testing import make_practice

pytestmark = pytest.mark.django_db

EVIL = "<script>alert(1)</script>"
CHOOSERS = {
    Organisation: ({"name": "A foundation", "kind": "foundation", "url": ""}, OrganisationChooserBlock),
    Resource: (
        {"title": "A toolkit", "kind": "toolkit", "url": "https://example.org/", "publisher": ""},
        ResourceChooserBlock,
    ),
}
each_chooser = pytest.mark.parametrize("model", CHOOSERS, ids=lambda model: model.__name__)


def address(model, name, *args):
    return reverse(f"wagtail_pmi_{model._meta.model_name}_chooser:{name}", args=args)


def make(model, title="Found"):
    fields = dict(CHOOSERS[model][0])
    return model.objects.create(**fields | {"title" if "title" in fields else "name": title})


def posted(response):
    return json.loads(response.content)


@each_chooser
class TestEachChooser:
    def test_shows_records(self, network, model):
        make(model, "Found"), make(model, "Other")
        html = posted(editor_client(pages=[network]).get(address(model, "choose")))["html"]
        assert "Found" in html and "Other" in html

    @pytest.mark.skipif(
        connection.vendor == "mysql",
        reason="The full-text index of InnoDB holds committed rows only, and a test that rolls back commits none.",
    )
    def test_finds_records(self, network, model):
        make(model, "Found"), make(model, "Other")
        client = editor_client(pages=[network])
        html = client.get(address(model, "choose_results"), {"q": "foun"}).content.decode()
        assert "Found" in html and "Other" not in html

    def test_gives_what_was_chosen(self, network, model):
        found, client = make(model), editor_client(pages=[network])
        assert posted(client.get(address(model, "chosen", found.pk)))["result"]["title"] == "Found"
        many = posted(client.get(address(model, "chosen_multiple"), {"id": [found.pk, "x", "9" * 40]}))
        assert [chosen["id"] for chosen in many["result"]] == [str(found.pk)]

    def test_links_to_the_form_for_who_may_change_it(self, network, model):
        found = make(model)
        client = editor_client(f"change_{model._meta.model_name}", pages=[network])
        edit = reverse(f"wagtail_pmi_{model._meta.model_name}_modeladmin_edit", args=[found.pk])
        assert posted(client.get(address(model, "chosen", found.pk)))["result"]["edit_url"] == edit
        other = editor_client(pages=[network])
        assert posted(other.get(address(model, "chosen", found.pk)))["result"]["edit_url"] is None

    def test_makes_one_for_who_may_add(self, network, model):
        fields, _block = CHOOSERS[model]
        client = editor_client(f"add_{model._meta.model_name}", pages=[network])
        assert "tab-create" in posted(client.get(address(model, "choose")))["html"]
        answer = posted(client.post(address(model, "create"), fields))
        assert answer["step"] == "chosen"
        assert str(model.objects.get()) == answer["result"]["title"]

    def test_makes_none_for_who_may_not(self, network, model):
        client = editor_client(pages=[network])
        assert "tab-create" not in posted(client.get(address(model, "choose")))["html"]
        assert client.post(address(model, "create"), CHOOSERS[model][0]).status_code in (302, 403)
        assert not model.objects.exists()

    @pytest.mark.parametrize("wrong", [{"url": "javascript:alert(1)"}, {"url": "x"}, {"kind": "x"}, {"kind": ""}, {}])
    def test_says_what_is_wrong_and_keeps_what_was_typed(self, network, model, wrong):
        fields, _block = CHOOSERS[model]
        name = "title" if "title" in fields else "name"
        client = editor_client(f"add_{model._meta.model_name}", pages=[network])
        answer = posted(client.post(address(model, "create"), fields | (wrong or {name: ""})))
        assert answer["step"] == "reshow_creation_form"
        assert "error" in answer["htmlFragment"]
        assert not wrong or fields[name] in answer["htmlFragment"]
        assert not model.objects.exists()

    def test_is_closed_to_who_has_nothing_to_choose_for(self, client, network, model):
        found, stranger = make(model), editor_client("change_keyword")
        for name, args in (("choose", []), ("choose_results", []), ("chosen", [found.pk]), ("chosen_multiple", [])):
            assert stranger.get(address(model, name, *args)).status_code in (302, 403)
            assert "login" in client.get(address(model, name, *args)).url

    def test_titles_are_escaped(self, admin_client, network, model):
        found = make(model, EVIL)
        for name in ("choose", "choose_results"):
            assert EVIL not in admin_client.get(address(model, name)).content.decode().replace("\\", "")
        assert posted(admin_client.get(address(model, "chosen", found.pk)))["result"]["title"] == EVIL  # as text

    def test_hostile_queries_do_no_harm(self, admin_client, network, model):
        make(model)
        for value in HOSTILE:
            query = f"q={value}&p={value}&multiple={value}&id={value}&kind={value}"
            for name in ("choose_results", "chosen_multiple"):
                response = admin_client.get(address(model, name), QUERY_STRING=query)
                assert response.status_code < 500, value[:80]
        for key in ("x", "0", "-1", "9" * 40, "²", "a%00", "1.5"):
            assert admin_client.get(address(model, "chosen", key)).status_code == 404

    def test_is_a_block(self, model):
        block, found = CHOOSERS[model][1](), make(model)
        assert block.clean(block.value_from_form(str(found.pk))) == found
        assert block.bulk_to_python([found.pk, 0]) == [found, None]


def test_a_resource_needs_an_address_here_and_that_is_said(network):
    client = editor_client("add_resource", pages=[network])
    answer = posted(client.post(address(Resource, "create"), CHOOSERS[Resource][0] | {"url": ""}))
    assert "Give either a file or an address." in answer["htmlFragment"]


@pytest.mark.parametrize(
    "page_model, name", [(NetworkPage, "organisation"), (NetworkPage, "resource"), (BestPracticePage, "resource")]
)
def test_pages_choose_with_it(admin_client, network, page_model, name):
    organisation, resource = make(Organisation), make(Resource)
    practice = make_practice(network)
    NetworkPartner.objects.create(network=network, organisation=organisation)
    NetworkLink.objects.create(network=network, resource=resource)
    Kit.objects.create(page=practice, resource=resource)
    page = network if page_model is NetworkPage else practice
    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert reverse(f"wagtail_pmi_{name}_chooser:choose") in html


def test_what_a_page_chose_is_known_as_used(network):
    resource, practice = make(Resource), make_practice(network)
    practice.kit.add(Kit(resource=resource))
    practice.save()
    assert ReferenceIndex.get_references_to(resource).count() == 1
