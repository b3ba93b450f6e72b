"""Promises in working time: they add up, stand still, and lose no hour to summer time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.concerns import clocks
from engagement.concerns.clocks import Hours, HoursError, later, resumed, share_left, worked

CHICAGO = ZoneInfo("America/Chicago")
OFFICE = Hours.read("mon-fri 9-17", "America/Chicago", ["2026-12-25"])
HOUR = timedelta(hours=1)

moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis adds the zone
spans = st.timedeltas(timedelta(), timedelta(hours=300))
kinds = st.sampled_from(
    [
        None,
        OFFICE,
        Hours.read("mon-sun 0-23:59", "America/Chicago"),
        Hours.read("sat-mon 1:30-3:30", "America/Chicago"),  # where an hour is lost or doubled
        Hours.read("tue 8:30-18", "Europe/Madrid"),
    ]
)


def at(*when):
    return datetime(*when, tzinfo=CHICAGO)


@given(moments, spans, kinds)
def test_what_is_added_is_what_was_worked(start, span, hours):
    assert worked(start, later(start, span, hours), hours) == span


@given(moments, spans, spans, kinds)
def test_two_stretches_are_as_long_as_their_sum(start, first, second, hours):
    through = later(later(start, first, hours), second, hours)
    assert worked(start, through, hours) == first + second


@given(moments, spans, kinds)
def test_a_due_time_is_never_before_its_start_and_grows(start, span, hours):
    assert start <= later(start, span, hours) <= later(start, span + HOUR, hours)


@given(moments, spans, spans, spans, kinds)
def test_a_wait_moves_the_due_time_by_the_time_worked_meanwhile(start, span, before, wait, hours):
    due = later(start, span, hours)
    since = start + before
    now = since + wait
    moved = resumed(due, since, now, hours)
    if due <= since:
        assert moved == due
    else:
        assert worked(due, moved, hours) == worked(since, now, hours)
        assert worked(now, moved, hours) >= worked(since, due, hours) - timedelta(microseconds=1)


def test_around_the_clock_is_plain_time():
    start = at(2026, 11, 20, 16)
    assert later(start, 72 * HOUR) == start + 72 * HOUR
    assert worked(start, start - HOUR) == timedelta()


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        (at(2026, 11, 20, 16), 2, at(2026, 11, 23, 10)),  # Friday at four
        (at(2026, 11, 21, 12), 1, at(2026, 11, 23, 10)),  # a Saturday
        (at(2026, 12, 24, 16), 2, at(2026, 12, 28, 10)),  # Christmas is free
        (at(2026, 11, 20, 9), 8, at(2026, 11, 20, 17)),  # a whole day ends with the day
    ],
)
def test_working_hours_leave_out_nights_weekends_and_holidays(start, hours, due):
    assert later(start, hours * HOUR, OFFICE) == due


def test_summer_time_takes_an_hour_and_winter_gives_it_back():
    night = Hours.read("sun 0-6", "America/Chicago")
    assert worked(at(2026, 3, 8), at(2026, 3, 9), night) == 5 * HOUR
    assert worked(at(2026, 11, 1), at(2026, 11, 2), night) == 7 * HOUR


def test_how_much_is_left_goes_from_all_to_nothing():
    start, due = at(2026, 11, 20, 9), at(2026, 11, 20, 17)
    left = [share_left(start, due, start + n * HOUR, OFFICE) for n in (0, 6, 8, 99)]
    assert left == [1.0, 0.25, 0.0, 0.0]
    assert share_left(start, start, start, OFFICE) == 0.0


@pytest.mark.parametrize(
    "written", ["9-17", "mon-fri", "mon-fri 17-9", "mon-fri 9-25", "xyz-fri 9-17", "mon-fri a-b"]
)
def test_hours_that_cannot_be_read_are_said(written):
    with pytest.raises(HoursError):
        Hours.read(written, "America/Chicago")
    with pytest.raises(HoursError):
        Hours.read("mon-fri 9-17", "America/Chicago", ["Christmas"])


def test_an_agency_always_on_holiday_does_not_make_us_search_for_ever():
    days = [f"2026-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    never = Hours.read("sun 9-9:01", "America/Chicago", days)
    assert later(at(2026, 1, 1), 1000 * HOUR, never) < at(2037, 1, 1)


def test_the_agencys_own_hours_are_used(settings):
    settings.CLOCK_HOURS, settings.CLOCK_HOLIDAYS = "mon-fri 9-17", ["2026-11-26"]
    settings.FIRST_REPLY_HOURS, settings.RESOLVE_HOURS = 8, 0
    friday = at(2026, 11, 20, 16)
    assert clocks.reply_due(friday) == at(2026, 11, 23, 16)
    assert clocks.resolution_due(friday) is None
    settings.CLOCK_HOURS, settings.RESOLVE_HOURS = "", 24
    assert clocks.resolution_due(friday) == friday + 24 * HOUR
