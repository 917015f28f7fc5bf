"""When was it verified, and when is that due again?"""

import calendar
import datetime
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FreshnessState(TextChoices):
    CURRENT = "current", _("Verified")
    DUE = "due", _("Verification is due")
    NEVER = "never", _("Not verified yet")


@dataclass(frozen=True)
class Freshness:
    state: FreshnessState
    verified_on: datetime.date | None
    due_on: datetime.date | None


def freshness(verified_on: datetime.date | None, months: int, today: datetime.date) -> Freshness:
    """State of something verified on a day and due again after so many months."""
    if verified_on is None:
        return Freshness(FreshnessState.NEVER, None, None)
    due_on = add_months(verified_on, months)
    return Freshness(FreshnessState.DUE if today >= due_on else FreshnessState.CURRENT, verified_on, due_on)


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
