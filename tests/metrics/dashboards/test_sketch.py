"""Percentiles from sketches: off by one in a hundred at most, and adding up."""

from collections import Counter

import numpy as np
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from metrics.dashboards.rollups import sketch

HOURS = st.floats(min_value=1 / 3600, max_value=100_000)
SHARE = st.floats(min_value=0, max_value=1)


def sketched(values):
    return Counter(sketch.step(value) for value in values)


@given(st.lists(HOURS, min_size=1, max_size=200), SHARE)
def test_a_percentile_is_off_by_one_in_a_hundred_at_most(values, share):
    exact = float(np.quantile(values, share))

    assert sketch.quantile(sketched(values), share) == pytest.approx(exact, rel=0.01 + 1e-9)


@given(st.lists(HOURS, max_size=50), st.lists(HOURS, max_size=50), SHARE)
def test_two_sketches_added_up_are_the_sketch_of_both(one, other, share):
    assert sketched(one) + sketched(other) == sketched(one + other)


def test_of_nothing_there_is_no_percentile():
    assert sketch.quantile({}, 0.5) is None
    assert sketch.quantile({3: 0}, 0.5) is None


def test_what_took_no_time_lies_in_the_first_step():
    assert sketch.step(0) == sketch.step(1 / 3600)


@given(HOURS)
def test_the_database_finds_the_same_step(hours):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sketch.STEP.format(hours='%s::float8')}", [hours])
        (found,) = cursor.fetchone()

    # At the very edge of a step the last digit decides; both sides are right there.
    assert abs(found - sketch.step(hours)) <= 1
    assert sketch.value_of(found) == pytest.approx(hours, rel=0.01 + 1e-9)
