"""Response rates and scores. See STATISTICS.md, 1.10, 3.5 and 3.7."""

import csv
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.trust.estimates import mean, share
from metrics.trust.rates import aapor
from metrics.trust.scores import index, pomp
from tests.real_data import real

CASES = {"I": 412, "P": 38, "R": 95, "NC": 610, "O": 12, "UH": 180, "UO": 53}


class TestRates:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("RR1", 0.2942857143),
            ("RR2", 0.3214285714),
            ("RR3", 0.3044185016),
            ("RR4", 0.3324959362),
            ("RR5", 0.3530419880),
            ("RR6", 0.3856041131),
            ("COOP1", 0.7396768402),
            ("COOP3", 0.7559633028),
            ("REF1", 0.0678571429),
            ("CON1", 0.3978571429),
        ],
    )
    def test_rates_are_those_of_the_standard(self, name, expected):
        found = aapor(**CASES, e=0.8)
        assert found[name] == getattr(found, name) == pytest.approx(expected, abs=5e-11)

    @given(st.tuples(*[st.integers(0, 500)] * 7), st.floats(0, 1))
    def test_the_more_are_taken_to_be_eligible_the_lower_the_rate(self, cases, e):
        found = aapor(**dict(zip(CASES, cases, strict=True)), e=e)
        if sum(cases[:5]):
            assert found.RR1 <= found.RR3 <= found.RR5 <= 1
            assert found.RR2 <= found.RR4 <= found.RR6 <= 1

    def test_nobody_reached_is_no_rate(self):
        assert math.isnan(aapor(I=0).RR1)
        assert math.isnan(aapor(I=0, NC=5).COOP1)

    @pytest.mark.parametrize(
        ("cases", "words"),
        [({"I": -1}, "below zero"), ({"I": math.nan}, "numbers"), ({"I": 1, "e": 2}, "0 and 1")],
    )
    def test_impossible_counts_are_refused(self, cases, words):
        with pytest.raises(ValueError, match=words):
            aapor(**cases)


class TestScores:
    def test_germany_scores_67_and_a_half(self):
        scores = pomp(range(1, 8), 1, 7)
        found = mean(scores, counts=[52, 124, 248, 573, 1022, 1057, 387])
        assert found.value == pytest.approx(67.54259313, rel=1e-8)

    @pytest.mark.real_data
    def test_belgium_answer_by_answer(self):
        with real("trust/ESSBE5.csv").open() as file:
            given = [row["trstplc"] for row in csv.DictReader(file)]
        answers = [float(answer) for answer in given if answer not in {"", "NA"}]
        found = mean(answers)
        assert found.n == 1701
        assert found.value == pytest.approx(6.005878895, rel=1e-8)
        assert share([answer >= 6 for answer in answers]).value == pytest.approx(0.6384479718)

    def test_a_reversed_answer_is_turned_round(self):
        assert pomp([1, 2, 5], 1, 5, reverse=True).tolist() == [100, 75, 0]

    def test_three_of_five_answers_are_enough(self):
        nan = math.nan
        items = [[5, 5, 5, nan, nan], [5, 5, nan, nan, nan], [1, 3, 5, 3, 3], [nan] * 5]
        found = index(items, 1, 5)
        assert found == pytest.approx([100, nan, 50, nan], nan_ok=True)

    def test_an_item_may_point_the_other_way(self):
        assert index([[5, 1], [1, 5]], 1, 5, reverse=[1]).tolist() == [100, 0]

    def test_a_stricter_rule_may_be_set(self):
        assert np.isnan(index([[5, 5, 5, math.nan]], 1, 5, answered=1)).all()

    @given(st.lists(st.integers(0, 10), min_size=1, max_size=20))
    def test_scores_lie_between_nothing_and_a_hundred(self, answers):
        scores = pomp(answers, 0, 10)
        assert ((scores >= 0) & (scores <= 100)).all()
        assert scores == pytest.approx(np.array(answers) * 10)

    def test_an_answer_off_the_scale_is_refused(self):
        with pytest.raises(ValueError, match="outside the scale"):
            pomp([9], 1, 5)

    def test_a_scale_without_length_is_refused(self):
        with pytest.raises(ValueError, match="begins below"):
            pomp([1], 1, 1)

    def test_items_are_a_table(self):
        with pytest.raises(ValueError, match="respondents by items"):
            index([1, 2], 1, 5)
