"""Weights that keep within bounds: what to do where raking leaves some too large.

`calibrate` meets the margins and the bounds at once, and is what to use where raking and
capping in turn do not settle. `trim` cuts once raking is over, and gives up a little of the
margins for it: `margin_error` says how much. STATISTICS.md, sections 2.2 and 3.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, logit

from metrics.trust.cells import distinct
from metrics.trust.weights import NotConvergedError, Rows, prepared, summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    from metrics.trust.weights import Raked

    Numbers = NDArray[np.float64]

CLOSE = 1e-12  # of all answers, how far a margin may stay from its target
STEPS = 200
HALVINGS = 40
TRIMS = 1000
ROUNDING = 1e-12


def calibrate(  # noqa: PLR0913, PLR0917 - a sample, its targets and two bounds
    codes: Mapping[str, ArrayLike],
    targets: Mapping[str, ArrayLike],
    low: float,
    high: float,
    base: ArrayLike | None = None,
    counts: ArrayLike | None = None,
) -> Raked:
    """Weights between `low` and `high`, in units of the mean, under which every margin holds.

    The logit method of Deville and Särndal 1992, *JASA* 87:376, their case 6; equal to R's
    `survey::calibrate(calfun="logit", bounds=c(low, high))` where base weights are alike. Takes
    what `rake` takes and refuses the same; a base weight of zero stays zero, any other must lie
    between the bounds. Raises NotConvergedError where no such weights exist.
    """
    if not 0 <= low < 1 < high < np.inf:
        raise ValueError("The mean weight is 1, and lies between the bounds; none is below zero.")
    rows, shares = prepared(codes, targets, base, counts)
    used = rows.base > 0
    if (rows.base[used] <= low).any() or (rows.base >= high).any():
        raise ValueError(f"A base weight lies outside the bounds of {low:g} and {high:g}.")
    levels, level = np.unique(rows.base, return_inverse=True)
    cells = distinct({**rows.codes, "": level}, len(rows.base))
    start = levels[cells.codes.pop("")]
    inside = start > 0
    belongs = np.hstack([
        np.eye(len(share))[cells.codes[name]][inside] for name, share in shares.items()
    ])  # fmt: skip
    wanted = np.concatenate(list(shares.values()))
    answers = cells.sums(rows.counts)[inside] / rows.counts.sum()
    found = np.zeros(cells.count)
    found[inside], steps = _logit(belongs, wanted, answers, start[inside], (low, high))
    return summary(found[cells.of], rows, shares, steps)


def trim(found: Raked, low: float, high: float, counts: ArrayLike | None = None) -> Raked:
    """`found` with no weight outside the bounds; what is cut is shared among the others.

    Each of the others is given the same, until none is outside: R's
    `survey::trimWeights(strict=TRUE)`. The margins no longer hold. `counts` are those that
    `rake` was given.
    """
    if not 0 <= low < 1 < high:
        raise ValueError("The mean weight is 1, and lies between the bounds; none is below zero.")
    values = found.values
    number = np.ones_like(values) if counts is None else np.asarray(counts, dtype=float)
    for _ in range(TRIMS):
        outside = (values < low - ROUNDING) | (values > high + ROUNDING)
        cut = np.clip(values, low, high)
        if not (outside & (number > 0)).any():
            rows = Rows(dict(found.codes), found.base, number, found.base * number)
            shares = {name: margin.target for name, margin in found.margins.items()}
            return summary(cut, rows, shares, found.iterations)
        others = float(number[~outside].sum())
        if not others:
            break
        values = np.where(outside, cut, values + float(np.sum(number * (values - cut))) / others)
    raise NotConvergedError("Too many weights lie outside the bounds to share what is cut.")


def _logit(
    belongs: Numbers, wanted: Numbers, answers: Numbers, start: Numbers, bounds: tuple[float, float]
) -> tuple[Numbers, int]:
    """Newton's method on the effects of all categories, halved where a step goes too far.

    `belongs` (cells, categories) is 0 or 1; `answers` is each cell's share of them.
    """
    low, width = bounds[0], bounds[1] - bounds[0]
    place = (start - low) / width
    slope = start / (width * place * (1 - place))
    middle = logit(place)

    def at(effects: Numbers) -> tuple[Numbers, Numbers]:
        share = expit(middle + slope * (belongs @ effects))
        short = wanted - belongs.T @ (answers * (low + width * share))
        return share, short

    effects = np.zeros(belongs.shape[1])
    share, short = at(effects)
    for step in range(1, STEPS + 1):
        if np.abs(short).max() < CLOSE:
            return low + width * share, step
        give = answers * width * slope * share * (1 - share)
        # Margins that all sum to the same leave directions free: the shortest step is taken.
        move = np.linalg.lstsq(belongs.T @ (belongs * give[:, None]), short, rcond=None)[0]
        for _ in range(HALVINGS):
            nearer = at(effects + move)
            if np.linalg.norm(nearer[1]) < np.linalg.norm(short):
                break
            move /= 2
        else:
            break
        effects += move
        share, short = nearer
    raise NotConvergedError(
        f"No weights between {bounds[0]:g} and {bounds[1]:g} meet all margins; widen the bounds "
        "or collapse small categories."
    )
