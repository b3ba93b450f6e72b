"""Raking against R's survey package and its own laws. See STATISTICS.md, 2.2 and 3.2."""

import csv
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.trust import cells
from metrics.trust.estimates import mean
from metrics.trust.weights import NotConvergedError, poststratify, rake
from tests.real_data import real

MARGINS = ("gender", "age", "education", "race", "region")
# A small town: sex, age group, neighbourhood of twelve cells and how many answered in each.
TOWN = {
    "sex": np.array([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]),
    "age": np.array([0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2]),
    "area": np.array([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]),
}
ANSWERED = np.array([4, 9, 11, 7, 20, 16, 6, 5, 13, 12, 31, 22])
PEOPLE = {"sex": [0.49, 0.51], "age": [0.3, 0.4, 0.3], "area": [0.55, 0.45]}


@st.composite
def samples(draw):
    """Every combination answered at least once, so that any margins can be met."""
    sizes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=4))
    codes = np.array(list(itertools.product(*map(range, sizes)))).T
    count = codes.shape[1]
    counts = draw(st.lists(st.integers(1, 9), min_size=count, max_size=count))
    base = draw(st.lists(st.floats(0.2, 5), min_size=count, max_size=count))
    people = [draw(st.lists(st.integers(1, 20), min_size=s, max_size=s)) for s in sizes]
    named = {f"margin {number}": code for number, code in enumerate(codes)}
    targets = {name: np.array(some) / sum(some) for name, some in zip(named, people, strict=True)}
    return named, targets, np.array(base), np.array(counts)


def opt_in():
    with real("trust/optin_cells.csv").open() as file:
        rows = list(csv.DictReader(file))
    with real("trust/optin_autumn_targets.csv").open() as file:
        wanted = list(csv.DictReader(file))
    codes, targets = {}, {}
    for margin in MARGINS:
        named = {w["level"]: float(w["proportion"]) for w in wanted if w["variable"] == margin}
        codes[margin] = np.array([list(named).index(row[margin]) for row in rows])
        targets[margin] = np.array(list(named.values()))
    return rows, codes, targets, np.array([int(row["n"]) for row in rows])


class TestReferenceValues:
    @pytest.mark.real_data
    @pytest.mark.parametrize(
        ("cap", "column", "low", "high", "deff", "n_eff"),
        [
            (None, "w_raked", 0.358420381, 3.752857002, 1.21254779, 5528.029522),
            (3, "w_cap3", 0.35551101, 3, 1.20985777, 5540.320673),
            (2, None, 0.32901397, 2, 1.20782229, 5549.657466),
        ],
    )
    def test_an_opt_in_sample_is_raked_as_in_r(self, cap, column, low, high, deff, n_eff):
        rows, codes, targets, counts = opt_in()
        found = rake(codes, targets, counts=counts, cap=cap)
        assert found.values.min() == pytest.approx(low, abs=5e-8)
        assert found.values.max() == pytest.approx(high, abs=5e-8)
        assert found.kish_deff == pytest.approx(deff, abs=5e-9)
        assert found.n_eff == pytest.approx(n_eff, abs=1e-5)
        assert found.margin_error < 1e-9
        if column:
            in_r = [float(row[column]) for row in rows]
            assert found.values == pytest.approx(in_r, abs=1.5e-8)

    def test_a_town_by_hand(self):
        found = rake(TOWN, PEOPLE, counts=ANSWERED)
        for name, target in PEOPLE.items():
            after = np.bincount(TOWN[name], ANSWERED * found.values) / ANSWERED.sum()
            assert after == pytest.approx(target, abs=1e-12)
            assert found.margins[name].after == pytest.approx(target, abs=1e-12)
        before = found.margins["sex"].before
        assert before == pytest.approx([67 / 156, 89 / 156])
        assert found.n_eff == pytest.approx(156 / found.kish_deff)

    def test_post_strata_are_population_over_sample(self):
        found = poststratify([0, 1], [0.25, 0.75], counts=[50, 50])
        assert found.values == pytest.approx([0.5, 1.5])
        assert poststratify([0] * 20 + [1] * 20, [1, 3]).values[-1] == pytest.approx(1.5)


