"""Where there is one area and one month, what is left is plain least squares.

ESS round 5, Belgium: trust in the police on what people think and who they are, as R's `lm`
with `sandwich` has it (STATISTICS.md, section 3.7).
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np
import pytest

from metrics.crime.effects.did import fixed_effects
from tests.real_data import real

if TYPE_CHECKING:
    from metrics.crime.effects.did import Fit

ASKED = ("plcpvcr", "agea", "female", "eduyrs", "hincfel")


def plain(y: np.ndarray, x: np.ndarray) -> Fit:
    one = np.zeros(len(y))
    return fixed_effects(y, x, one, one, robust=True)


def left(y: np.ndarray, x: np.ndarray) -> float:
    """Sum of squares that x and a constant leave of y."""
    residual = y - x @ plain(y, x).coefficients
    return float(len(y) * residual.var())


@pytest.mark.real_data
def test_trust_in_belgium_goes_with_how_well_crime_is_prevented():
    with real("trust/ESSBE5.csv").open(encoding="utf-8") as file:
        rows = [[row[name] for name in ("trstplc", *ASKED)] for row in csv.DictReader(file)]
    table = np.array([row for row in rows if not {"", "NA"} & set(row)], dtype=float)
    y, x = table[:, 0], table[:, 1:]

    fit = plain(y, x)

    assert fit.n == 1_648
    assert fit.coefficients[0] == pytest.approx(0.433734338, abs=5e-10)
    assert fit.se[0] == pytest.approx(0.029920007, abs=5e-10)  # HC1
    assert 1 - left(y, x) / (len(y) * y.var()) == pytest.approx(0.1790515, abs=5e-8)
    # The error of equal variances, by Frisch and Waugh: what others leave of the column.
    variance = left(y, x) / (len(y) - 6) / left(x[:, 0], x[:, 1:])
    assert variance**0.5 == pytest.approx(0.024958094, abs=5e-10)


def test_plain_least_squares_by_hand():
    x = np.array([0.0, 0, 0, 1, 1, 1, 1])
    y = np.array([1.0, 2, 3, 4, 5, 7, 8])

    fit = plain(y, x)

    assert fit.coefficients == pytest.approx([6 - 2])
    # Two means, each with its own squares: HC1 multiplies by 7 / (7 - 2).
    assert fit.se == pytest.approx([(7 / 5 * (2 / 9 + 10 / 16)) ** 0.5])
    assert left(y, x[:, None]) == pytest.approx(12)
