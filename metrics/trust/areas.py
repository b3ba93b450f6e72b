"""Small areas: each drawn to what areas like it have, the more the less its own answers tell.

Fay and Herriot 1979, *JASA* 74:269; STATISTICS.md, section 2.4. These are modelled numbers,
to be labelled so wherever they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]

STEPS = 500
CLOSE = 1e-13


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
