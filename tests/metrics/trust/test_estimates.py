"""The estimator against published numbers, R, and its own laws. See STATISTICS.md, section 3."""

import csv
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from metrics.trust import student
from metrics.trust.calibration import calibrated_se
from metrics.trust.estimates import from_sums, mean, share, wilson
from metrics.trust.strata import stratified_mean
from metrics.trust.weights import rake
from tests.real_data import real

EXACT = {"rel": 1e-8}
# Schools of California, R's `apistrat`: weight, schools, Σ api00, Σ api00², of them school-wide.
APISTRAT = np.array(
    [
        [44.2099990844727, 100, 67443, 47038637, 91],
        [20.3600006103516, 50, 31830, 20940396, 35],
        [15.1000003814697, 50, 31291, 20167941, 26],
    ]
)
# Belgium, European Social Survey 2010: trust in the police from 0 to 10, three gave no answer.
BELGIUM = [33, 23, 65, 87, 123, 284, 258, 427, 295, 67, 39]
# Schools of R's `apisrs`: type, school-wide, award, schools, Σ api00.
RAKED_SCHOOLS = [
    (0, 0, 0, 15, 8592),
    (0, 1, 0, 26, 17718),
    (0, 1, 1, 101, 68282),
    (1, 0, 0, 13, 7711),
    (1, 1, 0, 3, 1893),
    (1, 1, 1, 9, 5530),
    (2, 0, 0, 9, 4935),
    (2, 1, 0, 10, 6324),
    (2, 1, 1, 14, 10332),
]
GERMANY = [52, 124, 248, 573, 1022, 1057, 387]

WEIGHTED = st.integers(2, 60).flatmap(
    lambda n: st.tuples(
        hnp.arrays(np.int64, n, elements=st.integers(0, 10)),
        hnp.arrays(np.float64, n, elements=st.floats(0.05, 20)),
        hnp.arrays(np.int64, n, elements=st.integers(1, 9)),
    )
)


SHOWN = ("value", "se", "n_eff", "kish_deff", "low", "high")


def near(one, other, rounding=1e-9):
    numbers = [getattr(one, name) for name in SHOWN]
    others = [getattr(other, name) for name in SHOWN]
    return one.n == other.n and np.allclose(numbers, others, rtol=1e-7, atol=rounding)


