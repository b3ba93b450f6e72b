"""Categories made ready for weighting: too small ones merged, missing ones dealt with.

STATISTICS.md, section 2.2, steps 2 and 3. A missing category is -1. Nothing is done silently:
every function says what it did.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from metrics.trust.cells import distinct, tally, whole

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import ArrayLike, NDArray

    Codes = NDArray[np.int64]
    Numbers = NDArray[np.float64]

FEWEST = 30
SMALLEST = 0.05
MISSING = -1


@dataclass(frozen=True)
class Collapsed:
    """Categories and targets after merging.

    `merged` lists, by margin, the old categories that each new one is made of.
    """

    codes: dict[str, Codes]
    targets: dict[str, Numbers]
    merged: dict[str, tuple[tuple[int, ...], ...]]


def collapse(  # noqa: PLR0913 - two rules, and where they apply
    codes: Mapping[str, ArrayLike],
    targets: Mapping[str, ArrayLike],
    counts: ArrayLike | None = None,
    *,
    fewest: int = FEWEST,
    smallest: float = SMALLEST,
    ordered: Collection[str] = (),
) -> Collapsed:
    """Merge small categories until none is left, or one category remains.

    Small is fewer answers than `fewest`, or a smaller share of all than `smallest`.

    The smallest goes first, into the smallest of the others; in a margin named in `ordered`
    (ages, incomes) into the smaller of its two neighbours.
    """
    merged: dict[str, tuple[tuple[int, ...], ...]] = {}
    new_codes: dict[str, Codes] = {}
    new_targets: dict[str, Numbers] = {}
    for name, given in codes.items():
        code = whole(name, given)
        target = np.asarray(targets[name], dtype=float)
        if code.size and (code.min() < 0 or code.max() >= len(target)):
            raise ValueError(f"The sample has a category of {name} that the population has not.")
        n = np.ones(len(code)) if counts is None else np.asarray(counts, dtype=float)
        answers = tally(code, n, len(target))
        groups = _merge(answers, max(fewest, smallest * answers.sum()), near=name in ordered)
        number = np.empty(len(target), dtype=np.int64)
        for new, group in enumerate(groups):
            number[list(group)] = new
        new_codes[name] = number[code]
        new_targets[name] = tally(number, target, len(groups))
        merged[name] = groups
    return Collapsed(new_codes, new_targets, merged)


def _merge(answers: Numbers, enough: float, *, near: bool) -> tuple[tuple[int, ...], ...]:
    groups = [(category,) for category in range(len(answers))]
    sizes = answers.tolist()
    while len(groups) > 1 and min(sizes) < enough:
        small = sizes.index(min(sizes))
        others = [g for g in range(len(groups)) if g != small and (not near or abs(g - small) == 1)]
        into = min(others, key=sizes.__getitem__)
        groups[into] = tuple(sorted(groups[into] + groups[small]))
        sizes[into] += sizes[small]
        del groups[small], sizes[small]
    return tuple(groups)


def with_missing(
    codes: ArrayLike, targets: ArrayLike, counts: ArrayLike | None = None
) -> tuple[Codes, Numbers]:
    """Those who did not say as a category of their own, whose target is its sample share.

    The others' targets keep their proportions. As the American National Election Studies do
    (DeBell and Krosnick 2009). Returns categories and shares; unchanged if none is missing.
    """
    code = whole("the margin", codes)
    share = np.asarray(targets, dtype=float)
    share = share / share.sum()
    n = np.ones(len(code)) if counts is None else np.asarray(counts, dtype=float)
    unsaid = float(n[code == MISSING].sum() / n.sum())
    if unsaid == 0:
        return code, share
    return np.where(code == MISSING, len(share), code), np.append(share * (1 - unsaid), unsaid)


def hot_deck(codes: Mapping[str, ArrayLike], seed: int) -> tuple[dict[str, Codes], dict[str, int]]:
    """Every missing category filled from a respondent drawn among those alike in all else.

    Where nobody complete is alike in everything, margins are given up from the last one on.
    The same seed fills in the same. Returns the filled categories and how many were filled,
    by margin. The caller keeps the original: what was filled in is for weighting only.
    """
    chance = np.random.default_rng(seed)
    given = {name: whole(name, code) for name, code in codes.items()}
    filled = {name: code.copy() for name, code in given.items()}
    for name, code in given.items():
        if (code == MISSING).all():
            raise ValueError(f"Nobody answered {name}, so there is nobody to draw from.")
        others = [given[other] + 1 for other in given if other != name]
        open_rows = np.flatnonzero(code == MISSING)
        while open_rows.size:
            named = {str(number): other for number, other in enumerate(others)}
            alike = distinct(named, len(code)).of
            open_rows = _draw(filled[name], code, alike, open_rows, chance)
            others = others[:-1]
    return filled, {name: int((code == MISSING).sum()) for name, code in given.items()}


def _draw(
    filled: Codes, code: Codes, alike: Codes, open_rows: Codes, chance: np.random.Generator
) -> Codes:
    """Fill what has donors alike; returns the rows that have none."""
    donors: dict[int, list[int]] = defaultdict(list)
    wanted = set(alike[open_rows].tolist())
    for row in np.flatnonzero((code != MISSING) & np.isin(alike, list(wanted))).tolist():
        donors[int(alike[row])].append(row)
    left = []
    for row in open_rows.tolist():
        some = donors.get(int(alike[row]))
        if some:
            filled[row] = code[some[int(chance.integers(len(some)))]]
        else:
            left.append(row)
    return np.asarray(left, dtype=np.int64)
