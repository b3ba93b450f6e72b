"""What may come: against R (STATISTICS.md, section 3.14), printed formulas and simulation."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.crime.ahead.methods import METHODS, above_chance, harmonic, seasonal_naive
from metrics.crime.ahead.origins import conformal, held, look_ahead, past
from metrics.crime.ahead.scoring import coverage, mase, seasonal_error, wis
from metrics.crime.ahead.surges import surges
from metrics.crime.effects.absorbing import NotEstimableError
from tests.real_data import real


@pytest.fixture(scope="module")
def drivers():
    with real("trust/ukdriverdeaths.csv").open() as stream:
        return np.array([float(row["y"]) for row in csv.DictReader(stream)])


def test_british_drivers_as_a_year_ago(drivers):
    path = seasonal_naive(drivers[:180], 12)

    assert path.median[0] == 1494
    low, high = path.ranges[0.95]
    assert (low[0], high[0]) == pytest.approx((1091.093586, 1896.906414), abs=1e-6)
    assert np.abs(path.median - drivers[180:192]).mean() == pytest.approx(111.583333, abs=1e-6)
    assert seasonal_error(drivers[:180]) == pytest.approx(156.386905, abs=1e-6)


def test_a_second_year_ahead_is_less_sure(drivers):
    low, high = seasonal_naive(drivers[:180], 13).ranges[0.95]

    assert (high - low)[12] / (high - low)[0] == pytest.approx(np.sqrt(2))


def test_mase_is_one_for_last_year_itself():
    y = np.arange(36) % 12 + np.repeat([0, 5, 10], 12)

    assert mase(y[24:], y[12:24], seasonal_error(y[:24])) == pytest.approx(1)
    assert np.isnan(seasonal_error(np.ones(40)))
    assert np.isnan(seasonal_error([1, 2]))


def test_the_interval_score_as_printed():
    # Bracher et al. 2021, eq. 2 by hand: median 5, 80 % range 3 to 8, 10 came.
    score = wis([10], [5], {0.8: ([3], [8])})

    assert score[0] == pytest.approx((0.5 * 5 + 0.1 * (5 + 2 / 0.2 * 2)) / 1.5)
    assert coverage([1, 5, 9], [2, 2, 2], [9, 9, 9]) == pytest.approx(2 / 3)


def test_conformal_takes_one_more_than_the_share():
    assert conformal(range(1, 20), 0.8) == 16
    assert conformal(range(1, 20), 0.95) == 19
    assert conformal(range(1, 10), 0.95) == float("inf")


def months(level=40.0, years=6, seed=3, jump=1.0):
    dice = np.random.default_rng(seed)
    month = np.arange(12 * years)
    mean = level * (1 + 0.35 * np.sin(2 * np.pi * month / 12)) * 1.05 ** (month / 12)
    y = dice.negative_binomial(20, 20 / (20 + mean)).astype(float)
    y[-1] = round(y[-1] * jump)
    return y


def test_waves_of_the_year_beat_last_year_where_there_are_waves():
    found = look_ahead(months(), 3)

    assert found.method == "harmonic"
    assert found.records["harmonic"].mase < found.records["seasonal_naive"].mase
    assert found.path is not None
    assert (found.path.median > 10).all()


def test_ranges_hold_about_as_often_as_they_say():
    kept = [held(past(months(seed=seed), "harmonic", 3)) for seed in range(12)]

    assert 0.70 < np.mean([each[0.8] for each in kept]) < 0.92
    assert 0.88 < np.mean([each[0.95] for each in kept]) <= 1


def test_nothing_is_said_of_few_reports_short_series_or_wild_ones():
    assert look_ahead(months(level=4)).withheld == "few"
    assert look_ahead(months(years=3)).withheld == "short"
    wild = np.where(np.arange(72) % 7 == 0, 200, 1) * np.random.default_rng(1).integers(1, 9, 72)
    found = look_ahead(wild)
    assert found.withheld == "wide"
    assert found.path is None
    assert look_ahead([]).withheld == "short"


def test_short_series_are_refused_by_each_method():
    with pytest.raises(NotEstimableError):
        seasonal_naive(range(12), 1)
    with pytest.raises(NotEstimableError):
        harmonic(range(20), 1)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=30, max_size=50), st.integers(1, 12))
def test_quantiles_are_whole_numbers_from_zero_in_order(counts, first):
    if not any(counts):
        return
    path = harmonic(counts, 3, first_month=first)
    (low80, high80), (low95, high95) = path.ranges[0.8], path.ranges[0.95]

    stacked = np.array([low95, low80, path.median, high80, high95])
    assert (stacked == np.round(stacked)).all()
    assert (stacked >= 0).all()
    assert (np.diff(stacked, axis=0) >= 0).all()


def test_a_topic_that_tripled_stands_out_among_quiet_ones():
    series = {f"quiet {n}": months(seed=n) for n in range(8)}
    series["parking"] = months(seed=20, jump=3)

    found = surges(series)

    assert [each.key for each in found] == ["parking"]
    assert found[0].observed > found[0].upper > found[0].expected
    assert found[0].p <= found[0].adjusted < 0.05


def test_quiet_topics_seldom_cry_wolf():
    alarms = sum(len(surges({n: months(seed=100 * run + n) for n in range(6)})) for run in range(8))

    assert alarms <= 1


def test_the_chance_of_as_many_or_more():
    assert above_chance(0, 3, float("inf")) == 1
    assert above_chance(10, 3, float("inf")) == pytest.approx(0.0011025, rel=1e-3)
    assert above_chance(10, 3, 5) > above_chance(10, 3, float("inf"))
    assert not surges({})
    assert set(METHODS) == {"seasonal_naive", "harmonic"}
