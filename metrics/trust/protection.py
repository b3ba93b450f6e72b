"""What can be worked out about a withheld count, and which others to withhold so it cannot be.

The reader is taken to know every printed count, every sum, and that no count is below zero;
what follows for a withheld one is the pair of linear programs that bound it (Fischetti and
Salazar-González 2001, *Management Science* 47:1008). Counts are whole, which can narrow a
bound further in tables of three axes or more, never in those of two.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_array, csr_array, diags_array, eye_array, hstack
from scipy.sparse.csgraph import connected_components

from metrics.trust.programs import ContradictionError, Program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Mask = NDArray[np.bool_]

ROUNDING = 1e-6
EXACT_SIZE = 3000  # unknowns up to which the least loss is searched for
NODES = 2000
PROGRAMS = 20_000  # small counts looked at once more, for printing covers again


@dataclass(frozen=True)
class Problem:
    """Counts and sums, `primary` ones to protect, and `open` ones that may be withheld too.

    `hidden` are withheld from the start (the primary, and what no one prints). A protected
    count is bounded by an interval at least `width` wide that lies on both sides of it.
    """

    values: Numbers
    relations: csr_array
    primary: Mask
    hidden: Mask
    open: Mask
    width: float

    def part(self, cells: NDArray[np.int64]) -> Problem:
        """The same for some of the counts, which no sum ties to the others."""
        relations = self.relations[:, cells]
        used = np.flatnonzero(np.abs(relations).sum(axis=1) > 0)
        return Problem(
            values=self.values[cells],
            relations=relations[used],
            primary=self.primary[cells],
            hidden=self.hidden[cells],
            open=self.open[cells],
            width=self.width,
        )


class Unknown:
    """All tables that could be true for who knows every sum, and all counts but the hidden ones.

    `values` of hidden counts are asked for by `lacking` alone: an audit does not know them.
    """

    def __init__(self, values: Numbers, relations: csr_array, hidden: Mask) -> None:
        self.values = values
        self.cells = np.flatnonzero(hidden)
        known = np.where(hidden, 0, values)
        left, right = relations[:, self.cells], -(relations @ known)
        used = np.flatnonzero(np.abs(left).sum(axis=1) > 0)
        none = np.zeros(len(self.cells))
        self._program = Program(left[used], right[used], none, none + np.inf)

    def farthest(self, cell: int, sign: int) -> Numbers | None:
        """The table in which this count is least (1) or most (-1); None where there is no most."""
        aim = np.zeros(len(self.cells))
        position = np.searchsorted(self.cells, cell)
        aim[position] = sign
        try:
            found = self._program.least(aim)
        except ContradictionError:
            raise ValueError("The printed counts contradict one another.") from None
        if found is None:
            return None
        table = self.values.copy()
        table[self.cells] = found + 0.0  # never a minus zero
        return table

    def widen(self, cell: int, low: Numbers, high: Numbers) -> None:
        """Set the bounds of one count, and those of the others at least as far apart as seen."""
        for sign in (1, -1):
            table = self.farthest(cell, sign)
            if table is None:
                high[cell] = np.inf
            else:
                np.minimum(low, table, out=low)
                np.maximum(high, table, out=high)

    def lacking(
        self, of: Mask, holds: Callable[[Numbers, Numbers, Numbers], Mask]
    ) -> Iterator[int]:
        """Those of these hidden counts whose bounds are too narrow, one after the other.

        `holds(values, low, high)` says of which counts they are wide enough; what is true of
        some bounds has to be true of wider ones. Each table that could be true tells of all
        counts at once how far apart their bounds are at least, the true one first of all; so
        only for a few of them are the bounds themselves looked for.
        """
        low, high = self.values.copy(), self.values.copy()
        for cell in np.flatnonzero(of).tolist():
            if not holds(self.values, low, high)[cell]:
                self.widen(cell, low, high)
            if not holds(self.values, low, high)[cell]:
                yield cell

    def tell(self, cell: int) -> None:
        """This one is printed."""
        position = int(np.searchsorted(self.cells, cell))
        self._program.bound(position, self.values[cell], self.values[cell])

    def hide(self, cell: int) -> None:
        """This one, which was printed, is hidden again."""
        self._program.bound(int(np.searchsorted(self.cells, cell)), 0, np.inf)


def bounds(
    values: Numbers, relations: csr_array, hidden: Mask, of: Mask | None = None
) -> tuple[Numbers, Numbers]:
    """The least and the most each count can be for who knows all but the hidden ones.

    `of` asks for some of the hidden counts only; the rest are returned as they are.
    """
    low, high = values.copy(), values.copy()
    unknown = Unknown(values, relations, hidden)
    for cell in np.flatnonzero(hidden if of is None else of).tolist():
        least, most = unknown.farthest(cell, 1), unknown.farthest(cell, -1)
        low[cell] = 0 if least is None else least[cell]
        high[cell] = np.inf if most is None else most[cell]
    return low, high


def exact(low: Numbers, high: Numbers) -> Mask:
    """Where only one whole number lies between the bounds."""
    return np.floor(high + ROUNDING) <= np.ceil(low - ROUNDING)


def protected(values: Numbers, low: Numbers, high: Numbers, width: float) -> Mask:
    """Where the bounds are wide enough, and leave room on both sides of the true count."""
    wide = high - low >= width - ROUNDING
    above = high >= values + 1 - ROUNDING
    below = low <= np.maximum(values - 1, 0) + ROUNDING
    return np.asarray(wide & above & below)


def withhold(problem: Problem) -> Mask:
    """All that is to be withheld: hidden, and the open ones that protect the primary.

    Counts that no sum ties together are settled apart. Up to a moderate size the least total
    that protects (a mixed-integer program), beyond it, or where that search is too long, a
    good one, cell by cell (Kelly, Golden and Assad 1992).
    """
    withheld = problem.hidden.copy()
    group = _tied(problem.relations)
    for number in np.unique(group[problem.primary]).tolist():
        cells = np.flatnonzero(group == number)
        withheld[cells] = _withhold(problem.part(cells))
    return withheld


def _withhold(problem: Problem) -> Mask:
    size = 2 * int(problem.primary.sum()) * len(problem.values)
    found = _least(problem) if size <= EXACT_SIZE else None
    if found is None or not _is_safe(problem, found):
        found = _thinned(problem, _one_by_one(problem))
        if not _is_safe(problem, found):
            raise ValueError("What is already public does not let every small count be protected.")
    # A cover that can be worked out covers nothing: print it.
    unknown = Unknown(problem.values, problem.relations, found)
    found[list(unknown.lacking(found & problem.open, _loose))] = False
    return found


def _loose(_values: Numbers, low: Numbers, high: Numbers) -> Mask:
    return ~exact(low, high)


def _tied(relations: csr_array) -> NDArray[np.int64]:
    """For each count the number of its group; sums tie together only counts of one group."""
    _together, group = connected_components(abs(relations.T) @ abs(relations), directed=False)
    return np.asarray(group, dtype=np.int64)


def _is_safe(problem: Problem, hidden: Mask) -> bool:
    unknown = Unknown(problem.values, problem.relations, hidden)
    return _safe(problem, unknown, problem.primary)


def _safe(problem: Problem, unknown: Unknown, of: Mask) -> bool:
    enough = partial(protected, width=problem.width)
    return next(unknown.lacking(of, enough), None) is None


def _least(problem: Problem) -> Mask | None:
    """Variables: one switch a cell, and for each primary count a way up and a way down."""
    values, relations = problem.values, problem.relations
    cells, primary = len(values), np.flatnonzero(problem.primary)
    ways, most = 2 * len(primary), 2 * problem.width
    unit = eye_array(ways)
    moves = csr_array(np.kron(np.ones((ways, 1)), np.eye(cells)))
    flow = eye_array(ways * cells)
    fall = np.tile(np.minimum(values, most), ways)
    keep = LinearConstraint(
        hstack([csr_array((ways * relations.shape[0], cells)), _blocks(unit, relations)]), 0, 0
    )
    # A count moves only where it is withheld: -min(value, most)·switch <= move <= most·switch.
    no_higher = LinearConstraint(hstack([-most * moves, flow]), -np.inf, 0)
    no_lower = LinearConstraint(hstack([diags_array(fall) @ moves, flow]), 0, np.inf)
    apart = np.zeros((len(primary), cells + ways * cells))
    floor, ceiling = np.full(ways * cells, -most), np.full(ways * cells, most)
    for number, cell in enumerate(primary.tolist()):
        up, down = (2 * number) * cells + cell, (2 * number + 1) * cells + cell
        apart[number, [cells + up, cells + down]] = 1, -1
        floor[up] = 1
        ceiling[down] = -min(1, values[cell])
    switch = np.where(problem.hidden, 1, 0), np.where(problem.hidden | problem.open, 1, 0)
    found = milp(
        np.concatenate([np.where(problem.hidden, 0, values), np.zeros(ways * cells)]),
        integrality=np.concatenate([np.ones(cells), np.zeros(ways * cells)]),
        bounds=Bounds(np.concatenate([switch[0], floor]), np.concatenate([switch[1], ceiling])),
        constraints=[keep, no_higher, no_lower, LinearConstraint(apart, problem.width, np.inf)],
        options={"node_limit": NODES, "mip_rel_gap": 0, "presolve": False},
    )
    return None if found.x is None else np.asarray(found.x[:cells] > 0.5) | problem.hidden  # noqa: PLR2004 - a switch


def _blocks(unit: csr_array, relations: csr_array) -> csr_array:
    size = unit.shape[0]
    rows = [[relations if one == other else None for other in range(size)] for one in range(size)]
    return csr_array(block_array(rows))


def _one_by_one(problem: Problem) -> Mask:
    """For each primary count the cheapest way up and down, on top of what is hidden by then.

    A count that cannot rise by the whole width, for a printed total holds it down, has to be
    able to fall by the rest of it. Where no way is found, all that may be is withheld.
    """
    hidden = problem.hidden.copy()
    every = problem.hidden | problem.open
    unknown = Unknown(problem.values, problem.relations, hidden)
    bare = list(unknown.lacking(problem.primary, partial(protected, width=problem.width)))
    ways, freely = Ways(problem), Unknown(problem.values, problem.relations, every)
    for cell in bare:
        count = float(problem.values[cell])
        up = problem.width
        way = ways.cheapest(hidden, cell, up)
        if way is None:
            most = freely.farthest(cell, -1)
            up = up if most is None else min(up, float(np.floor(most[cell] - count + ROUNDING)))
            way = ways.cheapest(hidden, cell, up)
        down = ways.cheapest(hidden if way is None else hidden | way, cell,
                             -max(min(1.0, count), problem.width - up))  # fmt: skip
        if way is None or down is None:
            return every
        hidden |= way | down
    return hidden


class Ways:
    """Changes of the counts that leave every sum as it is: a rise and a fall for each count."""

    def __init__(self, problem: Problem) -> None:
        self.values, relations = problem.values, problem.relations
        free = problem.hidden | problem.open
        self._most = np.where(free, np.inf, 0), np.where(free, problem.values, 0)
        nothing = np.zeros(2 * len(self.values))
        self._program = Program(
            hstack([relations, -relations], format="csr"),
            np.zeros(relations.shape[0]),
            nothing,
            np.concatenate(self._most),
        )

    def cheapest(self, hidden: Mask, cell: int, aim: float) -> Mask | None:
        """Those that move with this one when it moves by `aim`; None where it cannot.

        The least total of what is not hidden yet.
        """
        cells = len(self.values)
        self._program.bound(cell, max(aim, 0), max(aim, 0))
        self._program.bound(cells + cell, max(-aim, 0), max(-aim, 0))
        cost = np.where(hidden, 0, self.values + 1)
        try:
            found = self._program.least(np.concatenate([cost, cost]))
        except ContradictionError:
            return None
        finally:
            self._program.bound(cell, 0, self._most[0][cell])
            self._program.bound(cells + cell, 0, self._most[1][cell])
        if found is None:
            return None
        return np.asarray(found[:cells] + found[cells:] > ROUNDING)


def _thinned(problem: Problem, hidden: Mask) -> Mask:
    """Print again, the largest first, what turned out not to be needed."""
    covers = np.flatnonzero(hidden & problem.open)
    largest_first = covers[np.argsort(-problem.values[covers], kind="stable")]
    unknown = Unknown(problem.values, problem.relations, hidden)
    programs = PROGRAMS
    for cell in largest_first.tolist():
        # Only those withheld counts that this one may cover can become known by printing it.
        among = np.flatnonzero(hidden)
        group = _tied(problem.relations[:, among])
        near = np.zeros_like(hidden)
        near[among[group == group[np.searchsorted(among, cell)]]] = True
        near &= problem.primary
        programs -= int(near.sum())
        if programs < 0:
            break
        unknown.tell(cell)
        if _safe(problem, unknown, near):
            hidden = hidden.copy()
            hidden[cell] = False
        else:
            unknown.hide(cell)
    return hidden
