"""Periods: whole days in the agency's own zone, first and last day included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

if TYPE_CHECKING:
    from collections.abc import Iterator

A_FORTNIGHT, A_QUARTER = 14, 93
LEAP_DAY = (2, 29)


class Kind(models.TextChoices):
    """The periods people ask for by name."""

    THIS_MONTH = "this-month", gettext_lazy("This month")
    LAST_MONTH = "last-month", gettext_lazy("Last month")
    THIS_QUARTER = "this-quarter", gettext_lazy("This quarter")
    LAST_QUARTER = "last-quarter", gettext_lazy("Last quarter")
    LAST_YEAR = "last-12-months", gettext_lazy("Last 12 months")
    CUSTOM = "custom", gettext_lazy("From and to a day")


def midnight(day: date) -> datetime:
    """When the day begins in the agency's zone, on a night the clocks change too."""
    return timezone.make_aware(datetime.combine(day, time.min))


def months_before(first: date, count: int) -> date:
    """The first of the month, so many months earlier."""
    months = first.year * 12 + first.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def short(day: date, grain: str) -> str:
    """A date that fits under a column."""
    if grain == "month":
        return date_format(day, pgettext("short month and year, in Django's letters", "M y"))
    return date_format(day, pgettext("short month and day, in Django's letters", "M j"))


def _a_year_before(day: date) -> date:
    is_leap_day = (day.month, day.day) == LEAP_DAY
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


@dataclass(frozen=True)
class Bucket:
    """A stretch of a period that a chart draws as one column."""

    first: date
    last: date
    name: str


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")

    def __str__(self) -> str:
        return _("%(first)s to %(last)s") % {
            "first": date_format(self.first, "DATE_FORMAT"),
            "last": date_format(self.last, "DATE_FORMAT"),
        }

    @classmethod
    def named(cls, kind: str, today: date | None = None) -> Period:
        """The period of that name, seen from today. Those still running end today."""
        today = today or timezone.localdate()
        month = today.replace(day=1)
        quarter = months_before(month, (month.month - 1) % 3)
        day = timedelta(days=1)
        return {
            Kind.THIS_MONTH: lambda: cls(month, today),
            Kind.LAST_MONTH: lambda: cls(months_before(month, 1), month - day),
            Kind.THIS_QUARTER: lambda: cls(quarter, today),
            Kind.LAST_QUARTER: lambda: cls(months_before(quarter, 3), quarter - day),
            Kind.LAST_YEAR: lambda: cls(months_before(month, 11), today),
        }[Kind(kind)]()

    @property
    def starts_at(self) -> datetime:
        return midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first instant after the period."""
        return midnight(self.last + timedelta(days=1))

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def before(self) -> Period:
        """As many days, ending the day before this one begins."""
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))

    def a_year_ago(self) -> Period:
        """The same days a year earlier; February 29 becomes the 28th."""
        return Period(_a_year_before(self.first), _a_year_before(self.last))

    @property
    def quarter(self) -> str:
        """What the calendar quarter is called, such as 2026-q3; empty if it is not a whole one."""
        month = self.first.replace(day=1)
        first = months_before(month, (month.month - 1) % 3)
        whole = Period(first, months_before(first, -3) - timedelta(days=1))
        return f"{first.year}-q{(first.month + 2) // 3}" if self == whole else ""

    def grain(self) -> str:
        """How finely to draw it: by day, week or month."""
        if self.days <= A_FORTNIGHT:
            return "day"
        return "week" if self.days <= A_QUARTER else "month"

    def buckets(self) -> Iterator[Bucket]:
        """Its days, weeks (from Monday) or months, clipped to the period."""
        grain, start = self.grain(), self.first
        while start <= self.last:
            if grain == "day":
                end = start
            elif grain == "week":
                end = start + timedelta(days=6 - start.weekday())
            else:
                end = months_before(start.replace(day=1), -1) - timedelta(days=1)
            end = min(end, self.last)
            yield Bucket(start, end, short(start, grain))
            start = end + timedelta(days=1)
