"""Two ways to say what may come: as a year ago, and waves of the year around a level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from scipy.stats import nbinom, norm, poisson

from metrics.crime.effects.absorbing import NotEstimableError
from metrics.crime.effects.interrupted import quasi_poisson, waves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]

SEASON = 12
LEVELS = (0.8, 0.95)
PAIRS = 2
FADES = 0.9  # what is left of a rise above the usual after one more month
FOLLOWS = (0.1, 0.2, 0.3, 0.5)  # how fast the level may follow what came
FEWEST = 24


@dataclass(frozen=True)
class Path:
    """A forecast: the middle for each month ahead, and low and high by level."""

    median: Numbers
    ranges: dict[float, tuple[Numbers, Numbers]]


class Method(Protocol):
    def __call__(self, y: ArrayLike, ahead: int, *, first_month: int = 1) -> Path: ...


def seasonal_naive(y: ArrayLike, ahead: int, *, first_month: int = 1) -> Path:  # noqa: ARG001
    """Each month as the same month a year before.

    Range: ± z · root mean square of yearly differences · √(years ahead), as in R's `snaive`
    (Hyndman & Athanasopoulos 2021, section 5.5).
    """
    y = np.asarray(y, dtype=float)
    if len(y) <= SEASON:
        raise NotEstimableError("A year and a month are needed.")
    steps = np.arange(ahead)
    median = y[len(y) - SEASON + steps % SEASON]
    spread = float(np.sqrt(np.mean((y[SEASON:] - y[:-SEASON]) ** 2)))
    reach = spread * np.sqrt(steps // SEASON + 1)
    ranges = {}
    for level in LEVELS:
        z = float(norm.ppf(0.5 + level / 2))
        ranges[level] = (median - z * reach, median + z * reach)
    return Path(median, ranges)


def harmonic(y: ArrayLike, ahead: int, *, first_month: int = 1) -> Path:
    """Negative binomial counts: two waves of the year around a level that follows and fades.

    The waves by quasi-Poisson; the level is an exponentially smoothed log ratio of what came to
    what the waves say, of which 0.9 is left a month on (a damped level: Gardner & McKenzie
    1985). Its speed is the one that foresaw best one month ahead. Variance μ + μ²/size, by
    moments. Quantiles are whole numbers from zero.
    """
    y = np.asarray(y, dtype=float)
    n = len(y)
    if n < FEWEST:
        raise NotEstimableError("Two years are needed.")
    month = (first_month - 1 + np.arange(n + ahead)) % SEASON + 1
    x = np.column_stack([np.ones(n + ahead), waves(month, PAIRS)])
    fit = quasi_poisson(y, x[:n])
    usual = np.exp(np.clip(x @ fit.coefficients, -20, 20))
    above = np.log((y + 0.5) / (usual[:n] + 0.5))
    tried = [_follow(y, usual[:n], above, speed) for speed in FOLLOWS]
    _error, level, expected = min(tried, key=lambda each: each[0])
    mean = usual[n:] * np.exp(level * FADES ** np.arange(1, ahead + 1))
    size = _size(y[SEASON:], expected[SEASON:])
    quantile = _quantiles(mean, size)
    ranges = {level: (quantile(0.5 - level / 2), quantile(0.5 + level / 2)) for level in LEVELS}
    return Path(quantile(0.5), ranges)


def _follow(
    y: Numbers, usual: Numbers, above: Numbers, speed: float
) -> tuple[float, float, Numbers]:
    """The error one month ahead, the level at the end, and what was expected each month."""
    level, expected = 0.0, np.empty(len(y))
    for place, each in enumerate(above):
        expected[place] = usual[place] * np.exp(FADES * level)
        level = (1 - speed) * FADES * level + speed * each
    return float(np.abs(y - expected)[SEASON:].mean()), level, expected


def _size(y: Numbers, expected: Numbers) -> float:
    """The size of the negative binomial by moments; infinite where counts vary as Poisson."""
    more = float(((y - expected) ** 2 - expected).sum())
    return float((expected**2).sum() / more) if more > 0 else float("inf")


def _quantiles(mean: Numbers, size: float):  # type: ignore[no-untyped-def]  # noqa: ANN202
    def quantile(share: float) -> Numbers:
        if np.isinf(size):
            return np.asarray(poisson.ppf(share, mean), dtype=float)
        return np.asarray(nbinom.ppf(share, size, size / (size + mean)), dtype=float)

    return quantile


def above_chance(observed: float, mean: float, size: float) -> float:
    """The probability of so many or more, by the negative binomial."""
    if np.isinf(size):
        return float(poisson.sf(observed - 1, mean))
    return float(nbinom.sf(observed - 1, size, size / (size + mean)))


METHODS: dict[str, Method] = {"seasonal_naive": seasonal_naive, "harmonic": harmonic}


def whole(path: Path) -> Path:
    """Counts are whole and not below zero; ranges are widened to whole numbers, never narrowed."""
    ranges = {
        level: (np.maximum(np.floor(low), 0), np.maximum(np.ceil(high), 0))
        for level, (low, high) in path.ranges.items()
    }
    return Path(np.maximum(np.round(path.median), 0), ranges)


def names() -> Sequence[str]:
    return list(METHODS)
