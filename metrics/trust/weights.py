"""Weights that make a sample look like the population on what is known of both.

Raking: Deming and Stephan 1940, *Annals of Mathematical Statistics* 11:427; the steps from an
opt-in sample to published weights are those of STATISTICS.md, section 2.2. A weight repairs
what it is given, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from metrics.trust.cells import distinct, tally, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    from metrics.trust.cells import Cells

    Codes = NDArray[np.int64]
    Numbers = NDArray[np.float64]

CLOSE = 1e-12  # how near every margin's ratio must come to one
CAP_CLOSE = 1e-10
CYCLES = 5000
ROUNDS = 200  # what can be met is met in a few dozen
SAME_TOTAL = 1e-6
POSTSTRATUM = 20  # answers a cell must have for post-stratification


class NotConvergedError(ValueError):
    """No weights meet all of what was asked."""


@dataclass(frozen=True)
class Margin:
    """Shares of each category: in the sample, after weighting, and in the population."""

    before: Numbers
    after: Numbers
    target: Numbers


@dataclass(frozen=True)
class Raked:
    """`values` is one weight a row, and their mean over respondents is 1.

    `kish_deff` = n·Σw²/(Σw)² (Kish 1965) and `n_eff` = n / kish_deff; `margin_error` is the
    largest distance between a weighted share and its target, as a share of all;
    `iterations` counts passes over all margins; `margins` is the table to publish beside
    the weights. `codes` and `base` are kept so that `estimates` can calibrate to them.
    """

    values: Numbers
    kish_deff: float
    n_eff: float
    margin_error: float
    iterations: int
    margins: Mapping[str, Margin]
    codes: Mapping[str, Codes]
    base: Numbers


def rake(
    codes: Mapping[str, ArrayLike],
    targets: Mapping[str, ArrayLike],
    base: ArrayLike | None = None,
    counts: ArrayLike | None = None,
    cap: float | None = None,
) -> Raked:
    """Weights under which every margin of the sample has the shares of the population.

    `codes` gives for each margin the category of each row, counted from 0; `targets` the
    shares (or numbers of people) of those categories. `base` is a weight to start from,
    `counts` says for how many alike a row stands. `cap` is the largest weight allowed, in
    units of the mean: raking and capping take turns until both hold.

    Refuses with ValueError what cannot be begun: a category that people have and the sample
    has not, or the reverse; margins that do not sum to one total; missing or negative
    numbers. Raises NotConvergedError where no such weights exist.
    """
    rows, shares = prepared(codes, targets, base, counts)
    if cap is None:
        cells = distinct(rows.codes, len(rows.base))
        factors, cycles = _fit(cells.codes, cells.sums(rows.mass), shares, None)
    else:
        _refuse_cap(cap, rows, shares)
        levels, level = np.unique(rows.base, return_inverse=True)
        cells = distinct({**rows.codes, "": level}, len(rows.base))
        start = levels[cells.codes.pop("")]
        factors, cycles = _capped(cells, cells.sums(rows.mass), shares, start, cap)
    values = rows.base * factors[cells.of]
    return summary(values if cap is None else np.minimum(values, cap), rows, shares, cycles)


def poststratify(
    codes: ArrayLike,
    targets: ArrayLike,
    base: ArrayLike | None = None,
    counts: ArrayLike | None = None,
    floor: int = POSTSTRATUM,
) -> Raked:
    """Weights from one full cross-table of the population: raking with a single margin.

    Refuses cells of fewer than `floor` answers: their weights would rest on too few.
    """
    cells = whole("cells", codes)
    n = np.ones(len(cells)) if counts is None else np.asarray(counts, dtype=float)
    found = rake({"cells": cells}, {"cells": targets}, base, counts)
    answers = tally(cells, n)
    if (answers[answers > 0] < floor).any():
        raise ValueError(f"Post-stratification needs at least {floor} answers in every cell.")
    return found


def kish(w: Numbers, counts: Numbers | float = 1.0) -> float:
    """Kish's design effect from weights alone, n·Σw²/(Σw)²; 1 where all weigh the same."""
    n = float(np.sum(counts * np.ones_like(w)))
    return n * float(np.sum(counts * w * w)) / float(np.sum(counts * w)) ** 2


@dataclass(frozen=True)
class Rows:
    """What is to be weighted, checked: categories, base weights and counts, one a row."""

    codes: dict[str, Codes]
    base: Numbers  # of mean one
    counts: Numbers
    mass: Numbers  # base x counts, summing to the number of respondents

    @classmethod
    def of(
        cls,
        codes: Mapping[str, ArrayLike],
        targets: Mapping[str, ArrayLike],
        base: ArrayLike | None,
        counts: ArrayLike | None,
    ) -> Rows:
        if not codes or set(codes) != set(targets):
            raise ValueError("Give categories and targets for the same margins, at least one.")
        coded = {name: whole(name, code) for name, code in codes.items()}
        length = len(next(iter(coded.values())))
        weight = np.ones(length) if base is None else np.asarray(base, dtype=float)
        number = np.ones(length) if counts is None else np.asarray(counts, dtype=float)
        if any(column.shape != (length,) for column in (*coded.values(), weight, number)):
            raise ValueError("Categories, base weights and counts are rows of the same length.")
        if not (np.isfinite(weight).all() and (weight >= 0).all()):
            raise ValueError("A base weight is a number, and not below zero.")
        if not (np.isfinite(number).all() and (number >= 0).all() and (number % 1 == 0).all()):
            raise ValueError("A count is a whole number, and not below zero.")
        mass = weight * number
        if not mass.sum() > 0:
            raise ValueError("Without a single answer there is nothing to weigh.")
        scale = number.sum() / mass.sum()
        return cls(coded, weight * scale, number, mass * scale)


