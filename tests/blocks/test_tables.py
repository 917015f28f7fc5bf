"""Tables with typed columns, on sites with and without the app that edits them."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.contrib.typed_table_block.blocks import TypedTableBlockValidationError

from tests.blocks.filling import page_with
from tests.blocks.reading import raw, show, tell
from wagtail_pmi.blocks.tables import EDITOR_APP

pytestmark = pytest.mark.django_db

TABLE = {
    "columns": [{"type": name, "heading": name.title()} for name in ("text", "number", "date", "rich_text")],
    "rows": [
        {"values": ["Libraries", "1240.50", "2024-05-01", "<p>See <b>this</b>.</p>"]},
        {"values": ["", None, None, ""]},
    ],
    "caption": "Staff trained",
}


class TestTable:
    def test_cells_are_shown_by_their_type(self, network):
        html = show(network, ("table", TABLE))
        assert "<caption>Staff trained</caption>" in html and html.count('scope="col"') == 4
        assert '<th scope="row">Libraries</th>' in html and '<td class="pmi-table__number">1,240.5</td>' in html
        assert '<time datetime="2024-05-01">May 1, 2024</time>' in html and "See <b>this</b>." in html
        assert "None" not in html

    def test_the_api_tells_plain_values(self, network):
        [told] = tell(network, ("table", TABLE))
        assert told["rows"][0]["values"] == ["Libraries", 1240.5, "2024-05-01", "<p>See <b>this</b>.</p>"]
        assert told["rows"][1]["values"] == ["", None, None, ""]
        assert told["columns"][1] == {"type": "number", "heading": "Number"}

    @pytest.mark.parametrize(
        "changes, message",
        [
            ({"caption": " "}, "Write a caption that says what the table shows."),
            ({"rows": []}, "Add a column and a row."),
            ({"columns": [{"type": "text", "heading": ""}]}, "Write a heading above every column."),
            ({"columns": [{"type": "text", "heading": "A"}] * 11}, "Keep to 10 columns; more do not fit a page."),
            ({"rows": [{"values": ["", None, None, ""]}] * 101}, "Keep to 100 rows; link to a data set for more."),
        ],
    )
    def test_what_is_missing_or_too_much_is_said(self, block, changes, message):
        value = TABLE | changes
        if "columns" in changes:
            value["rows"] = [{"values": ["x"] * len(changes["columns"])}]
        with pytest.raises(TypedTableBlockValidationError) as caught:
            block["table"].clean(block["table"].to_python(value))
        assert caught.value.non_block_errors == [message]

    def test_cells_and_caption_are_asked_at_once(self, block):
        value = block["table"].to_python(TABLE | {"caption": ""})
        value.row_data[0]["values"][0] = "x" * 501
        with pytest.raises(TypedTableBlockValidationError) as caught:
            block["table"].clean(value)
        assert caught.value.cell_errors[0].keys() == {0} and caught.value.non_block_errors

    def test_a_draft_may_be_without_a_caption(self, block):
        block["table"].defer_required_validation()
        try:
            assert block["table"].clean(block["table"].to_python(TABLE | {"caption": ""})).caption == ""
        finally:
            block["table"].restore_deferred_validation()


class TestTableWithoutItsEditor:
    """On a site without the app whose script edits tables."""

    @pytest.fixture(autouse=True)
    def without_the_app(self, monkeypatch):
        monkeypatch.delitem(apps.app_configs, apps.get_app_config("typed_table_block").label)
        assert not apps.is_installed(EDITOR_APP)

    def test_a_table_is_shown(self, network):
        assert "Libraries" in show(network, ("table", TABLE))

    def test_a_table_is_kept_when_its_page_is_edited(self, block):
        table = block["table"]
        value = table.to_python(TABLE)
        kept = table.clean(table.value_from_datadict({"t": table.get_form_state(value)}, {}, "t"))
        assert table.get_prep_value(kept) == table.get_prep_value(value)
        assert kept.row_data[0]["values"][1] == Decimal("1240.50")

    @pytest.mark.parametrize(
        "text", ["", "{", "[]", "{}", '{"columns": [{"type": "x"}], "rows": []}', '"x"', "7", None]
    )
    def test_what_somebody_made_of_the_field_does_no_harm(self, block, text):
        value = block["table"].value_from_datadict({"t": text}, {}, "t")
        assert value.columns == []
        with pytest.raises(ValidationError):
            block["table"].clean(value)

    def test_the_editing_page_asks_for_no_script_that_is_not_there(self, admin_client, network):
        page = page_with(network, raw(("table", TABLE)))
        html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert "typed_table_block" not in html and "Libraries" in html


def test_with_its_editor_the_editing_page_has_it(admin_client, network):
    page = page_with(network, raw(("table", TABLE)))
    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "typed_table_block.js" in html
