"""A listing: filters from a query string, applied to rows that have passed the gate, sorted and in pages.

Unknown parameters are ignored. An invalid value of a known filter gives no rows, and says which value to remove.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..conf import get_setting
from .text import MAX_QUERY_LENGTH, clean_query

MAX_VALUES = 20


class Choices(forms.MultipleChoiceField):
    """Several values of one filter, any of which will do."""

    widget = forms.CheckboxSelectMultiple

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > MAX_VALUES:
            raise forms.ValidationError(_("Choose at most %(limit)s.") % {"limit": MAX_VALUES}, code="too_many")


class ListingForm(forms.Form):
    """The filters of one listing. A subclass adds fields, and for each a `filter_<field>(rows, value)`."""

    q = forms.CharField(
        label=pgettext_lazy("search field", "Search"),
        required=False,
        max_length=MAX_QUERY_LENGTH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    sort = forms.ChoiceField(label=_("Sort by"), required=False)

    # Whether `apply` looks for the words of "q"; else the search backend does.
    searches_itself = False
    # Code → (label, ordering). The first is the default; "relevance" comes by itself when there is a query.
    sorts: Mapping[str, tuple[Any, tuple[str, ...]]] = {"title": (_("Title"), ("title", "id"))}

    def __init__(self, data: QueryDict, rows: QuerySet[Any]) -> None:
        super().__init__({name: self._value(data, name) for name in self.base_fields if name in data})
        self.offer("sort", [(code, label) for code, (label, _ordering) in self.sorts.items()])
        self.rows = rows

    def offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        """Set the choices of a field."""
        field: Any = self.fields[name]
        field.choices = choices

    def _value(self, data: QueryDict, name: str) -> Any:
        if isinstance(self.base_fields[name], Choices):
            return [value for value in data.getlist(name) if value]
        return data.get(name)

    @property
    def filters(self) -> list[forms.BoundField]:
        """The fields that a reader chooses from: all but text and order."""
        return [self[name] for name in self.fields if name not in ("q", "sort")]

    def apply(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        for name, value in self.cleaned_data.items():
            if value not in ("", None, []) and name not in ("q", "sort"):
                rows = getattr(self, f"filter_{name}")(rows, value)
        return rows

    def order(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        code = self.cleaned_data.get("sort") or next(iter(self.sorts))
        return rows.order_by(*self.sorts[code][1])


@dataclass(frozen=True)
class ActiveFilter:
    """One chosen value, and the query string without it."""

    label: Any
    value: Any
    remove: str
    message: str = ""


class Listing:
    """What a template shows: the form, the rows of one page of results, and how many there are in all."""

    def __init__(
        self,
        form_class: type[ListingForm],
        rows: QuerySet[Any],
        data: QueryDict,
        plan: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda rows: rows,
    ) -> None:
        self.form = form_class(data, rows)
        self._rows, self._data, self._plan = rows, data, plan

    @cached_property
    def results(self) -> Page:
        """One page of cards."""
        matching = self._found if self._query else self._plan(self.rows)
        return Paginator(matching, get_setting("PAGE_SIZE")).get_page(self._data.get("page"))

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """Everything that matches, on all pages, without what cards need."""
        if not self.form.is_valid():
            return self._rows.none()
        rows = self.form.order(self.form.apply(self._rows))
        return rows.filter(pk__in=[hit.pk for hit in self._found]) if self._query else rows

    @property
    def count(self) -> int:
        return self.results.paginator.count

    @cached_property
    def invalid(self) -> list[ActiveFilter]:
        """Values that no filter knows, each with what is wrong and the query string without it."""
        return [
            ActiveFilter(self.form[name].label, ", ".join(self._values(name)), self._without(name), str(errors[0]))
            for name, errors in self.form.errors.items()
        ]

    @cached_property
    def active(self) -> list[ActiveFilter]:
        """The filters that are in force, value by value."""
        return [
            ActiveFilter(self.form[name].label, self._label(name, value), self._without(name, value))
            for name in self.form.fields
            if name != "sort" and name not in self.form.errors
            for value in self._values(name)
            if value.strip()
        ]

    @property
    def canonical_query(self) -> str:
        """The known parameters in a fixed order, for the canonical link and the links of the pagination."""
        return urlencode([(name, value) for name in self.form.fields for value in self._values(name) if value])

    def page_query(self, number: int) -> str:
        """Query string of another page of the same results."""
        query = self.canonical_query
        return f"{query}&page={number}".lstrip("&") if number > 1 else query

    @property
    def _query(self) -> str:
        indexed = self.form.is_valid() and not self.form.searches_itself
        return self.form.cleaned_data.get("q", "") if indexed else ""

    @cached_property
    def _found(self) -> Any:
        """Search results, best first, or in the order that was asked for."""
        query, ordered = clean_query(self._query), bool(self.form.cleaned_data["sort"])
        # The search backend takes a plain queryset: the gate and the filters come in as a subquery.
        matching = self.form.apply(self._rows).order_by().values("pk")
        rows = self._plan(self._rows.model._default_manager.filter(pk__in=matching))
        if not query:
            return rows.none()
        return self.form.order(rows).search(query, order_by_relevance=not ordered)  # type: ignore[attr-defined]

    def _values(self, name: str) -> list[str]:
        values = self._data.getlist(name)
        return values if isinstance(self.form.fields[name], Choices) else values[-1:]

    def _label(self, name: str, value: str) -> Any:
        choices = getattr(self.form.fields[name], "choices", ())
        return next((label for code, label in _flat(choices) if str(code) == value), value)

    def _without(self, name: str, value: str | None = None) -> str:
        kept = [
            (other, entry)
            for other in self.form.fields
            for entry in self._values(other)
            if entry and not (other == name and value in (None, entry))
        ]
        return urlencode(kept)


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    """Choices without their groups."""
    return [
        option
        for value, label in choices
        for option in (label if isinstance(label, (list, tuple)) else [(value, label)])
    ]
