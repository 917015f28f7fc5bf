"""Where a record is used, so that it is not deleted from under what points at it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from modelcluster.fields import ParentalKey
from wagtail.models import ReferenceIndex

from ..models.base import Page
from .scope import editable_pages


@dataclass(frozen=True)
class Usage:
    """Pages that the user may edit, how many others there are, and records."""

    pages: list[Any]
    hidden: int
    records: list[Any]

    def __bool__(self) -> bool:
        return bool(self.pages or self.hidden or self.records)


def usage_of(record: Model, user: Any) -> Usage:
    """What points at the record: saved rows of whatever app, and blocks of a page."""
    keys = _find(record)
    pages = keys.pop(Page, set())
    editable = editable_pages(user).filter(pk__in=pages).order_by("title", "pk")
    shown = list(editable)
    records = [row for model, found in keys.items() for row in model._base_manager.filter(pk__in=found)]
    return Usage(shown, len(pages) - len(shown), records)


def _find(record: Model) -> dict[Any, set[Any]]:
    """Model → keys of what points at the record; a page stands for its own rows and blocks."""
    found: dict[Any, set[Any]] = defaultdict(set)
    relations: list[Any] = [field for field in record._meta.get_fields() if field.auto_created and not field.concrete]
    for relation in relations:
        model, path = _owner(relation.related_model)
        rows = relation.related_model._base_manager.filter(**{relation.field.name: record.pk})
        found[model].update(rows.values_list(path, flat=True))
    references = ReferenceIndex.get_references_to(record).values_list("base_content_type", "object_id").distinct()
    for content_type, key in references:
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None:
            found[model].add(model._meta.pk.to_python(key))
    return {model: keys for model, keys in found.items() if keys}


def _owner(model: Any) -> tuple[Any, str]:
    """The model that stands for rows of `model`, and the path from them to its key."""
    if issubclass(model, Page):
        return Page, "pk"
    for field in model._meta.fields:
        if isinstance(field, ParentalKey) and issubclass(field.related_model, Page):
            return Page, field.attname
    return model, "pk"
