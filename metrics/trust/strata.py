"""A mean from a sample drawn stratum by stratum: a list sample of each neighbourhood, say."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from metrics.trust import student
from metrics.trust.cells import tally, whole
from metrics.trust.estimates import Estimate, design_effect
from metrics.trust.intervals import UPPER
from metrics.trust.weights import kish

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def stratified_mean(
    y: ArrayLike,
    w: ArrayLike,
    strata: ArrayLike,
    sizes: ArrayLike | None = None,
    counts: ArrayLike | None = None,
) -> Estimate:
    """Weighted mean of a stratified random sample, R's `svymean` with strata and fpc.

    `strata` numbers each row's stratum from 0; `sizes` gives how many people each stratum
    has, for the finite-population correction 1 - n/N, which is left out without them.
    SE² = Σ over strata of (1 - n/N)·n/(n-1)·Σ(z - mean z)², z = w(y - mean)/Σw (Cochran
    1977, 6.4); Student's t with n less the number of strata.
    """
    y, w = np.asarray(y, dtype=float), np.asarray(w, dtype=float)
    c = np.ones_like(y) if counts is None else np.asarray(counts, dtype=float)
    of = whole("the strata", strata)
    n = tally(of, c)
    if (n[n > 0] == 1).any():
        raise ValueError("A stratum with one answer has no variance; join it to another.")
    outside = np.zeros_like(n)
    if sizes is not None:
        people = np.asarray(sizes, dtype=float)
        if len(people) < len(n) or (people[: len(n)] < n).any():
            raise ValueError("A stratum has at least as many people as answers.")
        outside = n / np.where(n > 0, people[: len(n)], 1)
    weights = float(np.sum(c * w))
    value = float(np.sum(c * w * y)) / weights
    z = w * (y - value) / weights
    centers = tally(of, c * z) / np.maximum(n, 1)
    within = tally(of, c * (z - centers[of]) ** 2)
    se = sqrt(float(np.sum((1 - outside) * n / np.maximum(n - 1, 1) * within)))
    total, freedom = round(float(n.sum())), round(float(n.sum())) - int((n > 0).sum())
    spread = float(np.sum(c * w * (y - value) ** 2))
    kish_deff = kish(w, c)
    deff = kish_deff
    if se > 0:
        deff = design_effect(se, spread, (w, c), None)
    half = student.quantile(UPPER, freedom) * se
    return Estimate(
        value, se, total, total / kish_deff, deff, value - half, value + half, kish_deff
    )
