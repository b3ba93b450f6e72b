"""Change between waves, and over many of them. See STATISTICS.md, 2.5 and 3.11."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.trust import change
from metrics.trust.estimates import mean
from metrics.trust.monitor import (
    cusum,
    cusum_run_length,
    ewma,
    ewma_run_length,
    find_break,
    standardized,
)

# Montgomery, Statistical Quality Control, table 9.1: the mean moves from 10 to 11 at the 21st.
MONTGOMERY = np.fromstring(
    """
    9.45 7.99 9.29 11.66 12.16 10.18 8.04 11.46 9.20 10.34 9.03 11.47 10.51 9.40 10.08
    9.37 10.62 10.31 8.52 10.84 10.90 9.33 12.29 11.50 10.60 11.08 10.38 11.62 11.31 10.52
    """,
    sep=" ",
)
# Flow of the Nile at Aswan, 1871 to 1970.
NILE = np.fromstring(
    """
    1120 1160 963 1210 1160 1160 813 1230 1370 1140 995 935 1110 994 1020 960 1180 799 958
    1140 1100 1210 1150 1250 1260 1220 1030 1100 774 840 874 694 940 833 701 916 692 1020
    1050 969 831 726 456 824 702 1120 1100 832 764 821 768 845 864 862 698 845 744 796
    1040 759 781 865 845 944 984 897 822 1010 771 676 649 846 812 742 801 1040 860 874 848
    890 744 749 838 1050 918 986 797 923 975 815 1020 906 901 1170 912 746 919 718 714 740
    """,
    sep=" ",
)
PROBABILITIES = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]
PROBABILITIES += [0.222, 0.251, 0.269, 0.275, 0.34]


class Wave:
    def __init__(self, value, se):
        self.value, self.se = value, se


class TestReferenceValues:
    def test_benjamini_and_hochberg(self):
        found = change.adjusted(PROBABILITIES)
        expected = [0.015, 0.06, 0.126, 0.126, 0.126, 0.15, 0.158571429, 0.294642857]
        assert found[:8] == pytest.approx(expected, abs=5e-10)

    def test_the_cusum_of_montgomery(self):
        found = cusum(MONTGOMERY - 10)
        assert found.first == 28
        assert found.up[28] == pytest.approx(5.28)

    def test_the_ewma_of_montgomery(self):
        found = ewma(MONTGOMERY - 10, weight=0.1, width=2.7)
        assert found.first == 28
        assert 10 + found.up[27:29] == pytest.approx([10.5731, 10.6468], abs=5e-5)
        assert 10 + found.limit[27] == pytest.approx(10.6186, abs=5e-5)

    def test_run_lengths_are_those_of_r(self):
        assert cusum_run_length() == pytest.approx(465.443506, abs=5e-7)
        assert cusum_run_length(shift=1) == pytest.approx(10.3759699, abs=5e-8)
        assert ewma_run_length(weight=0.1, width=2.7) == pytest.approx(368.993734, abs=5e-7)
        assert ewma_run_length(1, 0.1, 2.7) == pytest.approx(9.73001162, abs=5e-9)
        assert ewma_run_length() == pytest.approx(371.103304, abs=5e-7)

    def test_the_nile_fell_in_1898(self):
        found = find_break(NILE)
        assert [1871 + at for at in (found.low, found.at, found.high)] == [1895, 1898, 1902]
        assert found.rss == pytest.approx(1597457.19, abs=5e-3)
        assert found.at + 1 == 28
        backwards = find_break(NILE[::-1])
        assert backwards.at == 71

    @pytest.mark.parametrize(("n", "expected"), [(80, 13.3), (400, 5.9)])
    def test_what_a_district_can_detect(self, n, expected):
        assert change.detectable(30 / math.sqrt(n)) == pytest.approx(expected, abs=0.05)


class TestChange:
    def test_a_change_beyond_doubt_is_shown(self):
        found = change.test(Wave(50, 1), Wave(56, 1))
        assert found.difference == 6
        assert found.z == pytest.approx(6 / math.sqrt(2))
        assert found.p == found.adjusted == pytest.approx(2.2e-5, rel=0.01)
        assert (found.low, found.high) == pytest.approx((3.228, 8.772), abs=1e-3)
        assert found.mde == pytest.approx(change.detectable(1))
        assert found.shown

    def test_a_change_that_only_chance_made_significant_is_not_shown(self):
        found = change.test(Wave(50, 1), Wave(53, 1))
        assert found.p < 0.05
        assert not found.shown

    def test_many_comparisons_are_held_against_each_other(self):
        alone = change.test(Wave(50, 1), Wave(54.1, 1))
        before, after = [Wave(50, 1)] * 40, [Wave(54.1, 1), *[Wave(50.1, 1)] * 39]
        together = change.test(before, after)
        assert alone.shown
        assert not together[0].shown
        assert together[0].adjusted == pytest.approx(40 * alone.p)

    def test_people_asked_twice_tell_more(self):
        before, after = [4, 5, 6, 7, 8, 9], [5, 6, 6, 8, 9, 9]
        covariance = change.panel_covariance(before, after)
        found = change.test(mean(before), mean(after), covariance)
        gains = mean(np.subtract(after, before))
        assert (found.difference, found.se) == pytest.approx((gains.value, gains.se))
        assert found.se < change.test(mean(before), mean(after)).se

    def test_a_panel_may_be_counted(self):
        counted = change.panel_covariance([4, 5], [5, 7], [1, 2], [3, 4])
        plain = change.panel_covariance([4] * 3 + [5] * 4, [5] * 3 + [7] * 4, [1] * 3 + [2] * 4)
        assert counted == pytest.approx(plain)

    @given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
    def test_adjusting_never_helps_and_keeps_the_order(self, p):
        found = change.adjusted(p)
        assert (found >= np.array(p) - 1e-12).all()
        assert (np.diff(found[np.argsort(p)]) >= -1e-12).all()

    @pytest.mark.parametrize(
        ("before", "after", "covariance", "words"),
        [
            (Wave(1, 0), Wave(2, 0), 0, "errors"),
            (Wave(1, 1), Wave(math.nan, 1), 0, "errors"),
            (Wave(1, 1), Wave(2, 1), 2, "covariance below"),
            (Wave(1, 1), Wave(2, 1), math.nan, "covariance"),
            ([Wave(1, 1)], Wave(2, 1), 0, "two lists"),
            (Wave(1, 1), [Wave(2, 1)], 0, "two lists"),
            ([Wave(1, 1)], [Wave(2, 1)] * 2, 0, "one after"),
        ],
    )
    def test_what_cannot_be_compared_is_refused(self, before, after, covariance, words):
        with pytest.raises(ValueError, match=words):
            change.test(before, after, covariance)

    @pytest.mark.parametrize("p", [[0.1, 1.2], [-0.1], [math.nan], [[0.1]]])
    def test_only_probabilities_are_adjusted(self, p):
        with pytest.raises(ValueError, match="probabilities"):
            change.adjusted(p)

    def test_a_panel_has_the_same_people_twice(self):
        with pytest.raises(ValueError, match="same length"):
            change.panel_covariance([1, 2], [1])
        with pytest.raises(ValueError, match="two people"):
            change.panel_covariance([1], [1])


class TestMonitor:
    def test_the_first_eight_waves_say_what_is_usual(self):
        values = [60, 62, 58, 61, 59, 60, 62, 58, 50]
        found = standardized(values, [1] * 9)
        assert found[:8].mean() == pytest.approx(0)
        # Chance explains 1 of the waves' variance of 18/7; the rest is theirs.
        assert found[8] == pytest.approx(-10 / math.sqrt(18 / 7))
        assert cusum(found).first == 8

    def test_a_quiet_series_gives_no_signal(self):
        assert cusum(np.zeros(20)).first is None
        assert ewma(np.zeros(20)).first is None

    def test_a_fall_is_a_signal_too(self):
        assert cusum(10 - MONTGOMERY).first == ewma(10 - MONTGOMERY, 0.1, 2.7).first == 28

    def test_a_clean_step_is_dated_exactly(self):
        found = find_break([1.0] * 10 + [2.0] * 10)
        assert (found.low, found.at, found.high, found.rss) == (9, 9, 9, 0)

    def test_without_a_break_any_date_will_do(self):
        found = find_break([4.0] * 20)
        assert (found.low, found.high) == (0, 19)

    def test_one_noisy_side_leaves_the_date_open_there(self):
        chance = np.random.default_rng(3)
        noisy = chance.normal(0, 6, 60)
        found = find_break(np.concatenate([chance.normal(3, 0.05, 60), noisy]))
        assert found.low <= found.at <= found.high

    @pytest.mark.parametrize(
        ("values", "se", "baseline", "words"),
        [
            ([1] * 9, [1] * 8, 8, "standard error"),
            ([1] * 9, [0] * 9, 8, "above zero"),
            ([1] * 9, [1] * 9, 7, "at least 8"),
            ([1] * 7, [1] * 7, 8, "at least 8"),
        ],
    )
    def test_too_short_a_history_is_refused(self, values, se, baseline, words):
        with pytest.raises(ValueError, match=words):
            standardized(values, se, baseline)

    @pytest.mark.parametrize("y", [[1, 2, 3], [1, 2, math.nan, 4, 5]])
    def test_a_break_needs_two_sides(self, y):
        with pytest.raises(ValueError, match="two known values"):
            find_break(y)
