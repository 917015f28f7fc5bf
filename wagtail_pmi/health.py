"""How a site is: what its checks say, what must run regularly, what is late and what is broken."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Max
from django.utils import timezone
from wagtail.models import DraftStateMixin, ModelLogEntry, PageLogEntry, Revision

from .models import BestPracticePage, ExpertPage, NetworkPage
from .models.base import Page

EXAMPLES = 5


@dataclass(frozen=True)
class RegularCommand:
    """A command that a site must run again and again. Wagtail keeps no record of runs, but of what they changed."""

    name: str
    every: str
    purpose: str
    last_effect: datetime.datetime | None


@dataclass(frozen=True)
class Problem:
    """Something late or broken: how many, some of them by name, and what cures it."""

    code: str
    what: str
    count: int
    examples: list[str]
    cure: str


def regular_commands() -> list[RegularCommand]:
    actions = ["wagtail.publish.scheduled", "wagtail.unpublish.scheduled"]
    logs = (PageLogEntry.objects, ModelLogEntry.objects)
    effects = [log.filter(action__in=actions).aggregate(last=Max("timestamp"))["last"] for log in logs]
    return [
        RegularCommand(
            name="publish_scheduled",
            every="every five minutes to an hour",
            purpose="publishes and unpublishes what was scheduled",
            last_effect=max(filter(None, effects), default=None),
        )
    ]


def problems(grace: datetime.timedelta) -> list[Problem]:
    """What is late by more than `grace`, and what is broken."""
    before = timezone.now() - grace
    run = "Run manage.py publish_scheduled, and let cron or a timer run it regularly."
    found = (
        ("scheduled", "scheduled, but not yet published", _late_revisions(before), run),
        ("expired", "expired, but not yet unpublished", _expired(before), run),
        ("verification", "due to be verified again", _due(), "Ask those who know, and enter the day on the page."),
        ("tree", "in a wrong place of the page tree", _misplaced(), "Run manage.py fixtree."),
    )
    return [_problem(code, what, names, cure) for code, what, names, cure in found if names]


def _problem(code: str, what: str, names: list[str], cure: str) -> Problem:
    return Problem(code, what, len(names), names[:EXAMPLES], cure)


def _late_revisions(before: datetime.datetime) -> list[str]:
    late = Revision.objects.filter(approved_go_live_at__lt=before).order_by("approved_go_live_at")
    return list(late.values_list("object_str", flat=True))


def _expired(before: datetime.datetime) -> list[str]:
    models = [Page, *(model for model in apps.get_models() if _has_drafts(model))]
    return [str(row) for model in models for row in model._default_manager.filter(live=True, expire_at__lt=before)]


def _has_drafts(model: type[Any]) -> bool:
    return issubclass(model, DraftStateMixin) and not issubclass(model, Page)


def _due() -> list[str]:
    """Pages that were verified once; what never was is for the editors' report to tell."""
    pages = [
        page
        for model in (BestPracticePage, ExpertPage)
        for page in model.objects.filter(live=True, alias_of=None).order_by("last_verified_on")
    ]
    return [str(page) for page in pages if page.last_verified_on and page.get_freshness().is_due]


def _misplaced() -> list[str]:
    found = {pk for network in NetworkPage.objects.all() for group in Page.find_problems(network) for pk in group}
    return [f"page {pk}" for pk in sorted(found)]
