"""The promise line is drawn from dates alone."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.pages.promises import PromiseLine

NOON = datetime(2026, 10, 15, 17, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def line(given_at, due_at, done_at=None, told_at=None):
    """A line read at noon, from days before and after."""
    days = [
        None if day is None else NOON + day * DAY for day in (given_at, due_at, done_at, told_at)
    ]
    return PromiseLine.of(*days, now=NOON)


def test_an_open_promise_runs_to_today():
    halfway = line(-10, 10)
    assert (halfway.state, halfway.today, halfway.run) == ("open", 49.5, 49.5)
    assert halfway.clock.words == "10 days left"


def test_a_late_promise_runs_past_its_due_date():
    late = line(-50, -20)
    assert late.is_late
    assert late.due < late.over
    assert late.clock.words == "20 days late"


def test_done_is_not_the_end():
    done = line(-15, 1, done_at=-2)
    assert (done.state, done.clock.kind, done.told) == ("done", "soon", None)
    assert done.clock.words == "Done Oct 13, not told yet"


def test_a_promise_is_kept_when_the_neighbors_are_told():
    kept = line(-60, -2, done_at=-33, told_at=-30)
    assert (kept.state, kept.clock.kind, kept.over) == ("told", "met", None)
    assert kept.clock.words == "Kept Sep 12, neighbors told"
    assert kept.done < kept.told < kept.due


def test_a_promise_kept_late_shows_both():
    kept = line(-60, -30, done_at=-9, told_at=-8)
    assert kept.due < kept.done < kept.told
    assert kept.clock.words == "Kept late, Oct 6, neighbors told"


@given(*[st.integers(-400, 400)] * 4)
def test_everything_stays_on_the_line(given_at, due_at, done_at, told_at):
    for each in (
        line(given_at, due_at),
        line(given_at, due_at, done_at),
        line(given_at, due_at, done_at, told_at),
    ):
        places = (each.due, each.run, each.today, each.over, each.done, each.told)
        assert all(0 <= place <= 100 for place in places if place is not None)
