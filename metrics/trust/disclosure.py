"""Small counts withheld, over all that is published at once (STATISTICS.md, section 2.6).

A count below the floor is withheld, and with it as many others as it takes that nobody can
work it out from the totals, from another table, or from what was published before. `audit`
tries: for every withheld count it finds the least and the most it can be.

What a table is, and how several share their margins: see `publication`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import block_array, block_diag, csr_array, eye_array, vstack

from metrics.trust.protection import Problem, bounds, exact, protected, withhold
from metrics.trust.publication import Publication, lay_out

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

    from metrics.trust.publication import Layout, Levels

    Numbers = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = ["Audit", "Publication", "Suppression", "audit", "suppress"]


@dataclass(frozen=True)
class Suppression:
    """What may be printed. Every shaped answer has the form the tables came in.

    An array for an array, a mapping of arrays for a mapping, cells by name for a publication;
    arrays always carry their totals in the last place.
    """

    layout: Layout
    floor: int
    width: float
    primary_cells: Mask
    suppressed_cells: Mask
    earlier: Suppression | None = field(default=None, repr=False)

    @property
    def published(self) -> Any:
        """The counts to print, nan for those withheld."""
        values = self.layout.publication.values
        return self.layout.shaped(np.where(self.suppressed_cells, np.nan, values))

    @property
    def suppressed(self) -> Any:
        """True where a count is withheld."""
        return self.layout.shaped(self.suppressed_cells)

    @property
    def primary(self) -> Any:
        """True where it is withheld because it is small."""
        return self.layout.shaped(self.primary_cells)

    @property
    def secondary(self) -> Any:
        """True where it is withheld to cover another."""
        return self.layout.shaped(self.suppressed_cells & ~self.primary_cells)

    @property
    def cost(self) -> int:
        """The sum of the counts withheld to cover others."""
        covers = self.suppressed_cells & ~self.primary_cells
        return round(float(self.layout.publication.values[covers].sum()))


@dataclass(frozen=True)
class Audit:
    """What a reader can work out. `low`, `high` and `recoverable` have the tables' form.

    `intervals` gives the bounds of each withheld count by its cell: by position in a single
    array, by {(axis, position), …} in several. `recoverable` marks withheld counts that only
    one whole number fits. `safe`: none is, and every small count is bounded by an interval
    wide enough, on both sides of it, `changes` since an earlier publication included.
    """

    low: Any
    high: Any
    recoverable: Any
    intervals: dict[Hashable, tuple[float, float]]
    changes: dict[Hashable, tuple[float, float]]
    safe: bool


def suppress(  # noqa: PLR0913 - all but the two are rarely needed
    tables: Any,
    floor: int,
    *,
    totals: bool | None = None,
    levels: Levels | None = None,
    structural: Any = None,
    printed: Any = None,
    width: float | None = None,
    earlier: Suppression | None = None,
) -> Suppression:
    """Withhold every count below `floor`, and others, the fewest people in all, to cover them.

    Zero is small too: that nobody of a group answered otherwise is telling. `structural`
    (True where a count can only be zero, in the tables' form) excepts those; `printed` marks
    counts that are said in any case, and so cover nothing. A covered count stays uncertain
    within `width`, by default the floor. `earlier` is what was published of fewer of the same
    people, with what was before it: growth by less than the floor is protected as a count is.

    Refuses counts that are not whole numbers, totals that are not their sums, tables that
    differ on a shared margin, an earlier publication that counts anyone twice or more than
    now, and a small count or growth that no withholding hides.
    """
    if floor < 1 or (width is not None and not width > 0):
        raise ValueError("The floor is at least one, and the width above zero.")
    layout = lay_out(tables, totals=totals, levels=levels)
    values = layout.publication.values
    if np.isnan(values).any():
        raise ValueError("To know what to withhold takes every count.")
    always, said = _marked(layout, structural), _marked(layout, printed)
    if (always & (values > 0)).any():
        raise ValueError("A count that can only be zero is above it.")
    found = Suppression(
        layout=layout,
        floor=floor,
        width=float(floor if width is None else width),
        primary_cells=(values < floor) & ~always,
        suppressed_cells=(values < floor) & ~always,
        earlier=earlier,
    )
    problem = _problem(found, ~found.primary_cells & ~always & ~said)
    hidden = withhold(problem)[: len(values)]
    return Suppression(layout, floor, found.width, found.primary_cells, np.asarray(hidden), earlier)


def audit(
    tables: Any,
    *,
    totals: bool | None = None,
    levels: Levels | None = None,
    width: float = 0.0,
) -> Audit:
    """Try to work out every withheld count, from what `suppress` gave or any tables with nan.

    Of tables alone it is unknown which counts are small: there each withheld one must be
    uncertain by `width`. Raises ValueError where the printed counts contradict one another.
    """
    if isinstance(tables, Suppression):
        return _audit(tables)
    layout = lay_out(tables, totals=totals, levels=levels)
    values = layout.publication.values
    hidden = np.isnan(values)
    low, high = bounds(np.where(hidden, 0, values), layout.publication.relations, hidden)
    wide = bool((high - low >= width)[hidden].all())
    return _report(layout, hidden, low, high, wide=wide, changes={})


def _audit(given: Suppression) -> Audit:
    problem = _problem(given, np.zeros_like(given.primary_cells))
    low, high = bounds(problem.values, problem.relations, problem.hidden)
    wide = bool(protected(problem.values, low, high, problem.width)[problem.primary].all())
    names = given.layout.publication.names
    changes: dict[Hashable, tuple[float, float]] = {}
    if given.earlier:
        same = _same(given.earlier, names)
        start = sum(len(each.primary_cells) for each in _all(given))
        changes = {
            names[now]: (float(low[start + at]), float(high[start + at]))
            for at, (_, now) in enumerate(same)
        }
    cells = len(names)
    return _report(
        given.layout, given.suppressed_cells, low[:cells], high[:cells], wide=wide, changes=changes
    )


def _report(  # noqa: PLR0913 - the parts of one answer
    layout: Layout,
    hidden: Mask,
    low: Numbers,
    high: Numbers,
    *,
    wide: bool,
    changes: dict[Hashable, tuple[float, float]],
) -> Audit:
    known = exact(low, high) & hidden
    return Audit(
        low=layout.shaped(low),
        high=layout.shaped(high),
        recoverable=layout.shaped(known),
        intervals={
            layout.publication.names[cell]: (float(low[cell]), float(high[cell]))
            for cell in np.flatnonzero(hidden)
        },
        changes=changes,
        safe=wide and not known.any(),
    )


def _marked(layout: Layout, given: Any) -> Mask:
    always = np.zeros(len(layout.publication.values), dtype=bool)
    if given is None:
        return always
    if layout.tables is None:
        return np.asarray([bool(given.get(name)) for name in layout.publication.names])
    for name, places in layout.tables.items():
        marked = np.asarray(given if layout.single else given.get(name, False), dtype=bool)
        if marked.ndim and marked.shape != places.shape:
            whole = np.zeros(places.shape, dtype=bool)
            whole[tuple(slice(size) for size in marked.shape)] = marked
            marked = whole
        always[places[np.broadcast_to(marked, places.shape)]] = True
    return always


def _same(earlier: Suppression, names: tuple[Hashable, ...]) -> list[tuple[int, int]]:
    now = {name: place for place, name in enumerate(names)}
    before = earlier.layout.publication.names
    return [(place, now[name]) for place, name in enumerate(before) if name in now]


def _all(given: Suppression) -> list[Suppression]:
    """It, and what was published before it, the newest first."""
    found = [given]
    while (before := found[-1].earlier) is not None:
        found.append(before)
    return found


def _problem(given: Suppression, may: Mask) -> Problem:
    """The publication; with each earlier one joined to it by what the counts grew by.

    The order is: the counts of each publication, the newest first; then what they grew by,
    from the one before to the newest first of all.
    """
    told = _all(given)
    starts = np.cumsum([0, *(len(each.primary_cells) for each in told)])
    joins = [
        _growth(told[now], told[then], int(starts[now]), int(starts[then]), int(starts[-1]))
        for now in range(len(told))
        for then in range(now + 1, len(told))
    ]
    cells = block_diag([each.layout.publication.relations for each in told])
    grown = sum(len(growth) for _, growth in joins)
    relations = csr_array(cells)
    if grown:
        ties = vstack([tie for tie, _ in joins])
        relations = csr_array(block_array([[cells, None], [ties, -eye_array(grown)]]))
    counts = [each.layout.publication.values for each in told]
    small = [(growth > 0) & (growth < given.floor) for _, growth in joins]
    rest = int(starts[-1]) - len(may) + grown
    return Problem(
        np.concatenate([*counts, *(growth for _, growth in joins)]),
        relations,
        np.concatenate([*(each.primary_cells for each in told), *small]),
        np.concatenate([*(each.suppressed_cells for each in told), np.ones(grown, dtype=bool)]),
        np.concatenate([may, np.zeros(rest, dtype=bool)]),
        given.width,
    )


def _growth(
    given: Suppression, earlier: Suppression, start: int, before: int, cells: int
) -> tuple[csr_array, Numbers]:
    """Rows that take each count of an earlier publication from its present one, and by how much."""
    publication, old = given.layout.publication, earlier.layout.publication
    same = _same(earlier, publication.names)
    then, now = np.asarray([a for a, _ in same], int), np.asarray([b for _, b in same], int)
    growth = publication.values[now] - old.values[then]
    gone = np.ones(len(old.values), dtype=bool)
    gone[then] = False
    if (growth < 0).any() or (old.values[gone] > 0).any():
        raise ValueError(
            "The earlier publication counts people who are gone; publish separate periods."
        )
    rows = np.arange(len(same))
    signs = np.concatenate([np.ones(len(same)), -np.ones(len(same))])
    places = (np.concatenate([rows, rows]), np.concatenate([start + now, before + then]))
    return csr_array((signs, places), (len(same), cells)), growth
