"""A practice on one page, for a mayor: made once from its structured fields, shown as HTML, PDF and Markdown."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..library import fit
from ..library.costs import cost_for
from ..library.ledger import Adopter, PracticeLedger
from ..library.numbers import localized, money_span, span
from ..library.richtext import web_url
from ..library.text import plain_text
from ..validators import strip_controls
from ..vocabularies import StepPhase, Visibility
from .citations import Citation

# What fits on a page: characters of a text, and rows of a list.
LONG, MIDDLE, SHORT, CARD = 700, 420, 220, 160
PEERS, NEEDS, STEPS, FAILURES, CONTACTS, SOURCES = 3, 5, 3, 2, 4, 4


@dataclass(frozen=True)
class Fact:
    label: str
    text: str


@dataclass(frozen=True)
class Peer:
    """A city that did it; `likeness` says how like the reader's city it is, and why."""

    city: str
    place: str
    stage: str
    likeness: str


@dataclass(frozen=True)
class Need:
    """A prerequisite; without a rule for it or a city to ask there is no verdict."""

    text: str
    kind: str
    essential: bool
    verdict: fit.Verdict | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """A title, and what there is to say of it."""

    title: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Brief:
    title: str
    network: str
    url: str
    language: str
    made_on: datetime.date
    verified_on: datetime.date | None
    city: str  # the city it is made for, empty for none
    summary: str
    problem: str
    tally: tuple[str, ...]
    peers: tuple[Peer, ...]
    costs: tuple[Fact, ...]
    needs: tuple[Need, ...]
    evidence: str
    caveat: str
    steps: tuple[Item, ...]
    failures: tuple[Item, ...]
    contacts: tuple[Item, ...]
    sources: tuple[Item, ...]
    citation: str

    @property
    def dates(self) -> str:
        """When it was made, and when somebody last made sure of the page."""
        made = _("Brief of %(day)s") % {"day": date_format(self.made_on)}
        if self.verified_on is None:
            return _("%(made)s. The page was never verified.") % {"made": made}
        day = date_format(self.verified_on)
        return _("%(made)s. The page was last verified on %(day)s.") % {"made": made, "day": day}


def make_brief(
    page: Any,
    ledger: PracticeLedger,
    *,
    lessons: Iterable[Any],
    contacts: Iterable[Any],
    citation: Citation,
    made_on: datetime.date,
) -> Brief:
    """The brief of a practice, for the city that the ledger was asked to compare with, if any.

    Ledger, lessons and contacts are those that the viewer may see; of the lessons, only public ones are taken.
    """
    city = ledger.like
    return Brief(
        title=one_line(page.title, SHORT),
        network=citation.network,
        url=citation.url,
        language=citation.language,
        made_on=made_on,
        verified_on=page.last_verified_on,
        city=one_line(city.title, SHORT) if city else "",
        summary=one_line(page.summary, LONG),
        problem=one_line(plain_text(page.problem), MIDDLE),
        tally=tuple(f"{localized(count.count)} {count.stage.label}" for count in ledger.tally),
        peers=tuple(_peer(adopter) for adopter in ledger.adopters[:PEERS]),
        costs=(*_costs(page, city), *_efforts(page)),
        needs=_needs(page, city),
        evidence=_evidence(page),
        caveat=one_line(page.evidence_note, MIDDLE) or _("The page does not say what the evidence leaves open."),
        steps=tuple(_steps(page)),
        failures=tuple(_failures(lessons)),
        contacts=tuple(_contacts(contacts)),
        sources=tuple(
            Item(one_line(row.text, SHORT), url=web_url(row.url)) for row in list(page.citations.all())[:SOURCES]
        ),
        citation=citation.text,
    )


def one_line(text: str, limit: int) -> str:
    """The words of a text in one line of at most so many characters, cut between words where it can be."""
    words = " ".join(strip_controls(text or "").split())
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    whole = cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut
    return f"{whole.rstrip('.,;: ')}…"


def _peer(adopter: Adopter) -> Peer:
    entry, alike = adopter.adoption, adopter.likeness
    why = ""
    if alike:
        why = _("%(percent)s%% alike") % {"percent": alike.percent}
        why = ": ".join(filter(None, [why, ", ".join(alike.reasons)]))
    return Peer(one_line(entry.city.title, SHORT), entry.city.place_label, str(entry.get_stage_display()), why)


