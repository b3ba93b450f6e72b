"""Whether something has changed between two waves or two areas, among all that was asked.

STATISTICS.md, section 2.5. A change is shown only when it is larger than what the samples
could be expected to find, and holds after all comparisons on the page have been counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import erfc, isfinite, sqrt
from typing import TYPE_CHECKING, Protocol, overload

import numpy as np

from metrics.trust.intervals import Z

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]

LEVEL = 0.05
DETECTABLE = 2.8  # z for 95 % and z for 80 %, together


class Measured(Protocol):
    """Anything with a value and its standard error; an `Estimate` is one."""

    @property
    def value(self) -> float: ...

    @property
    def se(self) -> float: ...


@dataclass(frozen=True)
class Change:
    """`difference` is after less before, with its standard error and 95 % interval.

    `p` is two-sided; `adjusted` is p after Benjamini and Hochberg over all that were tested
    together. `mde` is the smallest difference that these samples find four times in five.
    `shown` says whether the change may be called one: beyond the mde, and adjusted p < .05.
    """

    difference: float
    se: float
    z: float
    p: float
    low: float
    high: float
    mde: float
    adjusted: float
    shown: bool


@overload
def test(before: Measured, after: Measured, covariance: float = 0.0) -> Change: ...


@overload
def test(
    before: Sequence[Measured], after: Sequence[Measured], covariance: float | ArrayLike = 0.0
) -> tuple[Change, ...]: ...


def test(
    before: Measured | Sequence[Measured],
    after: Measured | Sequence[Measured],
    covariance: float | ArrayLike = 0.0,
) -> Change | tuple[Change, ...]:
    """Difference over its error, (after - before)/√(SE² + SE² - 2·Cov), of one pair or a page.

    Give lists to have every p adjusted for the others. `covariance` is that of the two
    estimates, one number or one a pair: zero for separate samples, above zero for a panel.
    """
    if isinstance(before, Sequence) and isinstance(after, Sequence):
        return _tests(before, after, covariance)
    if isinstance(before, Sequence) or isinstance(after, Sequence):
        raise ValueError("Give two estimates, or two lists of them.")  # noqa: TRY004 - of shapes
    (one,) = _tests([before], [after], covariance)
    return one


def adjusted(p: ArrayLike) -> Numbers:
    """Probabilities after Benjamini and Hochberg 1995, in the order given; R's `p.adjust`."""
    given = np.asarray(p, dtype=float)
    if given.ndim != 1 or not ((given >= 0) & (given <= 1)).all():
        raise ValueError("Give a row of probabilities.")
    m = len(given)
    order = np.argsort(given)[::-1]
    raised = np.minimum.accumulate(given[order] * m / np.arange(m, 0, -1))
    back = np.empty(m)
    back[order] = np.minimum(raised, 1)
    return back


def detectable(se: float) -> float:
    """The difference between two waves, each with standard error `se`, found 4 times in 5."""
    return DETECTABLE * sqrt(2) * se


def panel_covariance(
    before: ArrayLike, after: ArrayLike, w: ArrayLike | None = None, counts: ArrayLike | None = None
) -> float:
    """Covariance of the two weighted means over people who answered in both waves.

    n/(n-1) · Σ w²(y₁ - mean₁)(y₂ - mean₂) / (Σw)², one row a person. Where only some are in
    both waves, multiply by (Σw of both)² / (Σw of wave 1 · Σw of wave 2).
    """
    one, two = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    w = np.ones_like(one) if w is None else np.asarray(w, dtype=float)
    c = np.ones_like(one) if counts is None else np.asarray(counts, dtype=float)
    if not one.shape == two.shape == w.shape == c.shape or one.ndim != 1:
        raise ValueError("Both waves' answers, weights and counts are rows of the same length.")
    n, weights = float(c.sum()), float(np.sum(c * w))
    if not (n > 1 and weights > 0):
        raise ValueError("A covariance needs two people who answered in both waves.")
    first = one - np.sum(c * w * one) / weights
    second = two - np.sum(c * w * two) / weights
    return n / (n - 1) * float(np.sum(c * w * w * first * second)) / weights**2


def _tests(
    before: Sequence[Measured], after: Sequence[Measured], covariance: float | ArrayLike
) -> tuple[Change, ...]:
    if len(before) != len(after):
        raise ValueError("Each estimate before has one after.")
    shared = np.broadcast_to(np.asarray(covariance, dtype=float), (len(before),)).tolist()
    found = [_change(*each) for each in zip(before, after, shared, strict=True)]
    ps = adjusted([change.p for change in found])
    return tuple(
        replace(
            change,
            adjusted=float(p),
            shown=bool(p < LEVEL and abs(change.difference) > change.mde),
        )
        for change, p in zip(found, ps, strict=True)
    )


def _change(before: Measured, after: Measured, covariance: float) -> Change:
    difference = after.value - before.value
    variance = before.se**2 + after.se**2 - 2 * covariance
    if not isfinite(difference) or not isfinite(covariance) or not variance > 0:
        raise ValueError("A change needs two estimates with errors, and a covariance below them.")
    se = sqrt(variance)
    z = difference / se
    p = erfc(abs(z) / sqrt(2))
    low, high = difference - Z * se, difference + Z * se
    return Change(difference, se, z, p, low, high, DETECTABLE * se, p, shown=False)
