"""Weights within bounds against R's survey package. See STATISTICS.md, 2.2 and 3.2."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.trust import bounded
from metrics.trust.bounded import calibrate, trim
from metrics.trust.weights import NotConvergedError, rake
from tests.metrics.trust.test_weights import ANSWERED, PEOPLE, TOWN, opt_in, samples

# Women and men, young and old: who answered, and how many of each live there.
ODD = {"sex": [0, 0, 1, 1], "age": [0, 1, 0, 1]}
FEW = [10, 40, 40, 10]
HALF = {"sex": [0.6, 0.4], "age": [0.6, 0.4]}


class TestReferenceValues:
    @pytest.mark.real_data
    def test_logit_bounds_are_those_of_r(self):
        rows, codes, targets, counts = opt_in()
        found = calibrate(codes, targets, 0.3, 3, counts=counts)
        assert found.values.min() == pytest.approx(0.39570891, abs=5e-9)
        assert found.values.max() == pytest.approx(2.67489587, abs=5e-9)
        assert found.kish_deff == pytest.approx(1.20525968, abs=5e-9)
        assert found.n_eff == pytest.approx(5561.457115, abs=1e-6)
        assert found.margin_error < 1e-12
        assert found.values == pytest.approx([float(row["w_logit"]) for row in rows], abs=1e-9)

    @pytest.mark.real_data
    def test_trimming_once_is_that_of_r_and_costs_the_margins(self):
        rows, codes, targets, counts = opt_in()
        found = trim(rake(codes, targets, counts=counts), 0.3, 3, counts)
        assert found.values.min() == pytest.approx(0.36049477, abs=5e-9)
        assert found.values.max() == 3
        assert found.kish_deff == pytest.approx(1.20308475, abs=5e-9)
        assert found.n_eff == pytest.approx(5571.511086, abs=1e-5)
        in_r = [float(row["w_trim3_strict"]) for row in rows]
        assert found.values == pytest.approx(in_r, abs=1.5e-8)
        errors = {
            name: 100 * np.abs(margin.after - margin.target).max()
            for name, margin in found.margins.items()
        }
        assert errors == pytest.approx(
            {"gender": 0.112881, "age": 0.170099, "education": 0.173676, "race": 0.031203,
             "region": 0.058636},
            abs=5e-7,
        )  # fmt: skip
        assert found.margin_error == pytest.approx(0.00173676, abs=5e-9)

    def test_two_groups_have_no_choice(self):
        found = calibrate({"sex": [0, 1]}, {"sex": [0.5, 0.5]}, 0.2, 4, counts=[80, 20])
        assert found.values == pytest.approx([0.625, 2.5])
        assert found.kish_deff == pytest.approx((80 * 0.625**2 + 20 * 2.5**2) / 100)

    def test_a_trim_by_hand(self):
        raked = rake({"age": [0, 1, 2]}, {"age": [1, 6, 3]}, counts=[2, 2, 6])
        assert raked.values == pytest.approx([0.5, 3, 0.5])
        found = trim(raked, 0.3, 2, counts=[2, 2, 6])
        assert found.values == pytest.approx([0.75, 2, 0.75])
        assert found.margins["age"].after == pytest.approx([0.15, 0.4, 0.45])
        assert found.margin_error == pytest.approx(0.2)

    def test_what_trimming_pushes_out_is_trimmed_again(self):
        raked = rake({"age": [0, 1, 2]}, {"age": [4, 14, 42]})
        assert raked.values == pytest.approx([0.2, 0.7, 2.1])
        # 0.9 over, shared by two, lifts one of them to 1.15: again 0.05 over, shared by two.
        found = trim(raked, 0.1, 1.2)
        assert found.values == pytest.approx([0.65, 1.15, 1.2])
        assert trim(raked, 0.1, 1.1).values == pytest.approx([0.8, 1.1, 1.1])
        assert trim(raked, 0.1, 3).values.tolist() == raked.values.tolist()


class TestLaws:
    @settings(deadline=None)
    @given(samples(), st.floats(0, 0.6), st.floats(1.5, 6))
    def test_margins_and_bounds_hold_together_or_are_refused(self, sample, low, high):
        codes, targets, _base, counts = sample
        try:
            found = calibrate(codes, targets, low, high, counts=counts)
        except NotConvergedError:
            return
        assert low <= found.values.min() <= found.values.max() <= high
        assert found.margin_error < 1e-11
        assert float(np.sum(counts * found.values)) == pytest.approx(counts.sum())

    @settings(deadline=None)
    @given(samples(), st.floats(0, 0.9), st.floats(1.1, 6))
    def test_trimmed_weights_keep_the_bounds_and_their_mean(self, sample, low, high):
        codes, targets, base, counts = sample
        raked = rake(codes, targets, base, counts)
        try:
            found = trim(raked, low, high, counts)
        except NotConvergedError:
            return
        assert low <= found.values.min() <= found.values.max() <= high
        assert float(np.sum(counts * found.values)) == pytest.approx(counts.sum())

    def test_wide_bounds_hardly_bind(self):
        raked = rake(TOWN, PEOPLE, counts=ANSWERED)
        loose = calibrate(TOWN, PEOPLE, 0, 1e7, counts=ANSWERED)
        assert loose.values == pytest.approx(raked.values, rel=1e-5)

    def test_counts_are_repetitions(self):
        found = calibrate(TOWN, PEOPLE, 0.3, 3, counts=ANSWERED)
        repeated = {name: np.repeat(code, ANSWERED) for name, code in TOWN.items()}
        again = calibrate(repeated, PEOPLE, 0.3, 3)
        assert again.values == pytest.approx(np.repeat(found.values, ANSWERED), rel=1e-9)

    def test_who_weighs_nothing_goes_on_weighing_nothing(self):
        base = np.array([1.0, 1, 0, 2, 1, 1, 1, 1, 1, 1, 1, 1])
        found = calibrate(TOWN, PEOPLE, 0, 3, base, ANSWERED)
        assert found.values[2] == 0
        assert found.margin_error < 1e-11
        assert (np.delete(found.values, 2) > 0).all()


class TestBadInput:
    @pytest.mark.parametrize(("low", "high"), [(-0.1, 2), (1, 2), (0.5, 1), (0.5, np.nan)])
    def test_bounds_lie_around_the_mean(self, low, high):
        with pytest.raises(ValueError, match="between the bounds"):
            calibrate(TOWN, PEOPLE, low, high)
        with pytest.raises(ValueError, match="between the bounds"):
            trim(rake(TOWN, PEOPLE), low, high)

    @pytest.mark.parametrize("base", [[1, 9], [1, 100]])
    def test_a_base_weight_outside_the_bounds_is_refused(self, base):
        with pytest.raises(ValueError, match="base weight lies outside"):
            calibrate({"sex": [0, 1]}, {"sex": [1, 1]}, 0.3, 1.7, base)

    def test_it_refuses_what_raking_refuses(self):
        with pytest.raises(ValueError, match="Nobody in the sample"):
            calibrate({"age": [0, 0, 2]}, {"age": [1, 1, 1]}, 0.3, 3)

    def test_bounds_that_cannot_hold_are_refused(self):
        with pytest.raises(NotConvergedError, match="widen the bounds"):
            calibrate({"sex": [0, 1]}, {"sex": [0.5, 0.5]}, 0.2, 2, counts=[80, 20])

    def test_margins_that_contradict_each_other_are_refused(self):
        with pytest.raises(NotConvergedError, match="widen the bounds"):
            calibrate({"a": [0, 1], "b": [0, 1]}, {"a": [0.7, 0.3], "b": [0.4, 0.6]}, 0, 5)

    def test_a_search_without_end_is_given_up(self, monkeypatch):
        monkeypatch.setattr(bounded, "STEPS", 1)
        with pytest.raises(NotConvergedError, match="widen the bounds"):
            calibrate(ODD, HALF, 0.3, 3, counts=FEW)

    def test_where_all_are_outside_nobody_is_left_to_take_what_is_cut(self):
        raked = rake({"sex": [0, 1]}, {"sex": [1, 19]})
        with pytest.raises(NotConvergedError, match="Too many weights"):
            trim(raked, 0.5, 1.6)

    def test_trimming_without_end_is_given_up(self, monkeypatch):
        monkeypatch.setattr(bounded, "TRIMS", 0)
        with pytest.raises(NotConvergedError, match="Too many weights"):
            trim(rake(TOWN, PEOPLE), 0.3, 3)
