"""What can be worked out about a withheld count, and which others to withhold so it cannot be.

The reader is taken to know every printed count, every sum, and that no count is below zero;
what follows for a withheld one is the pair of linear programs that bound it (Fischetti and
Salazar-González 2001, *Management Science* 47:1008). Counts are whole, which can narrow a
bound further in tables of three axes or more, never in those of two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import block_array, csr_array, diags_array, eye_array, hstack
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Mask = NDArray[np.bool_]

ROUNDING = 1e-6
EXACT_SIZE = 3000  # unknowns up to which the least loss is searched for
NODES = 2000
PROGRAMS = 2000  # pairs of linear programs spent on printing covers again


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


def bounds(
    values: Numbers, relations: csr_array, hidden: Mask, of: Mask | None = None
) -> tuple[Numbers, Numbers]:
    """The least and the most each count can be for who knows all but the hidden ones.

    `of` asks for some of the hidden counts only; the rest are returned as they are.
    """
    low, high = values.copy(), values.copy()
    unknown = np.flatnonzero(hidden)
    asked = hidden if of is None else of
    if not unknown.size:
        return low, high
    known = np.where(hidden, 0, values)
    left, right = relations[:, unknown], -(relations @ known)
    used = np.flatnonzero(np.abs(left).sum(axis=1) > 0)
    left, right = left[used], right[used]
    group = _tied(left)
    for number in range(int(group.max(initial=-1)) + 1):
        own = np.flatnonzero(group == number)
        rows = np.flatnonzero(np.abs(left[:, own]).sum(axis=1) > 0)
        system = (left[rows][:, own], right[rows])
        for position, cell in enumerate(unknown[own].tolist()):
            if not asked[cell]:
                continue
            low[cell] = _extreme(*system, position, 1)
            high[cell] = _extreme(*system, position, -1)
    return low, high


def _extreme(left: csr_array, right: Numbers, position: int, sign: int) -> float:
    aim = np.zeros(left.shape[1])
    aim[position] = sign
    if not left.shape[0]:
        return 0.0 if sign > 0 else np.inf
    found = linprog(aim, A_eq=left, b_eq=right, bounds=(0, None), method="highs")
    if found.status == 3:  # noqa: PLR2004 - HiGHS: without bound
        return np.inf
    if found.status:
        raise ValueError("The printed counts contradict one another.")
    return float(found.fun) * sign + 0.0  # never a minus zero


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
    if found is None or not _safe(problem, found, problem.primary):
        found = _thinned(problem, _one_by_one(problem))
        if not _safe(problem, found, problem.primary):
            raise ValueError("What is already public does not let every small count be protected.")
    low, high = bounds(problem.values, problem.relations, found)
    # A cover that can be worked out covers nothing: print it.
    return found & ~(exact(low, high) & found & problem.open)


def _tied(relations: csr_array) -> NDArray[np.int64]:
    """For each count the number of its group; sums tie together only counts of one group."""
    _together, group = connected_components(abs(relations.T) @ abs(relations), directed=False)
    return np.asarray(group, dtype=np.int64)


def _safe(problem: Problem, hidden: Mask, of: Mask) -> bool:
    low, high = bounds(problem.values, problem.relations, hidden, of)
    return bool(protected(problem.values, low, high, problem.width)[of].all())


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
    for cell in np.flatnonzero(problem.primary).tolist():
        count = float(problem.values[cell])
        up = problem.width
        way = _way(problem, hidden, cell, up)
        if way is None:
            _low, high = bounds(problem.values, problem.relations, every, _only(every, cell))
            up = min(up, float(np.floor(high[cell] - count + ROUNDING)))
            way = _way(problem, hidden, cell, up)
        down = _way(problem, hidden if way is None else hidden | way, cell,
                    -max(min(1.0, count), problem.width - up))  # fmt: skip
        if way is None or down is None:
            return every
        hidden |= way | down
    return hidden


def _only(like: Mask, cell: int) -> Mask:
    one = np.zeros_like(like)
    one[cell] = True
    return one


def _way(problem: Problem, hidden: Mask, cell: int, aim: float) -> Mask | None:
    cost = np.where(hidden, 0, problem.values + 1)
    free = hidden | problem.open
    rise = np.where(free, np.inf, 0)
    fall = np.where(free, problem.values, 0)
    rise[cell] = max(aim, 0)
    fall[cell] = max(-aim, 0)
    moved = np.zeros(len(cost))
    moved[cell] = aim
    found = linprog(
        np.concatenate([cost, cost]),
        A_eq=hstack([problem.relations, -problem.relations]),
        b_eq=np.zeros(problem.relations.shape[0]),
        bounds=np.column_stack(
            [
                np.concatenate([np.maximum(moved, 0), np.maximum(-moved, 0)]),
                np.concatenate([rise, fall]),
            ]
        ),
        method="highs",
    )
    if found.x is None:
        return None
    return np.asarray(found.x[: len(cost)] + found.x[len(cost) :] > ROUNDING)


def _thinned(problem: Problem, hidden: Mask) -> Mask:
    """Print again, the largest first, what turned out not to be needed."""
    covers = np.flatnonzero(hidden & problem.open)
    largest_first = covers[np.argsort(-problem.values[covers], kind="stable")]
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
        less = hidden.copy()
        less[cell] = False
        if _safe(problem, less, near):
            hidden = less
    return hidden
