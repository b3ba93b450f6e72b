"""What counts as more than usual: exact chances, weeks that vary, and many at once."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom

from metrics.trust.surges import FEWEST, could_stand_out, more_than_usual, risen

STEADY = [2] * 8


def exact(now, before):
    """The binomial tail in whole numbers, term by term."""
    total, weeks = now + sum(before), len(before) + 1
    terms = (comb(total, k) * (weeks - 1) ** (total - k) for k in range(now, total + 1))
    return float(Fraction(sum(terms), weeks**total))


@pytest.mark.parametrize(
    ("now", "before"),
    [(10, STEADY), (2, STEADY), (5, [0, 1, 0, 1, 1, 0, 0, 1]), (7, [0] * 8), (0, STEADY)],
    ids=["a jump", "as ever", "from few", "from none", "nothing"],
)
def test_steady_weeks_are_tested_exactly(now, before):
    assert more_than_usual(now, before) == pytest.approx(exact(now, before), rel=1e-9)


def test_five_after_eight_weeks_of_nothing_is_one_in_9_to_the_fifth():
    assert more_than_usual(5, [0] * 8) == pytest.approx(9**-5)


def test_weeks_that_vary_raise_fewer_alarms():
    """Mean 5 and variance 36: size 25/31, and the chance of 15 or more by that."""
    before = [0, 0, 0, 14, 0, 12, 9, 5]
    mean, spread = 5, float(np.var(before, ddof=1))
    size = mean**2 / (spread - mean)

    assert more_than_usual(15, before) == pytest.approx(
        nbinom.sf(14, size, size / (size + mean)), rel=1e-9
    )
    assert more_than_usual(15, before) > 3 * exact(15, before)


@pytest.mark.parametrize(("now", "before"), [(3, []), (-1, STEADY), (3, [1, -2])])
def test_what_is_no_count_is_refused(now, before):
    with pytest.raises(ValueError, match="whole counts"):
        more_than_usual(now, before)


@given(now=st.integers(0, 60), before=st.lists(st.integers(0, 40), min_size=1, max_size=10))
def test_a_chance_is_a_chance_and_falls_as_more_come(now, before):
    chance = more_than_usual(now, before)

    assert 0 <= chance <= 1
    assert more_than_usual(now + 1, before) <= chance + 1e-12


def test_one_jump_among_many_steady_topics_is_told():
    series = {f"topic {n}": [*STEADY, 2] for n in range(40)} | {"noise": [*STEADY, 14]}
    [found] = risen(series)

    assert (found.key, found.now, found.usual) == ("noise", 14, 2)
    assert found.adjusted == pytest.approx(41 * found.p)


def test_what_would_be_news_alone_is_none_among_many():
    """7 after 2 a week has p of about 0.01: one of 60 topics is as high by chance."""
    jump = [*STEADY, 7]
    assert risen({"noise": jump})
    assert not risen({"noise": jump} | {f"topic {n}": [*STEADY, 2] for n in range(60)})


def test_few_are_never_told_and_do_not_raise_the_bound():
    few = [0] * 8 + [FEWEST - 1]
    assert not could_stand_out(few[-1], few[:-1])
    rare = {f"rare {n}": [0, 1, 0, 0, 0, 0, 0, 0, 0] for n in range(500)}
    [found] = risen({"noise": [*STEADY, 12], **rare})
    assert found.adjusted == pytest.approx(found.p)


def test_nothing_at_all_is_nothing():
    assert risen({}) == []


def test_false_alarms_are_as_rare_as_said():
    """400 looks at 30 steady topics each: an alarm in at most 1 of 20."""
    draws = np.random.default_rng(7).poisson(4, size=(400, 30, 9))
    alarms = sum(bool(risen(dict(enumerate(look.tolist())))) for look in draws)

    assert alarms / len(draws) <= 0.05
