"""Effects of areas and months taken out of columns, and which columns are then left to estimate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]
    Codes = NDArray[np.intp]

ROUNDS = 10_000
CLOSE = 1e-12
COLLINEAR = 1e-9


class NotEstimableError(ValueError):
    """The data cannot answer the question: nothing varies, or a rate is zero for good."""


@dataclass(frozen=True)
class Groups:
    """A partition of n rows: a sum a group, in one sparse product."""

    codes: Codes
    size: int
    sums: csr_array

    @classmethod
    def of(cls, labels: ArrayLike) -> Groups:
        found, codes = np.unique(np.asarray(labels), return_inverse=True)
        codes = codes.astype(np.intp)
        n, size = len(codes), len(found)
        sums = csr_array((np.ones(n), (codes, np.arange(n))), shape=(size, n))
        return cls(codes, size, sums)

    def less_means(self, columns: Numbers, w: Numbers) -> Numbers:
        """Columns (n, k) less their weighted mean in each group."""
        totals = self.sums @ w
        means = (self.sums @ (columns * w[:, None])) / np.where(totals > 0, totals, 1)[:, None]
        less: Numbers = columns - means[self.codes]
        return less


def absorbed(columns: Numbers, w: Numbers, groups: tuple[Groups, ...]) -> Numbers:
    """Residuals of each column (n, k) on the effects of all groups, weights w.

    Alternating projections (Guimarães & Portugal 2010, Stata Journal 10:628; Correia 2016).
    One round is exact for one group, and two for a balanced panel with equal weights.
    """
    left = np.array(columns, dtype=float)
    scale = np.sqrt((w[:, None] * left * left).sum(axis=0)) + 1e-300
    for _ in range(ROUNDS):
        before = left
        for each in groups:
            left = each.less_means(left, w)
        moved = np.sqrt((w[:, None] * (left - before) ** 2).sum(axis=0)) / scale
        if len(groups) == 1 or moved.max(initial=0.0) < CLOSE:
            return left
    raise NotEstimableError("The effects of areas and months could not be told apart.")


def independent(columns: Numbers, w: Numbers, size: Numbers) -> list[int]:
    """Which columns say something that those before them do not.

    `size` is the length each had before anything was taken out of it: what is left of a
    column that areas and months explain is rounding, and must not be taken for news.
    """
    kept: list[int] = []
    basis: list[Numbers] = []
    root = np.sqrt(w)
    for place in range(columns.shape[1]):
        rest = columns[:, place] * root
        for _ in range(2):  # once more, since one pass leaves rounding behind
            for each in basis:
                rest = rest - each * (each @ rest)
        length = float(np.linalg.norm(rest))
        if length > COLLINEAR * max(float(size[place]), 1e-300):
            kept.append(place)
            basis.append(rest / length)
    return kept
