"""What cities say without their name: anonymised rows of a ledger, as far as nobody can be told apart by them.

A row is shown with the form of government and the population band of its city, and only where at least `FEWEST`
cities among the adopters have both. What is shown of it holds no key, no day, no source and no address, and stands
in an order that follows from its own words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..vocabularies import FormOfGovernment, LessonKind, PopulationBand, Visibility
from .text import plain_text

# So many adopters must be alike in what is told of them.
FEWEST = 3
# Blocks of a narrative whose words are shown; what shows a picture, a link, a figure or a page is left out.
WORDS = ("paragraph", "quote", "heading")
# What may stand around the name in the title of a city: "City of Boston", "Boston, MA", "Boston (Mass.)".
_AROUND = re.compile(r"(?i)\A\s*(?:city|town|village|county|borough|township)\s+of\s+|\s*[,(].*\Z")

Class = tuple[FormOfGovernment, PopulationBand]


@dataclass(frozen=True)
class Saying:
    """Words of a city that is not named: what kind they are of, and what kind of city it is."""

    label: str
    text: tuple[str, ...]
    who: str
    is_failure: bool = False


@dataclass(frozen=True)
class Figure:
    """An outcome of a city that is not named."""

    label: str
    baseline: Any
    value: Any
    unit: str
    who: str


@dataclass(frozen=True)
class Candour:
    lessons: tuple[Saying, ...] = ()
    narratives: tuple[Saying, ...] = ()
    outcomes: tuple[Figure, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lessons or self.narratives or self.outcomes)


def candour(adoptions: Iterable[Any]) -> Candour:
    """What the entries of one practice say without a name. They are those that everybody may see (see `for_all`).

    Needs `city`, `lessons` and `outcomes` with their metrics loaded.
    """
    lessons: set[tuple[int, Saying]] = set()
    narratives: set[Saying] = set()
    outcomes: set[Figure] = set()
    for entry, who in _large_enough(adoptions):
        for lesson in _unnamed(entry.lessons.all()):
            if lesson.kind in LessonKind.values and not named_in(lesson.text, entry):
                kind = LessonKind(lesson.kind)
                saying = Saying(str(kind.label), tuple(lesson.text.splitlines()), who, lesson.is_failure)
                lessons.add((LessonKind.values.index(kind), saying))
        for outcome in _unnamed(entry.outcomes.all()):
            if not named_in(f"{outcome.label} | {outcome.unit}", entry):
                outcomes.add(Figure(outcome.label, outcome.baseline, outcome.value, outcome.unit, who))
        if entry.narrative_visibility == Visibility.ANONYMISED:
            words = narrative_words(entry)
            if words and not named_in("\n".join(words), entry):
                narratives.add(Saying("", words, who))
    return Candour(
        lessons=tuple(saying for _place, saying in sorted(lessons, key=lambda pair: (pair[0], *_by_words(pair[1])))),
        narratives=tuple(sorted(narratives, key=_by_words)),
        outcomes=tuple(sorted(outcomes, key=lambda row: (row.label, row.value, str(row.baseline), row.unit, row.who))),
    )


def for_all(adoptions: Iterable[Any], everybody: Any) -> list[Any]:
    """Of the entries those that the viewer `everybody` may see, too.

    Whoever sees more than others must not learn, by comparing, which entry a row without a name comes from.
    """
    return [
        entry
        for entry in adoptions
        if entry.visibility == Visibility.PUBLIC and everybody.sees(entry.city) and everybody.sees(entry.practice)
    ]


def narrative_words(entry: Any) -> tuple[str, ...]:
    """The plain words of a narrative, block by block."""
    blocks = getattr(entry.narrative, "raw_data", None) or ()
    found = (_words_of(block.get("value")) for block in blocks if block.get("type") in WORDS)
    return tuple(words for words in found if words)


def named_in(text: str, entry: Any) -> str:
    """What in a text names the entry's city: its title, its state or the local name. Empty where nothing does."""
    words = f" {_folded(text)} "
    return next((name for name in _names(entry) if f" {_folded(name)} " in words), "")


def _names(entry: Any) -> Iterator[str]:
    city = entry.city
    titles = [entry.city_title, *([city.title] if city else [])]
    bare = [_AROUND.sub("", title) for title in titles]
    candidates = [entry.local_name, *titles, *bare, *([city.state_name] if city else [])]
    return (name for name in candidates if name and _folded(name))


def _folded(text: str) -> str:
    """Words only, with one space between them, whatever their case, accents and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    kept = (char for char in decomposed if unicodedata.category(char) not in ("Mn", "Cf"))
    return " ".join("".join(char if char.isalnum() else " " for char in kept).split())


def _words_of(value: Any) -> str:
    text = value.get("text") if isinstance(value, dict) else value
    return plain_text(text) if isinstance(text, str) else ""


def _unnamed(rows: Iterable[Any]) -> list[Any]:
    return [row for row in rows if row.visibility == Visibility.ANONYMISED]


def _by_words(saying: Saying) -> tuple[Any, ...]:
    return saying.text, saying.is_failure, saying.who


def _large_enough(adoptions: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """The entries of cities of a class with enough adopters, each with the words for its class."""
    classes: dict[Class, list[Any]] = defaultdict(list)
    for entry in adoptions:
        if found := _class_of(entry.city):
            classes[found].append(entry)
    for (form, band), entries in classes.items():
        if len({entry.city.translation_key for entry in entries}) >= FEWEST:
            words = {"form": form.label, "band": band.label}
            who = _("%(form)s, %(band)s residents") % words
            yield from ((entry, who) for entry in entries)


def _class_of(city: Any) -> Class | None:
    """None for a city of which too little is known to be one among others."""
    form, band = city.form_of_government, city.population_band
    unclear = (FormOfGovernment.UNKNOWN, FormOfGovernment.OTHER)
    return (FormOfGovernment(form), band) if form in FormOfGovernment.values and form not in unclear and band else None
