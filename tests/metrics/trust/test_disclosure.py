"""Small counts cannot be worked out. See STATISTICS.md, 2.6 and 3.12."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import linprog
from scipy.sparse import csr_array

from metrics.trust import protection
from metrics.trust.disclosure import Publication, audit, suppress
from metrics.trust.protection import Problem, Unknown, bounds, protected, withhold

# Delinquent children by county and education: FCSM Working Paper 22, table 1.
CHILDREN = np.array(
    [
        [15, 1, 3, 1, 20],
        [20, 10, 10, 15, 55],
        [3, 10, 10, 2, 25],
        [12, 14, 7, 2, 35],
        [50, 35, 30, 20, 135],
    ]
)
INNER = CHILDREN[:-1, :-1]
TABLES = st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(
    lambda shape: hnp.arrays(np.int64, shape, elements=st.integers(0, 12))
)
THOROUGH = settings(deadline=None, max_examples=40)


def worked_out(found):
    """Withheld cells that some combination of the sums gives away, by linear algebra alone."""
    hidden = np.flatnonzero(found.suppressed_cells)
    left = found.layout.publication.relations.toarray()[:, hidden]
    rank = np.linalg.matrix_rank(left) if left.size else 0
    return [
        cell
        for cell, unit in zip(hidden, np.eye(len(hidden)), strict=True)
        if np.linalg.matrix_rank(np.vstack([left, unit])) == rank
    ]


class TestReferenceValues:
    def test_two_hidden_in_every_row_and_column_are_not_enough(self):
        naive = np.where(CHILDREN < 5, np.nan, CHILDREN)
        naive[1, 1] = naive[1, 2] = naive[3, 0] = np.nan
        found = audit(naive)
        assert not found.safe
        assert found.intervals[0, 3] == (1, 1)
        assert found.recoverable[0, 3]
        assert found.recoverable.sum() == 1
        assert found.intervals[1, 1] == pytest.approx((7, 11))
        assert found.low[1, 1] == pytest.approx(7)

    @pytest.mark.parametrize("table", [CHILDREN, INNER, INNER.tolist()])
    def test_the_least_that_protects_is_found(self, table):
        found = suppress(table, 5)
        assert found.cost == 29
        assert np.argwhere(found.secondary).tolist() == [[2, 1], [3, 0], [3, 2]]
        assert found.primary.sum() == 6
        assert found.published[4].tolist() == [50, 35, 30, 20, 135]
        tried = audit(found)
        assert tried.safe
        assert not tried.changes
        for cell in np.argwhere(found.primary).tolist():
            expected = (0, 9) if cell == [2, 0] else (0, 5)
            assert tried.intervals[tuple(cell)] == pytest.approx(expected)

    def test_a_single_zero_is_covered_as_statistics_norway_does(self):
        ages_by_country = [[3, 4, 6], [2, 0, 5]]
        found = suppress(ages_by_country, 2)
        assert np.argwhere(found.secondary).tolist() == [[0, 0], [0, 1], [1, 0]]
        assert np.argwhere(found.primary).tolist() == [[1, 1]]

    def test_a_hierarchy_is_part_of_the_sums(self):
        found = suppress(
            {("age", "country"): [[3, 4, 6], [2, 0, 5]]},
            3,
            levels={"country": {"union": ["out", "in", "in"]}},
        )
        assert audit(found).safe
        assert not worked_out(found)
        assert frozenset({("age", 1), ("union", "out")}) in audit(found).intervals


class TestPublications:
    def test_tables_that_share_a_margin_are_protected_together(self):
        by_age, by_sex = [[30, 2, 9], [40, 12, 20]], [[21, 20], [3, 69]]
        found = suppress({("beat", "age"): by_age, ("beat", "sex"): by_sex}, 5)
        assert audit(found).safe
        assert not worked_out(found)
        assert set(found.published) == {("beat", "age"), ("beat", "sex")}
        shown = [table[:, -1] for table in found.published.values()]
        assert np.array_equal(shown[0], shown[1], equal_nan=True)

    def test_a_district_that_is_the_sum_of_its_beats_hides_nothing_of_them(self):
        tables = {("beat",): [40, 3, 30, 20], ("district", "sex"): [[23, 20], [22, 28]]}
        found = suppress(tables, 5, levels={"beat": {"district": [0, 0, 1, 1]}})
        hidden = found.suppressed[("beat",)]
        assert hidden[:2].all()
        assert audit(found).intervals[frozenset({("beat", 1)})] == pytest.approx((0, 43))

    def test_cells_and_sums_may_be_written_down(self):
        publication = Publication.of(
            {"city": 60, "north": 37, "south": 3, "east": 20},
            [("city", ("north", "south", "east"))],
        )
        found = suppress(publication, 5, structural={"east": False})
        assert found.cost == 20
        assert found.suppressed == {"city": False, "north": False, "south": True, "east": True}
        assert audit(found).intervals == {"south": (0, 23), "east": (0, 23)}

    def test_what_can_only_be_zero_is_shown(self):
        table = [[0, 9, 9], [9, 9, 9]]
        shown = suppress(table, 5, totals=False, structural=[[True, False, False], [False] * 3])
        assert not shown.suppressed.any()
        assert suppress(table, 5, totals=False).suppressed[0, 0]
        named = suppress({("a", "b"): table}, 5, structural={("a", "b"): np.array(table) == 0})
        assert not named.suppressed_cells.any()
        assert suppress({("a", "b"): table}, 5, structural={}).suppressed_cells.any()

    def test_a_count_that_is_in_no_sum_is_simply_withheld(self):
        found = suppress(Publication.of({"calls": 3}, []), 5)
        assert found.suppressed == {"calls": True}
        assert audit(found).intervals == {"calls": (0, np.inf)}

    def test_a_list_of_counts_is_a_table_too(self):
        found = suppress({"area": [3, 50, 9]}, 5)
        assert found.published["area"].tolist()[1:2] == [50]
        assert found.cost == 9

    def test_three_axes(self):
        table = np.random.default_rng(2).poisson(9, (3, 2, 2))
        found = suppress(table, 6)
        assert found.published.shape == (4, 3, 3)
        assert audit(found).safe
        assert not worked_out(found)

    def test_nothing_small_hides_nothing(self):
        found = suppress([[10, 20], [30, 40]], 5)
        assert not found.suppressed.any()
        assert audit(found).safe

    def test_where_all_is_small_nothing_is_shown(self):
        found = suppress([[1, 0], [0, 1]], 5)
        assert found.suppressed.all()
        assert audit(found).safe

    def test_a_wider_doubt_may_be_asked_for(self):
        found = suppress(CHILDREN, 5, width=12)
        for cell in np.argwhere(found.primary).tolist():
            low, high = audit(found).intervals[tuple(cell)]
            assert high - low >= 12 - 1e-6
        published = found.published
        assert audit(published).safe
        assert not audit(published, width=1000).safe

    def test_a_masked_table_is_audited_like_one_with_gaps(self):
        masked = np.ma.masked_array(CHILDREN, CHILDREN < 5)
        assert not audit(masked).safe

    def test_one_table_withholds_what_another_prints(self):
        tables = {
            ("a", "b"): [[np.nan, np.nan, 9], [5, 6, 11], [9, 11, 20]],
            ("b", "a"): [[4, 5, 9], [5, 6, 11], [9, 11, 20]],
        }
        assert not audit(tables).intervals


class TestLaws:
    @THOROUGH
    @given(TABLES, st.integers(2, 6))
    def test_no_withheld_count_can_be_recovered(self, table, floor):
        found = suppress(table, floor, totals=False)
        assert audit(found).safe
        assert not worked_out(found)
        assert (found.suppressed >= found.primary).all()

    @THOROUGH
    @given(TABLES, st.integers(2, 6))
    def test_no_withheld_count_can_be_recovered_in_large_tables_either(self, table, floor):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(protection, "EXACT_SIZE", 0)
            found = suppress(table, floor, totals=False)
        assert audit(found).safe
        assert not worked_out(found)

    def test_with_no_time_to_print_covers_again_more_is_withheld_and_all_is_safe(self, monkeypatch):
        monkeypatch.setattr(protection, "EXACT_SIZE", 0)
        thinned = suppress(CHILDREN, 5)
        monkeypatch.setattr(protection, "PROGRAMS", 0)
        found = suppress(CHILDREN, 5)
        assert audit(found).safe
        assert found.cost >= thinned.cost

    @settings(deadline=None, max_examples=20)
    @given(hnp.arrays(np.int64, (2, 3), elements=st.integers(0, 5)))
    def test_every_withheld_count_has_another_table_that_fits(self, table):
        found = suppress(table, 3, totals=False)
        inner = np.stack(np.meshgrid(*[np.arange(8)] * 6), axis=-1).reshape(-1, 2, 3)
        wide = np.concatenate([inner, inner.sum(axis=2, keepdims=True)], axis=2)
        every = np.concatenate([wide, wide.sum(axis=1, keepdims=True)], axis=1)
        shown = found.published
        fits = every[(np.isnan(shown) | (every == shown)).all(axis=(1, 2))]
        differ = fits.min(axis=0) < fits.max(axis=0)
        assert differ[found.suppressed].all()

    @settings(deadline=None, max_examples=25)
    @given(TABLES, st.integers(0, 10**6))
    def test_the_bounds_hold_the_truth(self, table, seed):
        full = suppress(table, 1, totals=False).layout.publication.values
        hidden = np.random.default_rng(seed).random(len(full)) < 0.4
        relations = suppress(table, 1, totals=False).layout.publication.relations
        low, high = bounds(full, relations, hidden)
        assert (low <= full + 1e-6).all()
        assert (full <= high + 1e-6).all()
        assert np.array_equal(low[~hidden], full[~hidden])

    @settings(deadline=None, max_examples=25)
    @given(TABLES, st.integers(0, 10**6))
    def test_bounds_are_those_that_another_solver_finds_from_scratch(self, table, seed):
        layout = suppress(table, 1, totals=False).layout.publication
        hidden = np.random.default_rng(seed).random(len(layout.values)) < 0.4
        cells = np.flatnonzero(hidden)
        left = layout.relations[:, cells]
        right = -(layout.relations @ np.where(hidden, 0, layout.values))
        low, high = bounds(layout.values, layout.relations, hidden)
        for cell, aim in zip(cells, np.eye(len(cells)), strict=True):
            for sign, found in ((1, low[cell]), (-1, high[cell])):
                asked = linprog(sign * aim, A_eq=left, b_eq=right, bounds=(0, None))
                told = np.inf if asked.status == 3 else sign * asked.fun
                assert found == pytest.approx(told, abs=1e-6)

    @settings(deadline=None, max_examples=25)
    @given(TABLES, st.integers(0, 10**6), st.integers(1, 8))
    def test_what_lacks_protection_is_what_its_bounds_say(self, table, seed, width):
        layout = suppress(table, 1, totals=False).layout.publication
        hidden = np.random.default_rng(seed).random(len(layout.values)) < 0.5
        low, high = bounds(layout.values, layout.relations, hidden)
        narrow = hidden & ~protected(layout.values, low, high, width)
        unknown = Unknown(layout.values, layout.relations, hidden)
        found = set(unknown.lacking(hidden, partial(protected, width=width)))
        assert found == set(np.flatnonzero(narrow))


class TestDifferencing:
    def test_one_late_answer_is_not_told_by_two_releases(self):
        before = suppress(INNER + 20, 5)
        late = INNER + 20
        late[1, 1] += 1
        after = suppress(late, 5, earlier=before)
        assert not before.suppressed.any()
        assert after.suppressed[1, 1]
        tried = audit(after)
        assert tried.safe
        low, high = tried.changes[1, 1]
        assert high - low >= 5

    def test_growth_by_the_floor_or_not_at_all_may_be_shown(self):
        before = suppress(INNER + 20, 5)
        grown = INNER + 20
        grown[0, 0] += 5
        assert not suppress(grown, 5, earlier=before).suppressed.any()

    def test_the_small_counts_of_both_stay_hidden(self):
        before = suppress(CHILDREN, 5)
        grown = INNER.copy()
        grown[0, 1] += 9
        grown[1, 1] += 2
        after = suppress(grown, 5, earlier=before)
        assert audit(after).safe

    def test_a_printed_total_that_grew_by_a_few_cannot_be_guarded(self):
        def of(one, other):
            cells = {"all": one + other, "one": one, "other": other}
            return Publication.of(cells, [("all", ["one", "other"])])

        before = suppress(of(20, 30), 5, printed={"all": True})
        with pytest.raises(ValueError, match="already public"):
            suppress(of(20, 33), 5, printed={"all": True}, earlier=before)
        assert suppress(of(20, 33), 5, earlier=before).suppressed["all"]

    def test_the_rise_a_printed_total_does_not_leave_room_for_is_made_up_by_a_fall(self):
        def of(one, other):
            cells = {"all": one + other, "one": one, "other": other}
            return Publication.of(cells, [("all", ["one", "other"])])

        before = suppress(of(20, 30), 5, printed={"all": True})
        after = suppress(of(23, 33), 5, printed={"all": True}, earlier=before)
        assert audit(after).safe
        assert [after.suppressed[name] for name in ("all", "one", "other")] == [False, True, True]

    def test_people_who_are_gone_cannot_be_guarded(self):
        before = suppress(INNER, 5)
        with pytest.raises(ValueError, match="separate periods"):
            suppress(INNER - (INNER == 20), 5, earlier=before)


class TestBadInput:
    @pytest.mark.parametrize(
        ("table", "options", "words"),
        [
            ([[np.nan, 2, 3], [3, 4, 7], [4, 6, 10]], {}, "takes every count"),
            ([[1, 2], [3, 4.5]], {}, "whole number"),
            ([[1, 2], [3, -4]], {}, "whole number"),
            ([[1, np.inf], [3, 4]], {}, "whole number"),
            ([[1, 2], [3, 4]], {"totals": True}, "not the sums"),
            ([[1], [2]], {"totals": True}, "two places or more"),
            ([], {}, "array of counts"),
            (7, {}, "array of counts"),
            ({}, {}, "no table"),
            ({("a", "b"): [1, 2]}, {}, "name each"),
            ({("a", "a"): [[1, 2], [5, 9]]}, {}, "name each"),
            ({("a",): [5, 6], ("a", "b"): [[5, 1], [2, 2]]}, {}, "Two tables differ"),
            ({("a",): [7], ("b",): [8]}, {}, "of everyone"),
            ({"a": [5, 6]}, {"levels": {"a": {"up": [0]}}}, "names the one above"),
            ([[1, 2], [3, 4]], {"structural": [[True, False], [False, False]]}, "only be zero"),
        ],
    )
    def test_tables_that_make_no_sense_are_refused(self, table, options, words):
        with pytest.raises(ValueError, match=words):
            suppress(table, 5, **options)

    @pytest.mark.parametrize(("floor", "width"), [(0, None), (5, 0)])
    def test_a_floor_of_nothing_is_refused(self, floor, width):
        with pytest.raises(ValueError, match="at least one"):
            suppress(CHILDREN, floor, width=width)

    def test_a_sum_of_strangers_is_refused(self):
        with pytest.raises(ValueError, match="no cell"):
            Publication.of({"city": 1}, [("city", ("north",))])

    def test_printed_counts_that_contradict_each_other_are_refused(self):
        with pytest.raises(ValueError, match="contradict"):
            audit([[np.nan, 9, 5], [np.nan, 1, 2], [np.nan, 10, 7]])

    def test_what_is_already_public_can_make_protection_impossible(self):
        relations = csr_array([[1.0, -1.0, -1.0]])
        primary = np.array([False, True, False])
        problem = Problem(
            np.array([9.0, 2, 7]), relations, primary, primary, np.zeros(3, dtype=bool), 5
        )
        with pytest.raises(ValueError, match="already public"):
            withhold(problem)
