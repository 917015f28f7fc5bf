"""An editor's work on each type with nothing but the rights of the group: comments, schedule, moderation, locks,
history, copies, aliases and translations."""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, GroupPagePermission, Locale, Workflow, WorkflowPage, WorkflowTask
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from tests.admin.test_pages import INDEXES, add_url, each_content, errors_in, form_of, minimal, url
from wagtail_pmi.editors import found_editors
from wagtail_pmi.models import BestPracticePage, MemberCityPage, NetworkPage
from wagtail_pmi.models.base import Page
from wagtail_pmi.testing import make_city, make_editor, make_expert, make_network, make_post, make_practice, make_topic

pytestmark = pytest.mark.django_db

MAKERS = {"MemberCityPage": make_city, "BestPracticePage": make_practice, "ExpertPage": make_expert}


@pytest.fixture
def editor(client, network):
    """A browser of an editor of the network."""
    client.user = make_editor(network, "editor@example.org")
    client.force_login(client.user)
    return client


@pytest.fixture
def make(network):
    def make(model, title="The page", **fields):
        if model.__name__ in ("BestPracticePage", "ExpertPage"):
            fields.setdefault("topics", [make_topic()])
        page = MAKERS.get(model.__name__, make_post)(network, title, **fields)
        return model.objects.get(pk=page.pk)

    return make


def again(page):
    return type(page).objects.get(pk=page.pk)


def public_answer(page):
    return Client().get(page.get_url()).status_code


class TestRules:
    """A prerequisite of a practice with what the profile of a city must say."""

    # Several choices of one block, with a bar between them.
    RULE = [
        ("population", {"least": "100000", "most": ""}),
        ("home_rule", "yes"),
        ("any_of", streamfield([("state", "KS|MO"), ("kind", "county")])),
    ]

    def publish(self, editor, page, rule, key=""):
        row = {"id": key, "kind": "legal_authority", "text": "Power to do it.", "rule": streamfield(rule)}
        sent = nested_form_data({"prerequisites": inline_formset([row], initial=1 if key else 0)})
        chosen = {
            name: value.split("|") for name, value in sent.items() if name.endswith("-value") and isinstance(value, str)
        }
        return editor.post(url("edit", page), form_of(editor, page) | sent | chosen | {"action-publish": "1"})

    def test_a_rule_is_entered_published_and_saved_again(self, editor, make):
        page = make(BestPracticePage)
        for _time in range(2):
            known = again(page).prerequisites.first()
            response = self.publish(editor, page, self.RULE, known.pk if known else "")
            assert response.status_code == 302, errors_in(response)
            assert conditions_of(page) == [
                ("population", {"least": 100000, "most": None}),
                ("home_rule", ["yes"]),
                ("any_of", [("state", ["KS", "MO"]), ("kind", ["county"])]),
            ]
        form = editor.get(url("edit", page)).content.decode()
        assert "KS" in form and "100000" in form

    def test_a_rule_that_says_nothing_is_refused_at_its_field(self, editor, make):
        page = make(BestPracticePage)
        response = self.publish(editor, page, [("population", {"least": "", "most": ""})])
        assert response.status_code == 200
        assert "Enter the least, the most, or both." in response.content.decode()
        assert not again(page).prerequisites.exists()


def conditions_of(page):
    return [_condition(child) for child in again(page).prerequisites.get().rule.raw_data]


def _condition(child):
    value = child["value"]
    nested = isinstance(value, list) and value and isinstance(value[0], dict)
    return child["type"], [_condition(below) for below in value] if nested else value


