"""How long a promise runs: around the clock, or only while the agency is at work.

Pure functions of instants. Days are the agency's own, so the hour that a change to summer
time takes or gives is counted as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WRITTEN = re.compile(r"(?P<first>\w{3})(?:-(?P<last>\w{3}))? (?P<opens>[\d:]+)-(?P<closes>[\d:]+)")
_NONE = timedelta()
# Nobody waits for longer; holidays without end must not make us search without end.
_FAR = timedelta(days=3_660)


class HoursError(ValueError):
    """Working hours that cannot be read, with words that say how to write them."""


@dataclass(frozen=True)
class Hours:
    """When the agency is at work, in its own zone."""

    days: frozenset[int]
    opens: time
    closes: time
    zone: ZoneInfo
    holidays: frozenset[date] = frozenset()

    @classmethod
    def read(cls, written: str, zone: str, holidays: Iterable[str] = ()) -> Hours | None:
        """From words such as "mon-fri 9-17"; None, around the clock, from nothing."""
        if not written.strip():
            return None
        match = _WRITTEN.fullmatch(written.strip().lower())
        try:
            if match is None:
                raise ValueError(written)  # noqa: TRY301  all that is wrong is said the same way
            first = DAYS.index(match["first"])
            last = DAYS.index(match["last"] or match["first"])
            opens, closes = _time(match["opens"]), _time(match["closes"])
            free = frozenset(date.fromisoformat(day.strip()) for day in holidays if day.strip())
        except ValueError as error:
            raise HoursError(
                'Write working hours like "mon-fri 9-17" or "mon-sat 8:30-18",'
                " holidays like 2026-12-25."
            ) from error
        days = frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
        if closes <= opens:
            raise HoursError("Working hours end after they begin, on the same day.")
        return cls(days, opens, closes, ZoneInfo(zone), free)

    def spells(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Times at work from `start` on, as instants in UTC."""
        day = start.astimezone(self.zone).date()
        end = day + _FAR
        while day < end:
            if day.weekday() in self.days and day not in self.holidays:
                opens = datetime.combine(day, self.opens, self.zone).astimezone(_UTC)
                closes = datetime.combine(day, self.closes, self.zone).astimezone(_UTC)
                if closes > start:
                    yield max(opens, start), closes
            day += timedelta(days=1)


_UTC = ZoneInfo("UTC")


def later(start: datetime, by: timedelta, hours: Hours | None = None) -> datetime:
    """When `by` of working time will have passed."""
    if hours is None or by <= _NONE:
        return start + by
    left = by
    last = start
    for opens, closes in hours.spells(start):
        if closes - opens >= left:
            return opens + left
        left -= max(closes - opens, _NONE)
        last = closes
    return last


def worked(start: datetime, end: datetime, hours: Hours | None = None) -> timedelta:
    """How much working time passed between two instants."""
    if end <= start:
        return _NONE
    if hours is None:
        return end - start
    total = _NONE
    for opens, closes in hours.spells(start):
        if opens >= end:
            break
        total += max(min(closes, end) - opens, _NONE)
    return total


def resumed(
    due_at: datetime | None, since: datetime, now: datetime, hours: Hours | None = None
) -> datetime | None:
    """The due time after a wait. What was missed before the wait began stays missed."""
    if due_at is None or due_at <= since:
        return due_at
    return later(due_at, worked(since, now, hours), hours)


def share_left(start: datetime, due_at: datetime, now: datetime, hours: Hours | None) -> float:
    """How much of the time is left: 1 at the start, 0 when it is due and after."""
    whole = worked(start, due_at, hours)
    return worked(now, due_at, hours) / whole if whole else 0.0


def reply_due(at: datetime) -> datetime:
    """When a first answer to something raised at `at` is due."""
    return later(at, timedelta(hours=settings.FIRST_REPLY_HOURS), hours_here())


def resolution_due(at: datetime) -> datetime | None:
    """When it should have come to an end; None where the agency makes no such promise."""
    hours = settings.RESOLVE_HOURS
    return later(at, timedelta(hours=hours), hours_here()) if hours else None


def hours_here() -> Hours | None:
    """The agency's hours, as it configured them."""
    return _read(settings.CLOCK_HOURS, settings.TIME_ZONE, tuple(settings.CLOCK_HOLIDAYS))


@cache
def _read(written: str, zone: str, holidays: tuple[str, ...]) -> Hours | None:
    return Hours.read(written, zone, holidays)


def _time(written: str) -> time:
    hour, _, minute = written.partition(":")
    return time(int(hour), int(minute or 0))