class TestLaws:
    @settings(deadline=None)
    @given(samples())
    def test_margins_are_met_and_weights_are_positive(self, sample):
        codes, targets, base, counts = sample
        found = rake(codes, targets, base, counts)
        assert found.margin_error < 1e-9
        assert (found.values > 0).all()
        assert float(np.sum(counts * found.values)) == pytest.approx(counts.sum())
        assert found.kish_deff >= 1 - 1e-12

    @settings(deadline=None)
    @given(samples(), st.randoms(use_true_random=False))
    def test_neither_the_order_of_rows_nor_of_margins_matters(self, sample, chance):
        codes, targets, base, counts = sample
        names, order = list(codes), list(range(len(base)))
        chance.shuffle(names)
        chance.shuffle(order)
        shuffled = rake(
            {name: codes[name][order] for name in names}, targets, base[order], counts[order]
        )
        assert shuffled.values == pytest.approx(
            rake(codes, targets, base, counts).values[order], rel=1e-8
        )

    @settings(deadline=None)
    @given(samples())
    def test_counts_are_repetitions(self, sample):
        codes, targets, base, counts = sample
        repeated = rake(
            {name: np.repeat(code, counts) for name, code in codes.items()},
            targets,
            np.repeat(base, counts),
        )
        found = rake(codes, targets, base, counts)
        assert repeated.values == pytest.approx(np.repeat(found.values, counts), rel=1e-8)
        assert repeated.kish_deff == pytest.approx(found.kish_deff)

    @settings(deadline=None)
    @given(samples(), st.floats(1.05, 3))
    def test_a_cap_holds_together_with_the_margins_or_is_refused(self, sample, cap):
        codes, targets, base, counts = sample
        try:
            found = rake(codes, targets, base, counts, cap=cap)
        except NotConvergedError:
            return
        assert found.values.max() <= cap
        assert found.margin_error < 1e-8

    @settings(deadline=None)
    @given(samples())
    def test_the_scale_of_targets_and_base_does_not_matter(self, sample):
        codes, targets, base, counts = sample
        people = {name: target * 61_340 for name, target in targets.items()}
        assert rake(codes, people, base * 7, counts).values == pytest.approx(
            rake(codes, targets, base, counts).values, rel=1e-9
        )

    def test_whole_numbers_may_come_as_floats(self):
        codes = {name: code.astype(float) for name, code in TOWN.items()}
        plain = rake(TOWN, PEOPLE, counts=ANSWERED)
        assert rake(codes, PEOPLE, counts=ANSWERED).values == pytest.approx(plain.values)

    def test_margins_too_many_to_count_are_sorted(self, monkeypatch):
        plain = rake(TOWN, PEOPLE, counts=ANSWERED)
        monkeypatch.setattr(cells, "ROOM", 1)
        assert rake(TOWN, PEOPLE, counts=ANSWERED).values == pytest.approx(plain.values)

    def test_raked_weights_calibrate_the_error_of_a_mean(self):
        raked = rake(TOWN, PEOPLE, counts=ANSWERED, base=np.linspace(0.5, 2, 12))
        y = 3 * TOWN["age"] + TOWN["sex"]
        assert mean(y, raked.values, ANSWERED, calibrated_to=raked).se < 1e-9
        assert mean(y, raked.values, ANSWERED).se > 0.05


class TestBadInput:
    @pytest.mark.parametrize(
        ("codes", "targets", "words"),
        [
            ({"age": [0, 0, 2]}, {"age": [1, 1, 1]}, "Nobody in the sample is in category 1"),
            ({"age": [0, 1, 2]}, {"age": [1, 1]}, "outside the 2"),
            ({"age": [0, -1]}, {"age": [1, 1]}, "outside the 2"),
            ({"age": [0, 1, 2]}, {"age": [1, 1, 0]}, "population has nobody"),
            ({"age": [0, 1]}, {"age": [0.5, np.nan]}, "targets of age are numbers"),
            ({"age": [0, 1]}, {"age": [1.5, -0.5]}, "targets of age are numbers"),
            ({"age": [0, 1]}, {"age": [[1, 1]]}, "targets of age are numbers"),
            ({"age": [0, 1]}, {"age": [0, 0]}, "one total above zero"),
            ({"age": [0, 1], "sex": [0, 1]}, {"age": [1, 1], "sex": [1, 2]}, "one total"),
            ({"age": [0, 1], "sex": [0]}, {"age": [1, 1], "sex": [1]}, "same length"),
            ({"age": [0, 1]}, {"sex": [1, 1]}, "same margins"),
            ({}, {}, "at least one"),
            ({"age": [0.5, 1]}, {"age": [1, 1]}, "whole numbers"),
            ({"age": [np.nan, 1]}, {"age": [1, 1]}, "none may be missing"),
            ({"age": ["young", "old"]}, {"age": [1, 1]}, "whole numbers"),
            ({"age": [[0, 1]]}, {"age": [1, 1]}, "one row of numbers"),
        ],
    )
    def test_what_cannot_be_begun_is_refused(self, codes, targets, words):
        with pytest.raises(ValueError, match=words):
            rake(codes, targets)

    @pytest.mark.parametrize(
        ("base", "counts", "words"),
        [
            ([1, -1], None, "base weight"),
            ([1, np.nan], None, "base weight"),
            (None, [1, 0.5], "whole number"),
            (None, [1, np.inf], "whole number"),
            ([0, 0], None, "Without a single answer"),
        ],
    )
    def test_rows_that_make_no_sense_are_refused(self, base, counts, words):
        with pytest.raises(ValueError, match=words):
            rake({"age": [0, 1]}, {"age": [1, 1]}, base, counts)

    @pytest.mark.parametrize(
        ("cap", "words"), [(0.9, "cannot be below"), (1.2, "needs a mean weight of 1.75")]
    )
    def test_a_cap_that_cannot_hold_is_refused_with_the_reason(self, cap, words):
        with pytest.raises(ValueError, match=words):
            rake({"age": [0, 1]}, {"age": [0.125, 0.875]}, counts=[5, 5], cap=cap)

    def test_a_cap_that_only_the_margins_together_forbid_is_refused(self):
        codes = {"a": [0, 0, 1, 1], "b": [0, 1, 0, 1]}
        with pytest.raises(NotConvergedError, match="No weights up to"):
            rake(codes, {"a": [0.7, 0.3], "b": [0.7, 0.3]}, counts=[2, 48, 48, 2], cap=1.5)

    def test_margins_that_contradict_each_other_are_refused(self):
        codes = {"a": [0, 1], "b": [0, 1]}
        with pytest.raises(NotConvergedError, match="too few combinations"):
            rake(codes, {"a": [0.7, 0.3], "b": [0.4, 0.6]})

    def test_a_category_that_nobody_has_on_either_side_is_no_trouble(self):
        found = rake({"age": [0, 2]}, {"age": [1, 0, 3]})
        assert found.values == pytest.approx([0.5, 1.5])

    def test_small_post_strata_are_refused(self):
        with pytest.raises(ValueError, match="at least 20 answers"):
            poststratify([0, 1], [0.5, 0.5], counts=[50, 19])
