"""When a report is due again: by the calendar and the clock on the wall of the agency.

Knows no database. A time that a night skips (02:30 in March) comes an hour later by the clock;
one that a night has twice (01:30 in November) is meant the first time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import time
    from zoneinfo import ZoneInfo

Every = Literal["week", "month", "quarter", "year"]
MONTHS = {"month": 1, "quarter": 3, "year": 12}
LAST_DAY = 28  # that every month has
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rhythm:
    """Every week on a day (1 is Monday); else on a day (1 to 28) of the first month of the rhythm.

    `month` is where the year of a yearly one begins; others have no use for it.
    """

    every: Every
    day: int
    at: time
    month: int = 1

    def next_after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The first time after the moment, never the moment itself."""
        start = moment.astimezone(zone).date() - A_DAY
        moments = (datetime.combine(day, self.at, tzinfo=zone) for day in self._days(start))
        return next(each for each in moments if each > moment)

    def last_until(self, due: datetime, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The last time that has come, where `due` was the first, and the next one to wait for."""
        following = self.next_after(due, zone)
        while following <= now:
            due, following = following, self.next_after(following, zone)
        return due, following

    def period_before(self, day: date) -> tuple[date, date]:
        """First and last day of the last whole week, month, quarter or year before that day."""
        if self.every == "week":
            monday = day - timedelta(days=day.weekday())
            return monday - 7 * A_DAY, monday - A_DAY
        length = MONTHS[self.every]
        first = _month(day.year, day.month - (day.month - 1) % length)
        return _month(first.year, first.month - length), first - A_DAY

    def _days(self, start: date) -> Iterator[date]:
        """Days on which it is due, from `start` or before it on."""
        if self.every == "week":
            day = start + timedelta(days=(self.day - start.isoweekday()) % 7)
            while True:
                yield day
                day += 7 * A_DAY
        begins = self.month if self.every == "year" else 1
        length = MONTHS[self.every]
        month = _month(start.year, start.month - (start.month - begins) % length)
        while True:
            yield month.replace(day=self.day)
            month = _month(month.year, month.month + length)


def _month(year: int, month: int) -> date:
    """The first of a month; months below 1 and over 12 lie in other years."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
