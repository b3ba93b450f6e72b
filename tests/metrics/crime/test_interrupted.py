"""Interrupted series against R (STATISTICS.md, section 3.10)."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from metrics.crime.effects.absorbing import NotEstimableError
from metrics.crime.effects.interrupted import interrupted, quasi_poisson
from tests.real_data import real

ENDS = 1e-5  # glm stops when the deviance moves by 1e-8, and we go on


def columns(name):
    with real(name).open() as stream:
        rows = list(csv.DictReader(stream))
    return {key: np.array([float(row[key]) for row in rows]) for key in rows[0]}


@pytest.fixture(scope="module")
def sicily():
    return columns("trust/sicily.csv")


def test_the_smoking_ban_as_published(sicily):
    x = np.column_stack([np.ones(59), sicily["smokban"], sicily["time"]])

    fit = quasi_poisson(sicily["aces"], x, np.log(sicily["stdpop"]))

    assert fit.ratio(1)[0] == pytest.approx(0.894376508, abs=1e-9)
    # R's script takes 1.96 for the published interval
    bounds = np.exp(fit.coefficients[1] + np.array([-1.96, 1.96]) * fit.poisson_se[1])
    assert bounds == pytest.approx([0.86468588, 0.92508662], abs=1e-7)
    assert fit.se[1] == pytest.approx(0.032495945361, rel=ENDS)
    assert fit.dispersion == pytest.approx(3.55919463, rel=ENDS)
    assert fit.ratio(1)[1:] == pytest.approx((0.839189004, 0.953193303), rel=ENDS)


def test_the_smoking_ban_with_waves_of_the_year(sicily):
    found = interrupted(
        sicily["aces"], sicily["smokban"], sicily["month"], offset=np.log(sicily["stdpop"])
    )

    assert found.ratio == pytest.approx((0.885071547, 0.839400956, 0.93322701), abs=1e-7)
    assert found.step.dispersion == pytest.approx(2.26218641, rel=ENDS)
    assert found.slope_p == pytest.approx(0.427855522, rel=ENDS)
    assert found.newey_west == pytest.approx(0.0217680177, rel=ENDS)
    assert found.cautious_ratio == found.ratio  # the larger error is the quasi-Poisson one


def test_seat_belts():
    table = columns("trust/seatbelts.csv")
    months = np.column_stack([table["month"] == month for month in range(1, 13)])
    x = np.column_stack([table["law"], table["t"], months]).astype(float)

    fit = quasi_poisson(table["DriversKilled"], x)

    assert fit.ratio(0) == pytest.approx((0.873024206, 0.809651852, 0.941356785), rel=ENDS)
    assert fit.dispersion == pytest.approx(2.19638667, rel=ENDS)


def test_a_start_needs_months_on_both_sides():
    with pytest.raises(NotEstimableError, match="before the start and after"):
        interrupted(np.arange(20) + 1, np.ones(20), np.arange(20) % 12 + 1)
    with pytest.raises(NotEstimableError, match="too few months"):
        interrupted([3, 4, 5, 6], [0, 0, 1, 1], [1, 2, 3, 4])
