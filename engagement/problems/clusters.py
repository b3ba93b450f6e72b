"""Where neighbors raise the same thing more often than they used to: found, and kept up to date.

It says which corner to look at, never whom or when: what is found is shown to the area's officers
to judge, and nothing else in the house reads it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import h3
import h3.api.basic_int as h3i
import numpy as np
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from scipy.sparse import csr_matrix

from engagement.concerns.models import Concern
from engagement.concerns.places import NEAR_RESOLUTION
from engagement.problems import cluster_counts, cluster_statistics
from engagement.problems.models import Cluster, ClusterMark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from django.db.models import QuerySet
    from numpy.typing import NDArray

# Two neighborhoods of one ring overlap when their middles are no further apart than this.
OVERLAP = 2
State = Cluster.State

SUMS = """
    SELECT cell, category_id,
           coalesce(sum(number) FILTER (WHERE day >= %(since)s), 0),
           coalesce(sum(number) FILTER (WHERE day < %(since)s), 0)
    FROM problems_clustercount
    WHERE day >= %(begins)s AND day <= %(until)s
    GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Window:
    """The days looked at, and how many times as long the time before them is."""

    since: date
    until: date

    @classmethod
    def ending(cls, on: date) -> Window:
        return cls(on - timedelta(days=settings.CLUSTER_DAYS - 1), on)

    @property
    def begins(self) -> date:
        return self.since - cluster_counts.EARLIER

    @property
    def windows(self) -> float:
        return cluster_counts.EARLIER.days / settings.CLUSTER_DAYS


@dataclass(frozen=True)
class Found:
    """A neighborhood and kind that stand out, before anyone looked at who raised what."""

    cell: int
    category: int
    count: int
    expected: float
    chance: float


@dataclass(frozen=True)
class Raised:
    """What is known of the concerns behind it."""

    raisers: int
    area: int | None
    place: str


def find(on: date | None = None) -> int:
    """Count what changed, look at every corner, and bring the suggestions up to date; how many."""
    on = on or timezone.localdate()
    cluster_counts.count(on)
    window = Window.ending(on)
    with transaction.atomic():
        ClusterMark.objects.select_for_update().get(pk=True)
        found = standing_out(window)
        raised = behind(found, window)
        seen = [
            (one, about)
            for one, about in zip(found, raised, strict=True)
            if about.raisers >= settings.CLUSTER_FEWEST and about.area
        ]
        return _keep(seen, window, on)


