"""Means and shares with their uncertainty. The contract is STATISTICS.md, section 2.3.

Every function takes one row a respondent, or, with `counts`, one row for so many who
answered alike and weigh alike: the answer is the same. Nothing here says that a sample
is fair; the intervals cover chance and weighting, not who chose to take part.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt
from typing import TYPE_CHECKING

import numpy as np

from metrics.trust import student
from metrics.trust.calibration import calibrated_se
from metrics.trust.intervals import UPPER, wilson
from metrics.trust.weights import kish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    from metrics.trust.weights import Raked

    Numbers = NDArray[np.float64]

__all__ = ["Estimate", "design_effect", "from_sums", "mean", "share", "wilson"]

EXPANDS = 10  # people a respondent stands for, from which weights are taken to count people


@dataclass(frozen=True)
class Estimate:
    """A number, and how sure one can be of it.

    `se` is the linearized standard error; `low` and `high` bound the 95 % interval.
    `deff` is the design effect: the variance over that of as many answers drawn plainly
    (see `design_effect`). `kish_deff` is Kish's, from the weights alone, n·Σw²/(Σw)².
    `n_eff` is how many equally weighted answers would tell as much: for a mean
    n / kish_deff, for a share p(1-p)/se², what its interval rests on.
    """

    value: float
    se: float
    n: int
    n_eff: float
    deff: float
    low: float
    high: float
    kish_deff: float


def mean(
    y: ArrayLike,
    w: ArrayLike | None = None,
    counts: ArrayLike | None = None,
    calibrated_to: Raked | Mapping[str, ArrayLike] | None = None,
    population: float | None = None,
) -> Estimate:
    """Weighted mean, the weights taken as fixed unless `calibrated_to` says what made them.

    SE² = n/(n-1) · Σ[w(y - mean)]² / (Σw)², which is R's `svymean` with weights only;
    interval by Student's t with n - 1 degrees of freedom. `calibrated_to` is what `rake`
    returned for the same rows, or the categories it raked on: see `calibrated_se`.
    `population` matters to `deff` alone.
    """
    y, w, c = _rows(y, w, counts)
    value = float(np.sum(c * w * y) / np.sum(c * w))
    z = (y - value) / float(np.sum(c * w))
    if calibrated_to is None:
        se = _se(_total(c), float(np.sum(c * (w * z) ** 2)))
    else:
        se = calibrated_se(z, w, c, calibrated_to)
    return _mean(value, se, float(np.sum(c * w * (y - value) ** 2)), (w, c), population)


def from_sums(
    n: ArrayLike,
    total: ArrayLike,
    squares: ArrayLike,
    w: ArrayLike | None = None,
    population: float | None = None,
) -> Estimate:
    """The same mean from cells: how many, Σy and Σy² of each, and the weight all in it share."""
    cells, total, squares = (np.atleast_1d(np.asarray(a, dtype=float)) for a in (n, total, squares))
    w = np.ones_like(cells) if w is None else np.atleast_1d(np.asarray(w, dtype=float))
    _refuse_unless(cells, w)
    centers = total / np.maximum(cells, 1)
    weights = float(np.sum(cells * w))
    value = float(np.sum(w * total)) / weights
    # Within each cell first: the difference of two large sums would lose the small one.
    around = np.maximum(0, squares - total * centers) + cells * (centers - value) ** 2
    se = _se(_total(cells), float(np.sum(w * w * around)) / weights**2)
    return _mean(value, se, float(np.sum(w * around)), (w, cells), population)


def share(
    success: ArrayLike,
    w: ArrayLike | None = None,
    counts: ArrayLike | None = None,
    calibrated_to: Raked | Mapping[str, ArrayLike] | None = None,
    population: float | None = None,
) -> Estimate:
    """Weighted share of successes (0 or 1), with Wilson's interval.

    The interval is the one for n_eff equal answers, n_eff = p(1-p)/v with v the linearized
    variance of the mean above. Equal weights take n itself; where everyone or no one
    succeeds v says nothing, and Kish's n_eff stands in.
    """
    success, w, c = _rows(success, w, counts)
    if not np.isin(success, (0, 1)).all():
        raise ValueError("A share counts what is 0 or 1.")
    plain = mean(success, w, c, calibrated_to, population)
    p = min(1.0, max(0.0, plain.value))
    n_eff = plain.n_eff
    if plain.se > 0 and (calibrated_to is not None or np.ptp(w[c > 0]) > 0):
        n_eff = p * (1 - p) / plain.se**2
    low, high = wilson(p, n_eff)
    return Estimate(p, plain.se, plain.n, n_eff, plain.deff, low, high, plain.kish_deff)


def design_effect(
    se: float, spread: float, rows: tuple[Numbers, Numbers], population: float | None
) -> float:
    """Variance over that of a simple random sample of n, without replacement: R's `deff=TRUE`.

    `spread` is Σw(y-mean)², `rows` are weights and counts. Where `population` is not given,
    no weight is below one, and they sum to ten times n or more, the population is Σw, as R
    takes it: such weights count people. Otherwise the population is taken to be endless (R's
    `deff="replace"`), for weights of mean one say nothing about its size.
    """
    w, counts = rows
    n, weights = _total(counts), float(np.sum(counts * w))
    if population is None:
        smallest = float(w[counts > 0].min())
        population = weights if smallest >= 1 and weights >= EXPANDS * n else inf
    if not population > n:
        raise ValueError("The population is larger than the sample.")
    plain = spread / weights / (n - 1) * (1 - n / population)
    return se**2 / plain


def _mean(
    value: float,
    se: float,
    spread: float,
    rows: tuple[Numbers, Numbers],
    population: float | None,
) -> Estimate:
    w, c = rows
    n = _total(c)
    deff_of_weights = kish(w, c)
    n_eff = n / deff_of_weights
    if n == 1:
        return Estimate(value, inf, n, n_eff, 1.0, -inf, inf, deff_of_weights)
    deff = deff_of_weights
    if se > 0 and spread > 0:
        deff = design_effect(se, spread, rows, population)
    half = student.quantile(UPPER, n - 1) * se
    return Estimate(value, se, n, n_eff, deff, value - half, value + half, deff_of_weights)


def _se(n: int, squares: float) -> float:
    return sqrt(n / (n - 1) * squares) if n > 1 else inf


def _rows(
    y: ArrayLike, w: ArrayLike | None, counts: ArrayLike | None
) -> tuple[Numbers, Numbers, Numbers]:
    y = np.asarray(y, dtype=float)
    w = np.ones_like(y) if w is None else np.asarray(w, dtype=float)
    c = np.ones_like(y) if counts is None else np.asarray(counts, dtype=float)
    if not y.shape == w.shape == c.shape or y.ndim != 1:
        raise ValueError("Answers, weights and counts are rows of the same length.")
    if not np.isfinite(y).all():
        raise ValueError("Leave missing answers out; they are not numbers.")
    _refuse_unless(c, w)
    return y, w, c


def _refuse_unless(counts: Numbers, weights: Numbers) -> None:
    if not (np.isfinite(weights).all() and (weights >= 0).all()):
        raise ValueError("A weight is a number, and not below zero.")
    if not np.isfinite(counts).all() or (counts < 0).any() or (counts != np.floor(counts)).any():
        raise ValueError("A count is a whole number, and not below zero.")
    if not float(np.sum(counts * weights)) > 0:
        raise ValueError("Without a single answer there is nothing to estimate.")


def _total(counts: Numbers) -> int:
    return round(float(counts.sum()))
