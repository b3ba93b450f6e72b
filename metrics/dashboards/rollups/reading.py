"""Reads the rollups of a slice: a statement or two each, however many rows the record has."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Case, F, Min, Q, Sum, When
from django.db.models.functions import TruncDay, TruncMonth, TruncWeek

from metrics.dashboards.models import MonthTally, Rollup, Standing, Tally
from metrics.dashboards.rollups.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from metrics.dashboards.rollups.spans import Days
    from metrics.dashboards.slices import Slice


class _Every:
    """Stands for all parts, or all kinds, of a fact."""

    def __repr__(self) -> str:
        return "EVERY"


EVERY: Final = _Every()
Key = tuple[str, str | None, str]  # fact, code of the part (None: place not known), kind


@dataclass(frozen=True)
class Sums:
    """Counts by fact, part and kind. What was never counted is 0."""

    counts: Mapping[Key, int]

    def n(self, fact: str, part: str | _Every | None = EVERY, of: str | _Every = EVERY) -> int:
        """How many, of every part and kind unless one is named."""
        return sum(
            n
            for code, kind, n in self._by_fact.get(fact, ())
            if part in (EVERY, code) and of in (EVERY, kind)
        )

    def by_part(self, fact: str, of: str | _Every = EVERY) -> dict[str | None, int]:
        """The counts of each part that has any, by its code."""
        found: dict[str | None, int] = defaultdict(int)
        for code, kind, n in self._by_fact.get(fact, ()):
            if of in (EVERY, kind):
                found[code] += n
        return dict(found)

    def by_kind(self, fact: str, part: str | _Every | None = EVERY) -> dict[str, int]:
        """The counts of each kind that has any."""
        found: dict[str, int] = defaultdict(int)
        for code, kind, n in self._by_fact.get(fact, ()):
            if part in (EVERY, code):
                found[kind] += n
        return dict(found)

    @cached_property
    def _by_fact(self) -> dict[str, list[tuple[str | None, str, int]]]:
        found: dict[str, list[tuple[str | None, str, int]]] = defaultdict(list)
        for (fact, code, kind), n in self.counts.items():
            found[fact].append((code, kind, n))
        return found


def tallied(these: Slice, facts: Iterable[str] = ()) -> Sums:
    """Sums over the days of the period, by part and kind: of these facts, or of all.

    Read from the tallies of its months, and from days where it begins or ends within one.
    """
    counts: dict[Key, int] = defaultdict(int)
    for rows in _rows(these, list(facts)):
        found = rows.annotate(part=these.part()).values_list("fact", "part", "of")
        for fact, part, of, n in found.annotate(sum=Sum("signed")):
            counts[fact, part, of] += n
    return Sums({key: n for key, n in counts.items() if n})


def by_area(these: Slice, fact: str) -> dict[str, int]:
    """Sums over the days of the period by the path of the area itself; unknown places left out."""
    counts: dict[str, int] = defaultdict(int)
    for rows in _rows(these, [fact]):
        found = rows.filter(area__isnull=False).values_list("area__path")
        for path, n in found.annotate(sum=Sum("signed")):
            counts[path] += n
    return {path: n for path, n in counts.items() if n}


def over_time(these: Slice, facts: Iterable[str]) -> dict[tuple[str, date], int]:
    """Sums by fact and by the first day of each stretch the period is drawn in, within it."""
    period, wanted = these.period, list(facts)
    counts: dict[tuple[str, date], int] = defaultdict(int)
    if period.grain() == "month":
        rows_of_each = _rows(these, wanted)
    else:
        rows_of_each = [_days(these, wanted, [(period.first, period.last)])]
    truncate = {"day": TruncDay, "week": TruncWeek, "month": TruncMonth}[period.grain()]
    for rows in rows_of_each:
        found = rows.annotate(start=truncate("on")).values_list("fact", "start")
        for fact, start, n in found.annotate(sum=Sum("signed")):
            counts[fact, max(start, period.first)] += n
    return {key: n for key, n in counts.items() if n}


def standing(these: Slice, facts: Iterable[str] = ()) -> Sums:
    """What there is at this moment, by part and kind. The period plays no role."""
    rows = Standing.objects.filter(these.inside())
    if wanted := list(facts):
        rows = rows.filter(fact__in=wanted)
    found = (
        rows.order_by()
        .annotate(part=these.part())
        .values_list("fact", "part", "of")
        .annotate(sum=Sum("n"))
    )
    return Sums({(fact, part, of): n for fact, part, of, n in found})


def as_of() -> datetime | None:
    """When the rollup that is furthest behind was last brought up to date; None before any was."""
    found: datetime | None = Rollup.objects.aggregate(oldest=Min("as_of"))["oldest"]
    return found


def _rows(these: Slice, facts: list[str]) -> list[QuerySet[Any]]:
    """Rows with `signed` counts `on` a day, which add up to the period."""
    span = Span.of(these.period)
    rows: list[QuerySet[Any]] = []
    if span.months:
        months = MonthTally.objects.filter(these.inside(), month__in=span.months)
        months = months.filter(fact__in=facts) if facts else months
        rows.append(months.order_by().annotate(on=F("month"), signed=F("n")))
    if span.added or span.taken:
        rows.append(_days(these, facts, span.added, span.taken))
    return rows


def _days(
    these: Slice, facts: list[str], added: Iterable[Days], taken: Iterable[Days] = ()
) -> QuerySet[Any]:
    rows = Tally.objects.filter(these.inside()).filter(_within(added) | _within(taken))
    rows = rows.filter(fact__in=facts) if facts else rows
    signed = Case(When(_within(added), then=F("n")), default=-F("n"))
    return rows.order_by().annotate(on=F("day"), signed=signed)


def _within(spans: Iterable[Days]) -> Q:
    within = Q(pk__in=[])
    for first, last in spans:
        within |= Q(day__range=(first, last))
    return within
