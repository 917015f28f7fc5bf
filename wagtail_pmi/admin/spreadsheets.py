"""Exports of the admin's lists, without a formula in them."""

from __future__ import annotations

from typing import Any

from ..outputs.spreadsheets import csv_text, xlsx_text


class PlainSpreadsheetMixin:
    """Before Wagtail's `SpreadsheetExportMixin`: text stays text in every program; numbers and dates stay such."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        value = super().preprocess_field_value(field, value, export_format)  # type: ignore[misc]
        if not isinstance(value, str):
            return value
        return csv_text(value) if export_format == self.FORMAT_CSV else xlsx_text(value)  # type: ignore[attr-defined]
