"""Would it work here? Conditions on what is known of a city, in three-valued logic: met, not met, unknown.

A rule is a list of conditions that must all hold. A condition is a dict `{"type": …, "value": …}`, as a stream of
blocks stores it: one of `CONDITIONS`, or `any_of` or `none_of` with conditions as their value. What is not known of a
city stays unknown, unless the rest of the rule decides without it (Kleene's strong logic).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import TextChoices
from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..geography import STATES
from ..vocabularies import FormOfGovernment, HomeRule, JurisdictionKind

Rule = list[dict[str, Any]]
MAX_DEPTH = 3
ABROAD = "abroad"


class Verdict(TextChoices):
    MET = "met", gettext_lazy("Met")
    NOT_MET = "not_met", gettext_lazy("Not met")
    UNKNOWN = "unknown", gettext_lazy("Not known")


@dataclass(frozen=True)
class Finding:
    """What became of one condition: what it asks, and what is known of the city, in words."""

    verdict: Verdict
    need: str
    known: str

    @property
    def reason(self) -> str:
        if self.verdict == Verdict.UNKNOWN:
            return _("Needed: %(need)s. Not known of this city.") % {"need": self.need}
        return _("Needed: %(need)s. Here: %(known)s.") % {"need": self.need, "known": self.known}


@dataclass(frozen=True)
class Fit:
    verdict: Verdict
    findings: tuple[Finding, ...]

    @property
    def reasons(self) -> list[str]:
        """Why: of the findings those that decide, or what is to be found out."""
        return [finding.reason for finding in self.findings if finding.verdict == self.verdict]


def check(rule: Rule, city: Any) -> Fit:
    """Whether a city (anything with the fields of `MemberCityMixin`) meets a rule. An empty rule decides nothing."""
    findings = tuple(_find(condition, city) for condition in rule)
    if not findings:
        return Fit(Verdict.UNKNOWN, ())
    return Fit(_all(finding.verdict for finding in findings), findings)


@dataclass(frozen=True)
class Answer:
    """A prerequisite of a practice, and whether a city meets it. Without a rule nobody knows but the city itself."""

    prerequisite: Any
    fit: Fit

    @property
    def verdict(self) -> Verdict:
        return self.fit.verdict

    @property
    def reasons(self) -> list[str]:
        return self.fit.reasons


@dataclass(frozen=True)
class Assessment:
    """The prerequisites of a practice, in their order, asked of one city."""

    city: Any
    answers: tuple[Answer, ...]

    @cached_property
    def met(self) -> list[Answer]:
        return self._with(Verdict.MET)

    @cached_property
    def not_met(self) -> list[Answer]:
        return self._with(Verdict.NOT_MET)

    @cached_property
    def unknown(self) -> list[Answer]:
        return self._with(Verdict.UNKNOWN)

    @cached_property
    def checklist(self) -> list[Answer]:
        """What somebody in the city must find out, the essential first."""
        return sorted(self.unknown, key=lambda answer: not answer.prerequisite.essential)

    @property
    def summary(self) -> str:
        """ "2 met, 1 not met, 1 to find out": of each only where there is one."""
        parts = [
            (len(self.met), _("%(count)s met")),
            (len(self.not_met), _("%(count)s not met")),
            (len(self.unknown), _("%(count)s to find out")),
        ]
        return ", ".join(words % {"count": count} for count, words in parts if count)

    def _with(self, verdict: Verdict) -> list[Answer]:
        return [answer for answer in self.answers if answer.verdict == verdict]


def assess(prerequisites: Iterable[Any], city: Any) -> Assessment:
    """What a city meets of the prerequisites of a practice (rows with a `rule`, a stream of blocks)."""
    return Assessment(city, tuple(Answer(row, check(list(row.rule.raw_data), city)) for row in prerequisites))


def _find(condition: dict[str, Any], city: Any, depth: int = 1) -> Finding:
    kind, value = condition["type"], condition.get("value")
    if not value or (isinstance(value, dict) and not any(_is_number(limit) for limit in value.values())):
        return Finding(Verdict.UNKNOWN, _("a condition that is not complete yet"), "")
    if kind in ("any_of", "none_of") and depth < MAX_DEPTH:
        findings = [_find(below, city, depth + 1) for below in value]
        verdict = _any(finding.verdict for finding in findings)
        joined = get_text_list([finding.need for finding in findings], _("or"))
        known = get_text_list([finding.known for finding in findings if finding.known], _("and"))
        if kind == "any_of":
            return Finding(verdict, joined, known)
        return Finding(_not(verdict), _("not %(conditions)s") % {"conditions": joined}, known)
    if kind not in CONDITIONS:  # of a later version, or taken out
        return Finding(Verdict.UNKNOWN, _("a condition that this site does not know"), "")
    return CONDITIONS[kind](value, city)


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    found = set(verdicts)
    worst = (Verdict.NOT_MET, Verdict.UNKNOWN)
    return next((verdict for verdict in worst if verdict in found), Verdict.MET)


def _any(verdicts: Iterable[Verdict]) -> Verdict:
    return _not(_all(_not(verdict) for verdict in verdicts))


def _not(verdict: Verdict) -> Verdict:
    return {Verdict.MET: Verdict.NOT_MET, Verdict.NOT_MET: Verdict.MET}.get(verdict, verdict)


def _between(field: str, need_least: Any, need_most: Any, need_range: Any) -> Callable[[Any, Any], Finding]:
    """A condition on a number; its value has a `least`, a `most`, or both, which count as met."""

    def find(value: Any, city: Any) -> Finding:
        least, most = (limit if _is_number(limit) else None for limit in (value.get("least"), value.get("most")))
        limits = {"least": _number(least), "most": _number(most)}
        need = str(need_range if least is not None and most is not None else need_most if least is None else need_least)
        found = getattr(city, field)
        if found is None:
            return Finding(Verdict.UNKNOWN, need % limits, "")
        met = (least is None or found >= least) and (most is None or found <= most)
        return Finding(_verdict(met), need % limits, _number(found))

    return find


def _among(
    field: str, choices: Callable[[], dict[str, Any]], need: Any, read: Callable[[Any], str] | None = None
) -> Callable[[Any, Any], Finding]:
    """A condition on a code: one of those in its value."""

    def find(value: Any, city: Any) -> Finding:
        labels = choices()
        wanted = get_text_list([str(labels.get(code, code)) for code in value], _("or"))
        found = read(city) if read else getattr(city, field)
        if found in ("", None, "unknown"):
            return Finding(Verdict.UNKNOWN, str(need) % {"wanted": wanted}, "")
        return Finding(_verdict(found in value), str(need) % {"wanted": wanted}, str(labels.get(found, found)))

    return find


def _verdict(met: bool) -> Verdict:
    return Verdict.MET if met else Verdict.NOT_MET


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, Decimal))


def _number(value: Any) -> str:
    return "" if value is None else str(number_format(value, force_grouping=True))


def _state(city: Any) -> str:
    """Its code, which abroad may be that of another place: WA is Western Australia, too."""
    return city.state if getattr(city, "country", "US") == "US" else ABROAD


# Type of a condition → what finds out. The blocks of the same names are the form in which an editor enters them.
CONDITIONS: dict[str, Callable[[Any, Any], Finding]] = {
    "population": _between(
        "population",
        gettext_lazy("a population of at least %(least)s"),
        gettext_lazy("a population of at most %(most)s"),
        gettext_lazy("a population of %(least)s to %(most)s"),
    ),
    "budget": _between(
        "budget_total",
        gettext_lazy("a total budget of at least $%(least)s"),
        gettext_lazy("a total budget of at most $%(most)s"),
        gettext_lazy("a total budget of $%(least)s to $%(most)s"),
    ),
    "employees": _between(
        "employees",
        gettext_lazy("at least %(least)s employees"),
        gettext_lazy("at most %(most)s employees"),
        gettext_lazy("%(least)s to %(most)s employees"),
    ),
    "form_of_government": _among(
        "form_of_government",
        lambda: dict(FormOfGovernment.choices),
        gettext_lazy("the form of government %(wanted)s"),
    ),
    "home_rule": _among("home_rule", lambda: dict(HomeRule.choices), gettext_lazy("home rule: %(wanted)s")),
    "kind": _among("kind", lambda: dict(JurisdictionKind.choices), gettext_lazy("the jurisdiction is a %(wanted)s")),
    "state": _among(
        "state",
        lambda: {ABROAD: _("outside the United States"), **{code: state.name for code, state in STATES.items()}},
        gettext_lazy("a place in %(wanted)s"),
        _state,
    ),
}
