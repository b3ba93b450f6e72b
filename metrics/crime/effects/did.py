"""Difference in differences: effects of areas and months taken out, errors by cluster.

STATISTICS.md, sections 2.8 and 3.8. The small-sample factor is that of Stata's xtreg and of
fixest: areas nested in the clusters are not counted as parameters (Cameron & Miller 2015,
J. Human Resources 50:317, section II.B). `count_areas=True` counts them, as areg does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import t as student

from metrics.crime.effects.absorbing import Groups, NotEstimableError, absorbed, independent

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]

LEVEL = 0.95
FEWEST_CLUSTERS = 2


@dataclass(frozen=True)
class Fit:
    """Estimates of the first columns of x, in order; nan where a column could not be told apart.

    `se` is the clustered error (or the robust one that was asked for), `df` the degrees of
    freedom of its t, `covariance` among the same columns.
    """

    coefficients: Numbers
    covariance: Numbers
    n: int
    clusters: int
    df: int

    @property
    def se(self) -> Numbers:
        return np.sqrt(np.diag(self.covariance))

    @property
    def p(self) -> Numbers:
        """Two-sided, by t with one degree less than there are clusters."""
        sides: Numbers = 2 * student.sf(np.abs(self.coefficients / self.se), self.df)
        return sides

    def interval(self, place: int = 0, level: float = LEVEL) -> tuple[float, float]:
        reach = float(student.ppf(0.5 + level / 2, self.df)) * float(self.se[place])
        middle = float(self.coefficients[place])
        return middle - reach, middle + reach


@dataclass(frozen=True)
class Panel:
    """Rows of (area, month) with what is needed to fit; made once, fitted often."""

    areas: Groups
    months: Groups
    clusters: Groups

    @classmethod
    def of(cls, areas: ArrayLike, months: ArrayLike, clusters: ArrayLike | None = None) -> Panel:
        groups = Groups.of(areas)
        by = groups if clusters is None else Groups.of(clusters)
        return cls(groups, Groups.of(months), by)

    @property
    def nested(self) -> bool:
        """Whether each area lies in one cluster."""
        pairs = len(np.unique(self.areas.codes * self.clusters.size + self.clusters.codes))
        return pairs == self.areas.size

    def parameters(self, columns: int, *, count_areas: bool) -> int:
        counted = self.areas.size - 1 if count_areas or not self.nested else 0
        return columns + self.months.size + counted


def fixed_effects(  # noqa: PLR0913 - a regression has as many sides
    y: ArrayLike,
    x: ArrayLike,
    areas: ArrayLike,
    months: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    controls: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    count_areas: bool = False,
    robust: bool = False,
) -> Fit:
    """Least squares of y (n,) on x (n,) or (n, k), with effects of areas and of months.

    Clusters are the areas unless given. `controls` are columns whose estimates nobody asks for;
    those that are collinear are left out. `robust` gives HC1 errors in place of clustered ones.
    """
    panel = Panel.of(areas, months, clusters)
    y = np.asarray(y, dtype=float)
    w = np.ones(len(y)) if weights is None else np.asarray(weights, dtype=float)
    columns = as_columns(x)
    asked = columns.shape[1]
    if controls is not None:
        columns = np.hstack([columns, as_columns(controls)])
    if not (np.isfinite(y).all() and np.isfinite(columns).all() and (w > 0).all()):
        raise NotEstimableError("Every row needs numbers, and a weight above zero.")
    size = np.sqrt((w[:, None] * columns**2).sum(axis=0))
    left = absorbed(np.column_stack([y, columns]), w, (panel.areas, panel.months))
    kept = independent(left[:, 1:], w, size)
    if not any(place < asked for place in kept):
        raise NotEstimableError("Areas and months explain all of what should have an effect.")
    z, target = left[:, 1:][:, kept], left[:, 0]
    bread = np.linalg.inv(z.T @ (z * w[:, None]))
    found = bread @ (z.T @ (w * target))
    scores = z * (w * (target - z @ found))[:, None]
    if robust:
        n = len(y)
        k = panel.parameters(len(kept), count_areas=True)
        meat = scores.T @ scores * n / (n - k)
    else:
        k = panel.parameters(len(kept), count_areas=count_areas)
        meat = clustered(scores, panel.clusters, k)
    return placed(found, bread @ meat @ bread, kept, asked, len(y), panel.clusters.size)


def as_columns(x: ArrayLike) -> Numbers:
    array = np.asarray(x, dtype=float)
    return array[:, None] if array.ndim == 1 else array


def clustered(scores: Numbers, clusters: Groups, parameters: int) -> Numbers:
    """Sum over clusters of the products of summed scores, times G/(G-1)·(n-1)/(n-k)."""
    n, g = len(scores), clusters.size
    if g < FEWEST_CLUSTERS:
        raise NotEstimableError("Errors by cluster need two clusters at least.")
    sums = clusters.sums @ scores
    if n <= parameters:
        raise NotEstimableError("There are more things to estimate than rows.")
    meat: Numbers = sums.T @ sums * (g / (g - 1) * (n - 1) / (n - parameters))
    return meat


def placed(  # noqa: PLR0913, PLR0917 - puts the parts where they belong
    found: Numbers, covariance: Numbers, kept: list[int], asked: int, n: int, clusters: int
) -> Fit:
    """Estimates of the asked columns, nan for those that were left out."""
    places = [(row, place) for row, place in enumerate(kept) if place < asked]
    coefficients = np.full(asked, np.nan)
    between = np.full((asked, asked), np.nan)
    for row, place in places:
        coefficients[place] = found[row]
        for other, there in places:
            between[place, there] = covariance[row, other]
    return Fit(coefficients, between, n, clusters, clusters - 1)
