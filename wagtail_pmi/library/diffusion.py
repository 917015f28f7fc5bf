"""How practices spread, counted over entries of the ledger that a viewer may see.

An entry is whatever has the attributes of `library.entries.Entry`. The order of the entries never matters, and what is
not known is counted aside, never guessed.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.utils.functional import Promise

from ..geography import REGIONS, region_code
from ..vocabularies import AdoptionRole, AdoptionStage, StageGroup

AT_WORK = (StageGroup.IMPLEMENTATION, StageGroup.SUSTAINMENT)
# Looked up for each of many entries; asking the vocabulary itself takes ten times as long.
GROUPS: Mapping[str, StageGroup] = {stage.value: stage.group for stage in AdoptionStage}
OPEN = frozenset(stage.value for stage in AdoptionStage if stage.is_open)
STOPPED_AFTER = (AdoptionStage.PAUSED, AdoptionStage.ENDED)
MAX_YEARS = 60
"""Years of a curve, at most; what was before them is in the first."""
MOST_ADOPTED = 10


@dataclass(frozen=True, slots=True)
class YearPoint:
    """Counts at the end of a year."""

    year: int
    adopted: int  # so far
    active: int  # of these, neither paused nor ended


@dataclass(frozen=True, slots=True)
class Curve:
    points: tuple[YearPoint, ...]
    unknown: int  # adopted, in a year that nobody wrote down
    not_adopted: int  # still exploring or preparing, or declined

    @property
    def adopted(self) -> int:
        return self.points[-1].adopted if self.points else 0


@dataclass(frozen=True, slots=True)
class TimeToAdopt:
    """Years from the origin to each adoption by another city."""

    origin_year: int | None
    years: tuple[int, ...]  # sorted
    unknown: int  # adopted, but the years cannot be counted
    median: int | float | None

    @property
    def shortest(self) -> int | None:
        return self.years[0] if self.years else None

    @property
    def longest(self) -> int | None:
        return self.years[-1] if self.years else None


@dataclass(frozen=True, slots=True)
class Residents:
    """Who lives where it runs now. A city counts once."""

    covered: int
    cities: int
    counted: int  # cities of which an entry says how many are reached
    first_year: int | None  # of the population figures
    last_year: int | None


@dataclass(frozen=True, slots=True)
class HeatRow:
    code: str
    title: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class HeatMap:
    columns: tuple[tuple[str, str | Promise], ...]  # code and name
    rows: tuple[HeatRow, ...]

    @property
    def highest(self) -> int:
        return max((count for row in self.rows for count in row.counts), default=0)


@dataclass(frozen=True, slots=True)
class PracticeCount:
    practice: Any
    adopted: int
    operating: int


def group_of(entry: Any) -> StageGroup | None:
    return GROUPS.get(entry.stage)


def has_adopted(entry: Any) -> bool:
    """Whether it was ever put in place, even if it stopped; exploring, planning and declining is not adopting."""
    return bool(entry.launched_on) or group_of(entry) in AT_WORK or entry.stage in STOPPED_AFTER


def adopted_on(entry: Any) -> datetime.date | None:
    """The day of adoption as far as it is known; the day of a stage says it only while the stage is one of work."""
    if not has_adopted(entry):
        return None
    since = entry.stage_since if group_of(entry) in AT_WORK else None
    return entry.launched_on or entry.started_on or since


def stopped_on(entry: Any) -> datetime.date | None:
    if entry.ended_on:
        return entry.ended_on
    return entry.stage_since if group_of(entry) == StageGroup.STOPPED else None


def adoption_year(entry: Any) -> int | None:
    day = adopted_on(entry)
    return day.year if day else None


def adoption_curve(entries: Iterable[Any]) -> Curve:
    began: Counter[int] = Counter()
    stopped: Counter[int] = Counter()
    unknown = not_adopted = 0
    for entry in entries:
        year = adoption_year(entry)
        if year is None:
            unknown += has_adopted(entry)
            not_adopted += not has_adopted(entry)
            continue
        began[year] += 1
        if day := stopped_on(entry):
            stopped[max(day.year, year)] += 1
    return Curve(_points(began, stopped), unknown, not_adopted)


def _points(began: Counter[int], stopped: Counter[int]) -> tuple[YearPoint, ...]:
    if not began:
        return ()
    last = max([*began, *stopped])
    first = max(min(began), last - MAX_YEARS + 1)
    adopted = sum(count for year, count in began.items() if year < first)
    gone = sum(count for year, count in stopped.items() if year < first)
    points = []
    for year in range(first, last + 1):
        adopted += began[year]
        gone += stopped[year]
        points.append(YearPoint(year, adopted, adopted - gone))
    return tuple(points)


def time_to_adopt(entries: Iterable[Any], origin_year: int | None = None) -> TimeToAdopt:
    """Counted from the first originator's entry, else from `origin_year`, which the practice gives."""
    entries = list(entries)
    origins = [adoption_year(entry) for entry in entries if entry.role == AdoptionRole.ORIGINATOR]
    origin = min((year for year in origins if year is not None), default=origin_year)
    adopters = [entry for entry in entries if entry.role != AdoptionRole.ORIGINATOR and has_adopted(entry)]
    found = [adoption_year(entry) for entry in adopters]
    # A year before the origin contradicts it, so it says nothing of the time.
    years = sorted(year - origin for year in found if year is not None and origin is not None and year >= origin)
    middle = median(years) if years else None
    whole = int(middle) if middle is not None and middle % 1 == 0 else middle
    return TimeToAdopt(origin, tuple(years), len(found) - len(years), whole)


