"""The standard error of what was weighted to known margins.

Weights raked to the population leave no error in what the margins explain, so an answer that
goes with age or education is known better than fixed weights would have it.
"""

from __future__ import annotations

from math import inf, sqrt
from typing import TYPE_CHECKING

import numpy as np

from metrics.trust.cells import distinct, tally, whole
from metrics.trust.weights import Raked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    from metrics.trust.cells import Cells

    Numbers = NDArray[np.float64]

NEGLIGIBLE = 1e-12  # singular values of margins that say the same


def calibrated_se(
    z: Numbers, w: Numbers, counts: Numbers, to: Raked | Mapping[str, ArrayLike]
) -> float:
    """SE of Σw·z, z being each answer's pull on the estimate, (y - mean)/Σw for a mean.

    z is regressed on the margins with the weights that raking began from (1 if `to` gives
    categories alone); with e what the margins leave, SE² = n/(n-1) · Σ(w·e - their mean)².
    Deville and Särndal 1992, *JASA* 87:376; equal to R's `svymean` on a raked design.
    """
    if isinstance(to, Raked):
        codes, base = dict(to.codes), to.base
    else:
        codes, base = {name: whole(name, code) for name, code in to.items()}, np.ones_like(z)
    if any(code.shape != z.shape for code in codes.values()):
        raise ValueError("What was calibrated to has one row for each answer.")
    if not codes or any((code < 0).any() for code in codes.values()):
        raise ValueError("Calibration needs margins, and their categories count from 0.")
    n = round(float(counts.sum()))
    if n == 1:
        return inf
    pull = w * (z - _explained(z, counts * base, distinct(codes, len(z))))
    centered = pull - float(np.sum(counts * pull)) / n
    return sqrt(n / (n - 1) * float(np.sum(counts * centered**2)))


def _explained(z: Numbers, mass: Numbers, cells: Cells) -> Numbers:
    """Least squares of z on the categories of all margins, fitted cell by cell."""
    weight, total = cells.sums(mass), cells.sums(mass * z)
    starts, width = {}, 0
    for name, code in cells.codes.items():
        starts[name] = width
        width += int(code.max()) + 1
    columns = {name: starts[name] + code for name, code in cells.codes.items()}
    left, right = np.zeros((width, width)), np.zeros(width)
    for one in columns.values():
        right += tally(one, total, width)
        for other in columns.values():
            pairs = tally(one * width + other, weight, width * width)
            left += pairs.reshape(width, width)
    effects = np.linalg.lstsq(left, right, rcond=NEGLIGIBLE)[0]
    fitted = sum((effects[column] for column in columns.values()), np.zeros(cells.count))
    return np.asarray(fitted)[cells.of]