@each_content
class TestEachType:
    def test_is_made_and_published(self, editor, model):
        parent = INDEXES[model].objects.get()
        response = editor.post(add_url(model, parent), minimal(model) | {"action-publish": "1"})
        assert response.status_code == 302, errors_in(response)
        page = model.objects.get(slug="the-title")
        assert page.live and page.owner == editor.user and public_answer(page) == 200

    def test_takes_comments_on_its_fields(self, editor, make, model):
        page = make(model)
        assert b'data-contentpath="title"' in editor.get(url("edit", page)).content
        comment = {"id": "", "text": "Is this still true?", "contentpath": "title", "position": "", "replies": []}
        comment["replies"] = inline_formset([])
        sent = form_of(editor, page) | nested_form_data({"comments": inline_formset([comment])})
        response = editor.post(url("edit", page), sent)
        assert response.status_code == 302, errors_in(response)
        assert [found.text for found in page.wagtail_admin_comments.all()] == ["Is this still true?"]
        assert "Is this still true?" not in Client().get(page.get_url()).content.decode()

    def test_appears_and_goes_as_scheduled(self, editor, make, monkeypatch, model):
        page = make(model)
        page.unpublish()
        tomorrow, later = (timezone.localtime() + datetime.timedelta(days=days) for days in (1, 2))
        dates = {"go_live_at": f"{tomorrow:%Y-%m-%d %H:%M}", "expire_at": f"{later:%Y-%m-%d %H:%M}"}
        response = editor.post(url("edit", page), form_of(editor, page) | dates | {"action-publish": "1"})
        assert response.status_code == 302, errors_in(response)
        assert again(page).approved_schedule and public_answer(page) == 404
        monkeypatch.setattr(timezone, "now", lambda: tomorrow + datetime.timedelta(hours=1))
        call_command("publish_scheduled")
        assert again(page).live and public_answer(page) == 200
        monkeypatch.setattr(timezone, "now", lambda: later + datetime.timedelta(hours=1))
        assert public_answer(page) == 404
        call_command("publish_scheduled")
        assert not again(page).live and public_answer(page) == 404

    def test_is_submitted_by_a_writer_and_approved_by_an_editor(self, editor, make, network, model):
        group = found_editors(network)
        task = GroupApprovalTask.objects.create(name="Approval")
        task.groups.add(group)
        workflow = Workflow.objects.create(name="Two pairs of eyes")
        WorkflowTask.objects.create(workflow=workflow, task=task)
        WorkflowPage.objects.create(workflow=workflow, page_id=network.pk)
        writer, writing = Client(), make_editor(network, "writer@example.org")
        writers = group_that_may(network, "add", "change")
        writing.groups.set([writers])
        writer.force_login(writing)
        page = make(model)
        changed = form_of(writer, page) | {"title": "Changed"}
        assert writer.post(url("edit", page), changed | {"action-publish": "1"}).status_code == 302
        assert again(page).title == "The page"
        response = writer.post(url("edit", page), changed | {"action-submit": "1"})
        assert response.status_code == 302, errors_in(response)
        state = again(page).current_workflow_task_state
        assert state and again(page).title == "The page"
        approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        writer.post(approve)
        assert again(page).title == "The page"
        editor.post(approve)
        assert again(page).title == "Changed" and public_answer(page) == 200

    def test_is_locked_against_others(self, editor, make, network, model):
        page = make(model)
        assert editor.post(url("lock", page)).status_code == 302
        other = Client()
        other.force_login(make_editor(network, "other@example.org"))
        other.post(url("edit", page), form_of(other, page) | {"title": "Changed", "action-publish": "1"})
        assert again(page).title == "The page"
        editor.post(url("unlock", page))
        other.post(url("edit", page), form_of(other, page) | {"title": "Changed", "action-publish": "1"})
        assert again(page).title == "Changed"

    def test_is_compared_with_what_it_was_and_taken_back(self, editor, make, model):
        page = make(model)
        before = page.save_revision()
        sent = form_of(editor, page) | {"title": "Changed title", "action-publish": "1"}
        assert editor.post(url("edit", page), sent).status_code == 302
        address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, before.pk, "latest"])
        html = editor.get(address).content.decode()
        assert "Changed title" in html and "The page" in html
        assert editor.get(url("history", page)).status_code == 200
        revert = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, before.pk])
        assert 'value="The page"' in editor.get(revert).content.decode()

    def test_is_copied_as_a_draft_of_the_editor(self, editor, make, model):
        page = make(model)
        fields = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk}
        assert editor.post(url("copy", page), fields | {"copy_subpages": ""}).status_code == 302
        copy = model.objects.get(slug="copy")
        assert not copy.live and copy.owner == editor.user and copy.uid != page.uid

    def test_an_alias_is_not_edited_until_it_is_a_page(self, editor, make, model):
        alias = make(model).create_alias(update_slug="alias")
        assert b"page-edit-form" not in editor.get(url("edit", alias)).content
        assert editor.post(url("convert_alias", alias)).status_code == 302
        assert model.objects.get(pk=alias.pk).alias_of is None
        assert b"page-edit-form" in editor.get(url("edit", alias)).content

    def test_is_previewed_as_it_is_typed(self, editor, make, model):
        page = make(model)
        answer = editor.post(url("preview_on_edit", page), form_of(editor, page) | {"title": "Only previewed"})
        assert answer.json()["is_valid"]
        assert "Only previewed" in editor.get(url("preview_on_edit", page)).content.decode()
        assert again(page).title == "The page"


