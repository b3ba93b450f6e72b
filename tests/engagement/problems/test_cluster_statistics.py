"""What stands out, as numbers alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from engagement.problems import cluster_statistics as stat

counts = st.integers(0, 500)
WINDOWS = 365 / 90


def chance(observed, before, prior=0.0, trend=1.0, windows=WINDOWS):
    numbers = [np.array([float(x)]) for x in (observed, before, prior, trend)]
    return float(stat.chances(*numbers, windows)[0])


def usual(before, prior=0.0, trend=1.0):
    numbers = [np.array([float(x)]) for x in (before, prior, trend)]
    return float(stat.expected(*numbers, WINDOWS)[0])


@given(counts, counts, st.floats(0, 200), st.floats(0.5, 3))
def test_a_chance_is_between_nothing_and_certain(observed, before, prior, trend):
    assert 0 <= chance(observed, before, prior, trend) <= 1


@given(counts, counts, st.floats(0, 200))
def test_more_of_it_is_never_more_likely_by_chance(observed, before, prior):
    assert chance(observed + 1, before, prior) <= chance(observed, before, prior) + 1e-12


@given(st.integers(1, 60), counts)
def test_where_it_was_common_before_it_says_less_now(observed, before):
    assert chance(observed, before + 20) >= chance(observed, before) - 1e-9


@given(st.integers(1, 60), st.integers(1, 200), st.floats(1, 3))
def test_where_the_city_raises_more_a_place_stands_out_less(observed, before, trend):
    assert chance(observed, before, 1, trend) >= chance(observed, before, 1, 1.0) - 1e-9


@given(st.integers(1, 40), st.integers(5, 200))
def test_not_knowing_the_rate_makes_chance_a_better_excuse(more, before):
    """In the tail, the plain Poisson distribution with the mean as its rate is bolder."""
    observed = usual(before) * 2 + more
    assert chance(np.ceil(observed), before) >= poisson.sf(np.ceil(observed) - 1, usual(before))


def test_none_is_always_as_likely_as_can_be():
    assert chance(0, 50) == pytest.approx(1.0)


def test_a_place_is_expected_to_go_on_as_it_was_or_as_the_city():
    assert usual(before=40, prior=40) == pytest.approx(40 / WINDOWS, rel=0.01)
    assert usual(before=0, prior=0) == pytest.approx(0, abs=1e-6)
    assert 0 < usual(before=0, prior=20) < 20 / WINDOWS


def test_the_prior_is_what_the_place_would_have_were_it_like_the_city():
    prior = stat.prior_rates(np.array([[100.0], [10.0]]), np.array([500.0, 500.0]), 1000.0)

    assert prior.tolist() == [[50, 50], [5, 5]]


def test_a_trend_is_believed_within_bounds():
    found = stat.trends(np.array([0.0, 100, 9_000]), np.array([4_000.0, 405.6, 400]), WINDOWS)

    assert found.tolist() == [0.5, pytest.approx(1.0, abs=0.001), 3.0]


@given(st.lists(st.floats(0, 1), max_size=60), st.floats(0.001, 0.5))
def test_what_is_kept_is_always_the_smallest(found, q):
    found = np.array(found)
    kept = stat.stand_out(found, q)

    if kept.any() and not kept.all():
        assert found[kept].max() < found[~kept].min()
    assert (found[kept] <= q).all()


def test_of_many_corners_where_nothing_is_going_on_hardly_any_stand_out():
    dice = np.random.default_rng(7)
    kept = 0
    for _ in range(40):
        rate = dice.gamma(2, 2, 500)
        before, now = dice.poisson(rate * WINDOWS), dice.poisson(rate)
        prior = np.full(500, 4 * WINDOWS)
        found = stat.chances(now.astype(float), before.astype(float), prior, np.ones(500), WINDOWS)
        kept += bool(stat.stand_out(found, 0.05).any())

    assert kept <= 4  # 5 of 100 such cities, and some luck


def test_a_true_cluster_among_many_quiet_corners_is_found():
    before, now = np.full(2000, 4.0), np.full(2000, 1.0)
    now[17] = 12
    found = stat.chances(now, before, before, np.ones(2000), WINDOWS)

    assert np.nonzero(stat.stand_out(found, 0.05))[0].tolist() == [17]


def test_nothing_looked_at_is_nothing_found():
    assert stat.stand_out(np.zeros(0), 0.05).tolist() == []