class TestReferenceValues:
    def test_a_weighted_mean_is_that_of_r(self):
        w, n, total, squares, _ = APISTRAT.T
        found = from_sums(n, total, squares, w)
        assert found.value == pytest.approx(662.2873632, **EXACT)
        assert found.se == pytest.approx(9.585428876, **EXACT)
        assert found.low == pytest.approx(643.385314, abs=1e-6)
        assert found.high == pytest.approx(681.189412, abs=1e-6)
        assert found.deff == pytest.approx(1.25007, abs=5e-6)
        assert found.kish_deff == pytest.approx(1.186370985, **EXACT)
        assert found.n_eff == pytest.approx(168.5813313, **EXACT)
        assert found.n == 200

    def test_a_weighted_share_is_that_of_r(self):
        w, n, _, _, yes = APISTRAT.T
        cells = np.concatenate([yes, n - yes])
        found = share([1, 1, 1, 0, 0, 0], np.tile(w, 2), cells)
        assert found.value == pytest.approx(0.82794801, abs=5e-9)
        assert found.se == pytest.approx(0.02606868, abs=5e-9)
        assert found.n_eff == pytest.approx(209.616, abs=5e-4)
        assert found.deff == pytest.approx(0.98103, abs=5e-6)
        assert (found.low, found.high) == pytest.approx((0.77107149, 0.87302079), abs=5e-9)
        kish = from_sums(n, yes, yes, w).n_eff
        assert wilson(found.value, kish) == pytest.approx((0.76383423, 0.87744889), abs=5e-9)

    @pytest.mark.parametrize(
        ("successes", "n", "low", "high"),
        [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ],
    )
    def test_wilson_is_that_of_newcombe(self, successes, n, low, high):
        found = share([1, 0], counts=[successes, n - successes])
        assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)

    def test_trust_in_belgium(self):
        found = mean(range(11), counts=BELGIUM)
        assert found.n == 1701
        assert found.value == pytest.approx(6.005878895, **EXACT)
        assert found.se == pytest.approx(0.04988467944, **EXACT)
        assert (found.low, found.high) == pytest.approx((5.908037, 6.103721), abs=5e-7)
        trusting = share([answer >= 6 for answer in range(11)], counts=BELGIUM)
        assert trusting.value == pytest.approx(0.6384479718, **EXACT)
        assert trusting.low == pytest.approx(0.615327609, **EXACT)
        assert trusting.high == pytest.approx(0.6609444147, **EXACT)

    def test_trust_in_germany(self):
        found = mean(range(1, 8), counts=GERMANY)
        assert found.value == pytest.approx(5.052555588, **EXACT)
        assert found.se * math.sqrt(found.n) == pytest.approx(1.328316118, **EXACT)
        assert 100 * (found.value - 1) / 6 == pytest.approx(67.54259313, **EXACT)
        for lowest, expected in ((5, 0.7120993358), (6, 0.4169794975)):
            top = share([answer >= lowest for answer in range(1, 8)], counts=GERMANY)
            assert top.value == pytest.approx(expected, **EXACT)

    @pytest.mark.real_data
    def test_a_raked_web_sample_is_that_of_r(self):
        with real("trust/optin_cells.csv").open() as file:
            cells = list(csv.DictReader(file))
        n, y, w = (
            np.array([float(cell[name]) for cell in cells]) for name in ("n", "y", "w_raked")
        )
        found = share([1] * len(n) + [0] * len(n), np.tile(w, 2), np.concatenate([y, n - y]))
        assert found.n == 6703
        assert found.value == pytest.approx(0.326228762, abs=1e-8)
        assert found.se == pytest.approx(0.006354937903, abs=1e-9)
        assert (found.low, found.high) == pytest.approx((0.3138996645, 0.3388029833), abs=1e-8)

    @pytest.mark.real_data
    def test_what_was_raked_is_known_better_as_in_r(self):
        with real("trust/optin_cells.csv").open() as file:
            cells = list(csv.DictReader(file))
        n, y, w = (
            np.array([float(cell[name]) for cell in cells]) for name in ("n", "y", "w_raked")
        )
        margins = {
            name: np.tile(np.unique([cell[name] for cell in cells], return_inverse=True)[1], 2)
            for name in ("gender", "age", "education", "race", "region")
        }
        answers = [1] * len(n) + [0] * len(n)
        found = share(answers, np.tile(w, 2), np.concatenate([y, n - y]), calibrated_to=margins)
        assert found.se == pytest.approx(0.005974074903, **EXACT)
        assert (found.low, found.high) == pytest.approx((0.3146312594, 0.3380429052), abs=1e-8)
        fixed = share(answers, np.tile(w, 2), np.concatenate([y, n - y]))
        kish = wilson(fixed.value, fixed.n / fixed.kish_deff)
        assert kish == pytest.approx((0.3139942224, 0.3387046431), abs=1e-8)

    def test_schools_raked_on_three_margins_are_those_of_r(self):
        cells = np.array(RAKED_SCHOOLS, dtype=float)
        codes = {
            name: cells[:, column].astype(int)
            for column, name in enumerate(("stype", "sch.wide", "awards"))
        }
        targets = {"stype": [4421, 755, 1018], "sch.wide": [1072, 5122], "awards": [2027, 4167]}
        raked = rake(codes, targets, counts=cells[:, 3])
        assert raked.kish_deff == pytest.approx(1.01418042, abs=5e-9)
        weights = raked.values[[0, 1, 8]] * 30.97
        assert weights == pytest.approx([28.40370322, 24.10474986, 35.23277818], abs=1e-6)
        # The three margins and the means within the cells fix the mean.
        total = float(np.sum(raked.values * cells[:, 4])) / 200
        assert total == pytest.approx(658.4660602, abs=1e-6)

    @pytest.mark.real_data
    def test_the_error_of_raked_schools_is_that_of_r(self):
        with real("trust/apisrs_raked.csv").open() as file:
            rows = list(csv.DictReader(file))
        codes = {
            name: np.unique([row[name] for row in rows], return_inverse=True)[1]
            for name in ("stype", "sch.wide", "awards")
        }
        targets = {"stype": [4421, 755, 1018], "sch.wide": [1072, 5122], "awards": [2027, 4167]}
        raked = rake(codes, targets)
        w, y = raked.values * 30.97, [float(row["api00"]) for row in rows]
        assert w == pytest.approx([float(row["w_raked"]) for row in rows], abs=1e-6)
        fixed, known = mean(y, w), mean(y, w, calibrated_to=raked)
        assert fixed.value == pytest.approx(658.4660602, **EXACT)
        assert fixed.se == pytest.approx(9.595299265, rel=1e-7)
        assert fixed.deff == pytest.approx(1.05992, abs=5e-6)
        assert known.deff == pytest.approx(0.96823, abs=5e-6)
        # R's rake stops at ten rounds of projection; its calibrate does not.
        assert known.se == pytest.approx(9.170906669, rel=5e-8)
        assert known.se == pytest.approx(9.170906486, rel=1e-9)
        assert (known.low, known.high) == pytest.approx((640.3814308, 676.5506897), abs=1e-6)
        assert mean(y).se == pytest.approx(9.249722039 / math.sqrt(1 - 200 / 6194), **EXACT)

    def test_strata_are_those_of_r(self):
        w, n, total, squares, _ = APISTRAT.T
        mean_of, spread = total / n, np.sqrt((squares - total**2 / n) / n)
        y = np.concatenate([mean_of - spread, mean_of + spread])
        pairs = (y, np.tile(w, 2), np.tile([0, 1, 2], 2))
        half = np.tile(n / 2, 2)
        found = stratified_mean(*pairs, sizes=[4421, 1018, 755], counts=half)
        assert found.value == pytest.approx(662.2873632, **EXACT)
        assert found.se == pytest.approx(9.4089408, abs=5e-8)
        assert (found.low, found.high) == pytest.approx((643.7321883, 680.8425380), abs=1e-6)
        assert found.deff == pytest.approx(1.20446, abs=5e-6)
        endless = stratified_mean(*pairs, counts=half)
        assert endless.se == pytest.approx(9.536132296925, **EXACT)
        assert endless.deff == pytest.approx(1.23724, abs=5e-6)

    @pytest.mark.real_data
    def test_schools_row_by_row_are_those_of_the_cells(self):
        with real("trust/apistrat.csv").open() as file:
            rows = list(csv.DictReader(file))
        w, n, total, squares, _ = APISTRAT.T
        by_row = mean([float(r["api00"]) for r in rows], [float(r["pw"]) for r in rows])
        assert near(by_row, from_sums(n, total, squares, w))

    def test_far_out_the_search_ends_where_numbers_do(self):
        far = math.tan(math.pi * (0.5 - 1e-7))
        assert student.quantile(1 - 1e-7, 1) == pytest.approx(far, rel=1e-6)

    def test_a_search_cut_short_is_near(self, monkeypatch):
        monkeypatch.setattr(student, "STEPS", 1)
        near_by = student.quantile.__wrapped__(0.975, 5)
        assert near_by == pytest.approx(2.5705818, rel=1e-3)

    @pytest.mark.parametrize(
        ("freedom", "expected"),
        [
            (1, 12.706204736174694),
            (2, 4.302652729749462),
            (5, 2.5705818356363146),
            (29, 2.045229642132703),
            (30, 2.042272456301238),
            (199, 1.9719565442493954),
            (200, 1.9718962236316089),
            (201, 1.971836506686097),
            (10**9, 1.9599639863),
        ],
    )
    def test_students_t_is_that_of_the_tables(self, freedom, expected):
        assert student.quantile(0.975, freedom) == pytest.approx(expected, rel=5e-8)


