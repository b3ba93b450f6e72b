"""Working days from Monday to Friday. Public holidays are not known here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

FRIDAY = 4


def after(day: date, count: int) -> date:
    """The working day that is `count` working days after `day`."""
    for _each in range(count):
        day += timedelta(days=1)
        while day.weekday() > FRIDAY:
            day += timedelta(days=1)
    return day
