"""One month of meetings as weeks of days, in the order the reader's weeks have."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, get_format

from engagement.events.forms import YEARS
from engagement.events.local_time import span

if TYPE_CHECKING:
    from datetime import datetime

    from engagement.events.models import Session
    from engagement.events.models.session import SessionQuerySet

FULL = 6  # meetings a day may have before the rest are behind a link


@dataclass
class Day:
    date: date
    inside: bool  # not of the month before or after, which share its weeks
    today: bool
    sessions: list[Session] = field(default_factory=list)

    @property
    def label(self) -> str:
        return date_format(self.date, "WEEKDAY_FORMAT")

    @property
    def shown(self) -> list[Session]:
        return self.sessions if len(self.sessions) <= FULL else self.sessions[: FULL - 1]

    @property
    def more(self) -> int:
        return len(self.sessions) - len(self.shown)


@dataclass(frozen=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def after(self) -> date:
        """The first day of the next one."""
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        return span(self.first, self.after)

    @property
    def previous(self) -> Month | None:
        return self._if_there_is(self.first - timedelta(days=1))

    @property
    def next(self) -> Month | None:
        return self._if_there_is(self.after)

    @property
    def name(self) -> str:
        return date_format(self.first, "YEAR_MONTH_FORMAT")

    @property
    def weekdays(self) -> list[str]:
        return [WEEKDAYS[(self._start + n) % 7] for n in range(7)]

    def weeks(self, sessions: SessionQuerySet) -> list[list[Day]]:
        """Each day with the meetings that begin on it. One statement."""
        on: dict[date, list[Session]] = defaultdict(list)
        for session in sessions.between(*self.bounds).order_by("starts_at", "pk"):
            on[timezone.localtime(session.starts_at).date()].append(session)
        today = timezone.localdate()
        weeks = calendar.Calendar(self._start).monthdatescalendar(self.year, self.month)
        return [
            [Day(day, day.month == self.month, day == today, on.get(day, [])) for day in week]
            for week in weeks
        ]

    @property
    def _start(self) -> int:
        """The weekday that weeks begin with here, Monday being 0; Django counts from Sunday."""
        return (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7

    @staticmethod
    def _if_there_is(day: date) -> Month | None:
        return Month.of(day) if day.year in YEARS else None

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


class MonthConverter:
    """A month in an address: `2026-11`."""

    regex = r"2[01]\d\d-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> Month:
        year, month = map(int, value.split("-"))
        if year not in YEARS:
            raise ValueError(value)  # Django takes it for no such page
        return Month(year, month)

    def to_url(self, value: Month) -> str:
        return str(value)
