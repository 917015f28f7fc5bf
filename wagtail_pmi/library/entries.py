"""Many entries of the ledger at once, with the few columns that counts need: three queries, and no row of text."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

COLUMNS = (
    "pk",
    "uid",
    "slug",
    "city_id",
    "practice_id",
    "adopted_from_id",
    "role",
    "stage",
    "stage_since",
    "started_on",
    "launched_on",
    "ended_on",
    "population_reached",
)
PAGE_COLUMNS = ("title", "slug", "url_path", "translation_key", "locale__language_code", "locale_id")
CITY_COLUMNS = ("population", "population_year", "country", "state")


@dataclass(frozen=True, slots=True)
class Entry:
    pk: int
    uid: uuid.UUID
    slug: str
    city: Any
    practice: Any
    adopted_from_id: int | None
    role: str
    stage: str
    stage_since: datetime.date | None
    started_on: datetime.date | None
    launched_on: datetime.date | None
    ended_on: datetime.date | None
    population_reached: int | None


def load_entries(rows: QuerySet[Any]) -> list[Entry]:
    """The entries of a queryset that has passed the gate, which also shows their cities and practices."""
    values = list(rows.order_by().values_list(*COLUMNS))
    cities = _pages(rows.model, "city", {row[3] for row in values}, *CITY_COLUMNS)
    practices = _pages(rows.model, "practice", {row[4] for row in values}, "origin_year")
    # A page may be deleted between the queries; its entries go with it.
    return [
        Entry(pk, uid, slug, cities[city], practices[practice], *others)
        for pk, uid, slug, city, practice, *others in values
        if city in cities and practice in practices
    ]


def _pages(model: Any, name: str, keys: set[int], *columns: str) -> dict[int, Any]:
    pages = model._meta.get_field(name).related_model._base_manager.filter(pk__in=keys)
    return {page.pk: page for page in pages.select_related("locale").only(*PAGE_COLUMNS, *columns).order_by()}


def topics_of(practices: QuerySet[Any]) -> dict[int, set[tuple[str, str]]]:
    """Code and name of the upper topics of each practice. One query."""
    names = ("pk", "topics__code", "topics__name", "topics__parent__code", "topics__parent__name")
    found: dict[int, set[tuple[str, str]]] = {}
    for pk, code, name, parent_code, parent_name in practices.order_by().values_list(*names):
        if code:
            found.setdefault(pk, set()).add((parent_code or code, parent_name or name))
    return found
