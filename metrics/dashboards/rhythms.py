"""When a saved view is mailed next: at seven in the morning by the agency's clock."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date

SEVEN = time(7)
A_DAY = timedelta(days=1)
MONDAY = 0
WEEKLY, MONTHLY = "weekly", "monthly"


def next_due(rhythm: str, after: datetime) -> datetime | None:
    """The first Monday, or first of a month, at seven that is later; None without a rhythm.

    Seven stands on the clock on the wall, on days when the clocks change too.
    """
    if rhythm not in {WEEKLY, MONTHLY}:
        return None
    day = timezone.localdate(after)
    while not (_is_day(rhythm, day) and _seven(day) > after):
        day += A_DAY
    return _seven(day)


def _is_day(rhythm: str, day: date) -> bool:
    return day.weekday() == MONDAY if rhythm == WEEKLY else day.day == 1


def _seven(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, SEVEN))
