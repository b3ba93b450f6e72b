"""When a funder wants to hear: the spans of a grant and the day each report is due."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Rhythm(IntEnum):
    """Months between two reports."""

    QUARTERLY = 3
    SEMI_ANNUAL = 6
    YEARLY = 12


@dataclass(frozen=True)
class Span:
    first: date
    last: date
    due: date


def periods(starts_on: date, ends_on: date, rhythm: Rhythm, due_after: int) -> Iterator[Span]:
    """Spans that cover the grant from its first day to its last, the last one cut short there.

    Each report is due `due_after` days after its span. Spans follow the grant's own first day:
    a grant from the 15th reports from 15th to 14th.
    """
    first, count = starts_on, 1
    while first <= ends_on:
        following = months_later(starts_on, rhythm * count)
        last = min(following - timedelta(days=1), ends_on)
        yield Span(first, last, last + timedelta(days=due_after))
        first, count = following, count + 1


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