def standing_out(window: Window) -> list[Found]:
    """Neighborhoods and kinds with more than chance would bring, the clearest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            SUMS, {"since": window.since, "begins": window.begins, "until": window.until}
        )
        rows = cursor.fetchall()
    if not rows:
        return []
    table = np.array(rows, dtype=np.int64)
    cells, row = np.unique(table[:, 0], return_inverse=True)
    kinds, column = np.unique(table[:, 1], return_inverse=True)
    now, before = np.zeros((len(cells), len(kinds))), np.zeros((len(cells), len(kinds)))
    now[row, column], before[row, column] = table[:, 2], table[:, 3]
    around = _rings(cells)
    near_now, near_before = around @ now, around @ before
    stat = cluster_statistics
    prior = stat.prior_rates(
        near_before.sum(axis=1, keepdims=True), before.sum(axis=0), float(before.sum())
    )
    trend = stat.trends(
        now.sum(axis=0) - near_now, before.sum(axis=0) - near_before, window.windows
    )
    at = np.nonzero(now)  # a corner without one of its own is no middle
    usual = stat.expected(near_before[at], prior[at], trend[at], window.windows)
    chance = stat.chances(near_now[at], near_before[at], prior[at], trend[at], window.windows)
    good = stat.stand_out(chance, settings.CLUSTER_LUCK)
    good &= (near_now[at] >= settings.CLUSTER_FEWEST) & (near_now[at] > usual)
    return list(
        _apart(
            Found(
                int(cells[at[0][n]]), int(kinds[at[1][n]]), int(near_now[at][n]),
                float(usual[n]), float(chance[n]),
            )
            for n in np.nonzero(good)[0]
        )
    )  # fmt: skip


def _rings(cells: NDArray[np.int64]) -> csr_matrix:
    """Which cells lie in the ring of which, as a matrix of ones."""
    places = {int(cell): place for place, cell in enumerate(cells)}
    middle, part = [], []
    for cell, place in places.items():
        for near in h3i.grid_disk(cell, 1):
            if (other := places.get(near)) is not None:
                middle.append(place)
                part.append(other)
    ones = np.ones(len(middle))
    return csr_matrix((ones, (middle, part)), shape=(len(cells), len(cells)))


def _apart(found: Iterable[Found]) -> Iterator[Found]:
    """The clearest of each kind that overlap none clearer."""
    taken: set[tuple[int, int]] = set()
    for one in sorted(found, key=lambda each: (each.chance, -each.count, each.cell)):
        if (one.cell, one.category) in taken:
            continue
        taken |= {(cell, one.category) for cell in h3i.grid_disk(one.cell, OVERLAP)}
        yield one


def behind(found: list[Found], window: Window) -> list[Raised]:
    """Who raised what in each, as numbers, and where most of it is. One statement for all."""
    corners = {
        (near, one.category): number
        for number, one in enumerate(found)
        for near in near_cells(one.cell)
    }
    voices: list[set[str]] = [set() for _ in found]
    areas: list[Counter[int]] = [Counter() for _ in found]
    places: list[Counter[str]] = [Counter() for _ in found]
    rows = raised_in(window).filter(near_cell__in={near for near, _kind in corners})
    about = ("pk", "near_cell", "category", "area", "place", "resident", "contact_email")
    for pk, near, kind, area, place, resident, email in rows.values_list(*about):
        number = corners.get((near, kind))
        if number is None:
            continue
        voices[number].add(f"r{resident}" if resident else email.lower() or f"c{pk}")
        areas[number][area] += bool(area)
        places[number][place] += bool(place)
    return [
        Raised(len(voices[n]), _most(areas[n]), str(_most(places[n]) or ""))
        for n in range(len(found))
    ]


def concerns_of(cluster: Cluster) -> list[Concern]:
    """The concerns it speaks of, the newest first."""
    near = {cell for middle in cluster.cells for cell in _children(middle)}
    window = Window(cluster.since_on, cluster.until_on)
    return list(
        raised_in(window)
        .filter(category=cluster.category_id, near_cell__in=near)
        .order_by("-raised_at", "-pk")
    )


def raised_in(window: Window) -> QuerySet[Concern]:
    """What counts, raised in these days: nothing sensitive, nothing said before."""
    begins = cluster_counts.midnight(window.since)
    ends = cluster_counts.midnight(window.until + timedelta(days=1))
    counted = Concern.objects.filter(sensitive=False, duplicate_of=None, category__isnull=False)
    return counted.filter(raised_at__gte=begins, raised_at__lt=ends).exclude(near_cell="")


def near_cells(cell: int) -> set[str]:
    """The near cells (`concerns.places`) of a neighborhood."""
    return {near for middle in h3i.grid_disk(cell, 1) for near in _children(middle)}


def _children(cell: int) -> list[str]:
    return list(h3.cell_to_children(h3.int_to_str(cell), NEAR_RESOLUTION))


def _most(counted: Counter[Any]) -> Any:
    best = counted.most_common(1)
    return best[0][0] if best and best[0][1] else None


def _keep(seen: list[tuple[Found, Raised]], window: Window, on: date) -> int:
    """Write down what is found: new, again, grown; and let what no longer stands out fade."""
    known = list(Cluster.objects.select_for_update(of=("self",)).select_related("problem"))
    by_corner = {
        (cell, one.category_id): one for one in known for cell in h3i.grid_disk(one.cell, OVERLAP)
    }
    by_corner |= {(one.cell, one.category_id): one for one in known}  # itself before a neighbor
    standing: set[int] = set()
    for found, raised in seen:
        there = by_corner.get((found.cell, found.category))
        if there is not None and there.pk in standing:  # another one nearby has it
            there = None
        cluster = there or Cluster(cell=found.cell, category_id=found.category, found_on=on)
        if there is not None:
            standing.add(there.pk)
            if not _comes_back(there, found, window):
                continue
        cluster.cell = found.cell
        cluster.count, cluster.raisers = found.count, raised.raisers
        cluster.expected, cluster.chance = found.expected, found.chance
        cluster.since_on, cluster.until_on = window.since, window.until
        cluster.area_id, cluster.place = raised.area or 0, raised.place
        cluster.state, cluster.problem, cluster.reason = State.SUGGESTED, None, ""
        cluster.save()
    gone = [one.pk for one in known if one.pk not in standing]
    Cluster.objects.filter(pk__in=gone, state=State.SUGGESTED).update(state=State.FADED)
    return len(seen)


def _comes_back(there: Cluster, found: Found, window: Window) -> bool:
    """Whether this one is to be looked at (again), or was settled and has not grown since."""
    if there.state in (State.SUGGESTED, State.FADED):
        return True
    if there.is_dismissed or (there.problem is not None and there.problem.is_open):
        return there.is_dismissed and there.has_grown(found.count)
    settled_on = timezone.localdate(there.settled_at) if there.settled_at else window.since
    return there.has_grown(found.count) or window.since > settled_on
