"""How to read a period from as few rows as can be: whole months, and days at its ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from metrics.dashboards.periods import months_before

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from metrics.dashboards.periods import Period

A_DAY = timedelta(days=1)
Days = tuple["date", "date"]  # the first and the last


@dataclass(frozen=True)
class Span:
    """Months by their first day, plus the days `added`, less the days `taken` off again."""

    months: tuple[date, ...]
    added: tuple[Days, ...]
    taken: tuple[Days, ...]

    @classmethod
    def of(cls, period: Period) -> Span:
        """A month of which the period has more than half is taken whole, less the others."""
        months: list[date] = []
        added: list[Days] = []
        taken: list[Days] = []
        for first, last in _months(period):
            inside = max(first, period.first), min(last, period.last)
            outside = [
                (one, other)
                for one, other in ((first, inside[0] - A_DAY), (inside[1] + A_DAY, last))
                if one <= other
            ]
            if 2 * _length(inside) > _length((first, last)):
                months.append(first)
                taken += outside
            else:
                added.append(inside)
        return cls(tuple(months), tuple(added), tuple(taken))


def _length(days: Days) -> int:
    return (days[1] - days[0]).days + 1


def _months(period: Period) -> Iterator[Days]:
    """The calendar months the period touches."""
    first = period.first.replace(day=1)
    while first <= period.last:
        following = months_before(first, -1)
        yield first, following - A_DAY
        first = following
