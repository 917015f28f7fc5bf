"""The edit forms: in tabs and groups that a subclass adds to, with every field in its place and every text explained."""

import re
from pathlib import Path

import pytest
from django.db import models
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import get_page_models

from tests.testapp.models import OurPracticePage
from wagtail_pmi.models import BestPracticePage
from wagtail_pmi.models.base import Page
from wagtail_pmi.panels import Group, Tab

PACKAGE = [model for model in get_page_models() if model._meta.app_label == "wagtail_pmi"]
each_type = pytest.mark.parametrize("model", PACKAGE, ids=lambda model: model.__name__)
HOW_TO = Path(__file__).resolve().parent.parent / "docs" / "how-to" / "author.md"


def leaves(panel):
    """All panels below one, those of its rows too."""
    for child in getattr(panel, "children", []):
        yield child
        yield from leaves(child)
    if isinstance(panel, InlinePanel):
        yield from leaves(panel.child_edit_handler)


def listed(panel, name):
    """The names of the fields that stand in the tab or group of a name."""
    found = next(each for each in leaves(panel) if isinstance(each, (Tab, Group)) and each.name == name)
    return [each.field_name for each in leaves(found) if isinstance(each, FieldPanel)]


@pytest.fixture
def handler(monkeypatch):
    def handler(**lists):
        for name, value in lists.items():
            monkeypatch.setattr(OurPracticePage, name, value, raising=False)
        OurPracticePage.get_edit_handler.cache_clear()
        return OurPracticePage.get_edit_handler()

    yield handler
    monkeypatch.undo()
    OurPracticePage.get_edit_handler.cache_clear()


class TestASubclass:
    def test_adds_a_field_to_a_tab(self, handler):
        assert listed(handler(), "content_panels")[-1] == "budget_code"

    def test_adds_a_field_to_a_group(self, handler):
        panels = [*BestPracticePage.effort_panels, "budget_code"]
        bound = handler(effort_panels=panels, content_panels=BestPracticePage.content_panels)
        assert listed(bound, "effort_panels")[-1] == "budget_code"
        assert "budget_code" in bound.get_form_class().base_fields

    def test_adds_a_tab(self, handler):
        tabs = [*BestPracticePage.edit_tabs, Tab("board_panels", heading="Board")]
        bound = handler(edit_tabs=tabs, board_panels=["budget_code"], content_panels=BestPracticePage.content_panels)
        assert [str(tab.heading) for tab in bound.children][-1] == "Board"
        assert listed(bound, "board_panels") == ["budget_code"]

    def test_leaves_the_form_of_its_parent_as_it_is(self, handler):
        handler(effort_panels=[*BestPracticePage.effort_panels, "budget_code"])
        assert "budget_code" not in BestPracticePage.get_edit_handler().get_form_class().base_fields


@each_type
class TestEachForm:
    def test_has_every_field_once(self, model):
        wagtails = {field.name for field in Page._meta.get_fields()}
        fields = [*model._meta.fields, *model._meta.many_to_many]
        own = {field.name for field in fields if field.editable and not field.auto_created} - wagtails
        own -= {f"{Page._meta.model_name}_ptr", "keyword_items"}
        bound = model.get_edit_handler()
        top = [each for tab in bound.children for each in outside_rows(tab) if isinstance(each, FieldPanel)]
        shown = [each.field_name for each in top]
        assert own <= set(shown)
        assert len(shown) == len(set(shown))

    def test_says_of_every_text_what_is_expected(self, model):
        texts = (models.CharField, models.TextField)
        panels = [each for each in leaves(model.get_edit_handler()) if isinstance(each, FieldPanel)]
        fields = [(each, each.db_field) for each in panels if each.db_field.model._meta.app_label == "wagtail_pmi"]
        silent = [
            f"{field.model.__name__}.{field.name}"
            for panel, field in fields
            if isinstance(field, texts) and not field.choices and not (panel.help_text or field.help_text)
        ]
        assert silent == []

    def test_takes_comments_and_starts_with_the_title(self, model):
        bound = model.get_edit_handler()
        assert "comments" in bound.get_form_class().formsets
        first = next(each for each in leaves(bound) if isinstance(each, FieldPanel))
        assert first.field_name == "title"

    def test_has_the_lists_that_the_how_to_names(self, model):
        bound = model.get_edit_handler()
        names = {each.name for each in leaves(bound) if isinstance(each, (Tab, Group))}
        row = re.search(rf"^\| `{model.__name__}` .*$", HOW_TO.read_text("utf-8"), re.M)
        documented = set(re.findall(r"`(\w+_panels)`", row.group())) if row else set()
        assert names == documented | {"content_panels", "promote_panels", "settings_panels"}


def outside_rows(panel):
    for child in getattr(panel, "children", []):
        yield child
        if not isinstance(child, InlinePanel):
            yield from outside_rows(child)
