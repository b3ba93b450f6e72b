from datetime import date, timedelta

import pytest

from engagement.concerns.models import Category
from metrics.dashboards import findings
from metrics.dashboards.board import Board
from metrics.dashboards.numbers import concerns
from metrics.dashboards.periods import Period
from metrics.dashboards.rollups.reading import over_time, standing, tallied
from metrics.dashboards.slices import Slice
from tests.factories.dashboards import a_concern, at, rolled_up

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 20))
NOW = at("2026-11-20T18:00")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def november(millrace, eastbank, hillside):
    """Five concerns in Millrace, one in Hillside, one nobody could place, one in October."""
    a_concern(millrace, at("2026-11-02T09:00"), after=10 * HOUR)
    a_concern(millrace, at("2026-11-03T09:00"), after=72 * HOUR)
    a_concern(millrace, at("2026-11-04T09:00"), after=80 * HOUR)
    a_concern(millrace, at("2026-11-10T09:00"))
    a_concern(millrace, at("2026-11-19T09:00"))
    a_concern(hillside, at("2026-11-05T09:00"), closed=5 * HOUR)
    a_concern(None, at("2026-11-06T09:00"), promised=None)
    a_concern(millrace, at("2026-10-31T23:59"))


def city(period=NOVEMBER, **about):
    """What is asked for, once the record is added up."""
    rolled_up(NOW)
    return Slice.of(period, at=NOW, **about)


def replies(these):
    return concerns.replies(tallied(these))


def by_part(these):
    return concerns.replies_by_part(these, tallied(these))


def late_today(these):
    return concerns.late_today(these, standing(these))


def stretches(these):
    return concerns.over_time(these, over_time(these, concerns.OUTCOMES))


def test_every_reply_is_in_time_late_overdue_or_still_has_time(november):
    counts = replies(city())

    assert counts.raised == 7
    assert (counts.in_time, counts.late, counts.overdue, counts.not_due) == (3, 1, 1, 1)
    assert counts.no_promise == 1
    assert (counts.due, counts.percent) == (5, 60)


def test_the_median_is_of_first_replies_alone(november):
    assert replies(city()).median_hours == pytest.approx((10 + 72) / 2, rel=0.01)


def test_an_empty_period_has_no_share_and_no_median(millrace):
    counts = replies(city())

    assert (counts.raised, counts.due, counts.percent, counts.median_hours) == (0, 0, None, None)


def test_each_district_has_a_row_and_what_lies_in_none_has_one_too(november):
    rows = by_part(city())

    assert [(row.name, row.replies.raised) for row in rows] == [
        ("Riverside", 5),
        ("Hillside", 1),
        ("Place not known", 1),
    ]


def test_a_district_is_broken_down_into_its_beats(november, riverside):
    rows = by_part(city(area=riverside))

    assert [(row.name, row.replies.raised) for row in rows] == [("Millrace", 5), ("Eastbank", 0)]


def test_a_beat_stands_alone(november, millrace):
    rows = by_part(city(area=millrace))

    assert [(row.name, row.replies.raised) for row in rows] == [("Millrace", 5)]


def test_what_lies_in_a_district_but_in_no_beat_is_said(riverside, millrace):
    a_concern(riverside, at("2026-11-02T09:00"))

    rows = by_part(city(area=riverside))

    assert [(row.name, row.replies.raised) for row in rows] == [
        ("Millrace", 0),
        ("Elsewhere in Riverside", 1),
    ]


def test_the_parts_add_up_to_the_whole(november):
    whole, parts = replies(city()), by_part(city())

    for name in ("raised", "in_time", "late", "overdue", "not_due", "no_promise"):
        assert sum(getattr(row.replies, name) for row in parts) == getattr(whole, name)


def test_a_supervisor_sees_the_areas_they_answer_for(november, riverside):
    these = city(scope=[riverside.path])

    assert [part.name for part in these.parts] == ["Riverside"]
    assert replies(these).raised == 5


def test_a_reply_is_not_late_while_we_wait_for_the_resident(november, millrace):
    before = (
        replies(city()).overdue,
        sum(each.overdue for each in late_today(city())),
    )
    asked = a_concern(millrace, at("2026-11-11T09:00"))
    asked.waiting_since = at("2026-11-12T09:00")
    asked.save(update_fields=["waiting_since"])

    after = (
        replies(city()).overdue,
        sum(each.overdue for each in late_today(city())),
    )
    assert after == before


