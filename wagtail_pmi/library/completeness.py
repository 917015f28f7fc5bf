"""What a page still lacks. Few fields are required; what makes a page useful is computed and shown to its editor.

`completeness()` asks a page at hand, a draft too; `completeness_of()` and `incomplete()` ask the rows of the database,
all at once, by the same rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    JSONField,
    Manager,
    Model,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.db.models.lookups import In
from django.utils.html import strip_tags

# Words outside of tags: an emptied rich text keeps its paragraph.
_WORDS = r"(^|>)\s*([^<\s]|<[^a-zA-Z/!?])"
_EMPTY_JSON = ["", "[]", "null"]


@dataclass(frozen=True)
class Completeness:
    done: int
    missing: list[str]

    @property
    def percent(self) -> int:
        total = self.done + len(self.missing)
        return round(100 * self.done / total) if total else 100


def completeness(page: Model, names: Iterable[str]) -> Completeness:
    """How many of the named fields and relations of `page` are filled; the labels of those that are not."""
    names = list(names)
    missing = [_label(type(page), name) for name in names if not _is_filled(getattr(page, name))]
    return Completeness(done=len(names) - len(missing), missing=missing)


def completeness_of(rows: QuerySet[Any], names: Iterable[str]) -> dict[Any, Completeness]:
    """The completeness of each of the rows, by primary key: one query."""
    names = list(names)
    labels = {f"lacks_{name}": _label(rows.model, name) for name in names}
    flags = {
        flag: Case(When(_lacks(rows.model, name), then=Value(True)), default=False, output_field=BooleanField())
        for flag, name in zip(labels, names, strict=True)
    }
    found = {}
    for key, *lacks in rows.order_by().annotate(**flags).values_list("pk", *flags):
        missing = [label for label, lack in zip(labels.values(), lacks, strict=True) if lack]
        found[key] = Completeness(done=len(labels) - len(missing), missing=missing)
    return found


def incomplete(rows: QuerySet[Any], names: Iterable[str]) -> QuerySet[Any]:
    """Those of the rows that lack any of the named fields and relations."""
    lacks = Q(pk__in=[])
    for name in names:
        lacks |= _lacks(rows.model, name)
    return rows.filter(lacks)


def _lacks(model: type[Model], name: str) -> Q:
    field = model._meta.get_field(name)
    if field.many_to_many or field.one_to_many:
        having = model._base_manager.filter(pk=OuterRef("pk"), **{f"{name}__isnull": False})
        return Q(~Exists(having))
    if isinstance(field, (CharField, TextField)):
        return ~Q(**{f"{name}__regex": _WORDS}) | Q(**{f"{name}__regex": "^unknown$"})
    null = Q(**{f"{name}__isnull": True})
    is_json = isinstance(field, JSONField) or hasattr(field, "stream_block")
    return null | Q(In(Cast(name, TextField()), _EMPTY_JSON)) if is_json else null


def _is_filled(value: object) -> bool:
    if isinstance(value, Manager):
        return len(value.all()) > 0
    if hasattr(value, "stream_block"):
        return len(value) > 0  # type: ignore[arg-type]
    if isinstance(value, str):
        # An emptied rich text keeps its paragraph.
        return strip_tags(value).strip() not in ("", "unknown")
    return value not in (None, [])


def _label(model: type[Model], name: str) -> str:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name.replace("_", " ")
    if field.related_model and field.auto_created:
        return str(field.related_model._meta.verbose_name_plural)
    return str(getattr(field, "verbose_name", name))