def group_that_may(network, *rights):
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for right in rights:
        GroupPagePermission.objects.create(group=group, page=network, permission_type=right)
    return group


class TestTranslation:
    @pytest.fixture(autouse=True)
    def spanish(self, settings, network):
        settings.WAGTAIL_I18N_ENABLED = True
        settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("es", "Spanish")]
        return Locale.objects.create(language_code="es")

    def translate(self, browser, page, locale, subtree=""):
        address = reverse("simple_translation:submit_page_translation", args=[page.pk])
        return browser.post(address, {"locales": [locale.pk], "include_subtree": subtree})

    @pytest.mark.parametrize("model", INDEXES, ids=lambda model: model.__name__)
    def test_the_editor_translates_a_page_and_edits_the_translation(self, editor, make, network, spanish, model):
        page = make(model)
        for each in (network, page.get_parent(), page):
            response = self.translate(editor, each, spanish)
            assert response.status_code == 302, each
        translation = again(page).get_translation(spanish)
        assert translation.uid == page.uid and not translation.live
        response = editor.post(
            url("edit", translation), form_of(editor, translation) | {"title": "La página", "action-publish": "1"}
        )
        assert response.status_code == 302, errors_in(response)
        assert again(translation).title == "La página" and again(page).title == "The page"

    def test_each_language_lists_its_own(self, editor, make, network, spanish):
        make(MemberCityPage)
        self.translate(editor, network, spanish, subtree="on")
        translated = network.get_translation(spanish)
        for page in translated.get_descendants(inclusive=True):
            page.specific.save_revision().publish()
        for each, other in ((network, translated), (translated, network)):
            rows = MemberCityPage.objects.descendant_of(each)
            assert rows.count() == 1 and not rows.filter(path__startswith=other.path).exists()
        assert Client().get("/cities/").context["listing"].count == 1

    def test_of_another_network_is_not_for_this_editor(self, editor, spanish):
        other = make_network(title="Other", as_site_root=False)
        assert self.translate(editor, other, spanish).status_code in (302, 403)
        assert NetworkPage.objects.filter(locale=spanish).count() == 0


class TestListsOfPages:
    def test_offer_the_pages_of_the_network_and_keep_what_was_chosen(self, editor, make, network):
        other = make_network(title="Other", as_site_root=False)
        foreign, kept = make_practice(other, "Foreign"), make_practice(other, "Kept")
        near = make(BestPracticePage, "Near")
        page = make(BestPracticePage, related_practices=[kept])
        page.save_revision()
        html = editor.get(url("edit", page)).content.decode()
        offered = [
            each for each in (foreign, kept, near, page) if f'name="related_practices" value="{each.pk}"' in html
        ]
        assert offered == [kept, near]

    def test_refuse_what_they_do_not_offer(self, editor, make):
        foreign = make_practice(make_network(title="Other", as_site_root=False))
        page = make(BestPracticePage)
        sent = form_of(editor, page) | {"related_practices": [foreign.pk]}
        response = editor.post(url("edit", page), sent)
        assert "related_practices" in response.context["form"].errors

    def test_offer_the_pages_of_the_network_to_a_new_page(self, editor, make):
        near = make(BestPracticePage, "Near")
        foreign = make_practice(make_network(title="Other", as_site_root=False))
        html = editor.get(add_url(BestPracticePage, near.get_parent())).content.decode()
        assert f'name="related_practices" value="{near.pk}"' in html
        assert f'name="related_practices" value="{foreign.pk}"' not in html


def test_moving_to_another_network_is_refused_before_it_is_asked(editor, make, network):
    other = make_network(title="Secret network", as_site_root=False)
    foreign, own = make_practice(other, "Secret practice"), make(BestPracticePage)
    for page, target in ((foreign, own.get_parent()), (own, foreign.get_parent())):
        address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])
        for method in (editor.get, editor.post):
            response = method(address, follow=True)
            assert response.redirect_chain[-1][0] == reverse("wagtailadmin_home")
    assert [page.get_parent().pk for page in (again(foreign), again(own))] == [
        foreign.get_parent().pk,
        own.get_parent().pk,
    ]
    assert not any(Page.find_problems())
