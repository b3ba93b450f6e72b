from datetime import date, timedelta
from itertools import pairwise

import pytest

from metrics.dashboards.periods import Kind, Period

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (Kind.THIS_MONTH, date(2026, 11, 1), FRIDAY),
        (Kind.LAST_MONTH, date(2026, 10, 1), date(2026, 10, 31)),
        (Kind.THIS_QUARTER, date(2026, 10, 1), FRIDAY),
        (Kind.LAST_QUARTER, date(2026, 7, 1), date(2026, 9, 30)),
        (Kind.LAST_YEAR, date(2025, 12, 1), FRIDAY),
    ],
)
def test_a_period_has_a_name(kind, first, last):
    assert Period.named(kind, FRIDAY) == Period(first, last)


def test_january_looks_back_over_the_new_year():
    january = date(2027, 1, 5)

    assert Period.named(Kind.LAST_MONTH, january) == Period(date(2026, 12, 1), date(2026, 12, 31))
    assert Period.named(Kind.LAST_QUARTER, january) == Period(date(2026, 10, 1), date(2026, 12, 31))


def test_a_period_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="before"):
        Period(FRIDAY, FRIDAY - timedelta(days=1))


def test_the_day_the_clocks_change_is_an_hour_longer():
    day = Period(date(2026, 11, 1), date(2026, 11, 1))

    assert day.ends_at.timestamp() - day.starts_at.timestamp() == 25 * 3600


def test_the_period_before_has_as_many_days():
    assert Period(date(2026, 11, 1), FRIDAY).before() == Period(
        date(2026, 10, 12), date(2026, 10, 31)
    )


@pytest.mark.parametrize(
    ("first", "grain", "count"),
    [
        (date(2026, 11, 10), "day", 11),
        (date(2026, 10, 1), "week", 8),
        (date(2026, 1, 15), "month", 11),
    ],
)
def test_buckets_cover_each_day_once(first, grain, count):
    period = Period(first, FRIDAY)
    buckets = list(period.buckets())

    assert (period.grain(), len(buckets)) == (grain, count)
    assert buckets[0].first == first
    assert buckets[-1].last == FRIDAY
    for one, following in pairwise(buckets):
        assert following.first == one.last + timedelta(days=1)
