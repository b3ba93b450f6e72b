"""Whether the items of an index hang together: alpha and omega (STATISTICS.md, 3.6).

Items are an array of respondents by items, reversed items already turned round. Respondents
who left an item open are left out. `counts` says how many answered as a row did.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np
from scipy.optimize import minimize
from scipy.special import chdtrc, fdtri

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]

CONFIDENCE = 0.95
FEWEST_FOR_OMEGA = 3
HEYWOOD = 1e-6  # the least part of an item's variance that is its own


class _Moments(NamedTuple):
    n: int
    covariance: Numbers


class Alpha(float):
    """Cronbach's alpha (1951), itself a number.

    `standardized` is that of standardized items, `average_r` their mean correlation, `low`
    and `high` Feldt's 95 % interval (Feldt, Woodruff and Salih 1987), `dropped` alpha without
    each item (nan where one item would be left), `item_rest_r` each item's correlation with
    the sum of the others, `n` the respondents who answered all.
    """

    standardized: float
    average_r: float
    low: float
    high: float
    dropped: Numbers
    item_rest_r: Numbers
    n: int

    @property
    def value(self) -> float:
        return float(self)


class Omega(float):
    """McDonald's omega total, itself a number, from one factor fitted by maximum likelihood.

    `loadings` and `own_variances` are those of the items as given; `chi2` on `freedom` degrees
    tests the one factor, with `p`, `cfi` and `rmsea` as lavaan reports them; the last four
    are nan for three items, which one factor always fits. `n` are the complete respondents.
    """

    loadings: Numbers
    own_variances: Numbers
    chi2: float
    freedom: int
    p: float
    cfi: float
    rmsea: float
    n: int

    @property
    def value(self) -> float:
        return float(self)

    @classmethod
    def of(cls, loadings: Numbers, own_variances: Numbers) -> Self:
        common = float(loadings.sum()) ** 2
        found = cls(common / (common + float(own_variances.sum())))
        found.loadings, found.own_variances = loadings, own_variances
        return found


def alpha(items: ArrayLike, counts: ArrayLike | None = None) -> Alpha:
    """Cronbach's alpha of two items or more, with all one needs to judge the index."""
    n, covariance = _moments(items, counts, fewest=2)
    k = len(covariance)
    found = Alpha(_alpha(covariance))
    correlation = _correlation(covariance)
    found.n = n
    found.standardized = _alpha(correlation)
    found.average_r = float((correlation.sum() - k) / (k * (k - 1)))
    rest, own = n - 1, (n - 1) * (k - 1)
    tail = (1 - CONFIDENCE) / 2
    found.low = 1 - (1 - found) * float(fdtri(rest, own, 1 - tail))
    found.high = 1 - (1 - found) * float(fdtri(rest, own, tail))
    found.dropped, found.item_rest_r = np.full(k, np.nan), np.empty(k)
    for item in range(k):
        others = np.delete(np.arange(k), item)
        left = covariance[np.ix_(others, others)]
        if len(left) > 1:
            found.dropped[item] = _alpha(left)
        with_rest = covariance[item, others].sum()
        found.item_rest_r[item] = with_rest / sqrt(covariance[item, item] * left.sum())
    return found


def omega(items: ArrayLike, counts: ArrayLike | None = None) -> Omega:
    """McDonald's omega (1999) of three items or more: (Σλ)² / ((Σλ)² + Σψ).

    One factor, fitted to the covariances by maximum likelihood (Jöreskog 1967).
    """
    n, covariance = _moments(items, counts, fewest=FEWEST_FOR_OMEGA)
    scale = np.sqrt(np.diag(covariance))
    loadings, own, distance = _one_factor(_correlation(covariance))
    found = Omega.of(loadings * scale, own * scale**2)
    k = len(covariance)
    found.n, found.freedom = n, k * (k - 3) // 2
    found.chi2 = n * distance
    found.p = found.cfi = found.rmsea = float("nan")
    if found.freedom:
        excess = max(0.0, found.chi2 - found.freedom)
        unrelated = -n * float(np.linalg.slogdet(_correlation(covariance))[1])
        found.p = float(chdtrc(found.freedom, found.chi2))
        found.rmsea = sqrt(excess / (found.freedom * n))
        reference = max(excess, unrelated - k * (k - 1) / 2)
        found.cfi = 1 - excess / reference if reference > 0 else 1.0
    return found


def _moments(items: ArrayLike, counts: ArrayLike | None, fewest: int) -> _Moments:
    x = np.asarray(items, dtype=float)
    if x.ndim != 2 or x.shape[1] < fewest:  # noqa: PLR2004 - respondents by items
        raise ValueError(f"Items are an array of respondents by {fewest} items or more.")
    c = np.ones(len(x)) if counts is None else np.asarray(counts, dtype=float)
    if c.shape != (len(x),) or not np.isfinite(c).all() or (c < 0).any():
        raise ValueError("Counts are one number a row, and none is below zero.")
    complete = np.isfinite(x).all(axis=1) & (c > 0)
    x, c = x[complete], c[complete]
    n = round(float(c.sum()))
    if n <= fewest:
        raise ValueError("Too few answered every item to tell whether the items agree.")
    centered = x - c @ x / n
    covariance = (centered * c[:, None]).T @ centered / (n - 1)
    if (np.diag(covariance) <= 0).any():
        raise ValueError("An item that everyone answers alike cannot agree with the others.")
    return _Moments(n, covariance)


def _alpha(covariance: Numbers) -> float:
    k, total = len(covariance), float(covariance.sum())
    return k / (k - 1) * (1 - float(np.trace(covariance)) / total) if total > 0 else -np.inf


def _correlation(covariance: Numbers) -> Numbers:
    scale = np.sqrt(np.diag(covariance))
    return np.asarray(covariance / np.outer(scale, scale))


def _one_factor(correlation: Numbers) -> tuple[Numbers, Numbers, float]:
    """Loadings, own variances and the distance to minimum of the one-factor likelihood.

    For given own variances ψ the best loadings come from the first eigenvector of
    ψ^-½ R ψ^-½, which leaves a search over log ψ alone.
    """
    k = len(correlation)

    def given(log_own: Numbers) -> tuple[float, Numbers]:
        own = np.exp(log_own)
        values, vectors = np.linalg.eigh(correlation / np.sqrt(np.outer(own, own)))
        first = max(float(values[-1]), 1.0)
        loadings = np.sqrt(own * (first - 1)) * vectors[:, -1]
        rest = values[:-1]
        distance = float(np.sum(rest - np.log(np.maximum(rest, HEYWOOD)) - 1))
        return distance, loadings

    def slope(log_own: Numbers) -> tuple[float, Numbers]:
        distance, loadings = given(log_own)
        own = np.exp(log_own)
        fitted = np.outer(loadings, loadings) + np.diag(own)
        return distance, np.diag(fitted - correlation) / own

    start = np.log(np.clip(1 / np.diag(np.linalg.pinv(correlation)), HEYWOOD, 1) * (1 - 0.5 / k))
    found = minimize(
        slope,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(np.log(HEYWOOD), 0.0)] * k,
        options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 2000},
    )
    distance, loadings = given(found.x)
    return loadings * (1 if loadings.sum() >= 0 else -1), np.exp(found.x), distance