class TestLaws:
    @given(WEIGHTED)
    def test_counts_are_repetitions(self, rows):
        y, w, c = rows
        repeated = mean(np.repeat(y, c), np.repeat(w, c))
        assert near(mean(y, w, c), repeated)

    @given(WEIGHTED)
    def test_sums_are_rows(self, rows):
        y, w, c = rows
        assert near(from_sums(c, c * y, c * y * y, w), mean(y, w, c), rounding=1e-6)

    @given(WEIGHTED, st.randoms(use_true_random=False))
    def test_the_order_of_rows_does_not_matter(self, rows, chance):
        order = list(range(len(rows[0])))
        chance.shuffle(order)
        assert near(mean(*(column[order] for column in rows)), mean(*rows))

    @given(WEIGHTED, st.floats(1e-3, 1e3))
    def test_the_scale_of_weights_does_not_matter(self, rows, scale):
        y, w, c = rows
        assert near(mean(y, w * scale, c), mean(y, w, c))
        assert near(share(y > 5, w * scale, c), share(y > 5, w, c))

    @given(WEIGHTED, st.floats(1e-3, 1e3))
    def test_given_the_population_the_design_effect_does_not_scale(self, rows, scale):
        y, w, c = rows
        scaled, plain = (mean(y, weights, c, population=1e4) for weights in (w * scale, w))
        # Where all answer alike there is no variance to compare, but for rounding.
        assert scaled.deff == pytest.approx(plain.deff, rel=1e-6) or np.ptp(y) == 0

    @given(WEIGHTED)
    def test_what_is_calibrated_counts_repetitions_too(self, rows):
        y, w, c = rows
        codes = {"odd": y % 2, "third": (np.arange(len(y)) % 3)}
        repeated = {name: np.repeat(code, c) for name, code in codes.items()}
        assert near(
            mean(y, w, c, calibrated_to=codes),
            mean(np.repeat(y, c), np.repeat(w, c), calibrated_to=repeated),
            rounding=1e-7,
        )

    @given(WEIGHTED)
    def test_what_the_margins_say_is_known_without_error(self, rows):
        y, w, c = rows
        assert mean(y, w, c, calibrated_to={"answer": y}).se == pytest.approx(0, abs=1e-6)

    @given(WEIGHTED)
    def test_an_estimate_lies_in_its_interval_and_within_the_answers(self, rows):
        y, w, c = rows
        found = mean(y, w, c)
        assert found.low <= found.value <= found.high
        assert y.min() - 1e-9 <= found.value <= y.max() + 1e-9
        assert 0 < found.n_eff <= found.n * (1 + 1e-12)

    @given(WEIGHTED)
    def test_a_share_stays_between_none_and_all(self, rows):
        y, w, c = rows
        found = share(y > 5, w, c)
        assert 0 <= found.low <= found.value <= found.high <= 1

    @given(st.integers(1, 500))
    def test_when_all_say_yes_the_interval_is_not_empty(self, n):
        found = share([1.0], counts=[n])
        assert found.high == found.value == 1
        assert found.low < 1

    @given(st.integers(2, 400), st.floats(0.6, 0.999))
    def test_students_t_leaves_as_much_below_as_asked(self, freedom, probability):
        t = student.quantile(probability, freedom)
        assert student._distribution(t, freedom) == pytest.approx(probability, abs=1e-9)  # noqa: SLF001


