"""Categories made ready for weighting. See STATISTICS.md, 2.2."""

import numpy as np
import pytest

from metrics.trust.categories import collapse, hot_deck, with_missing


class TestCollapse:
    def test_small_categories_go_into_the_smallest_of_the_others(self):
        found = collapse({"race": [0, 1, 2, 3]}, {"race": [0.6, 0.2, 0.1, 0.1]}, [500, 200, 40, 20])
        assert found.merged["race"] == ((0,), (1,), (2, 3))
        assert found.codes["race"].tolist() == [0, 1, 2, 2]
        assert found.targets["race"] == pytest.approx([0.6, 0.2, 0.2])

    def test_ages_only_join_their_neighbours(self):
        answered = [20, 300, 60, 200]
        found = collapse({"age": range(4)}, {"age": [1, 1, 1, 1]}, answered, ordered={"age"})
        assert found.merged["age"] == ((0, 1), (2,), (3,))
        free = collapse({"age": range(4)}, {"age": [1, 1, 1, 1]}, answered)
        assert free.merged["age"] == ((0, 2), (1,), (3,)) or free.merged["age"][0] == (1,)

    def test_a_category_that_nobody_chose_is_merged_too(self):
        found = collapse({"age": [0] * 40 + [2] * 40}, {"age": [0.3, 0.3, 0.4]})
        assert len(found.targets["age"]) == 2
        assert found.targets["age"].sum() == pytest.approx(1)

    def test_the_last_category_stays_however_small(self):
        assert collapse({"age": [0, 1]}, {"age": [1, 1]}).merged["age"] == ((0, 1),)

    @pytest.mark.parametrize("codes", [[0, 2], [-1, 0]])
    def test_a_category_unknown_to_the_population_is_refused(self, codes):
        with pytest.raises(ValueError, match="the population has not"):
            collapse({"age": codes}, {"age": [1, 1]})


class TestMissing:
    def test_those_who_did_not_say_are_a_category_of_their_own(self):
        codes, shares = with_missing([0, 1, -1, 1], [30, 70])
        assert codes.tolist() == [0, 1, 2, 1]
        assert shares == pytest.approx([0.225, 0.525, 0.25])
        _, weighed = with_missing([0, 1, -1], [30, 70], counts=[4, 4, 2])
        assert weighed[-1] == pytest.approx(0.2)

    def test_where_all_said_nothing_changes(self):
        codes, shares = with_missing([0, 1], [1, 3])
        assert codes.tolist() == [0, 1]
        assert shares == pytest.approx([0.25, 0.75])

    def test_a_gap_is_filled_by_someone_alike(self):
        age = [0] * 10 + [1] * 10
        tenure = [0] * 9 + [-1] + [1] * 9 + [-1]
        filled, how_many = hot_deck({"age": age, "tenure": tenure}, seed=1)
        assert filled["tenure"].tolist() == [0] * 10 + [1] * 10
        assert filled["age"].tolist() == age
        assert how_many == {"age": 0, "tenure": 2}

    def test_where_nobody_is_alike_in_all_margins_are_given_up_from_the_last(self):
        codes = {"age": [0, 0, 1, 1, -1], "sex": [0, 0, 1, 1, 1], "area": [0, 0, 0, 0, 1]}
        filled, _ = hot_deck(codes, seed=4)
        assert filled["age"][-1] == 1

    def test_the_same_seed_fills_in_the_same(self):
        chance = np.random.default_rng(0)
        codes = {"age": chance.integers(-1, 4, 300), "sex": chance.integers(-1, 2, 300)}
        one, other = hot_deck(codes, seed=7)[0], hot_deck(codes, seed=7)[0]
        assert all((one[name] == other[name]).all() and (one[name] >= 0).all() for name in codes)

    def test_what_nobody_answered_cannot_be_filled_in(self):
        with pytest.raises(ValueError, match="Nobody answered age"):
            hot_deck({"age": [-1, -1]}, seed=1)
