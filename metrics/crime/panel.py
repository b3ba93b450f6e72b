"""Monthly counts of a kind as a full table: areas by months, zeros where nothing was counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Max, Min

from metrics.crime.models import MonthlyCount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from metrics.crime.models import Program
    from portal.areas.models import Area

    Numbers = NDArray[np.float64]


def number(day: date) -> int:
    """Months since year nought, so that they can be counted with."""
    return day.year * 12 + day.month - 1


def month(counted: int) -> date:
    return date(counted // 12, counted % 12 + 1, 1)


@dataclass(frozen=True)
class Panel:
    """Counts (areas, months) of one kind, and when a program began and ended in each area."""

    counts: Numbers
    first: int
    began: Numbers  # month as a number; nan where it never began
    ended: Numbers

    @property
    def months(self) -> NDArray[np.intp]:
        return np.arange(self.first, self.first + self.counts.shape[1])

    @property
    def on(self) -> NDArray[np.bool_]:
        """(areas, months): whether the program ran."""
        months = self.months[None, :]
        running = months >= self.began[:, None]
        over = months >= self.ended[:, None]
        found: NDArray[np.bool_] = running & ~over
        return found

    @property
    def treated(self) -> NDArray[np.bool_]:
        return ~np.isnan(self.began)

    def rows(self) -> tuple[Numbers, Numbers, NDArray[np.intp], NDArray[np.intp]]:
        """Counts, whether it ran, area and month, one row each."""
        areas, months = self.counts.shape
        where, when = np.repeat(np.arange(areas), months), np.tile(np.arange(months), areas)
        return self.counts.ravel(), self.on.ravel().astype(float), where, when

    def up_to(self, last: int) -> Panel:
        """Without the months from `last` on."""
        keep = max(last - self.first, 0)
        return Panel(self.counts[:, :keep], self.first, self.began, self.ended)

    def starting(self, began: Numbers) -> Panel:
        return Panel(self.counts, self.first, began, np.full_like(began, np.nan))


BEFORE, AFTER = 60, 60  # months around the first start that are looked at


def span(kinds: Sequence[int]) -> tuple[int, int] | None:
    """First and last month that were imported for these kinds."""
    ends = MonthlyCount.objects.filter(category__in=kinds).aggregate(
        first=Min("month"), last=Max("month")
    )
    if ends["first"] is None:
        return None
    return number(ends["first"]), number(ends["last"])


def panel_of(program: Program, areas: Sequence[Area], kinds: Sequence[int]) -> Panel | None:
    """All areas of the program's level, around its start; None where nothing was imported."""
    known = span(kinds)
    places = {place.area_id: place for place in program.places.all()}
    if known is None or not places:
        return None
    start = min(number(place.began_on) for place in places.values())
    first, last = max(known[0], start - BEFORE), min(known[1], start + AFTER)
    if last < first:
        return None
    row = {area.pk: at for at, area in enumerate(areas)}
    counts = np.zeros((len(areas), last - first + 1))
    rows = MonthlyCount.objects.between(month(first), month(last)).filter(
        category__in=kinds, area__in=list(row)
    )
    for area, day, n in rows.values_list("area_id", "month", "n"):
        counts[row[area], number(day) - first] += n
    began, ended = np.full(len(areas), np.nan), np.full(len(areas), np.nan)
    for pk, place in places.items():
        if pk in row:
            began[row[pk]] = number(place.began_on)
            ended[row[pk]] = number(place.ended_on) if place.ended_on else np.nan
    return Panel(counts, first, began, ended)
