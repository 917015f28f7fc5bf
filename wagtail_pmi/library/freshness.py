"""When was it verified, and when is that due again?"""

import calendar
import datetime
from dataclasses import dataclass

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _


class FreshnessState(TextChoices):
    CURRENT = "current", _("Verified")
    DUE = "due", _("Verification is due")
    OVERDUE = "overdue", _("Verification is long overdue")
    NEVER = "never", _("Not verified yet")


@dataclass(frozen=True)
class Freshness:
    state: FreshnessState
    verified_on: datetime.date | None
    due_on: datetime.date | None

    @property
    def is_due(self) -> bool:
        """Whether somebody should look at it, for the first time or again."""
        return self.state != FreshnessState.CURRENT


def freshness(verified_on: datetime.date | None, months: int, today: datetime.date) -> Freshness:
    """State of something verified on a day and due again after so many months; overdue after as many more."""
    if verified_on is None:
        return Freshness(FreshnessState.NEVER, None, None)
    due_on = add_months(verified_on, months)
    if today < due_on:
        state = FreshnessState.CURRENT
    else:
        state = FreshnessState.OVERDUE if today >= add_months(verified_on, 2 * months) else FreshnessState.DUE
    return Freshness(state, verified_on, due_on)


def due(field: str, months: int, today: datetime.date) -> Q:
    """Condition on rows with the day of their verification in a field: never verified, or due again."""
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__lte": due_through(months, today)})


def due_through(months: int, today: datetime.date) -> datetime.date:
    """The last day of which a verification is due again today: what was verified later is not."""
    day = add_months(today, -months)
    # The last day of a month stands for all the days that the month does not have.
    ends_month = (today + datetime.timedelta(days=1)).day == 1
    return day.replace(day=calendar.monthrange(day.year, day.month)[1]) if ends_month else day


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day of another month, or that month's last day where it is shorter; at most the last day there is."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > datetime.MAXYEAR:
        return datetime.date.max
    if year < datetime.MINYEAR:
        return datetime.date.min
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
