"""Intervals that decide whether a share is shown. See STATISTICS.md, 2.3, 3.1 and 3.4."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.trust.estimates import Estimate, share, wilson
from metrics.trust.intervals import clopper_pearson, korn_graubard, logit, presentable

# School-wide awards in R's `apistrat`: weights, and of each how many have them and have not.
SCHOOLS = (
    [1, 1, 1, 0, 0, 0],
    [44.2099990844727, 20.3600006103516, 15.1000003814697] * 2,
    [91, 35, 26, 9, 15, 24],
)


class TestReferenceValues:
    @pytest.mark.parametrize(
        ("successes", "n", "expected"),
        [
            (81, 263, (0.2527, 0.3676)),
            (15, 148, (0.0578, 0.1617)),
            (0, 20, (0, 0.1684)),
            (1, 29, (0.0009, 0.1776)),
        ],
    )
    def test_clopper_and_pearson_are_those_of_newcombe(self, successes, n, expected):
        assert clopper_pearson(successes / n, n) == pytest.approx(expected, abs=5e-5)

    def test_the_exact_interval_of_belgium(self):
        expected = (0.6150986691, 0.6613185403)
        assert clopper_pearson(1086 / 1701, 1701) == pytest.approx(expected, rel=1e-8)

    def test_korn_and_graubard_are_those_of_r(self):
        found = share(*SCHOOLS)
        assert korn_graubard(found) == pytest.approx((0.76836426, 0.87752979), abs=5e-9)
        loose = korn_graubard(found, capped=False)
        assert loose == pytest.approx((0.76991075, 0.87645128), abs=5e-9)

    def test_the_logit_interval_is_that_of_r(self):
        found = share(*SCHOOLS)
        assert found.value == pytest.approx(0.82794801, abs=5e-9)
        assert found.se == pytest.approx(0.02606868, abs=5e-9)
        assert logit(found) == pytest.approx((0.77034872, 0.87347350), abs=5e-9)

    def test_fewer_degrees_of_freedom_widen_it(self):
        found = share(*SCHOOLS)
        (low, high), (lower, higher) = logit(found), logit(found, freedom=7)
        assert lower < low < high < higher
        (low, high), (lower, higher) = korn_graubard(found), korn_graubard(found, freedom=7)
        assert lower < low < high < higher


class TestLaws:
    @given(st.floats(0, 1), st.floats(0.5, 1e6))
    def test_a_share_lies_in_its_interval_and_both_between_none_and_all(self, p, n):
        for low, high in (wilson(p, n), clopper_pearson(p, n)):
            assert -1e-12 <= low <= p + 1e-9
            assert p - 1e-9 <= high <= 1 + 1e-12

    @given(st.integers(1, 500), st.integers(1, 500))
    def test_the_logit_interval_holds_the_share_and_turns_with_it(self, yes, no):
        found = share([1, 0], counts=[yes, no])
        low, high = logit(found)
        assert 0 <= low < found.value < high <= 1
        lower, higher = logit(share([1, 0], counts=[no, yes]))
        assert (1 - higher, 1 - lower) == pytest.approx((low, high))

    @pytest.mark.parametrize("answer", [0, 1])
    def test_none_and_all_have_no_odds(self, answer):
        with pytest.raises(ValueError, match="no odds"):
            logit(share([answer] * 10))

    def test_one_answer_says_next_to_nothing(self):
        low, high = korn_graubard(share([1]))
        assert (low, high) == (pytest.approx(0.025), 1)


class TestPresentable:
    @pytest.mark.parametrize(
        ("yes", "no", "shown"),
        [
            (20, 20, False),  # 32 points wide
            (14, 14, False),  # too few
            (60, 60, True),
            (10, 190, False),  # wider than the share itself
            (2, 9998, True),  # narrow, however rare
        ],
    )
    def test_only_firm_shares_are_printed(self, yes, no, shown):
        assert presentable(share([1, 0], counts=[yes, no])) is shown

    def test_weights_can_leave_too_little(self):
        found = Estimate(0.5, 0.1, 200, 25, 8, 0.3, 0.7, 8)
        assert not presentable(found)
