"""Intervals for a share. Wilson's for showing, the exact ones for deciding whether to show."""

from __future__ import annotations

from math import log, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from scipy.special import betaincinv, expit

from metrics.trust import student

if TYPE_CHECKING:
    from metrics.trust.estimates import Estimate

CONFIDENCE = 0.95
UPPER = (1 + CONFIDENCE) / 2
Z = NormalDist().inv_cdf(UPPER)
FEWEST = 30
NONE = 1e-9  # answers, after rounding
NARROW, WIDE = 0.05, 0.30
RELATIVE = 1.30


def wilson(p: float, n: float) -> tuple[float, float]:
    """Wilson's score interval for a share `p` of `n` (E. B. Wilson 1927; Newcombe 1998)."""
    center = p + Z * Z / (2 * n)
    half = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    spread = 1 + Z * Z / n
    low = 0.0 if p == 0 else (center - half) / spread
    high = 1.0 if p == 1 else (center + half) / spread
    return low, high


def clopper_pearson(p: float, n: float) -> tuple[float, float]:
    """The exact binomial interval for a share `p` of `n`; `n` need not be whole."""
    yes, no = p * n, n - p * n
    tail = 1 - UPPER
    low = 0.0 if yes < NONE else float(betaincinv(yes, no + 1, tail))
    high = 1.0 if no < NONE else float(betaincinv(yes + 1, no, UPPER))
    return low, high


def logit(found: Estimate, freedom: int | None = None) -> tuple[float, float]:
    """The interval of a weighted share that is even in its log odds, by Student's t.

    ln(p/(1-p)) ± t·SE/(p(1-p)), turned back into shares: R's `svyciprop(method="logit")`. A share
    of none or all has no odds, and is refused; `freedom` is n - 1 unless the design has fewer.
    """
    p = found.value
    if not 0 < p < 1:
        raise ValueError("A share of none or of all has no odds; take Wilson's interval.")
    middle = log(p / (1 - p))
    degrees = found.n - 1 if freedom is None else freedom
    reach = student.quantile(UPPER, degrees) * found.se / (p * (1 - p))
    return float(expit(middle - reach)), float(expit(middle + reach))


def korn_graubard(
    found: Estimate, freedom: int | None = None, *, capped: bool = True
) -> tuple[float, float]:
    """Clopper and Pearson's interval on the effective n of a weighted share.

    n_eff · (t(n-1) / t(freedom))², never above n when `capped` (Korn and Graubard 1998, as the
    US National Center for Health Statistics applies it); `freedom` is n - 1 unless the design
    has fewer degrees.
    """
    n_eff = found.n_eff
    if found.n > 1:
        ratio = student.quantile(UPPER, found.n - 1) / student.quantile(
            UPPER, found.n - 1 if freedom is None else freedom
        )
        n_eff *= ratio**2
    return clopper_pearson(found.value, min(n_eff, found.n) if capped else n_eff)


def presentable(found: Estimate, freedom: int | None = None) -> bool:
    """Whether a share is firm enough to print, by the rule of the US health statistics.

    No: n or n_eff below 30, an interval as wide as 30 points, or one wider than 5 points
    and than 130 % of the share (NCHS, Series 2, No. 175, 2017).
    """
    if min(found.n, found.n_eff) < FEWEST:
        return False
    low, high = korn_graubard(found, freedom)
    width = high - low
    return width <= NARROW or (width < WIDE and width <= RELATIVE * found.value)