def residents_covered(entries: Iterable[Any]) -> Residents:
    """What an entry says it reaches, never more than the city has; the whole city where it says nothing."""
    cities: dict[Any, Any] = {}
    reached: dict[Any, list[int | None]] = defaultdict(list)
    for entry in entries:
        if group_of(entry) in AT_WORK:
            key = entry.city.translation_key
            # Translations of a page may differ: the one of the latest count stands for the city.
            cities[key] = max(cities.get(key, entry.city), entry.city, key=_count_of)
            reached[key].append(entry.population_reached)
    covered = sum(_reached(city.population or 0, reached[key]) for key, city in cities.items())
    counted = sum(None not in numbers for numbers in reached.values())
    years = [city.population_year for city in cities.values() if city.population_year]
    return Residents(covered, len(cities), counted, min(years, default=None), max(years, default=None))


def _count_of(city: Any) -> tuple[int, int]:
    return city.population_year or 0, city.population or 0


def _reached(population: int, numbers: list[int | None]) -> int:
    return max(population if number is None else min(number, population) for number in numbers)


def heat_map(entries: Iterable[Any], topics: Mapping[int, Iterable[tuple[str, str]]]) -> HeatMap:
    """Entries that are open, by topic and region; `topics` gives the codes and names of each practice's topics.

    An entry of a practice with two topics counts under both.
    """
    counts: Counter[tuple[str, str]] = Counter()
    titles: dict[str, str] = {}
    for entry in entries:
        if entry.stage in OPEN:
            region = region_code(entry.city.country, entry.city.state)
            for code, title in topics.get(entry.practice.pk, ()):
                counts[code, region] += 1
                titles[code] = title
    used = {region for _code, region in counts}
    # The regions and what is abroad always have a column, the territories only where there is something.
    columns = tuple((code, name) for code, name in REGIONS.items() if code in used or code != "territories")
    rows = [
        HeatRow(code, title, tuple(counts[code, region] for region, _name in columns)) for code, title in titles.items()
    ]
    return HeatMap(columns, tuple(sorted(rows, key=lambda row: (-row.total, row.title, row.code))))


def most_adopted(entries: Iterable[Any], limit: int = MOST_ADOPTED) -> list[PracticeCount]:
    practices: dict[Any, Any] = {}
    adopted: Counter[Any] = Counter()
    operating: Counter[Any] = Counter()
    for entry in entries:
        if has_adopted(entry):
            key = entry.practice.translation_key
            practices[key] = min(practices.get(key, entry.practice), entry.practice, key=lambda page: page.pk)
            adopted[key] += 1
            operating[key] += group_of(entry) == StageGroup.SUSTAINMENT
    found = [PracticeCount(page, adopted[key], operating[key]) for key, page in practices.items()]
    return sorted(found, key=lambda one: (-one.adopted, -one.operating, one.practice.title, one.practice.pk))[:limit]
