"""Counts of the last week that are more than usual, among all that were compared.

**The test.** Let x be the count of the last week and y that of the w weeks before. If both are
Poisson with one rate, then x, given n = x + y, is binomial with n trials and chance 1/(w + 1), and

    p = P(X >= x | n)                     (Przyborowski & Wilenski 1940, Biometrika 31)

is exact. Counts of concerns often vary more than that, as one event sends many. So where the
weeks before vary more than their mean m, with variance v (divided by w - 1), a second p is that
of the negative binomial of mean m and size m² / (v - m) (method of moments; Noufaily et al. 2013,
Statistics in Medicine 32, for counts of disease). The larger p of the two counts.

**Many at once.** Series with so few that no count could stand out are left out beforehand, which
is fair as the test is conditional on n (Tarone 1990). The others are bounded together by Benjamini
& Hochberg 1995: of what is told, on average at most 1 in 20 is chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
from scipy.stats import binom, nbinom

from metrics.trust.change import LEVEL, adjusted

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

K = TypeVar("K", bound="Hashable")
WEEKS = 8
FEWEST = 5  # in the last week; fewer are no increase that anybody could act on


@dataclass(frozen=True)
class Risen(Generic[K]):
    """`now` in the last week, `usual` the mean of the weeks before; `adjusted` is p over all."""

    key: K
    now: int
    usual: float
    p: float
    adjusted: float


def more_than_usual(now: int, before: Sequence[int]) -> float:
    """The chance of so many or more, if the last week were like the weeks before.

    Raises ValueError where there is no week before, or a count is below zero.
    """
    weeks = np.asarray(before, dtype=float)
    if not len(weeks) or now < 0 or (weeks < 0).any():
        raise ValueError("Give whole counts of one week and of some before it.")
    total = now + int(weeks.sum())
    exact = float(binom.sf(now - 1, total, 1 / (len(weeks) + 1)))
    mean = float(weeks.mean())
    spread = float(weeks.var(ddof=1)) if len(weeks) > 1 else 0.0
    if not mean or spread <= mean:
        return exact
    size = mean**2 / (spread - mean)
    return max(exact, float(nbinom.sf(now - 1, size, size / (size + mean))))


def could_stand_out(now: int, before: Sequence[int]) -> bool:
    """Whether, of so many in all, the most extreme week would be less likely than the level."""
    total = now + sum(before)
    return total >= FEWEST and (1 / (len(before) + 1)) ** total < LEVEL


def risen(series: Mapping[K, Sequence[int]]) -> list[Risen[K]]:
    """Of weekly counts, the last week last, those whose last week stands out; likeliest first."""
    looked = {key: weeks for key, weeks in series.items() if could_stand_out(weeks[-1], weeks[:-1])}
    if not looked:
        return []
    chances = [more_than_usual(weeks[-1], weeks[:-1]) for weeks in looked.values()]
    together = adjusted(chances)
    found = [
        Risen(key, weeks[-1], sum(weeks[:-1]) / len(weeks[:-1]), p, float(bound))
        for (key, weeks), p, bound in zip(looked.items(), chances, together, strict=True)
        if bound < LEVEL and weeks[-1] >= FEWEST
    ]
    return sorted(found, key=lambda each: (each.adjusted, -each.now))
