"""One area, many months: was there a step when the program began?

Lopez Bernal, Cummins & Gasparrini 2017 (Int. J. Epidemiology 46:348): Poisson regression with
a step, a trend, waves of the year and an offset; the variance may exceed the mean (quasi-Poisson);
errors that follow one another by Newey & West 1987. STATISTICS.md, section 3.10.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import f as fisher
from scipy.stats import norm

from metrics.crime.effects.absorbing import NotEstimableError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]

ROUNDS, CLOSE = 100, 1e-12


@dataclass(frozen=True)
class Regression:
    """A quasi-Poisson fit: coefficients (k,), their scaled covariance, dispersion, deviance."""

    coefficients: Numbers
    unscaled: Numbers
    dispersion: float
    deviance: float
    expected: Numbers
    x: Numbers
    y: Numbers

    @property
    def se(self) -> Numbers:
        return np.sqrt(np.diag(self.unscaled) * self.dispersion)

    @property
    def poisson_se(self) -> Numbers:
        """As if the variance were the mean."""
        return np.sqrt(np.diag(self.unscaled))

    @property
    def df(self) -> int:
        return len(self.y) - len(self.coefficients)

    def newey_west(self, lag: int) -> Numbers:
        """Errors that allow residuals to follow one another for `lag` months."""
        scores = self.x * (self.y - self.expected)[:, None]
        meat = scores.T @ scores
        for step in range(1, lag + 1):
            shifted = scores[step:].T @ scores[:-step]
            meat = meat + (1 - step / (lag + 1)) * (shifted + shifted.T)
        return np.sqrt(np.diag(self.unscaled @ meat @ self.unscaled))

    def ratio(self, place: int, se: float | None = None) -> tuple[float, float, float]:
        """E to the coefficient, and its 95 % interval by the normal."""
        b = float(self.coefficients[place])
        reach = float(norm.ppf(0.975)) * float(self.se[place] if se is None else se)
        return float(np.exp(b)), float(np.exp(b - reach)), float(np.exp(b + reach))


def quasi_poisson(y: ArrayLike, x: ArrayLike, offset: ArrayLike | None = None) -> Regression:
    """Poisson regression of y (n,) on x (n, k), the intercept among its columns."""
    y, x = np.asarray(y, dtype=float), np.asarray(x, dtype=float)
    shift = np.zeros(len(y)) if offset is None else np.asarray(offset, dtype=float)
    if len(y) <= x.shape[1] or not (y >= 0).all() or not y.any():
        raise NotEstimableError("There are too few months, or nothing was counted.")
    mu = y + 0.1
    eta = np.log(mu)
    deviance = np.inf
    for _ in range(ROUNDS):
        z = eta - shift + (y - mu) / mu
        inside = x.T @ (x * mu[:, None])
        found = np.linalg.lstsq(inside, x.T @ (mu * z), rcond=None)[0]
        eta = x @ found + shift
        mu = np.exp(np.clip(eta, -50, 50))
        with np.errstate(divide="ignore", invalid="ignore"):
            part = np.where(y > 0, y * np.log(y / mu), 0.0)
        now = float(2 * (part - (y - mu)).sum())
        if abs(now - deviance) <= CLOSE * (abs(now) + 0.1):
            break
        deviance = now
    else:
        raise NotEstimableError("The counts could not be fitted.")
    unscaled = np.linalg.pinv(x.T @ (x * mu[:, None]))
    dispersion = float(((y - mu) ** 2 / mu).sum()) / (len(y) - x.shape[1])
    return Regression(found, unscaled, dispersion, now, mu, x, y)


def waves(month: ArrayLike, pairs: int = 2, of: int = 12) -> Numbers:
    """Sines, then cosines, of a year: (n, 2·pairs)."""
    turn = 2 * np.pi * np.asarray(month, dtype=float) / of
    steps = range(1, pairs + 1)
    return np.column_stack([np.sin(k * turn) for k in steps] + [np.cos(k * turn) for k in steps])


@dataclass(frozen=True)
class Interrupted:
    """The step at the start as a ratio, by both kinds of error, and p of a change of slope."""

    step: Regression
    sloped: Regression
    lag: int

    @cached_property
    def ratio(self) -> tuple[float, float, float]:
        return self.step.ratio(1)

    @cached_property
    def newey_west(self) -> float:
        return float(self.step.newey_west(self.lag)[1])

    @cached_property
    def cautious_ratio(self) -> tuple[float, float, float]:
        """With the larger of the two errors."""
        return self.step.ratio(1, max(self.newey_west, float(self.step.se[1])))

    @cached_property
    def slope_p(self) -> float:
        gain = (self.step.deviance - self.sloped.deviance) / self.sloped.dispersion
        return float(fisher.sf(max(gain, 0.0), 1, self.sloped.df))


def interrupted(  # noqa: PLR0913 - a regression has as many sides
    y: ArrayLike,
    after: ArrayLike,
    month: ArrayLike,
    *,
    offset: ArrayLike | None = None,
    pairs: int = 2,
    lag: int = 3,
) -> Interrupted:
    """Y (n,) by month in order; `after` is 1 since the start; `month` of the year, 1 to 12."""
    after = np.asarray(after, dtype=float)
    n = len(after)
    time = np.arange(1, n + 1, dtype=float)
    if not 0 < after.sum() < n:
        raise NotEstimableError("There must be months before the start and after it.")
    x = np.column_stack([np.ones(n), after, waves(month, pairs), time])
    since = after * (time - time[after > 0][0])
    return Interrupted(
        quasi_poisson(y, x, offset), quasi_poisson(y, np.column_stack([x, since]), offset), lag
    )
