"""Student's t: the one quantile that interval estimates need, without a library for it."""

from __future__ import annotations

from functools import lru_cache
from math import atan, cos, exp, lgamma, log1p, pi, sin, sqrt
from statistics import NormalDist

SMALL = 200
STEPS = 60  # far out, rounding can keep the last digits moving; the first ones stand


@lru_cache(maxsize=4096)
def quantile(probability: float, freedom: int) -> float:
    """The t value below which a share `probability` lies, for whole degrees of freedom.

    Above 200 degrees by the Cornish-Fisher expansion around the normal quantile
    (Abramowitz and Stegun 26.7.5, exact there to 1e-12); below by Newton's method on the
    finite sums for the distribution (26.7.3, 26.7.4), started from the same expansion.
    """
    if freedom < 1:
        raise ValueError("Student's t needs at least one degree of freedom.")
    start = _expanded(NormalDist().inv_cdf(probability), freedom)
    if freedom > SMALL:
        return start
    t = start
    for _ in range(STEPS):
        step = (_distribution(t, freedom) - probability) / _density(t, freedom)
        # From far out in the tail a full step would leap over the answer.
        step = max(-abs(t) - 1, min(abs(t) + 1, step))
        t -= step
        if abs(step) < 1e-13 * (1 + abs(t)):
            break
    return t


def _expanded(z: float, freedom: int) -> float:
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / float(freedom) ** power for power, term in enumerate(terms, start=1))


def _distribution(t: float, freedom: int) -> float:
    angle = atan(t / sqrt(freedom))
    square = cos(angle) ** 2
    if freedom % 2:
        term, total = cos(angle), 0.0
        for k in range(1, (freedom - 1) // 2 + 1):
            total += term
            term *= square * 2 * k / (2 * k + 1)
        inside = 2 / pi * (angle + sin(angle) * total)
    else:
        term, total = 1.0, 0.0
        for k in range(1, freedom // 2 + 1):
            total += term
            term *= square * (2 * k - 1) / (2 * k)
        inside = sin(angle) * total
    return (1 + inside) / 2


def _density(t: float, freedom: int) -> float:
    constant = lgamma((freedom + 1) / 2) - lgamma(freedom / 2)
    tail = (freedom + 1) / 2 * log1p(t * t / freedom)
    return exp(constant - tail) / sqrt(freedom * pi)
