"""Two to four practices side by side: which were asked for, and what stands in the column of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from ..vocabularies import ComponentRole
from .costs import CityCost, cost_for
from .fit import Assessment, assess
from .ledger import Adopter, StageCount, adopters, tally
from .text import plain_text

FEWEST, MOST = 2, 4
MOST_ALIKE = 3
# What is looked at of an address, and said of it: nobody chooses more by hand.
MAX_WANTED, MAX_NAMED, MAX_NAME = 20, 5, 80


@dataclass(frozen=True)
class Choice:
    """The practices that an address asks for by their slugs, in its order, and what became of the others."""

    practices: list[Any]
    unknown: list[str]  # asked for, and not there for this viewer
    left_out: list[Any]  # beyond the most that can be compared

    @property
    def slugs(self) -> list[str]:
        return [practice.slug for practice in self.practices]

    @property
    def is_enough(self) -> bool:
        return len(self.practices) >= FEWEST

    @property
    def is_full(self) -> bool:
        return len(self.practices) >= MOST

    def without(self, practice: Any) -> list[str]:
        return [slug for slug in self.slugs if slug != practice.slug]


def wanted_slugs(values: Iterable[str]) -> list[str]:
    """Each once, in their order, without what cannot be a slug of any page."""
    cleaned = (value.replace("\x00", "").strip()[:255] for value in values)
    return list(dict.fromkeys(value for value in cleaned if value))[:MAX_WANTED]


def choose(slugs: list[str], rows: Iterable[Any]) -> Choice:
    """`rows`: the practices with these slugs that the viewer may see."""
    found = {row.slug: row for row in rows}
    practices = [found[slug] for slug in slugs if slug in found]
    unknown = [slug[:MAX_NAME] for slug in slugs if slug not in found]
    return Choice(practices[:MOST], unknown[:MAX_NAMED], practices[MOST:])


@dataclass(frozen=True)
class Column:
    """What is said of one of the practices that are compared."""

    practice: Any
    problem: str
    tally: list[StageCount]
    alike: list[Adopter]  # of the adopters those most like the chosen city
    cost: CityCost
    core: int
    adaptable: int
    prerequisites: list[Any]
    assessment: Assessment | None
    failures: int  # lessons about something that did not work
    remove_query: str


def column(practice: Any, entries: Iterable[Any], lessons: Iterable[Any], city: Any, remove_query: str) -> Column:
    """`entries` of the ledger and `lessons` are those that the viewer may see."""
    entries = list(entries)
    prerequisites = list(practice.prerequisites.all())
    roles = [component.role for component in practice.components.all()]
    return Column(
        practice=practice,
        problem=plain_text(practice.problem),
        tally=tally(entries),
        alike=adopters(entries, city)[:MOST_ALIKE] if city else [],
        cost=cost_for(practice, city),
        core=roles.count(ComponentRole.CORE),
        adaptable=roles.count(ComponentRole.ADAPTABLE),
        prerequisites=prerequisites,
        assessment=assess(prerequisites, city) if city and prerequisites else None,
        failures=sum(lesson.is_failure for lesson in lessons),
        remove_query=remove_query,
    )


def comparison_query(slugs: Iterable[str], like: str = "") -> str:
    """The query string of a comparison, question mark included; empty without anything chosen."""
    chosen = [("practice", slug) for slug in slugs]
    query = urlencode([*chosen, *([("like", like)] if like else [])])
    return f"?{query}" if query else ""
