"""Alpha and omega against R. See STATISTICS.md, 3.6."""

import csv
import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.trust.reliability import alpha, omega
from tests.real_data import real

# R's `attitude`: thirty departments of a firm, percent favourable on seven questions.
ATTITUDE = np.fromstring(
    """
    43 51 30 39 61 92 45 63 64 51 54 63 73 47 71 70 68 69 76 86 48 61 63 45 47 54 84 35 81
    78 56 66 71 83 47 43 55 49 44 54 49 34 58 67 42 56 66 68 35 71 75 50 55 70 66 41 72 82
    72 67 71 83 31 67 61 45 47 62 80 41 64 53 53 58 58 67 34 67 60 47 39 59 74 41 69 62 57
    42 55 63 25 68 83 83 45 59 77 35 77 77 54 72 79 77 46 81 90 50 72 60 54 36 74 85 64 69
    79 79 63 65 60 65 75 55 80 60 65 70 46 57 75 85 46 50 58 68 54 64 78 52 50 40 33 34 43
    64 33 64 61 52 62 66 80 41 53 66 52 50 63 80 37 40 37 42 58 50 57 49 63 54 42 48 66 75
    33 66 77 66 63 88 76 72 78 75 58 74 80 78 49 48 57 44 45 51 83 38 85 85 71 71 77 74 55
    82 82 39 59 64 78 39
    """,
    sep=" ",
).reshape(-1, 7)
PATTERNS = st.integers(3, 5).flatmap(
    lambda k: st.lists(
        st.tuples(*[st.integers(1, 5)] * k, st.integers(1, 6)), min_size=8, max_size=20
    )
)


def opinions_of_agreeableness():
    with real("trust/bfi.csv").open() as file:
        rows = [
            [
                math.nan if row[f"A{number}"] == "NA" else float(row[f"A{number}"])
                for number in range(1, 6)
            ]
            for row in csv.DictReader(file)
        ]
    items = np.array(rows)
    items[:, 0] = 7 - items[:, 0]
    return items


class TestReferenceValues:
    def test_attitudes_are_those_of_r(self):
        found = alpha(ATTITUDE)
        assert found.value == pytest.approx(0.8431427696, rel=1e-9)
        assert found == pytest.approx(found.value)
        assert found.standardized == pytest.approx(0.8390838030, rel=1e-9)
        assert found.average_r == pytest.approx(0.4269066, abs=5e-8)
        assert (found.low, found.high) == pytest.approx((0.7393757, 0.9157731), abs=5e-8)
        assert found.dropped[5] == pytest.approx(0.8638723114, rel=1e-9)

    @pytest.mark.real_data
    def test_a_reversed_item_is_seen(self):
        found = alpha(opinions_of_agreeableness())
        assert found.n == 2709
        assert found.value == pytest.approx(0.7037558944, rel=1e-9)
        assert found.standardized == pytest.approx(0.7135015526, rel=1e-9)
        assert (found.low, found.high) == pytest.approx((0.6857446350, 0.7210359628), rel=1e-9)
        assert found.dropped[0] == pytest.approx(0.7179720566, rel=1e-9)
        # psych's last digit differs for two of the five; ours are the plain correlations.
        rests = [0.3113, 0.5630, 0.5888, 0.3948, 0.4873]
        assert found.item_rest_r == pytest.approx(rests, abs=1.5e-4)
        items = opinions_of_agreeableness()
        items = items[~np.isnan(items).any(axis=1)]
        first = np.corrcoef(items[:, 0], items[:, 1:].sum(axis=1))[0, 1]
        assert found.item_rest_r[0] == pytest.approx(first, rel=1e-12)

    @pytest.mark.real_data
    def test_one_factor_is_that_of_r(self):
        found = omega(opinions_of_agreeableness())
        # R stops its search some 3e-7 earlier.
        assert found.value == pytest.approx(0.7121289655, abs=5e-7)
        assert found.chi2 == pytest.approx(86.696, abs=5e-4)
        assert found.freedom == 5
        assert found.p < 1e-15
        assert found.cfi == pytest.approx(0.968, abs=5e-4)
        assert found.rmsea == pytest.approx(0.078, abs=5e-4)


class TestLaws:
    @given(PATTERNS)
    def test_counts_are_repetitions(self, rows):
        table = np.array(rows, dtype=float)
        items, counts = table[:, :-1], table[:, -1].astype(int)
        if (np.repeat(items, counts, axis=0).std(axis=0) == 0).any():
            return
        one, other = alpha(items, counts), alpha(np.repeat(items, counts, axis=0))
        assert one.value == pytest.approx(other.value)
        assert one.item_rest_r == pytest.approx(other.item_rest_r, nan_ok=True)
        assert one.n == other.n

    def test_omega_counts_repetitions(self):
        counts = np.arange(30) % 3 + 1
        repeated = omega(np.repeat(ATTITUDE, counts, axis=0))
        assert omega(ATTITUDE, counts).value == pytest.approx(repeated.value, abs=1e-6)

    def test_items_that_measure_the_same_equally_give_one_number(self):
        chance = np.random.default_rng(5)
        truth = chance.normal(size=(20_000, 1))
        items = truth + chance.normal(size=(20_000, 4))
        assert alpha(items).value == pytest.approx(0.8, abs=0.01)
        assert omega(items).value == pytest.approx(alpha(items).value, abs=1e-3)
        assert omega(items).loadings == pytest.approx([1] * 4, abs=0.05)

    def test_omega_knows_no_direction(self):
        assert omega(-ATTITUDE).value == pytest.approx(omega(ATTITUDE).value)

    def test_three_items_always_fit_one_factor(self):
        found = omega(ATTITUDE[:, :3])
        assert found.freedom == 0
        assert math.isnan(found.p)

    def test_of_two_items_none_can_be_dropped(self):
        assert np.isnan(alpha(ATTITUDE[:, :2]).dropped).all()

    def test_items_that_cancel_out_have_no_reliability(self):
        x = np.array([[1.0, 5], [2, 4], [5, 1], [3, 3]])
        assert alpha(x).value == -math.inf

    def test_unrelated_items_fit_anything(self):
        items = np.array(list(itertools.product((0, 1), repeat=4)))
        found = omega(items)
        assert found.value < 0.1
        assert (found.chi2, found.rmsea, found.cfi) == pytest.approx((0, 0, 1), abs=1e-9)


class TestBadInput:
    @pytest.mark.parametrize(
        ("items", "counts", "words"),
        [
            ([1, 2, 3], None, "respondents by"),
            ([[1], [2]], None, "respondents by"),
            ([[1, 2], [2, 1]], None, "Too few"),
            ([[1, 2], [2, math.nan], [3, 1]], None, "Too few"),
            ([[1, 2], [1, 3], [1, 4]], None, "answers alike"),
            ([[1, 2], [2, 3], [3, 4]], [1, -1, 1], "none is below zero"),
            ([[1, 2], [2, 3], [3, 4]], [1, 1], "one number a row"),
        ],
    )
    def test_what_has_no_reliability_is_refused(self, items, counts, words):
        with pytest.raises(ValueError, match=words):
            alpha(items, counts)
