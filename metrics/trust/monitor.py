"""Watching a series of waves for a shift (STATISTICS.md, 2.5 and 3.11).

A signal asks for a review; it is not a finding. How rarely charts cry wolf is told by their
average run length (ARL), in waves.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp, floor, log, pi, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brentq
from scipy.special import log_ndtr, ndtr

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]

CUSUM = (0.5, 5.0)
EWMA = (0.2, 2.86)
BASELINE = 8  # waves that say what is usual
NODES = 80
FEWEST = 2


@dataclass(frozen=True)
class Chart:
    """A point a wave: the statistic above (`up`) and below (`down`), and its `limit`.

    `first` is the position of the first signal, or None.
    """

    up: Numbers
    down: Numbers
    limit: Numbers
    first: int | None


@dataclass(frozen=True)
class Break:
    """The shift of a mean that splits a series best.

    `at` is the last position before it, `low` and `high` its 95 % interval, `before` and
    `after` the means, `rss` the squares left on both sides.
    """

    at: int
    low: int
    high: int
    before: float
    after: float
    rss: float


def standardized(values: ArrayLike, se: ArrayLike, baseline: int = BASELINE) -> Numbers:
    """How unusual each wave is: its distance from the first waves' mean, in standard errors.

    The error joins the wave's sampling error and the spread between waves that sampling does
    not explain. Refuses a baseline of fewer than eight waves.
    """
    values, se = np.asarray(values, dtype=float), np.asarray(se, dtype=float)
    if values.shape != se.shape or not np.isfinite(values).all() or not (se > 0).all():
        raise ValueError("Each wave has a value and a standard error above zero.")
    if baseline < BASELINE or len(values) < baseline:
        raise ValueError(f"What is usual takes at least {BASELINE} waves to know.")
    usual, error = values[:baseline], se[:baseline]
    between = max(0.0, float(usual.var(ddof=1)) - float(np.mean(error**2)))
    return np.asarray((values - usual.mean()) / np.sqrt(se**2 + between))


def cusum(z: ArrayLike, reference: float = CUSUM[0], limit: float = CUSUM[1]) -> Chart:
    """Tabular CUSUM of standardized values (Page 1954; Montgomery, 9.1)."""
    z = np.asarray(z, dtype=float)
    up, down = np.zeros(len(z)), np.zeros(len(z))
    above = below = 0.0
    for t, value in enumerate(z.tolist()):
        above = max(0.0, above + value - reference)
        below = max(0.0, below - value - reference)
        up[t], down[t] = above, below
    return _chart(up, down, np.full(len(z), float(limit)))


def ewma(z: ArrayLike, weight: float = EWMA[0], width: float = EWMA[1]) -> Chart:
    """Exponentially weighted mean of standardized values (Roberts 1959), exact limits."""
    z = np.asarray(z, dtype=float)
    up, level = np.zeros(len(z)), 0.0
    for t, value in enumerate(z.tolist()):
        level = weight * value + (1 - weight) * level
        up[t] = level
    age = np.arange(1, len(z) + 1)
    limit = width * np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * age)))
    return _chart(up, -up, limit)


def cusum_run_length(
    shift: float = 0.0, reference: float = CUSUM[0], limit: float = CUSUM[1]
) -> float:
    """Waves until the two-sided CUSUM signals, on average, after a shift in sigmas.

    Page's integral equation by Gauss and Legendre for each side; 1/ARL adds up (Kemp 1961).
    """
    sides = (_one_sided(shift, reference, limit), _one_sided(-shift, reference, limit))
    return 1 / sum(1 / side for side in sides)


def ewma_run_length(shift: float = 0.0, weight: float = EWMA[0], width: float = EWMA[1]) -> float:
    """Waves until the EWMA with fixed limits signals, on average (Crowder 1987)."""
    edge = width * sqrt(weight / (2 - weight))
    nodes, masses = np.polynomial.legendre.leggauss(NODES)
    nodes, masses = nodes * edge, masses * edge
    kernel = masses * _density((nodes - (1 - weight) * nodes[:, None]) / weight - shift) / weight
    lengths = np.linalg.solve(np.eye(NODES) - kernel, np.ones(NODES))
    from_zero = masses * _density(nodes / weight - shift) / weight
    return float(1 + from_zero @ lengths)


def find_break(y: ArrayLike, margin: float = 0.15) -> Break:
    """The one break of the mean that leaves least unexplained, and how sure its date is.

    At least `margin` of the series lies on either side. Interval by Bai 1997, *Review of
    Economics and Statistics* 79:551, each side with its own variance, as R's `strucchange`.
    """
    y = np.asarray(y, dtype=float)
    n, edge = len(y), max(FEWEST, floor(margin * len(y)))
    if not np.isfinite(y).all() or n < 2 * edge:
        raise ValueError("A break needs two known values, or more, on either side.")
    candidates = np.arange(edge, n - edge + 1)
    sums = np.cumsum(y - y.mean())[candidates - 1]
    # With the mean taken out both sides' sums are opposite: RSS falls by S²(1/k + 1/(n-k)).
    gain = sums**2 * (1 / candidates + 1 / (n - candidates))
    k = int(candidates[gain.argmax()])
    before, after = float(y[:k].mean()), float(y[k:].mean())
    spread = (float(y[:k].var()), float(y[k:].var()))
    rss = k * spread[0] + (n - k) * spread[1]
    low, high = k - 1, k - 1
    if before == after:
        low, high = 0, n - 1
    elif min(spread) > 0:
        ratio = spread[1] / spread[0]
        unit = spread[0] / (after - before) ** 2
        upper = _quantile(0.975, ratio) * unit
        lower = _quantile(0.025, ratio) * unit
        low, high = max(0, k - 1 - ceil(upper)), min(n - 1, k - 1 - floor(lower))
    return Break(k - 1, low, high, before, after, rss)


def _chart(up: Numbers, down: Numbers, limit: Numbers) -> Chart:
    signals = np.flatnonzero((up > limit) | (down > limit))
    return Chart(up, down, limit, int(signals[0]) if signals.size else None)


def _one_sided(shift: float, reference: float, limit: float) -> float:
    nodes, masses = np.polynomial.legendre.leggauss(NODES)
    nodes, masses = (nodes + 1) * limit / 2, masses * limit / 2
    states = np.concatenate([[0.0], nodes])
    moves = np.empty((NODES + 1, NODES + 1))
    moves[:, 0] = ndtr(reference - shift - states)
    moves[:, 1:] = masses * _density(nodes + reference - shift - states[:, None])
    return float(np.linalg.solve(np.eye(NODES + 1) - moves, np.ones(NODES + 1))[0])


def _density(x: Numbers) -> Numbers:
    return np.asarray(np.exp(-x * x / 2) / sqrt(2 * pi))


def _bai(x: float, ratio: float) -> float:
    """Distribution of where the two-sided walk of Bai's theorem 3 peaks; `ratio` of variances."""
    if x == 0:
        return _bai_below(0.0, ratio)
    return _bai_below(-x, ratio) if x < 0 else 1 - _bai_below(x / ratio, 1 / ratio)


def _bai_below(size: float, ratio: float) -> float:
    """P(peak < -size): Bai's appendix B, with equal regressors on both sides."""
    tail = 1 / ratio
    root = sqrt(size)
    edge = -exp(log(size) / 2 - size / 8 - log(2 * pi) / 2) if size > 0 else 0.0
    far = exp(tail * (1 + tail) * size / 2 + float(log_ndtr(-(0.5 + tail) * root)))
    near = size / 2 - 2 + (ratio + 2) ** 2 / (ratio + 1)
    return edge - ratio * (ratio + 2) / (ratio + 1) * far + near * float(ndtr(-root / 2))


def _quantile(probability: float, ratio: float) -> float:
    def beyond(x: float) -> float:
        return _bai(x, ratio) - probability

    edge = 1.0 if beyond(0.0) < 0 else -1.0
    while beyond(edge) * edge < 0:
        edge *= 2
    return float(brentq(beyond, 0.0, edge))
