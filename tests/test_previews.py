"""A page can be looked at before it is first saved, and a draft shows its own rows."""

import pytest

from wagtail_pmi import models
from wagtail_pmi.testing import make_practice

pytestmark = pytest.mark.django_db

NEW_PAGES = {
    models.MemberCityPage: {"state": "MA", "summary": "A summary", "body": [("heading", {"text": "A heading"})]},
    models.BestPracticePage: {"summary": "A summary", "problem": "<p>A problem</p>"},
    models.ExpertPage: {"summary": "A summary"},
    models.BlogPostPage: {"teaser": "A teaser"},
}


@pytest.mark.parametrize("model", NEW_PAGES)
def test_a_page_that_was_never_saved_can_be_previewed(network, model):
    page = model(title="New page", slug="new", **NEW_PAGES[model])
    parent = model.allowed_parent_page_models()[0].objects.get()
    page.path, page.depth, page.locale = f"{parent.path}0009", parent.depth + 1, parent.locale
    page.set_url_path(parent)
    response = page.make_preview_request()
    assert response.status_code == 200
    assert b"New page" in response.render().content


def test_a_new_network_can_be_previewed(network):
    page = models.NetworkPage(title="New page", locale=network.locale, path="00010009", depth=2, slug="new")
    page.set_url_path(network.get_parent())
    assert b"New page" in page.make_preview_request().render().content


def test_the_preview_of_a_draft_shows_the_rows_of_the_draft(network):
    practice = make_practice(network)
    practice.lessons.add(models.PracticeLesson(kind="financing", text="Learned in the draft."))
    practice.components.add(models.PracticeComponent(title="Drafted component"))
    draft = practice.save_revision().as_object()
    content = draft.make_preview_request().render().content.decode()
    assert "Learned in the draft." in content
    assert "Drafted component" in content
    assert models.PracticeLesson.objects.count() == 0
