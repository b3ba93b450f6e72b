"""Whole calendar quarters: the only stretches of time that are published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metrics.dashboards.periods import Period

WRITTEN = re.compile(r"(20\d\d)-q([1-4])")


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year, `number` from 1 to 4."""

    year: int
    number: int

    def __str__(self) -> str:
        return _("%(first)s to %(last)s") % {
            "first": date_format(self.first, "F"),
            "last": date_format(self.last, _("F Y")),
        }

    @classmethod
    def of(cls, day: date) -> Quarter:
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def last_whole(cls, today: date) -> Quarter:
        """The last one that is over."""
        return cls.of(today).before()

    @classmethod
    def read(cls, slug: str) -> Quarter:
        """From `2026-q3`. ValueError for anything else."""
        found = WRITTEN.fullmatch(slug)
        if found is None:
            raise ValueError(slug)
        return cls(int(found[1]), int(found[2]))

    @property
    def slug(self) -> str:
        return f"{self.year}-q{self.number}"

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        return self.after().first - timedelta(days=1)

    @property
    def period(self) -> Period:
        return Period(self.first, self.last)

    def is_over(self, today: date) -> bool:
        return self.last < today

    def before(self) -> Quarter:
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    def after(self) -> Quarter:
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)  # noqa: PLR2004  four quarters


class QuarterConverter:
    """A quarter in an address."""

    regex = r"20\d\d-q[1-4]"

    def to_python(self, value: str) -> Quarter:
        return Quarter.read(value)

    def to_url(self, value: Quarter | str) -> str:
        return value.slug if isinstance(value, Quarter) else value
