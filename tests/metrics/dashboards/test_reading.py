"""A period is read from months and days, and comes to the same as from its days alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.dashboards.models import MonthTally, Tally
from metrics.dashboards.periods import Period
from metrics.dashboards.rollups import reading
from metrics.dashboards.rollups.spans import Span
from metrics.dashboards.slices import Slice
from tests.factories.dashboards import a_concern, at, rolled_up

DAY = timedelta(days=1)
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def days_of(spans):
    return [first + step * DAY for first, last in spans for step in range((last - first).days + 1)]


@given(DAYS, st.integers(0, 800))
def test_months_and_days_at_the_ends_make_the_period(first, length):
    period = Period(first, first + length * DAY)

    span = Span.of(period)

    months = days_of([(month, (month + 32 * DAY).replace(day=1) - DAY) for month in span.months])
    counted = sorted({*months, *days_of(span.added)} - {*days_of(span.taken)})
    assert counted == days_of([(period.first, period.last)])
    assert len(days_of(span.added)) + len(days_of(span.taken)) <= 2 * 15


@pytest.mark.parametrize(
    "period",
    [
        Period(date(2026, 11, 3), date(2026, 11, 9)),
        Period(date(2026, 10, 1), date(2026, 11, 20)),
        Period(date(2026, 2, 20), date(2026, 11, 5)),
    ],
    ids=str,
)
def test_sums_are_those_of_the_days(millrace, hillside, period):
    for days in range(0, 300, 4):
        area = (millrace, hillside, None)[days % 3]
        a_concern(area, at("2026-11-20T18:00") - days * DAY, after=DAY if days % 8 else None)
    rolled_up(at("2026-11-20T19:00"))
    these = Slice.of(period)

    sums = reading.tallied(these)
    inside = Tally.objects.filter(day__range=(period.first, period.last))

    assert sums.n("raised") == sum(inside.filter(fact="raised").values_list("n", flat=True))
    assert sums.by_part("raised") == {
        code: inside.filter(fact="raised", area__path__startswith=f"{code}/").count()
        if code
        else inside.filter(fact="raised", area=None).count()
        for code in sums.by_part("raised")
    }
    stretches = reading.over_time(these, ["in_time", "overdue"])
    assert sum(stretches.values()) == sums.n("in_time") + sums.n("overdue")
    assert {first for _fact, first in stretches} <= {each.first for each in period.buckets()}


def test_a_year_is_read_from_months(django_assert_num_queries, millrace):
    a_concern(millrace, at("2026-11-20T18:00"))
    rolled_up(at("2026-11-20T19:00"))
    year = Slice.of(Period(date(2026, 1, 1), date(2026, 12, 31)))
    Tally.objects.all().delete()

    with django_assert_num_queries(1):
        assert reading.tallied(year).n("raised") == 1
    assert MonthTally.objects.exists()
