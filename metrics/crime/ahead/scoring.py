"""How good forecasts were: MASE, the weighted interval score, and how often ranges held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]


def seasonal_error(y: ArrayLike, season: int = 12) -> float:
    """Mean distance of a month from the same month a year before: what MASE divides by.

    Hyndman & Koehler 2006 (Int. J. Forecasting 22:679). nan where a year has not passed, or
    where every year was the same.
    """
    y = np.asarray(y, dtype=float)
    if len(y) <= season:
        return float("nan")
    error = float(np.abs(y[season:] - y[:-season]).mean())
    return error or float("nan")


def mase(observed: ArrayLike, forecast: ArrayLike, scale: float) -> float:
    """Mean distance of forecasts, in units of `seasonal_error`. Below one beats last year."""
    distance = np.abs(np.asarray(observed, float) - np.asarray(forecast, float))
    return float(distance.mean() / scale)


def wis(
    observed: ArrayLike, median: ArrayLike, ranges: Mapping[float, tuple[ArrayLike, ArrayLike]]
) -> Numbers:
    """Weighted interval score, one a forecast; lower is better.

    Bracher, Ray, Gneiting & Reich 2021 (PLoS Comput. Biol. 17:e1008618). `ranges` gives low and
    high by level, such as 0.8.
    """
    y = np.asarray(observed, dtype=float)
    total = 0.5 * np.abs(y - np.asarray(median, dtype=float))
    for level, bounds in ranges.items():
        alpha = 1 - level
        low, high = (np.asarray(bound, dtype=float) for bound in bounds)
        score = high - low + 2 / alpha * (np.maximum(low - y, 0) + np.maximum(y - high, 0))
        total = total + alpha / 2 * score
    score = total / (len(ranges) + 0.5)
    return np.asarray(score, dtype=float)


def coverage(observed: ArrayLike, low: ArrayLike, high: ArrayLike) -> float:
    """The share of what came that lay within its range."""
    y = np.asarray(observed, dtype=float)
    inside = (y >= np.asarray(low, dtype=float)) & (y <= np.asarray(high, dtype=float))
    return float(inside.mean())