def prepared(
    codes: Mapping[str, ArrayLike],
    targets: Mapping[str, ArrayLike],
    base: ArrayLike | None,
    counts: ArrayLike | None,
) -> tuple[Rows, dict[str, Numbers]]:
    """The rows and each margin's shares; refuses, as `rake` does, what cannot be begun."""
    rows = Rows.of(codes, targets, base, counts)
    shares = _shares(rows.codes, targets)
    for name, share in shares.items():
        _refuse_gaps(name, tally(rows.codes[name], rows.mass, len(share)), share)
    return rows, shares


def _shares(codes: Mapping[str, Codes], targets: Mapping[str, ArrayLike]) -> dict[str, Numbers]:
    wanted = {name: np.asarray(targets[name], dtype=float) for name in codes}
    for name, target in wanted.items():
        if target.ndim != 1 or not np.isfinite(target).all() or (target < 0).any():
            raise ValueError(f"The targets of {name} are numbers, and none is below zero.")
        if codes[name].min() < 0 or codes[name].max() >= len(target):
            raise ValueError(
                f"The sample has a category of {name} outside the {len(target)} of the population."
            )
    totals = {name: float(target.sum()) for name, target in wanted.items()}
    largest = max(totals.values())
    if not min(totals.values()) > 0 or largest - min(totals.values()) > SAME_TOTAL * largest:
        listed = ", ".join(f"{name} {total:g}" for name, total in totals.items())
        raise ValueError(f"The margins must sum to one total above zero: {listed}.")
    return {name: target / totals[name] for name, target in wanted.items()}


def _refuse_gaps(name: str, sample: Numbers, share: Numbers) -> None:
    empty = np.flatnonzero((sample == 0) & (share > 0))
    if empty.size:
        raise ValueError(
            f"Nobody in the sample is in category {empty[0]} of {name}; collapse it first."
        )
    unknown = np.flatnonzero((sample > 0) & (share == 0))
    if unknown.size:
        raise ValueError(
            f"The sample has category {unknown[0]} of {name}; the population has nobody in it."
        )


def _refuse_cap(cap: float, rows: Rows, shares: Mapping[str, Numbers]) -> None:
    if not cap >= 1:
        raise ValueError("The mean weight is 1, so the cap cannot be below it.")
    able = rows.counts * (rows.base > 0)
    for name, share in shares.items():
        people = tally(rows.codes[name], able, len(share))
        needed = share * rows.counts.sum() / np.where(people > 0, people, 1)
        if (needed > cap * (1 + CAP_CLOSE)).any():
            raise NotConvergedError(
                f"Category {int(needed.argmax())} of {name} needs a mean weight of "
                f"{needed.max():.4g}, above the cap of {cap:g}; collapse it or raise the cap."
            )


def _fit(
    codes: Mapping[str, Codes],
    mass: Numbers,
    shares: Mapping[str, Numbers],
    factors: Numbers | None,
) -> tuple[Numbers, int]:
    total = mass.sum()
    factors = np.ones_like(mass) if factors is None else factors
    for cycle in range(1, CYCLES + 1):
        furthest = 0.0
        for name, share in shares.items():
            sums = tally(codes[name], mass * factors, len(share))
            ratio = np.divide(share * total, sums, out=np.ones_like(sums), where=sums > 0)
            factors = factors * ratio[codes[name]]
            furthest = max(furthest, float(np.abs(ratio - 1).max()))
        if furthest < CLOSE:
            return factors, cycle
    raise NotConvergedError(
        "No weights meet all margins together: too few combinations occur in the sample. "
        "Collapse small categories or drop a margin."
    )


def _capped(
    cells: Cells, mass: Numbers, shares: Mapping[str, Numbers], start: Numbers, cap: float
) -> tuple[Numbers, int]:
    """Rake, cap, bring the mean back to one, again, until the raked weights keep the cap."""
    highest = np.divide(cap, start, out=np.full_like(start, np.inf), where=start > 0)
    factors, total, cycles = np.ones_like(mass), mass.sum(), 0
    for _ in range(ROUNDS):
        factors, taken = _fit(cells.codes, mass, shares, factors)
        cycles += taken
        if (factors <= highest * (1 + CAP_CLOSE)).all():
            return factors, cycles
        factors = np.minimum(factors, highest)
        factors = factors * (total / float(np.sum(mass * factors)))
    raise NotConvergedError(
        f"No weights up to {cap:g} meet all margins; raise the cap or collapse small categories."
    )


def summary(values: Numbers, rows: Rows, shares: Mapping[str, Numbers], cycles: int) -> Raked:
    """The weights with all that is published beside them."""
    n = float(rows.counts.sum())
    margins = {
        name: Margin(
            before=tally(rows.codes[name], rows.counts, len(share)) / n,
            after=tally(rows.codes[name], rows.counts * values, len(share)) / n,
            target=share,
        )
        for name, share in shares.items()
    }
    deff = kish(values, rows.counts)
    return Raked(
        values=values,
        kish_deff=deff,
        n_eff=n / deff,
        margin_error=max(float(np.abs(m.after - m.target).max()) for m in margins.values()),
        iterations=cycles,
        margins=margins,
        codes=rows.codes,
        base=rows.base,
    )
