"""Filters of the registers: what they do not offer, they refuse."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest


class RegisterFilter(SimpleListFilter):
    """One value of a few; a subclass says which, and what rows have it."""

    # Parameter of the query string, and field of the rows.
    parameter_name = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.value() not in {None, *(str(code) for code, _label in self.lookup_choices)}:
            raise IncorrectLookupParameters

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset if value is None else queryset.filter(**{self.parameter_name: value})


def choice_filter(name: str, heading: Any) -> type[RegisterFilter]:
    """A filter by a field with choices."""

    class ChoiceFilter(RegisterFilter):
        parameter_name = name
        title = heading

        def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
            return model_admin.model._meta.get_field(name).flatchoices

    return ChoiceFilter
