"""Small areas: each drawn to what areas like it have, the more the less its own answers tell.

From areas' own estimates by Fay and Herriot 1979, *JASA* 74:269; from single answers by Battese,
Harter and Fuller 1988, *JASA* 83:28; STATISTICS.md, section 2.4. These are modelled numbers, to
be labelled so wherever they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize_scalar

from metrics.trust.cells import tally

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]

STEPS = 500
CLOSE = 1e-13
NEAREST = 1e-12  # of the share of the variance that lies between areas


@dataclass(frozen=True)
class SmallAreas:
    """Per area the modelled `estimate`, its mean squared error `mse`, and `own_share`.

    The last is the weight on the area's own answers, 0 to 1. `area_variance` is the variance
    between areas that `beta`, the effects of the columns of x, leave; zero draws all areas
    onto the line.
    """

    estimate: Numbers
    mse: Numbers
    own_share: Numbers
    area_variance: float
    beta: Numbers


@dataclass(frozen=True)
class UnitLevel:
    """Per area the modelled `estimate` of its mean and `own_share`, as in `SmallAreas`.

    `unit_variance` is the variance among the answers of one area that `beta` leaves; its first
    effect is that of the column of ones.
    """

    estimate: Numbers
    own_share: Numbers
    area_variance: float
    unit_variance: float
    beta: Numbers


def fay_herriot(
    y: ArrayLike, variance: ArrayLike, x: ArrayLike | None = None, *, intercept: bool = True
) -> SmallAreas:
    """Best predictors of the areas' means, the variance between areas by REML.

    `y` are the areas' own estimates, `variance` their known sampling variances (smooth them
    first, see `smoothed`), `x` one row an area. A column of ones is put first unless the
    columns contain one, or make one up, or `intercept` is False. MSE by Prasad and Rao 1990,
    g1 + g2 + 2·g3, as R's `sae::mseFH`. Needs more areas than columns.
    """
    y, variance = np.asarray(y, dtype=float), np.asarray(variance, dtype=float)
    x = _columns(y, x, intercept=intercept)
    if y.ndim != 1 or variance.shape != y.shape or len(x) != len(y):
        raise ValueError("Estimates, variances and covariates have one row an area.")
    if not all(np.isfinite(a).all() for a in (y, variance, x)) or (variance <= 0).any():
        raise ValueError("An area's numbers are known, and its variance is above zero.")
    if len(y) <= x.shape[1] or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("There must be more areas than covariates, and none said twice.")
    between = _reml(y, variance, x)
    total = between + variance
    inverse = np.linalg.inv((x.T / total) @ x)
    beta = inverse @ (x.T @ (y / total))
    own = between / total
    spread = np.einsum("ij,jk,ik->i", x, inverse, x)
    of_beta = (1 - own) ** 2 * spread
    of_variance = variance**2 / total**3 * 2 / float(np.sum(1 / total**2))
    return SmallAreas(
        estimate=x @ beta + own * (y - x @ beta),
        mse=own * variance + of_beta + 2 * of_variance,
        own_share=own,
        area_variance=between,
        beta=beta,
    )


def unit_level(y: ArrayLike, x: ArrayLike, area: ArrayLike, means: ArrayLike) -> UnitLevel:
    """Best predictors of all areas' means from single answers: the nested error model, by REML.

    `y` has one answer a row, `x` its covariates without a column of ones, `area` the row of
    `means` it belongs to; `means` holds the covariates' means among all residents of each area.
    An area without answers lies on the line. Every answer counts alike, so the design must be one
    that may be left out of account; no mean squared error is given.
    """
    y, x, means = (np.asarray(given, dtype=float) for given in (y, x, means))
    x, means = (given[:, None] if given.ndim == 1 else given for given in (x, means))
    at = np.asarray(area)
    if y.ndim != 1 or len(x) != len(y) or at.shape != y.shape or means.shape[1] != x.shape[1]:
        raise ValueError("Answers, covariates and areas have one row each, and means as many.")
    if not all(np.isfinite(given).all() for given in (y, x, means)):
        raise ValueError("Leave missing answers out; they are not numbers.")
    if at.dtype.kind not in "iu" or not ((at >= 0) & (at < len(means))).all():
        raise ValueError("An area is the number of its row in the means, from 0.")
    rows = np.column_stack([np.ones(len(y)), x, y])
    width = rows.shape[1] - 1
    if len(y) <= width or np.linalg.matrix_rank(rows[:, :width]) < width:
        raise ValueError("There must be more answers than covariates, and none said twice.")
    n = tally(at, np.ones(len(y)), len(means))
    if (n > 0).sum() < 2 or n.max() < 2:  # noqa: PLR2004 - what differs, within and between
        raise ValueError("There must be answers from two areas, and two answers from one.")
    sums = np.column_stack([tally(at, column, len(means)) for column in rows.T])
    between, within, beta = _nested(rows.T @ rows, sums, n)
    own = between / (between + within / np.maximum(n, 1)) * (n > 0)
    average = sums / np.maximum(n, 1)[:, None]
    left = average[:, width] - average[:, :width] @ beta
    return UnitLevel(
        estimate=np.column_stack([np.ones(len(means)), means]) @ beta + own * left,
        own_share=own,
        area_variance=between,
        unit_variance=within,
        beta=beta,
    )


def smoothed(
    spread: ArrayLike, n: ArrayLike, deff: ArrayLike = 1.0, counted: ArrayLike | None = None
) -> Numbers:
    """Sampling variances from the spread that all areas share: s²·deff/n.

    `spread` is each area's variance of single answers, pooled with n - 1 degrees each; an
    area's own variance from a handful of answers is too rough to weigh by. `counted` is the n
    that the spreads rest on, where it differs from `n`.
    """
    n = np.asarray(n, dtype=float)
    degrees = np.maximum((n if counted is None else np.asarray(counted, dtype=float)) - 1, 0)
    if not degrees.sum() > 0 or (n <= 0).any():
        raise ValueError("Some area needs two answers, and every area one.")
    pooled = float(np.sum(degrees * np.asarray(spread, dtype=float)) / degrees.sum())
    return np.asarray(pooled * np.asarray(deff, dtype=float) / n)


def _columns(y: Numbers, x: ArrayLike | None, *, intercept: bool) -> Numbers:
    ones = np.ones((len(np.atleast_1d(y)), 1))
    if x is None:
        return ones
    given = np.asarray(x, dtype=float)
    given = given[:, None] if given.ndim == 1 else given
    if not intercept or len(given) != len(ones) or not np.isfinite(given).all():
        return given
    made_up = given @ np.linalg.lstsq(given, ones, rcond=None)[0]
    return given if np.allclose(made_up, ones, atol=1e-9) else np.hstack([ones, given])


def _reml(y: Numbers, variance: Numbers, x: Numbers) -> float:
    """Fisher scoring on the restricted likelihood, never below zero."""
    between = float(np.median(variance))
    for attempt in range(STEPS):
        weight = 1 / (between + variance)
        weighted = x * weight[:, None]
        projection = np.diag(weight) - weighted @ np.linalg.inv(x.T @ weighted) @ weighted.T
        residual = projection @ y
        score = -np.trace(projection) + residual @ residual
        step = float(score / np.sum(projection * projection))
        # Half steps once it has had its chance: scoring can swing around the answer.
        moved = max(0.0, between + (step if attempt < STEPS // 10 else step / 2))
        if abs(moved - between) <= CLOSE * (between + float(variance.min())):
            return moved
        between = moved
    raise ValueError("The variance between areas could not be settled.")


def _nested(products: Numbers, sums: Numbers, n: Numbers) -> tuple[float, float, Numbers]:
    """Variance between and within areas, and the effects, where the restricted likelihood is best.

    With the ratio r of the two variances given, the rest has a closed form, for the inverse of
    an area's covariance is I - r/(1 + n·r)·J: one number is searched, r/(1 + r) from 0 to 1.
    `products` are those of the columns, the answer last; `sums` the columns' by area.
    """
    width, answers = len(products) - 1, float(n.sum())

    def at(share: float) -> tuple[float, float, Numbers]:
        ratio = share / (1 - share)
        inner = products - (sums * (ratio / (1 + n * ratio))[:, None]).T @ sums
        beta = np.asarray(np.linalg.solve(inner[:width, :width], inner[:width, width]), dtype=float)
        within = float(inner[width, width] - beta @ inner[:width, width]) / (answers - width)
        loss = (answers - width) * np.log(max(within, 1e-300)) + np.log1p(n * ratio).sum()
        return float(loss + np.linalg.slogdet(inner[:width, :width])[1]), within, beta

    best = minimize_scalar(
        lambda share: at(share)[0], bounds=(0, 1), method="bounded", options={"xatol": NEAREST}
    )
    share = best.x if best.fun < at(0.0)[0] else 0.0
    _loss, within, beta = at(share)
    return within * share / (1 - share), within, beta
