"""A day and a time on the wall, where the clocks change."""

import contextlib
from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from engagement.events.local_time import instant

ZONES = ["America/Chicago", "Europe/London", "Australia/Lord_Howe"]


def at(zone, day, clock):
    with timezone.override(zone):
        return instant(day, clock)


@pytest.mark.parametrize(
    ("zone", "day", "hour"),
    [
        ("America/Chicago", date(2026, 7, 1), 23),
        ("America/Chicago", date(2026, 12, 1), 0),
        ("Europe/London", date(2026, 7, 1), 17),
        ("Europe/London", date(2026, 12, 1), 18),
    ],
)
def test_half_past_six_is_an_instant(zone, day, hour):
    moment = at(zone, day, time(18, 30))

    assert (moment.hour, moment.minute, moment.tzinfo) == (hour, 30, UTC)


@pytest.mark.parametrize(
    ("zone", "day", "clock", "later"),
    [
        ("America/Chicago", date(2026, 3, 8), time(2, 30), "3:30 a.m."),
        ("Europe/London", date(2026, 3, 29), time(1, 0), "2 a.m."),
    ],
)
def test_a_time_the_clocks_skip_is_refused_with_one_that_exists(zone, day, clock, later):
    with pytest.raises(ValidationError) as refused:
        at(zone, day, clock)

    assert refused.value.code == "gap"
    assert f"choose {later} or later" in refused.value.messages[0]


@pytest.mark.parametrize(
    ("zone", "day", "clock", "later"),
    [
        ("America/Chicago", date(2026, 11, 1), time(1, 30), "2 a.m."),
        ("Europe/London", date(2026, 10, 25), time(1, 10), "2 a.m."),
    ],
)
def test_a_time_the_clocks_show_twice_is_refused_with_one_shown_once(zone, day, clock, later):
    with pytest.raises(ValidationError) as refused:
        at(zone, day, clock)

    assert refused.value.code == "overlap"
    assert f"hoose {later} or later" in refused.value.messages[0]


@pytest.mark.parametrize(
    ("zone", "day", "clock"),
    [
        ("America/Chicago", date(2026, 3, 8), time(1, 59)),
        ("America/Chicago", date(2026, 3, 8), time(3, 0)),
        ("America/Chicago", date(2026, 11, 1), time(0, 59)),
        ("America/Chicago", date(2026, 11, 1), time(2, 0)),
        ("Europe/London", date(2026, 10, 25), time(2, 0)),
    ],
)
def test_the_times_just_beside_a_change_are_fine(zone, day, clock):
    with timezone.override(zone):
        assert timezone.localtime(instant(day, clock)).time() == clock


@given(
    zone=st.sampled_from(ZONES),
    moment=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 - a wall clock
)
def test_what_is_accepted_shows_the_same_clock(zone, moment):
    with timezone.override(zone), contextlib.suppress(ValidationError):
        assert timezone.localtime(instant(moment.date(), moment.time())).replace(tzinfo=None) == (
            moment
        )
