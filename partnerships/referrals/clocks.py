"""Working days: a request that comes on Friday evening is not two days late on Monday.

Pure functions of days. Weekends are nobody's working days, and neither are the holidays of
the agency (`CLOCK_HOLIDAYS`).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date

SATURDAY = 5
DAY = timedelta(days=1)


def working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day.isoformat() not in settings.CLOCK_HOLIDAYS


def after_working_days(day: date, days: int) -> date:
    """The day on which so many working days have passed since `day`."""
    left = days
    while left > 0:
        day += DAY
        left -= working_day(day)
    return day


def end_of(day: date) -> datetime:
    """The whole day counts: it is due as it ends, in the agency's zone."""
    return timezone.make_aware(datetime.combine(day + DAY, time.min))


def answer_due(sent_at: datetime) -> datetime:
    return end_of(after_working_days(timezone.localdate(sent_at), settings.REFERRAL_ANSWER_DAYS))


def contact_due(sent_at: datetime) -> datetime:
    """Counted from the same day: it is the person who waits, not the organization."""
    return end_of(
        after_working_days(timezone.localdate(sent_at), settings.REFERRAL_FIRST_CONTACT_DAYS)
    )
