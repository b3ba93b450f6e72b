"""Fay and Herriot's small areas against R's `sae`. See STATISTICS.md, 3.9."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.trust import areas
from metrics.trust.areas import fay_herriot, smoothed
from tests.real_data import real

AREAS = st.integers(5, 25).flatmap(
    lambda m: st.tuples(
        st.lists(st.floats(0, 100), min_size=m, max_size=m),
        st.lists(st.floats(0.5, 50), min_size=m, max_size=m),
        st.lists(st.floats(0, 10), min_size=m, max_size=m, unique=True),
    )
)


class TestReferenceValues:
    @pytest.mark.real_data
    def test_spending_on_milk_is_that_of_r(self):
        with real("trust/milk.csv").open() as file:
            rows = list(csv.DictReader(file))
        y, variance, eblup, mse, region = (
            np.array([float(row[name]) for row in rows])
            for name in ("yi", "v", "eblup_reml", "mse", "MajorArea")
        )
        dummies = np.column_stack([region == number for number in (2, 3, 4)])
        found = fay_herriot(y, variance, dummies)
        # R's scoring stops at a relative change of 1e-4; ours goes on.
        assert found.area_variance == pytest.approx(0.0185502223, rel=1e-5)
        beta = [0.968188970, 0.132780142, 0.226946219, -0.241301080]
        assert found.beta == pytest.approx(beta, abs=5e-7)
        assert found.estimate == pytest.approx(eblup, abs=1e-6)
        assert found.estimate[0] == pytest.approx(1.021970342, abs=1e-6)
        assert found.mse == pytest.approx(mse, abs=1e-7)
        assert np.sqrt(found.mse[0]) == pytest.approx(0.1160181889, abs=1e-6)
        given_ones = fay_herriot(y, variance, np.column_stack([np.ones(43), dummies]))
        assert given_ones.beta == pytest.approx(found.beta)
        by_region = np.column_stack([region == number for number in (1, 2, 3, 4)])
        assert fay_herriot(y, variance, by_region).estimate == pytest.approx(found.estimate)

    def test_equal_variances_have_an_answer_by_hand(self):
        y = np.array([2.0, 4, 6, 8, 10])
        found = fay_herriot(y, np.full(5, 4.0))
        assert found.area_variance == pytest.approx(10 - 4)
        assert found.own_share == pytest.approx([0.6] * 5)
        assert found.estimate == pytest.approx(6 + 0.6 * (y - 6))
        g1, g2, g3 = 0.6 * 4, 0.16 * 10 / 5, 16 / 1000 * 2 * 100 / 5
        assert found.mse == pytest.approx([g1 + g2 + 2 * g3] * 5)


class TestLaws:
    @given(AREAS)
    def test_an_estimate_lies_between_its_answers_and_the_line(self, rows):
        y, variance, x = (np.array(column) for column in rows)
        found = fay_herriot(y, variance, x)
        line = np.column_stack([np.ones(len(x)), x]) @ found.beta
        assert (found.estimate >= np.minimum(y, line) - 1e-6).all()
        assert (found.estimate <= np.maximum(y, line) + 1e-6).all()
        assert (found.mse > 0).all()
        assert found.area_variance >= 0

    def test_areas_no_more_different_than_chance_are_drawn_onto_the_line(self):
        found = fay_herriot([5.0, 5.1, 4.9, 5.0], [4.0, 4, 4, 4])
        assert found.area_variance == 0
        assert found.estimate == pytest.approx([5] * 4)

    def test_without_intercept_the_line_goes_through_nothing(self):
        x = np.array([1.0, 2, 3, 4, 5])
        found = fay_herriot(2 * x, np.ones(5), x, intercept=False)
        assert found.beta == pytest.approx([2])

    def test_variances_are_shared(self):
        found = smoothed(spread=[4, 8], n=[11, 31], deff=1.2)
        pooled = (10 * 4 + 30 * 8) / 40
        assert found == pytest.approx([pooled * 1.2 / 11, pooled * 1.2 / 31])
        assert smoothed([4, 8], [5, 5], counted=[2, 1]) == pytest.approx([0.8, 0.8])


class TestBadInput:
    @pytest.mark.parametrize(
        ("y", "variance", "x", "words"),
        [
            ([1, 2, 3], [1, 1], None, "one row an area"),
            ([1, 2, 3], [1, 1, 1], [1, 2], "one row an area"),
            ([1, 2, 3], [1, 1, 0], None, "above zero"),
            ([1, 2, np.nan], [1, 1, 1], None, "above zero"),
            ([1, 2, 3], [1, 1, 1], [1, 2, np.nan], "above zero"),
            ([1, 2], [1, 1], [1, 3], "more areas"),
            ([1, 2, 3, 4], [1, 1, 1, 1], [[1, 2], [2, 4], [3, 6], [5, 10]], "none said twice"),
        ],
    )
    def test_what_cannot_be_modelled_is_refused(self, y, variance, x, words):
        with pytest.raises(ValueError, match=words):
            fay_herriot(y, variance, x)

    def test_a_search_without_end_is_given_up(self, monkeypatch):
        monkeypatch.setattr(areas, "STEPS", 1)
        with pytest.raises(ValueError, match="could not be settled"):
            fay_herriot([2.0, 4, 6, 18], [4.0, 1, 4, 2])

    @pytest.mark.parametrize("n", [[1, 1], [2, 0]])
    def test_a_spread_of_single_answers_is_refused(self, n):
        with pytest.raises(ValueError, match="two answers"):
            smoothed([1, 1], n)
