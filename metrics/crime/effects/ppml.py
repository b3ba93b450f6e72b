"""Counts by area and month: Poisson pseudo-likelihood with effects of both and an offset.

Correia, Guimarães & Zylkin 2020 (Stata Journal 20:95): weighted least squares over and over,
with the effects taken out at each step. Right when the mean is right, whatever the variance
(Santos Silva & Tenreyro 2006); errors are clustered. Areas and months without any count say
nothing about a ratio and are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from metrics.crime.effects.absorbing import NotEstimableError, absorbed, independent
from metrics.crime.effects.did import Panel, as_columns, clustered, placed

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from metrics.crime.effects.did import Fit

    Numbers = NDArray[np.float64]
    Mask = NDArray[np.bool_]

ROUNDS = 200
CLOSE = 1e-10
BEYOND = 12.0  # an effect of e to this power is no effect, but a zero that never ends


@dataclass(frozen=True)
class Counts:
    """What a fit was made from, rows without information left out, and what it expects."""

    fit: Fit
    panel: Panel
    used: Mask
    expected: Numbers
    scores: Numbers
    bread: Numbers
    rest: Numbers  # x with the effects taken out

    @property
    def ratio(self) -> float:
        """Incidence rate ratio of the first column."""
        return float(np.exp(self.fit.coefficients[0]))

    @property
    def interval(self) -> tuple[float, float]:
        low, high = self.fit.interval()
        return float(np.exp(low)), float(np.exp(high))


def poisson(  # noqa: PLR0913 - a regression has as many sides
    y: ArrayLike,
    x: ArrayLike | None,
    areas: ArrayLike,
    months: ArrayLike,
    *,
    offset: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
) -> Counts:
    """Log E[y] = x·b + offset + effect of the area + effect of the month.

    y (n,) not below zero, x (n,) or (n, k) or None for the effects alone, offset as log people.
    Raises NotEstimableError where x is explained by areas and months, or where the counts it
    touches are all zero.
    """
    y = np.asarray(y, dtype=float)
    if not (np.isfinite(y).all() and (y >= 0).all()):
        raise NotEstimableError("Counts are numbers from zero.")
    areas, months = np.asarray(areas), np.asarray(months)
    columns = np.empty((len(y), 0)) if x is None else as_columns(x)
    shift = np.zeros(len(y)) if offset is None else np.asarray(offset, dtype=float)
    used = informative(y, areas, months)
    if not used.any():
        raise NotEstimableError("Nothing was counted.")
    by = areas if clusters is None else np.asarray(clusters)
    panel = Panel.of(areas[used], months[used], by[used])
    return _fitted(y[used], columns[used], shift[used], panel, used)


def informative(y: Numbers, areas: NDArray[np.generic], months: NDArray[np.generic]) -> Mask:
    """Rows whose area and month have any count, looked at until nothing more falls out."""
    used = np.ones(len(y), dtype=bool)
    while True:
        before = used.sum()
        for labels in (areas, months):
            _found, codes = np.unique(labels, return_inverse=True)
            totals = np.bincount(codes, y * used)
            used = used & (totals[codes] > 0)
        if used.sum() == before:
            return used


def _fitted(y: Numbers, columns: Numbers, shift: Numbers, panel: Panel, used: Mask) -> Counts:
    groups = (panel.areas, panel.months)
    mu = (y + y.mean()) / 2
    eta = np.log(mu)
    deviance = _deviance(y, mu)
    kept: list[int] = []
    for _ in range(ROUNDS):
        z = eta - shift + (y - mu) / mu
        left = absorbed(np.column_stack([z, columns]), mu, groups)
        size = np.sqrt((mu[:, None] * columns**2).sum(axis=0))
        kept = independent(left[:, 1:], mu, size)
        rest = left[:, 1:][:, kept]
        bread = np.linalg.inv(rest.T @ (rest * mu[:, None]))
        found = bread @ (rest.T @ (mu * left[:, 0]))
        if np.abs(found).max(initial=0) > BEYOND:
            raise NotEstimableError("Where the program was, nothing was counted at all.")
        eta = z - (left[:, 0] - rest @ found) + shift
        mu = np.exp(np.clip(eta, -50, 50))
        now = _deviance(y, mu)
        if abs(now - deviance) <= CLOSE * (abs(now) + 0.1):
            break
        deviance = now
    else:
        raise NotEstimableError("The counts could not be fitted.")
    if columns.shape[1] and not kept:
        raise NotEstimableError("Areas and months explain all of what should have an effect.")
    scores = rest * (y - mu)[:, None]
    meat = clustered(scores, panel.clusters, panel.parameters(len(kept), count_areas=False))
    covariance = bread @ meat @ bread
    fit = placed(found, covariance, kept, columns.shape[1], len(y), panel.clusters.size)
    return Counts(fit, panel, used, mu, scores, bread, rest)


def _deviance(y: Numbers, mu: Numbers) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(y > 0, y * np.log(y / mu), 0.0)
    return float(2 * (part - (y - mu)).sum())
