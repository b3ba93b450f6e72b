"""No two scores of trust differ by a few people: both are made of the same whole blocks."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.dashboards.numbers import trust
from metrics.dashboards.numbers.blocks import Block, Blocks, Wording, whole_quarters
from metrics.dashboards.periods import Period
from metrics.dashboards.slices import Slice
from tests.metrics.dashboards.test_trust_numbers import NOVEMBER, answers

FLOOR = 10
DISTRICTS = ("1", "2", "3", None)
QUARTERS = (date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1))
WORDINGS = (Wording(1, 7, "After a meeting"), Wording(2, 9, "After a meeting"))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))

blocks = st.lists(
    st.builds(
        Block,
        st.sampled_from(DISTRICTS),
        st.sampled_from(QUARTERS),
        st.sampled_from(WORDINGS),
        st.integers(1, 40),
        st.just(5.0),
        st.just(25.0),
    ),
    max_size=20,
    unique_by=lambda block: (block.district, block.quarter, block.wording),
)
slices = st.tuples(st.sets(st.sampled_from(DISTRICTS), min_size=1), DAYS, DAYS)


def answer(found, asked):
    """What a request for these districts and days is answered from."""
    districts, one, other = asked
    cut = whole_quarters(Period(min(one, other), max(one, other)))
    inside = [
        block
        for block in found
        if block.district in districts and cut.first <= block.quarter <= cut.last
    ]
    return Blocks.of(inside, FLOOR)


@given(blocks, slices, slices)
def test_no_difference_of_two_answers_tells_of_fewer_people_than_the_floor(found, one, other):
    first, second = answer(found, one), answer(found, other)
    if first.wording != second.wording:
        return  # they have no one in common
    for only_one, only_other in product((first, second), repeat=2):
        rest = sum(block.n for block in set(only_one.kept) - set(only_other.kept))
        assert rest == 0 or rest >= FLOOR
    estimates = [each.estimate.n if each.estimate else 0 for each in (first, second)]
    if set(first.kept) <= set(second.kept):
        assert abs(estimates[0] - estimates[1]) not in range(1, FLOOR)


@given(DAYS, DAYS)
def test_periods_are_cut_to_the_quarters_they_touch(one, other):
    period = Period(min(one, other), max(one, other))
    cut = whole_quarters(period)

    assert cut.first <= period.first <= period.last <= cut.last
    assert cut.first in QUARTERS
    assert cut.last + timedelta(days=1) in (*QUARTERS, date(2027, 1, 1))
    assert whole_quarters(cut) == cut


def test_one_evening_more_or_less_shows_nothing(millrace, hillside):
    answers(millrace, [6, 8] * 20, opened="2026-10-04T20:00")
    answers(millrace, [0] * 3, opened="2026-11-04T20:00")
    until = {day: Slice.of(Period(date(2026, 10, 1), date(2026, 11, day))) for day in (3, 5)}

    shown = [trust.trust(these) for these in until.values()]

    assert shown[0] == shown[1]
    assert shown[0].cut == Period(date(2026, 10, 1), date(2026, 12, 31))


def test_a_beat_has_the_score_of_its_district(millrace, eastbank, riverside, hillside):
    answers(millrace, [6, 8] * 20)
    answers(eastbank, [0, 2] * 2)
    answers(hillside, [3, 4] * 20)

    of_beat, of_district = (
        trust.trust(Slice.of(NOVEMBER, area=area)) for area in (millrace, riverside)
    )

    assert of_beat == of_district
    assert [(place.name, place.n) for place in of_beat.by_part] == [("Riverside", 44)]


@pytest.mark.parametrize(("few", "left_out"), [(9, 1), (10, 0)])
def test_a_block_under_the_floor_is_in_no_score_and_is_said(millrace, hillside, few, left_out):
    answers(millrace, [6, 8] * 20)
    answers(hillside, [1] * few)

    shown = trust.trust(Slice.of(NOVEMBER))

    assert shown.left_out == left_out
    assert shown.number.n == 40 + few * (1 - left_out)
