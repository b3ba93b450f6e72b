"""A meeting that comes again: which days it has, and what becomes of them when it changes."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.events.models import Event, Series, Session
from engagement.events.models.series import Renewed
from engagement.events.series_rules import MOST_DAYS, Rule
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.series import a_series


@pytest.fixture(autouse=True)
def _october():
    """It is a Thursday in October, before the clocks go back."""
    with time_machine.travel("2026-10-15T10:00:00-05:00", tick=False):
        yield


@pytest.fixture
def tuesdays(millrace, dana):
    """Four published Tuesdays, 20 October to 10 November."""
    return a_series(millrace, by=dana, first_day=date(2026, 10, 20), published=True)


def days_of(series):
    days = series.days.order_by("series_day").values_list("series_day", flat=True)
    return [f"{day:%m-%d}" for day in days]


def state(series):
    rows = Session.objects.filter(event__series=series).order_by("pk")
    return list(rows.values_list("pk", "event_id", "event__uid", "starts_at", "ends_at"))


def clock(event):
    return f"{timezone.localtime(event.sessions.get().starts_at):%H:%M}"


# --- Rules


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("FREQ=WEEKLY", "Say when it ends"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20270101", "Say when it ends"),
        ("FREQ=SECONDLY;COUNT=3", "Write FREQ=WEEKLY"),
        ("FREQ=HOURLY;COUNT=3", "Write FREQ=WEEKLY"),
        ("FREQ=DAILY;COUNT=3", "Write FREQ=WEEKLY"),
        ("", "We do not understand this rule"),
        ("every second Tuesday", "We do not understand this rule"),
        ("COUNT=3", "We do not understand this rule"),
        ("FREQ=WEEKLY;COUNT=0", "We do not understand this rule"),
        ("FREQ=WEEKLY;COUNT=-1", "We do not understand this rule"),
        ("FREQ=WEEKLY;INTERVAL=0;COUNT=3", "We do not understand this rule"),
        ("FREQ=WEEKLY;COUNT=3;COUNT=4", "We do not understand this rule"),
        ("FREQ=MONTHLY;BYDAY=0TU;COUNT=3", "We do not understand this rule"),
        ("FREQ=MONTHLY;BYDAY=20MO;COUNT=3", "We do not understand this rule"),
        ("FREQ=MONTHLY;BYMONTHDAY=32;COUNT=3", "We do not understand this rule"),
        ("FREQ=WEEKLY;BYHOUR=1,2,3;COUNT=3", "We do not understand this rule"),
        ("FREQ=WEEKLY;COUNT=3\nRDATE:20261224", "We do not understand this rule"),
        ("DTSTART:19000101\nRRULE:FREQ=WEEKLY;COUNT=3", "We do not understand this rule"),
        ("FREQ=WEEKLY;COUNT=٣", "We do not understand this rule"),
        ("FREQ=WEEKLY;BYDAY=3TU;COUNT=3", "names weekdays only"),
        ("FREQ=WEEKLY;BYMONTHDAY=3;COUNT=3", "names weekdays only"),
        ("FREQ=WEEKLY;UNTIL=20270231", "no such day"),
        ("FREQ=WEEKLY;UNTIL=99991231T250000Z", "no such day"),
    ],
)
def test_a_rule_we_do_not_take_is_refused_with_what_to_write_instead(text, words):
    with pytest.raises(ValidationError) as refused:
        Rule.read(text)

    assert words in refused.value.messages[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("FREQ=WEEKLY;COUNT=105", "more than 104 days"),
        ("FREQ=WEEKLY;COUNT=9999", "more than 104 days"),
        ("FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20271230", "more than 104 days"),
        ("FREQ=WEEKLY;UNTIL=20281016", "at most two years ahead: end it by Oct. 15, 2028"),
        ("FREQ=MONTHLY;COUNT=30", "at most two years ahead"),
        ("FREQ=YEARLY;COUNT=4", "at most two years ahead"),
        ("FREQ=WEEKLY;UNTIL=20200101", "No day fits this"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31;COUNT=3", "No day fits this"),
    ],
)
def test_a_rule_with_too_many_days_or_none_is_refused(text, words):
    with pytest.raises(ValidationError) as refused:
        Rule.read(text).refuse_unless_sensible(date(2026, 10, 20), date(2026, 10, 15))

    assert words in refused.value.messages[0]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("rrule:freq=weekly;count=3", ["10-20", "10-27", "11-03"]),
        ("FREQ=MONTHLY;BYDAY=3TU;COUNT=3", ["10-20", "11-17", "12-15"]),
        ("FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261225", ["10-30", "11-27", "12-25"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=4", ["10-20", "10-22", "11-03", "11-05"]),
        # 00:30 in Greenwich is still the evening before in Chicago.
        ("FREQ=WEEKLY;UNTIL=20261103T003000Z", ["10-20", "10-27"]),
        ("FREQ=WEEKLY;UNTIL=20261103T183000", ["10-20", "10-27", "11-03"]),
    ],
)
def test_the_rules_that_meetings_have(text, days):
    assert [f"{day:%m-%d}" for day in Rule.read(text).days(date(2026, 10, 20))] == days


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("FREQ=WEEKLY;COUNT=3", "Every week on Tuesday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=3", "Every 2 weeks on Thursday"),
        ("FREQ=MONTHLY;BYDAY=3TU;COUNT=3", "Every month on the third Tuesday"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR;COUNT=3", "Every 3 months on the last Friday"),
        ("FREQ=YEARLY;COUNT=2", "By its own rule: FREQ=YEARLY;COUNT=2"),
        ("FREQ=MONTHLY;BYMONTHDAY=15;COUNT=3", "By its own rule:"),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3", "By its own rule:"),
    ],
)
def test_a_rule_is_said_in_words_where_we_have_them(text, words):
    assert Rule.read(text).words(date(2026, 10, 20)).startswith(words)


weekdays = st.lists(
    st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=3, unique=True
)
ways = st.one_of(
    st.tuples(st.just("FREQ=WEEKLY"), weekdays.map(",".join)).map(";BYDAY=".join),
    st.builds(
        "FREQ=MONTHLY;BYDAY={}{}".format,
        st.sampled_from([1, 2, 3, 4, 5, -1, -2]),
        st.sampled_from(["MO", "TU", "FR", "SU"]),
    ),
    st.integers(1, 31).map("FREQ=MONTHLY;BYMONTHDAY={}".format),
    st.just("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    st.just("FREQ=YEARLY;BYMONTH=4;BYDAY=2SA"),
)
rules = st.builds(
    "{};INTERVAL={};{}".format,
    ways,
    st.integers(1, 3),
    st.one_of(
        st.integers(1, 30).map("COUNT={}".format),
        st.dates(date(2026, 10, 20), date(2028, 10, 1)).map("UNTIL={:%Y%m%d}".format),
    ),
)
first_days = st.dates(date(2026, 10, 16), date(2027, 4, 30))


@given(text=rules, first_day=first_days)
def test_its_days_are_those_of_dateutil(text, first_day):
    start = datetime.combine(first_day, time())
    theirs = [moment.date() for moment in rrulestr(text, dtstart=start)]
    bound = first_day + timedelta(days=4 * 366)

    assert Rule.read(text).days(first_day) == [day for day in theirs if day <= bound][:MOST_DAYS]


@given(text=rules, first_day=first_days, cut=st.integers(0, 60))
def test_a_rule_cut_in_two_has_the_same_days(text, first_day, cut):
    rule = Rule.read(text)
    days = rule.days(first_day)
    if cut >= len(days) or (rule.times or 0) > len(days):
        return
    day = days[cut]

    assert rule.ending_before(day).days(first_day) == days[:cut]
    assert rule.left_from(day, first_day).days(day)[: len(days) - cut] == days[cut:]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=rules, first_day=first_days, hour=st.integers(5, 20))
def test_each_day_is_a_meeting_at_the_same_clock_time(millrace, dana, text, first_day, hour):
    Event.objects.all().delete()
    rule = Rule.read(text)
    try:
        rule.refuse_unless_sensible(first_day, date(2026, 10, 15))
    except ValidationError:
        return

    series = a_series(
        millrace,
        by=dana,
        rule=text,
        first_day=first_day,
        starts=time(hour, 30),
        ends=time(hour + 2),
    )

    sessions = Session.objects.filter(event__series=series).select_related("event")
    begun = [timezone.localtime(session.starts_at) for session in sessions]
    assert [moment.date() for moment in begun] == rule.days(first_day)
    assert {moment.time() for moment in begun} == {time(hour, 30)}
    assert [session.event.series_day for session in sessions] == rule.days(first_day)
    assert len({session.uid for session in sessions}) == len(sessions)
    assert len({session.event.slug for session in sessions}) == len(sessions)

    before = state(series)
    assert series.renew(series.days.first()) == Renewed(0, 0, 0, 0)
    assert state(series) == before


# --- Clocks


@pytest.mark.parametrize(
    ("zone", "first_day", "clocks", "words"),
    [
        ("America/Chicago", date(2027, 3, 7), time(2, 30), "the clocks go forward"),
        ("America/Chicago", date(2026, 10, 25), time(1, 30), "the clocks go back"),
        ("Europe/London", date(2027, 3, 21), time(1, 30), "the clocks go forward"),
        ("Europe/London", date(2026, 10, 18), time(1, 30), "the clocks go back"),
    ],
)
def test_a_day_without_such_a_time_is_left_out_and_the_others_stand(
    millrace, dana, zone, first_day, clocks, words
):
    with timezone.override(zone):
        series = a_series(
            millrace,
            by=dana,
            rule="FREQ=WEEKLY;COUNT=3",
            first_day=first_day,
            starts=clocks,
            ends=time(5),
        )
        week = timedelta(weeks=1)
        assert [day.on for day in series.plan() if day.problem] == [first_day + week]
        assert words in series.plan()[1].problem
        held = series.days.order_by("series_day").values_list("series_day", flat=True)
        assert list(held) == [first_day, first_day + 2 * week]


@pytest.mark.parametrize("zone", ["America/Chicago", "Europe/London"])
def test_half_past_six_stays_half_past_six_when_the_clocks_change(millrace, dana, zone):
    with timezone.override(zone):
        series = a_series(millrace, by=dana, rule="FREQ=WEEKLY;COUNT=26")

        assert {clock(event) for event in series.days.all()} == {"18:30"}
        hours = {event.sessions.get().starts_at.hour for event in series.days.all()}
        assert len(hours) == 2  # In Greenwich it is an hour later from then on.


# --- Days


def test_the_same_form_sent_twice_makes_one_series(millrace, dana):
    sent = "0b1f6a44-25a1-4ac5-93a4-2b9a7c2a3f10"

    first = a_series(millrace, by=dana, submission=sent)
    again = a_series(millrace, by=dana, submission=sent)

    assert first == again
    assert first.days.count() == 4


def test_a_series_must_end_after_it_starts(millrace, dana):
    with pytest.raises(IntegrityError, match="a_series_ends_after_it_starts"):
        a_series(millrace, by=dana, starts=time(20), ends=time(19))


def test_skipped_days_have_no_meeting(millrace, dana):
    series = a_series(
        millrace,
        by=dana,
        first_day=date(2026, 10, 20),
        skipped=[date(2026, 10, 27), date(2026, 10, 28)],
    )

    assert series.skipped == [date(2026, 10, 27)]
    assert days_of(series) == ["10-20", "11-03", "11-10"]


def test_a_shorter_rule_calls_off_what_people_know_of_and_removes_drafts(tuesdays):
    draft, known = tuesdays.days.order_by("-series_day")[:2]
    Event.objects.filter(pk=draft.pk).update(published_at=None)
    known.sessions.get().rsvp(name="Rosa", email="rosa@example.org")
    Message.objects.all().delete()
    tuesdays.rule = "FREQ=WEEKLY;COUNT=2"

    tuesdays.save()
    with pytest.raises(NotPossible, match="Say why"):
        tuesdays.renew(known, reason="")
    renewed = tuesdays.renew(known, reason="The hall is let from November.")

    assert renewed == Renewed(made=0, moved=0, gone=2, told=1)
    assert not Event.objects.filter(pk=draft.pk).exists()
    known.refresh_from_db()
    assert known.cancel_reason == "The hall is let from November."
    assert Message.objects.get().to == "rosa@example.org"
    assert tuesdays.renew(known, reason="Again.") == Renewed(0, 0, 0, 0)


def test_a_draft_on_which_someone_has_a_seat_is_called_off_and_not_removed(tuesdays):
    last = tuesdays.days.order_by("series_day").last()
    last.sessions.get().rsvp(name="Rosa", email="rosa@example.org")
    Event.objects.update(published_at=None)
    last.refresh_from_db()

    assert last.withdraw("The hall is let.") == 1
    last.refresh_from_db()
    assert last.is_cancelled


def test_a_longer_rule_adds_days_like_the_others(tuesdays, harbor_health):
    pattern = tuesdays.days.order_by("series_day").last()
    pattern.partners.add(harbor_health)
    pattern.sessions.get().set_capacity(30)
    tuesdays.rule = "FREQ=WEEKLY;COUNT=6"
    tuesdays.save()

    assert tuesdays.renew(pattern).made == 2
    newest = tuesdays.days.order_by("series_day").last()
    assert (str(newest.title), newest.venue_name, newest.is_draft) == (
        "Evening meeting",
        "Hall",
        False,
    )
    assert list(newest.partners.all()) == [harbor_health]
    assert newest.sessions.get().capacity == 30
    assert newest.uid != pattern.uid


def test_new_times_reach_the_days_to_come_and_are_told_once_each(tuesdays):
    past, moved, *_rest = tuesdays.days.order_by("series_day")
    moved.sessions.get().rsvp(name="Rosa", email="rosa@example.org")
    Message.objects.all().delete()
    tuesdays.starts = time(17)
    tuesdays.save()

    with time_machine.travel("2026-10-21T10:00:00-05:00", tick=False):
        assert tuesdays.renew(moved) == Renewed(made=0, moved=3, gone=0, told=1)

    assert clock(past) == "18:30"
    assert clock(moved) == "17:00"
    assert Message.objects.count() == 1


def test_a_day_changed_by_itself_is_passed_by(tuesdays):
    first, *_rest = tuesdays.days.order_by("series_day")
    Event.objects.filter(pk=first.pk).update(apart=True)
    tuesdays.starts = time(17)
    tuesdays.rule = "FREQ=WEEKLY;BYDAY=WE;COUNT=2"
    tuesdays.save()

    tuesdays.renew(first, reason="Wednesdays suit more people.")

    assert clock(first) == "18:30"
    assert not Event.objects.get(pk=first.pk).is_cancelled


def test_a_split_leaves_each_day_where_it_was(tuesdays):
    later = tuesdays.split(date(2026, 11, 3))

    assert days_of(tuesdays) == ["10-20", "10-27"]
    assert days_of(later) == ["11-03", "11-10"]
    for series in (tuesdays, later):
        assert series.renew(series.days.first()) == Renewed(0, 0, 0, 0)


def test_a_split_at_the_first_day_is_none(tuesdays):
    assert tuesdays.split(date(2026, 10, 20)) == tuesdays
    assert Series.objects.count() == 1


def test_a_split_after_the_end_of_the_rule_takes_along_what_stands_there(tuesdays):
    tuesdays.rule = "FREQ=WEEKLY;COUNT=2"
    tuesdays.save()

    later = tuesdays.split(date(2026, 11, 3))

    assert days_of(later) == ["11-03", "11-10"]
    assert later.plan() == []


# --- Who finds it


def test_an_unlisted_meeting_has_its_page_and_seats_and_is_in_no_list(tuesdays, client):
    hidden = tuesdays.days.order_by("series_day").first()
    hidden.list_for_all(listed=False)
    session = hidden.sessions.get()

    assert client.get(hidden.get_absolute_url()).status_code == 200
    assert session.rsvp(name="Rosa").is_going
    assert session not in Session.objects.upcoming()
    assert session not in Session.objects.announced()
    assert hidden not in Event.objects.listed()
    assert session in Session.objects.on()
    assert hidden.slug not in client.get("/events/").text

    hidden.list_for_all(listed=True)
    assert session in Session.objects.upcoming()
