"""What a ledger says: how many are how far, who is like a city, and what adopters changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..vocabularies import AdoptionStage, EndReason, StageGroup
from .candour import Candour, candour, for_all
from .peers import Likeness, Profile, rank

# What a reader asks first: who does it, who stopped, who is on the way.
READING_ORDER = (
    AdoptionStage.SCALED,
    AdoptionStage.OPERATING,
    AdoptionStage.IMPLEMENTING,
    AdoptionStage.PILOTING,
    AdoptionStage.PLANNING,
    AdoptionStage.ASSESSING,
    AdoptionStage.EXPLORING,
    AdoptionStage.WATCHING,
    AdoptionStage.PAUSED,
    AdoptionStage.ENDED,
    AdoptionStage.DECLINED,
)


@dataclass(frozen=True)
class StageCount:
    """How many are in a stage, and of those that stopped, why."""

    stage: AdoptionStage
    count: int
    reasons: tuple[EndReason, ...]


@dataclass(frozen=True)
class Adopter:
    """An entry, with the likeness of its city to the one that a reader chose, if any."""

    adoption: Any
    likeness: Likeness | None = None


@dataclass(frozen=True)
class ComponentChange:
    """How many of the adopters changed a component, and what they changed."""

    title: str
    adopters: int
    total: int
    changes: tuple[Any, ...]


@dataclass(frozen=True)
class PracticeLedger:
    """Everything that a practice page says of its adopters."""

    tally: list[StageCount]
    adopters: list[Adopter]
    changes: list[ComponentChange]
    lessons: list[Any]
    unnamed: Candour  # the same for all who see the page
    cities: list[Any]  # for the reader to choose one
    like: Any  # the city chosen
    wanted: str  # what was asked for, whether there is such a city or not


def practice_ledger(
    adoptions: Iterable[Any], cities: Iterable[Any], wanted: str = "", everybody: Any = None
) -> PracticeLedger:
    """Everything of a practice's adopters; what is said without a name, of those whom `everybody` sees."""
    entries, cities = list(adoptions), list(cities)
    like = next((city for city in cities if city.slug == wanted), None) if wanted else None
    return PracticeLedger(
        tally=tally(entries),
        adopters=adopters(entries, like),
        changes=component_changes(entries),
        lessons=[lesson for entry in in_reading_order(entries) for lesson in entry.lessons.all()],
        unnamed=candour(for_all(entries, everybody)) if everybody else Candour(),
        cities=cities,
        like=like,
        wanted=wanted,
    )


def tally(adoptions: Iterable[Any]) -> list[StageCount]:
    """The stages that there are, in the reading order."""
    counts: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for adoption in adoptions:
        counts[adoption.stage] += 1
        if adoption.end_reason:
            reasons[adoption.stage][adoption.end_reason] += 1
    return [
        StageCount(stage, counts[stage], tuple(EndReason(code) for code, _count in reasons[stage].most_common()))
        for stage in READING_ORDER
        if counts[stage]
    ]


def in_reading_order(adoptions: Iterable[Any]) -> list[Any]:
    places = {stage: place for place, stage in enumerate(READING_ORDER)}
    return sorted(adoptions, key=lambda adoption: (places.get(adoption.stage, len(places)), adoption.city.title))


def adopters(adoptions: Iterable[Any], like: Any = None) -> list[Adopter]:
    """The entries in the reading order or, given a city, those of the cities most like it first (its own left out)."""
    entries = in_reading_order(adoptions)
    if like is None:
        return [Adopter(entry) for entry in entries]
    others = [entry for entry in entries if entry.city.translation_key != like.translation_key]
    ranked = rank(Profile.of(like), ((entry, Profile.of(entry.city)) for entry in others))
    return [Adopter(entry, likeness) for entry, likeness in ranked]


def component_changes(adoptions: Iterable[Any]) -> list[ComponentChange]:
    """What adopters changed, by component, the most changed first. Needs `adaptations` with their components loaded."""
    entries = list(adoptions)
    by_title: dict[str, list[Any]] = defaultdict(list)
    changed: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        for adaptation in entry.adaptations.all():
            by_title[adaptation.label].append(adaptation)
            changed[adaptation.label].add(entry.pk)
    found = [
        ComponentChange(title, len(changed[title]), len(entries), tuple(changes)) for title, changes in by_title.items()
    ]
    return sorted(found, key=lambda change: (not change.title, -change.adopters, change.title))


def by_group(adoptions: Iterable[Any]) -> dict[StageGroup, list[Any]]:
    """The entries under the group of their stage; only groups that there are."""
    groups: dict[StageGroup, list[Any]] = {}
    for entry in in_reading_order(adoptions):
        groups.setdefault(entry.stage_group, []).append(entry)
    return groups
