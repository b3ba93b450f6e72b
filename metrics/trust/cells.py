"""Rows that say the same, taken together.

What is true of a million answers is found in the few hundred combinations of age, sex and the
rest that occur among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    Codes = NDArray[np.int64]
    Numbers = NDArray[np.float64]

ROOM = 1 << 22  # combinations that may be counted without sorting, 32 MB of them


@dataclass(frozen=True)
class Cells:
    """`of` gives the cell of each row; `codes` the categories of each cell, by margin."""

    of: Codes
    codes: dict[str, Codes]
    count: int

    def sums(self, values: Numbers) -> Numbers:
        """Σ of one value a row, by cell."""
        return tally(self.of, values, self.count)


def tally(codes: Codes, values: Numbers, size: int = 0) -> Numbers:
    """Σ of values by category, for as many categories as `size` or as occur."""
    return np.asarray(np.bincount(codes, values, minlength=size), dtype=float)


def whole(name: str, codes: ArrayLike) -> Codes:
    """Categories as whole numbers from 0, one a row; refuses anything else."""
    given = np.asarray(codes)
    if given.ndim != 1:
        raise ValueError(f"The categories of {name} are one row of numbers, one a respondent.")
    if given.size and given.dtype.kind not in "biu":
        if given.dtype.kind != "f" or not np.isfinite(given).all():
            raise ValueError(f"The categories of {name} are whole numbers; none may be missing.")
        if (given != np.floor(given)).any():
            raise ValueError(f"The categories of {name} are whole numbers; none may be missing.")
    return given.astype(np.int64, copy=False)


def distinct(codes: Mapping[str, Codes], rows: int) -> Cells:
    """The combinations of categories that occur in so many rows; categories count from 0."""
    sizes = {name: int(code.max(initial=0)) + 1 for name, code in codes.items()}
    key = np.zeros(rows, dtype=np.int64)
    if prod(sizes.values()) <= ROOM:
        for name, code in codes.items():
            key = key * sizes[name] + code
        present = np.flatnonzero(np.bincount(key))
        number = np.zeros(prod(sizes.values()), dtype=np.int64)
        number[present] = np.arange(len(present))
        of = number[key]
    else:
        of = key
        for name, code in codes.items():
            # Renumbered after each margin, so that the key never outgrows its 64 bits.
            of = np.unique(of * sizes[name] + code, return_inverse=True)[1]
    count = int(of.max(initial=-1)) + 1
    some_row = np.zeros(count, dtype=np.int64)
    some_row[of] = np.arange(rows)
    return Cells(of, {name: code[some_row] for name, code in codes.items()}, count)