class TestBadInput:
    def test_one_answer_has_no_interval(self):
        found = mean([7])
        assert (found.value, found.se, found.low, found.high) == (7, math.inf, -math.inf, math.inf)

    def test_alike_answers_have_no_spread(self):
        assert mean([7, 7, 7]).se == 0

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (([],), "Without a single answer"),
            (([1, 2], [0, 0]), "Without a single answer"),
            (([1, 2], [1, -1]), "not below zero"),
            (([1, 2], [1, math.nan]), "A weight is a number"),
            (([1, math.nan],), "Leave missing answers out"),
            (([1, 2], [1]), "same length"),
            (([1, 2], [1, 1], [1, 0.5]), "whole number"),
            (([1, 2], [1, 1], [1, -1]), "not below zero"),
        ],
    )
    def test_what_cannot_be_estimated_is_refused(self, arguments, words):
        with pytest.raises(ValueError, match=words):
            mean(*arguments)

    def test_one_raked_answer_has_no_interval(self):
        assert mean([7], calibrated_to={"age": [0]}).se == math.inf
        assert calibrated_se(np.ones(1), np.ones(1), np.ones(1), {"age": [0]}) == math.inf

    @pytest.mark.parametrize(
        ("margins", "words"),
        [
            ({"age": [0]}, "one row for each answer"),
            ({}, "needs margins"),
            ({"age": [0, -1]}, "count from 0"),
        ],
    )
    def test_margins_of_other_rows_are_refused(self, margins, words):
        with pytest.raises(ValueError, match=words):
            mean([1, 2], calibrated_to=margins)

    def test_a_sample_larger_than_its_population_is_refused(self):
        with pytest.raises(ValueError, match="larger than the sample"):
            mean([1, 2, 3], population=2)

    def test_a_stratum_of_one_is_refused(self):
        with pytest.raises(ValueError, match="join it to another"):
            stratified_mean([1, 2, 3], [1, 1, 1], [0, 0, 1])

    @pytest.mark.parametrize("sizes", [[1, 5], [5]])
    def test_a_stratum_smaller_than_its_sample_is_refused(self, sizes):
        with pytest.raises(ValueError, match="as many people as answers"):
            stratified_mean([1, 2, 3, 4], [1, 1, 1, 1], [0, 0, 1, 1], sizes)

    def test_alike_answers_in_strata_have_no_spread(self):
        found = stratified_mean([3, 3, 3, 3], [1, 2, 1, 2], [0, 0, 2, 2])
        assert (found.se, found.deff) == (0, found.kish_deff)

    def test_a_share_of_scores_is_refused(self):
        with pytest.raises(ValueError, match="0 or 1"):
            share([0, 1, 2])

    def test_no_t_without_freedom(self):
        with pytest.raises(ValueError, match="degree of freedom"):
            student.quantile(0.975, 0)