def _costs(page: Any, city: Any) -> list[Fact]:
    """What it costs: for a city of this size where the page knows the cost for each resident."""
    cost = cost_for(page, city)
    facts = []
    for ends, label in ((cost.one_off, _("One-off cost")), (cost.annual, _("Annual cost"))):
        if ends is None:
            continue
        text = f"{money_span(*ends)} {cost.currency}"
        if cost.scaled:
            text = _("about %(cost)s for %(number)s residents") % {"cost": text, "number": localized(cost.residents)}
        elif cost.per_resident:
            text = _("%(cost)s for each resident") % {"cost": text}
        if cost.price_year:
            text = _("%(cost)s (prices of %(year)s)") % {"cost": text, "year": cost.price_year}
        facts.append(Fact(label, text))
    if not facts and page.cost_band != "unknown":
        facts.append(Fact(_("Cost in the first year"), str(page.get_cost_band_display())))
    return facts


def _efforts(page: Any) -> Iterator[Fact]:
    if staff := span(localized(page.staff_fte_min), localized(page.staff_fte_max)):
        yield Fact(_("Staff"), _("%(staff)s full-time equivalents") % {"staff": staff})
    if months := span(localized(page.months_to_launch_min), localized(page.months_to_launch_max)):
        yield Fact(_("Time to launch"), _("%(months)s months") % {"months": months})
    if page.funding_sources:
        yield Fact(_("Funding"), one_line(page.funding_sources, SHORT))


def _needs(page: Any, city: Any) -> tuple[Need, ...]:
    """What is not met first, then what is not known, what only a reader can tell, and what is met."""
    needs = [_need(row, city) for row in page.prerequisites.all()]
    order = (fit.Verdict.NOT_MET, fit.Verdict.UNKNOWN, None, fit.Verdict.MET)
    return tuple(sorted(needs, key=lambda need: (order.index(need.verdict), not need.essential))[:NEEDS])


def _need(row: Any, city: Any) -> Need:
    found = _check(row, city)
    return Need(
        text=one_line(row.text, SHORT),
        kind=str(row.get_kind_display()),
        essential=row.essential,
        verdict=found.verdict if found else None,
        reasons=tuple(found.reasons[:2]) if found else (),
    )


def _check(row: Any, city: Any) -> fit.Fit | None:
    """Whether the city meets a prerequisite; None where there is nothing to decide it by."""
    return fit.check(list(row.rule.raw_data), city) if city and row.rule else None


def _evidence(page: Any) -> str:
    if not page.evidence_level:
        return _("Evidence not assessed")
    label = page.get_evidence_level_display()
    found = _("Evidence %(level)s of 5: %(label)s") % {"level": page.evidence_level, "label": label}
    basis = [str(page.get_evidence_direction_display()), str(page.get_evidence_basis_display())]
    return " · ".join(filter(None, [found, *basis]))


def _steps(page: Any) -> Iterator[Item]:
    """The first steps, in the order of the phases."""
    phases = list(StepPhase.values)
    steps = sorted(page.steps.all(), key=lambda step: phases.index(step.phase) if step.phase in phases else len(phases))
    for step in steps[:STEPS]:
        weeks = ngettext("%(weeks)s week", "%(weeks)s weeks", step.weeks or 0) % {"weeks": step.weeks}
        who = " · ".join(filter(None, [step.owner_role, weeks if step.weeks else ""]))
        text = one_line(step.text, SHORT)
        yield Item(one_line(step.title, SHORT), f"{text} ({who})".strip() if who else text)


def _failures(lessons: Iterable[Any]) -> Iterator[Item]:
    failed = [row for row in lessons if row.is_failure and row.visibility == Visibility.PUBLIC]
    for lesson in failed[:FAILURES]:
        entry = getattr(lesson, "adoption", None)
        yield Item(one_line(lesson.text, MIDDLE), one_line(entry.city.title, SHORT) if entry else "")


def _contacts(contacts: Iterable[Any]) -> Iterator[Item]:
    for contact in list(contacts)[:CONTACTS]:
        about = " · ".join(filter(None, [contact.expert.affiliation, contact.role]))
        yield Item(one_line(contact.expert.title, SHORT), one_line(about, SHORT))
