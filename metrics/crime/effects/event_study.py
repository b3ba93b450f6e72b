"""The months before and after a start, one by one, and whether areas moved apart before it.

Leads are tested together. A test that finds nothing may only be weak: Roth 2022 (AER: Insights
4:305) asks how steep a trend it would have found, and `detectable_slope` answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brentq
from scipy.stats import chi2, ncx2
from scipy.stats import f as fisher

from metrics.crime.effects.absorbing import NotEstimableError
from metrics.crime.effects.ppml import poisson

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]

POWER, SIGNIFICANT = 0.8, 0.05


@dataclass(frozen=True)
class EventStudy:
    """Ratios to the stretch before the start, `reference`; one entry a stretch in `since`.

    `p_before` is of all leads together (F with one degree less than clusters). `slope` is the
    steady drift a stretch, in log points, that the test would find four times in five.
    """

    since: tuple[int, ...]
    coefficients: Numbers
    se: Numbers
    low: Numbers
    high: Numbers
    reference: int
    p_before: float | None
    slope: float | None

    @property
    def power_words(self) -> float | None:
        """The drift as a share a stretch: 0.03 is three percent."""
        return None if self.slope is None else float(np.expm1(self.slope))


def event_study(  # noqa: PLR0913 - a regression has as many sides
    y: ArrayLike,
    areas: ArrayLike,
    months: ArrayLike,
    since: ArrayLike,
    *,
    offset: ArrayLike | None = None,
    before: int = 6,
    after: int = 6,
    reference: int = -1,
) -> EventStudy:
    """Ratios by stretch of time since the start, from counts by area and month.

    `since` (n,) is the number of stretches since the area started, nan for areas that never
    did. What lies further away than `before` or `after` is put into the outermost stretch.
    """
    since = np.asarray(since, dtype=float)
    near = np.where(np.isnan(since), np.nan, np.clip(since, -before, after))
    steps = [int(e) for e in sorted(set(near[~np.isnan(near)])) if e != reference]
    if not steps:
        raise NotEstimableError("No area started.")
    columns = np.column_stack([near == e for e in steps]).astype(float)
    fit = poisson(y, columns, areas, months, offset=offset).fit
    told = [place for place in range(len(steps)) if np.isfinite(fit.coefficients[place])]
    leads = [place for place in told if steps[place] < reference]
    p, slope = None, None
    if leads:
        b = fit.coefficients[leads]
        v = fit.covariance[np.ix_(leads, leads)]
        p = joint(b, v, fit.df)
        slope = detectable_slope(v, [reference - steps[place] for place in leads])
    bounds = [fit.interval(place) for place in told]
    return EventStudy(
        tuple(steps[place] for place in told),
        fit.coefficients[told],
        fit.se[told],
        np.array([low for low, _high in bounds]),
        np.array([high for _low, high in bounds]),
        reference,
        p,
        slope,
    )


def joint(b: Numbers, v: Numbers, df: int) -> float:
    """The probability, if all were zero, of estimates this far from it: Wald as F(k, df)."""
    rank = int(np.linalg.matrix_rank(v, hermitian=True))
    wald = float(b @ np.linalg.pinv(v, hermitian=True) @ b)
    return float(fisher.sf(wald / rank, rank, df))


def detectable_slope(v: Numbers, distance: ArrayLike, power: float = POWER) -> float:
    """The steady drift a stretch that the joint test finds with this probability (Roth 2022)."""
    path = np.asarray(distance, dtype=float)
    k = int(np.linalg.matrix_rank(v, hermitian=True))
    unit = float(path @ np.linalg.pinv(v, hermitian=True) @ path)
    beyond = float(chi2.ppf(1 - SIGNIFICANT, k))

    def lacking(noncentral: float) -> float:
        return float(ncx2.sf(beyond, k, noncentral)) - power

    return sqrt(float(brentq(lacking, 1e-6, 1e4)) / unit)
