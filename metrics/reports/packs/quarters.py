"""A long period cut into calendar quarters, so that they can stand side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from metrics.dashboards.periods import Period, months_before, short
from metrics.reports.packs.days import written

if TYPE_CHECKING:
    from datetime import date

    from metrics.dashboards.slices import Slice

MOST = 9  # quarters side by side; more than that are told by year
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """One quarter or year of a longer period, or as much of it as lies within."""

    code: str  # as guards name days: "2026-q3"
    name: str
    label: str  # fits under a column
    these: Slice


def stretches(these: Slice) -> list[Stretch]:
    """Its quarters in order, the first and the last perhaps cut short; years where it is long."""
    found = _cut(these, 3)
    return found if len(found) <= MOST else _cut(these, 12)


def _cut(these: Slice, months: int) -> list[Stretch]:
    period, found = these.period, []
    first = period.first
    while first <= period.last:
        begins = months_before(first.replace(day=1), (first.month - 1) % months)
        ends = months_before(begins, -months) - A_DAY
        last = min(ends, period.last)
        part = replace(these, period=Period(first, last))
        whole = (first, last) == (begins, ends)
        code = _code(first, last, months, whole=whole)
        found.append(Stretch(code, _name(first, last), short(first, "month"), part))
        first = last + A_DAY
    return found


def _code(first: date, last: date, months: int, *, whole: bool) -> str:
    if not whole:
        return f"{first}-{last}"
    if months > 3:  # noqa: PLR2004 - a quarter has three
        return f"{first.year}"
    return f"{first.year}-q{(first.month + 2) // 3}"


def _name(first: date, last: date) -> str:
    return _("%(first)s to %(last)s") % {
        "first": written(first),
        "last": written(last),
    }
