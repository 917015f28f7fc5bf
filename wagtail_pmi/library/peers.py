"""Which cities are alike, how much, and why: a sum of weighed facts that a reader can check.

Each fact of two cities gives a likeness from 0 to 1, or nothing where one of them does not know it. The score is the
weighed sum over all facts, so that what is unknown adds nothing: it never counts as alike, and lowers the confidence,
which is the weight of the facts that both know. A city is never more like another than like itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..geography import DIVISIONS, STATES
from ..vocabularies import FormOfGovernment

T = TypeVar("T")

# How many times larger the one may be before nothing is left of the likeness.
SIZE_SPAN = 10
BUDGET_SPAN = 4
# From this likeness on, two sizes are called similar: a population of up to twice the other's.
SIMILAR = 1 - math.log(2) / math.log(SIZE_SPAN)


@dataclass(frozen=True)
class Profile:
    """What is known of a city, for comparing it with others. None, or empty, is not known."""

    population: int | None = None
    form_of_government: str = ""
    country: str = ""
    division: str = ""  # key of `geography.DIVISIONS`, in the United States
    budget_per_resident: float | None = None
    priorities: frozenset[str] = field(default_factory=frozenset)  # codes of topics

    @classmethod
    def of(cls, city: Any) -> Profile:
        """The profile of a jurisdiction: anything with the fields of `MemberCityMixin`."""
        state = STATES.get(city.state) if city.country == "US" else None
        budget, population = city.budget_total, city.population or None
        form = city.form_of_government
        return cls(
            population=population,
            form_of_government="" if form in (FormOfGovernment.UNKNOWN, FormOfGovernment.OTHER) else form,
            country=city.country,
            division=(state.division or "") if state else "",
            budget_per_resident=float(budget) / population if budget and population else None,
            priorities=frozenset(topic.code for topic in city.priorities.all()),
        )


@dataclass(frozen=True)
class Fact:
    """One thing that makes cities alike. `compare` gives 0 to 1, or None where it is not known of both."""

    label: str | Promise
    weight: float
    compare: Callable[[Profile, Profile], float | None]
    explain: Callable[[Profile, Profile, float], str]


@dataclass(frozen=True)
class Likeness:
    score: float  # 0 to 1, never above the confidence
    confidence: float  # 0 to 1: the weight of the facts known of both
    reasons: tuple[str, ...]

    @property
    def percent(self) -> int:
        return round(self.score * 100)


def likeness(one: Profile, other: Profile) -> Likeness:
    """How alike two cities are, with what makes them so. Symmetric; only the order of numbers in reasons is not."""
    score = confidence = 0.0
    reasons = []
    for fact in FACTS:
        alike = fact.compare(one, other)
        if alike is None:
            continue
        confidence += fact.weight
        score += fact.weight * alike
        if reason := fact.explain(one, other, alike):
            reasons.append(reason)
    return Likeness(min(score, 1.0), min(confidence, 1.0), tuple(reasons))


def rank(to: Profile, others: Iterable[tuple[T, Profile]]) -> list[tuple[T, Likeness]]:
    """The others with their likeness, the most alike first; ties keep their order."""
    compared = [(item, likeness(to, profile)) for item, profile in others]
    return sorted(compared, key=lambda pair: -pair[1].score)


def _ratio(one: float | None, other: float | None, span: float) -> float | None:
    """1 for equal sizes, falling with the logarithm of their ratio to 0 at `span`."""
    if not one or not other or one < 0 or other < 0:
        return None
    return max(0.0, 1 - abs(math.log(one) - math.log(other)) / math.log(span))


def _population(one: Profile, other: Profile) -> float | None:
    return _ratio(one.population, other.population, SIZE_SPAN)


def _why_population(one: Profile, other: Profile, alike: float) -> str:
    if alike < SIMILAR:
        return ""
    sizes = {"one": number_format(one.population or 0, force_grouping=True)}
    sizes["other"] = number_format(other.population or 0, force_grouping=True)
    return _("similar size (%(one)s and %(other)s residents)") % sizes


def _form(one: Profile, other: Profile) -> float | None:
    if not one.form_of_government or not other.form_of_government:
        return None
    return float(one.form_of_government == other.form_of_government)


def _why_form(one: Profile, _other: Profile, alike: float) -> str:
    form = dict(FormOfGovernment.choices).get(one.form_of_government, one.form_of_government)
    return _("same form of government: %(form)s") % {"form": form} if alike else ""


def _region(one: Profile, other: Profile) -> float | None:
    """1 in the same Census division, a half in the same region; abroad, a half in the same country."""
    if not one.country or not other.country:
        return None
    if one.country != other.country:
        return 0.0
    if one.country != "US":
        return 0.5
    if not one.division or not other.division:
        return None
    if one.division == other.division:
        return 1.0
    return 0.5 if DIVISIONS[one.division].region == DIVISIONS[other.division].region else 0.0


def _why_region(one: Profile, _other: Profile, alike: float) -> str:
    if not alike:
        return ""
    if not one.division:
        return _("same country")
    division = DIVISIONS[one.division]
    return _("both in: %(region)s") % {"region": division.name if alike == 1 else division.region}


def _priorities(one: Profile, other: Profile) -> float | None:
    if not one.priorities or not other.priorities:
        return None
    return len(one.priorities & other.priorities) / len(one.priorities | other.priorities)


def _why_priorities(one: Profile, other: Profile, alike: float) -> str:
    count = len(one.priorities & other.priorities)
    return _("shared priorities: %(count)d") % {"count": count} if alike else ""


def _budget(one: Profile, other: Profile) -> float | None:
    return _ratio(one.budget_per_resident, other.budget_per_resident, BUDGET_SPAN)


def _why_budget(_one: Profile, _other: Profile, alike: float) -> str:
    return _("similar budget for each resident") if alike >= 1 - math.log(1.5) / math.log(BUDGET_SPAN) else ""


# The weights add up to 1. Shown to readers, so that nobody has to guess what "like" means.
FACTS: tuple[Fact, ...] = (
    Fact(gettext_lazy("population"), 0.4, _population, _why_population),
    Fact(gettext_lazy("form of government"), 0.25, _form, _why_form),
    Fact(gettext_lazy("region"), 0.15, _region, _why_region),
    Fact(gettext_lazy("shared priorities"), 0.1, _priorities, _why_priorities),
    Fact(gettext_lazy("budget for each resident"), 0.1, _budget, _why_budget),
)


def weights() -> list[str | Promise]:
    """The facts with their weights, for a reader: "population 40%"."""
    return [format_lazy("{label} {weight}%", label=fact.label, weight=round(fact.weight * 100)) for fact in FACTS]
