"""Percentiles of counts that add up: a sketch with steps that grow with the value.

After Masson, Rim and Lee, “DDSketch: a fast and fully-mergeable quantile sketch with
relative-error guarantees”, PVLDB 12 (2019). Step i holds values above g^(i-1) up to g^i with
g = (1 + a) / (1 - a); whatever lies in it is told as 2g^i / (g + 1), at most a share `a` of it off.
The sketch of two groups together is the sum of their counts, step by step.
"""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ALPHA = 0.01
GAMMA = (1 + ALPHA) / (1 - ALPHA)
SMALLEST = 1 / 3600  # hours; a reply within the same second counts as one after a second

# The step of a number of hours, in SQL.
STEP = f"ceil(ln(greatest({{hours}}, {SMALLEST!r}::float8)) / {math.log(GAMMA)!r}::float8)::int"


def step(value: float) -> int:
    """The step a value lies in; the smallest one's for anything smaller."""
    return math.ceil(math.log(max(value, SMALLEST)) / math.log(GAMMA))


def value_of(number: int) -> float:
    """The value that is at most a share `ALPHA` off from each in the step."""
    return 2 * GAMMA**number / (GAMMA + 1)


def quantile(counts: Mapping[int, int], q: float) -> float | None:
    """The value below which the share `q` lies, off by `ALPHA` of it at most; None of nothing.

    Between two values it lies on the line between them, as `percentile_cont` has it.
    """
    steps = sorted(number for number, n in counts.items() if n > 0)
    if not steps:
        return None
    below = list(accumulate(counts[number] for number in steps))
    rank = q * (below[-1] - 1)
    low, high = (
        value_of(next(number for number, n in zip(steps, below, strict=True) if n > place))
        for place in (math.floor(rank), math.ceil(rank))
    )
    return low + (high - low) * (rank - math.floor(rank))
