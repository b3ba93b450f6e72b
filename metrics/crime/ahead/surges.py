"""Topics that rose beyond what could be expected, among all that were looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from metrics.crime.ahead.methods import above_chance, whole
from metrics.crime.ahead.origins import look_ahead
from metrics.trust.change import LEVEL, adjusted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Surge:
    """More than the upper bound of a forecast made without the last month.

    `p` is the chance of so many or more; `adjusted` is p after Benjamini & Hochberg over all
    series that were looked at.
    """

    key: Any
    observed: int
    expected: float
    upper: float
    p: float
    adjusted: float


def surges(
    series: Mapping[Any, ArrayLike], *, first_month: int = 1, fewest: float = 10
) -> list[Surge]:
    """Of monthly counts that all end with the same month, those whose last month stands out."""
    looked = []
    for key, counts in series.items():
        y = np.asarray(counts, dtype=float)
        found = look_ahead(y[:-1], 1, first_month=first_month, fewest=fewest)
        if found.path is None:
            continue
        record = found.records[found.method]
        expected = float(found.path.median[0])
        more = float(((record.observed - record.median) ** 2 - record.median).sum())
        square = float((record.median**2).sum())
        size = square / more if more > 0 else float("inf")
        upper = float(whole(found.path).ranges[0.95][1][0])
        chance = above_chance(float(y[-1]), max(expected, 0.5), size)
        looked.append((key, int(y[-1]), expected, upper, chance))
    if not looked:
        return []
    together = adjusted([each[-1] for each in looked])
    return sorted(
        (
            Surge(*each, float(p))
            for each, p in zip(looked, together, strict=True)
            if p < LEVEL and each[1] > each[3]
        ),
        key=lambda surge: surge.adjusted,
    )
