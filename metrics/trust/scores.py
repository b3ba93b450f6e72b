"""Answers turned into scores from 0 to 100 (STATISTICS.md, 1.10).

POMP, percent of maximum possible: Cohen and others 1999, *Multivariate Behavioral Research*
34:315. A missing answer is nan and stays missing; it is never a middle value.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]

ANSWERED = 0.6
ROUNDING = 1e-9


def pomp(answers: ArrayLike, low: float, high: float, *, reverse: bool = False) -> Numbers:
    """100·(x - low)/(high - low), turned round where `reverse`; the shape stays."""
    x = np.asarray(answers, dtype=float)
    if not low < high:
        raise ValueError("A scale begins below its end.")
    if ((x < low) | (x > high)).any():
        raise ValueError(f"An answer lies outside the scale from {low:g} to {high:g}.")
    share = (x - low) / (high - low)
    return 100 * (1 - share if reverse else share)


def index(
    items: ArrayLike,
    low: float,
    high: float,
    *,
    reverse: Collection[int] = (),
    answered: float = ANSWERED,
) -> Numbers:
    """Each respondent's mean score over the items answered, from respondents by items.

    nan for those who answered fewer than `answered` of the items, rounded up: three of five.
    `reverse` lists the columns whose direction is the other way. One number a respondent, so
    a table of patterns with counts keeps its counts.
    """
    x = np.asarray(items, dtype=float)
    if x.ndim != 2 or not x.shape[1]:  # noqa: PLR2004 - respondents by items
        raise ValueError("Items are an array of respondents by items.")
    scored = pomp(x, low, high)
    turned = list(reverse)
    scored[:, turned] = 100 - scored[:, turned]
    given = np.isfinite(scored)
    enough = given.sum(axis=1) >= max(1, ceil(answered * x.shape[1] - ROUNDING))
    total = np.where(given, scored, 0).sum(axis=1)
    return np.where(enough, total / np.maximum(given.sum(axis=1), 1), np.nan)