def test_late_today_looks_past_the_period_and_names_the_worst_first(november):
    late = late_today(city())

    assert [(place.name, place.overdue, place.open) for place in late[:2]] == [
        ("Riverside", 2, 6),
        ("Hillside", 0, 0),
    ]


def test_the_longest_wait_comes_first_and_only_to_those_who_may_read(november, kim, lee, olivia):
    first, second = concerns.longest_waits(city(), kim)

    assert first.raised_at < second.raised_at
    assert list(concerns.longest_waits(city(), lee)) == []
    assert len(concerns.longest_waits(city(), olivia)) == 2


@pytest.mark.parametrize(
    ("age", "group"),
    [(DAY - HOUR, 0), (DAY, 1), (3 * DAY, 2), (7 * DAY, 3), (30 * DAY, 4)],
)
def test_concerns_are_grouped_by_days_open(millrace, age, group):
    a_concern(millrace, NOW - age)
    year = city(Period(date(2026, 1, 1), date(2026, 11, 20)))

    (ages,) = concerns.states_by_age(tallied(year))

    assert (ages.state, ages.counts.index(1), ages.total) == ("received", group, 1)


def test_a_closed_concern_stopped_aging(millrace):
    a_concern(millrace, at("2026-11-01T09:00"), closed=2 * DAY)

    (ages,) = concerns.states_by_age(tallied(city()))

    assert (ages.state, ages.counts) == ("resolved", (0, 1, 0, 0, 0))


def test_topics_are_counted_next_to_as_many_days_before(millrace):
    noise = Category.objects.get(slug="noise")
    for day in ("2026-11-02", "2026-11-20", "2026-10-12", "2026-10-11"):
        a_concern(millrace, at(f"{day}T09:00"), category=noise)
    a_concern(millrace, at("2026-11-02T09:00"))

    topics = Board.of(city()).topics

    assert [(topic.name, topic.count, topic.before) for topic in topics] == [
        ("Noise", 2, 1),
        ("No topic chosen", 1, 0),
    ]


def test_concerns_over_time_fall_into_whole_weeks_and_add_up(november):
    weeks = stretches(city())

    assert [week.name for week in weeks] == ["Nov 1", "Nov 2", "Nov 9", "Nov 16"]
    assert [(w.in_time, w.late, w.waiting, w.other) for w in weeks] == [
        (0, 0, 0, 0),
        (3, 1, 0, 1),
        (0, 0, 1, 0),
        (0, 0, 1, 0),
    ]


@pytest.mark.parametrize("first", [date(2026, 11, 19), date(2026, 1, 15)])
def test_days_and_months_add_up_too(november, first):
    these = city(Period(first, date(2026, 11, 20)))

    counted = sum(w.in_time + w.late + w.waiting + w.other for w in stretches(these))

    assert counted == replies(these).raised


def test_a_day_begins_at_midnight_here_not_in_greenwich(millrace):
    a_concern(millrace, at("2026-11-20T23:30"))
    a_concern(millrace, at("2026-11-21T00:30"))

    assert replies(city()).raised == 1


def test_no_topic_stands_out_when_two_are_raised_equally_often(millrace):
    for slug in ("noise", "parks"):
        a_concern(millrace, at("2026-11-02T09:00"), category=Category.objects.get(slug=slug))

    assert findings.topics(Board.of(city())) == (
        "No topic stands out: “Noise” and “Parks and places to play” were raised equally often."
    )


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ([], "No reply was due for what was raised in this period."),
        ([1], "The one reply that was due went out in time."),
        ([1, 2], "All 2 replies that were due went out in time."),
        ([1, 99], "1 of 2 replies that were due went out in time."),
        ([99], "0 of 1 reply that was due went out in time."),
    ],
)
def test_replies_are_said_in_a_sentence(millrace, after, words):
    for hours in after:
        a_concern(millrace, at("2026-11-02T09:00"), after=hours * HOUR)

    assert findings.replies(Board.of(city())) == words


def test_where_most_of_the_late_ones_are_is_said(millrace, hillside):
    for _ in range(3):
        a_concern(millrace, at("2026-11-02T09:00"))
    a_concern(hillside, at("2026-11-02T09:00"))

    assert findings.late_today(Board.of(city())) == (
        "4 replies are late today, most of them in Riverside."
    )
