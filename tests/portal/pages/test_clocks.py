"""A clock says in words how much time is left; its color follows the words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.pages.clocks import Clock, due_words, span

NOON = datetime(2026, 10, 15, 17, 0, tzinfo=UTC)  # noon in Chicago, a Thursday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def clock(started, due, met=None):
    """A clock read at noon, from distances to noon."""
    return Clock.between(NOON + started, NOON + due, met and NOON + met, NOON)


@pytest.mark.parametrize(
    ("started", "due", "kind"),
    [
        (-1 * DAY, 17 * DAY, "open"),
        (-20 * DAY, 4 * DAY, "soon"),  # the last quarter
        (-1 * HOUR, 20 * HOUR, "soon"),  # the last day
        (-20 * DAY, timedelta(0), "soon"),  # due this second is not late
        (-20 * DAY, timedelta(seconds=-1), "late"),
    ],
)
def test_kind_follows_the_time_left(started, due, kind):
    assert clock(started, due).kind == kind


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (5 * HOUR, "Due today, 5 p.m."),
        (30 * HOUR, "Due tomorrow, 6 p.m."),
        (4 * DAY, "Due in 4 days"),
        (17 * DAY, "17 days left"),
        (-5 * HOUR, "5 hours late"),
        (-20 * DAY, "20 days late"),
        (timedelta(seconds=-20), "1 minute late"),
    ],
)
def test_words_are_what_one_would_say(due, words):
    assert clock(-30 * DAY, due).words == words


def test_today_is_the_day_of_the_agency_not_of_greenwich():
    eight_in_the_evening = datetime(2026, 10, 16, 1, 0, tzinfo=UTC)
    assert due_words(eight_in_the_evening, NOON) == "Due today, 8 p.m."


def test_a_promise_that_was_met_says_how_long_it_took():
    met = clock(-30 * HOUR, DAY, met=-8 * HOUR)
    assert (met.kind, met.words) == ("met", "Done in 22 hours")


def test_words_can_be_given():
    assert clock(-DAY, DAY).saying("Not ours").words == "Not ours"


def test_without_a_date_the_clock_says_so():
    assert Clock.between(NOON, None).kind == "none"
    assert Clock.between(NOON, None).words == "No date yet"


def test_done_without_a_date_is_met():
    done = Clock.between(NOON - DAY, None, NOON - 2 * HOUR, NOON)
    assert (done.kind, done.words) == ("met", "Done in 22 hours")


def test_words_are_in_the_language_of_the_page():
    each = clock(-30 * DAY, 4 * DAY)
    with translation.override("es"):
        assert each.words == translation.ngettext("Due in %(n)d day", "Due in %(n)d days", 4) % {
            "n": 4
        }


def test_the_pie_shows_the_share_that_is_used():
    half = Clock.between(NOON - DAY, NOON + DAY, now=NOON)
    assert half.pie == "M9 9V4A5 5 0 0 1 9.00 14.00z"


@given(st.integers(-(10**7), 10**7), st.integers(-(10**7), 10**7))
def test_any_two_times_make_a_drawable_clock(started, due):
    each = clock(timedelta(seconds=started), timedelta(seconds=due))
    assert 0 <= each.share <= 1
    assert each.words
    assert each.pie.count("A") == 1


@pytest.mark.parametrize(
    ("time", "words"),
    [(10 * timedelta(minutes=1), "10 minutes"), (47 * HOUR, "47 hours"), (2 * DAY, "2 days")],
)
def test_a_span_is_in_one_unit(time, words):
    assert span(time) == words
