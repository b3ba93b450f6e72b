"""Forecasts made again from each month of the past, and what came of them.

The ranges that are shown come from here (split conformal; Vovk, Gammerman & Shafer 2005; Lei
et al. 2018): as wide as it took to hold that share of what came, in the past. A method is used
only where it beat the same month a year ago (STATISTICS.md, section 2.9).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from metrics.crime.ahead.methods import LEVELS, METHODS, Path, whole
from metrics.crime.ahead.scoring import coverage, mase, seasonal_error, wis

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from metrics.crime.ahead.methods import Method

    Numbers = NDArray[np.float64]

FIRST_ORIGIN = 36
MOST_ORIGINS = 24
FEWEST_ORIGINS = 12
TOO_WIDE = 2.0


@dataclass(frozen=True)
class Record:
    """What came of one method: (origins, months ahead) of forecasts, and of what was observed."""

    method: str
    observed: Numbers
    median: Numbers
    ranges: dict[float, tuple[Numbers, Numbers]]
    scale: float

    @property
    def mase(self) -> float:
        return mase(self.observed, self.median, self.scale)

    @property
    def wis(self) -> float:
        return float(np.mean(wis(self.observed, self.median, self.ranges)))

    @property
    def over(self) -> float:
        """How much more was foreseen than came, as a share of what came."""
        came = float(self.observed.sum())
        return float(self.median.sum() - came) / came if came else float("nan")

    def coverage(self, level: float) -> float:
        return coverage(self.observed, *self.ranges[level])

    def distances(self) -> Numbers:
        """How far off, in units of a count's own spread: (origins, months ahead)."""
        return np.abs(self.observed - self.median) / np.sqrt(self.median + 1)


@dataclass(frozen=True)
class Ahead:
    """What may come of one series, and how well it was foreseen before.

    `withheld` says why nothing is shown: "short", "few" or "wide"; then `path` is None.
    `held` is how often the ranges held in the past, each made only from what came before it.
    """

    path: Path | None
    method: str
    records: dict[str, Record]
    held: dict[float, float]
    withheld: str = ""


def past(y: ArrayLike, method: str, ahead: int, *, first_month: int = 1) -> Record | None:
    """The method from each of the last origins; None where there are too few."""
    y = np.asarray(y, dtype=float)
    last = len(y) - ahead
    origins = range(max(FIRST_ORIGIN, last - MOST_ORIGINS + 1), last + 1)
    if len(origins) < FEWEST_ORIGINS:
        return None
    made: Method = METHODS[method]
    paths = [made(y[:origin], ahead, first_month=first_month) for origin in origins]
    return Record(
        method,
        np.array([y[origin : origin + ahead] for origin in origins]),
        np.array([path.median for path in paths]),
        {
            level: (
                np.array([path.ranges[level][0] for path in paths]),
                np.array([path.ranges[level][1] for path in paths]),
            )
            for level in LEVELS
        },
        seasonal_error(y[: origins[0]]),
    )


def conformal(distances: ArrayLike, level: float) -> float:
    """The distance that held this share of the past: its ⌈(n+1)·level⌉-th smallest.

    Infinite where the past is too short to know.
    """
    known = np.sort(np.asarray(distances, dtype=float).ravel())
    place = ceil((len(known) + 1) * level)
    return float(known[place - 1]) if place <= len(known) else float("inf")


def around(median: Numbers, distances: Numbers) -> dict[float, tuple[Numbers, Numbers]]:
    """Ranges around the middle for each month ahead, from past distances (origins, ahead).

    Months ahead are pooled: with two dozen origins each alone could not give 95 %.
    """
    spread = np.sqrt(median + 1)
    ranges = {}
    for level in LEVELS:
        reach = conformal(distances, level) * spread
        ranges[level] = (median - reach, median + reach)
    return ranges


def held(record: Record) -> dict[float, float]:
    """How often ranges made from earlier origins alone held later ones (second half)."""
    half = len(record.observed) // 2
    kept = {level: [] for level in LEVELS}  # type: dict[float, list[float]]
    ahead = record.observed.shape[1]
    for origin in range(half, len(record.observed)):
        known = record.distances()[: max(origin - ahead + 1, 1)]
        ranges = whole(Path(record.median[origin], around(record.median[origin], known))).ranges
        for level in LEVELS:
            kept[level].append(coverage(record.observed[origin], *ranges[level]))
    return {level: float(np.mean(found)) for level, found in kept.items()}


def look_ahead(y: ArrayLike, ahead: int = 3, *, first_month: int = 1, fewest: float = 10) -> Ahead:
    """What may come of monthly counts y, whose first month of the year is `first_month`.

    `fewest` is how many a month there must be, as the mean of the last year. Nothing is said
    when the 95 % range is wider than twice the level.
    """
    y = np.asarray(y, dtype=float)
    if len(y) and y[-12:].mean() < fewest:
        return Ahead(None, "", {}, {}, "few")
    records = {name: past(y, name, ahead, first_month=first_month) for name in METHODS}
    known = {name: record for name, record in records.items() if record is not None}
    if len(known) < len(METHODS) or not np.isfinite(known["seasonal_naive"].scale):
        return Ahead(None, "", {}, {}, "short")
    naive, other = known["seasonal_naive"], known["harmonic"]
    better = other.mase < naive.mase and other.wis < naive.wis
    best = other if better else naive
    median = METHODS[best.method](y, ahead, first_month=first_month).median
    path = whole(Path(median, around(median, best.distances())))
    low, high = path.ranges[0.95]
    wide = bool(((high - low) > TOO_WIDE * np.maximum(path.median, 1)).any())
    return Ahead(None if wide else path, best.method, known, held(best), "wide" if wide else "")
