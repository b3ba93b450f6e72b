"""Working days: what comes on Friday evening is not two days late on Monday.

Weekends are nobody's working days, and neither are the holidays of the agency (`CLOCK_HOLIDAYS`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from datetime import date

SATURDAY = 5
DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day.isoformat() not in settings.CLOCK_HOLIDAYS


def after(day: date, days: int) -> date:
    """The day on which so many working days have passed since `day`."""
    left = days
    while left > 0:
        day += DAY
        left -= is_working_day(day)
    return day
