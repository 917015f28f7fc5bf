"""A table whose columns have types: Wagtail's own, with a template of ours and a caption that is asked for."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import Adapter, register
from wagtail.blocks.field_block import FieldBlockAdapter
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockAdapter,
    TypedTableBlockValidationError,
)

from .data import NumberBlock
from .text import ParagraphBlock

EDITOR_APP = "wagtail.contrib.typed_table_block"
MAX_COLUMNS, MAX_ROWS = 10, 100


def has_editor() -> bool:
    """Whether the site has the app whose script edits tables. Without it a table is shown and kept as it is."""
    return apps.is_installed(EDITOR_APP)


class DayBlock(blocks.DateBlock):
    def get_api_representation(self, value: Any, context: Any = None) -> str | None:
        return value.isoformat() if value else None


class TableBlock(TypedTableBlock):
    """Columns of words, numbers, dates or text with links; the first column names the rows."""

    text = blocks.CharBlock(label=_("Words"), required=False, default="", max_length=500, icon="title")
    number = NumberBlock(label=_("Number"), required=False)
    date = DayBlock(label=_("Date"), required=False, icon="date")
    rich_text = ParagraphBlock(label=_("Text with links"), required=False)

    # What holds a table in the form of a site without the editor.
    field = forms.CharField(
        required=False,
        widget=forms.HiddenInput,
        help_text=_("Tables cannot be edited on this site yet; the one that may be here is kept and shown as it is."),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns of words, numbers and dates, with a caption.")
        template = "wagtail_pmi/blocks/table.html"
        preview_value = {
            "columns": [{"type": "text", "heading": "Department"}, {"type": "number", "heading": "Staff trained"}],
            "rows": [{"values": ["Public works", 1240]}, {"values": ["Libraries", 86]}],
            "caption": "Staff trained by department (fictional)",
        }

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> TypedTable:
        if has_editor():
            return super().value_from_datadict(data, files, prefix)
        try:
            return self.to_python(json.loads(data.get(prefix) or "null"))
        except (ValueError, LookupError, TypeError):
            return self.normalize(None)

    def get_form_state(self, table: TypedTable) -> Any:
        if has_editor():
            return super().get_form_state(table)
        return json.dumps(self.get_prep_value(table), cls=DjangoJSONEncoder)

    def clean(self, table: TypedTable) -> TypedTable:
        problems = [] if self.is_deferred_validation else self._problems(table)
        try:
            cleaned = super().clean(table)
        except TypedTableBlockValidationError as error:
            raise TypedTableBlockValidationError(error.cell_errors, problems) from error
        if problems:
            raise TypedTableBlockValidationError(non_block_errors=problems)
        return cleaned

    def _problems(self, table: TypedTable) -> list[Any]:
        if not has_editor() and not table.columns:
            return [_("Remove this table; tables cannot be edited on this site yet.")]
        found = {
            _("Write a caption that says what the table shows."): not table.caption.strip(),
            _("Add a column and a row."): not (table.columns and table.row_data),
            _("Write a heading above every column."): not all(column["heading"].strip() for column in table.columns),
            _("Keep to 10 columns; more do not fit a page."): len(table.columns) > MAX_COLUMNS,
            _("Keep to 100 rows; link to a data set for more."): len(table.row_data) > MAX_ROWS,
        }
        return [message for message, is_so in found.items() if is_so]


class TableAdapter(Adapter):
    """The editor of tables where the site has it, else a field that holds what is there."""

    def pack(self, block: TableBlock, context: Any) -> Any:
        adapter = TypedTableBlockAdapter() if has_editor() else FieldBlockAdapter()
        return adapter.pack(block, context)


register(TableAdapter(), TableBlock)
