"""Staff plan meetings that come again, look at the days first, and change one, some or all."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from engagement.events.models import Event, Series, Session
from portal.notices.models import Message
from tests.factories.events import EventFactory, SessionFactory
from tests.factories.questions import a_question
from tests.factories.series import a_series


@pytest.fixture(autouse=True)
def _october():
    """It is a Thursday in October, before the clocks go back."""
    with time_machine.travel("2026-10-15T10:00:00-05:00", tick=False):
        yield


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


@pytest.fixture
def typed(millrace):
    """What Dana types for a meeting on every third Tuesday."""
    return {
        "title": "Millrace evening meeting",
        "written_in": "en",
        "kind": "beat_meeting",
        "purpose": "Settle the crossing.",
        "area": millrace.pk,
        "format": "in_person",
        "venue_name": "Cannery Hall",
        "on": "2026-10-20",
        "starts": "18:30",
        "ends": "20:00",
        "repeats": "monthly",
        "times": "3",
        "capacity": "60",
        "submission": "0b1f6a44-25a1-4ac5-93a4-2b9a7c2a3f10",
    }


@pytest.fixture
def tuesdays(millrace, dana):
    """Four published Tuesdays, 20 October to 10 November."""
    return a_series(millrace, by=dana, first_day=date(2026, 10, 20), published=True, capacity=20)


NEW = "/desk/events/series/new/"


def seen_in(response):
    """What the page that shows the days carries along, so that they can be saved."""
    return re.search(r'name="seen"\s+value="(\w+)"', response.text)[1]


def see_and_save(desk, address, typed):
    shown = desk.post(address, typed | {"step": "see"})
    return desk.post(address, typed | {"step": "save", "seen": seen_in(shown)}, follow=True)


def days_shown(response):
    return re.findall(r'name="skip"\s+value="([\d-]+)"', response.text)


def day(series, number):
    return series.days.order_by("series_day")[number]


def as_typed(event, **changes):
    session = event.sessions.get()
    begins, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return {
        "title": str(event.title),
        "written_in": "en",
        "kind": event.kind,
        "purpose": str(event.purpose),
        "area": event.area_id,
        "format": event.format,
        "venue_name": event.venue_name,
        "on": f"{begins:%Y-%m-%d}",
        "starts": f"{begins:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "capacity": session.capacity or "",
        "scope": "only",
    } | changes


# --- Planning


def test_the_days_are_seen_before_they_are_saved(desk, typed, dana):
    assert desk.get(NEW).status_code == 200
    shown = desk.post(NEW, typed | {"step": "see"})

    assert days_shown(shown) == ["2026-10-20", "2026-11-17", "2026-12-15"]
    assert "Every month on the third Tuesday" in shown.text
    assert not Series.objects.exists()

    saved = see_and_save(desk, NEW, typed | {"skip": ["2026-11-17", "no day"]})
    series = Series.objects.get()
    assert saved.redirect_chain[-1][0] == f"/desk/events/series/{series.pk}/"
    assert "2 days are saved as drafts." in saved.text
    assert "Nothing on these days" in saved.text
    assert [f"{event.series_day}" for event in series.days.order_by("series_day")] == [
        "2026-10-20",
        "2026-12-15",
    ]
    assert {event.organizer for event in series.days.all()} == {dana}
    assert {session.capacity for session in Session.objects.all()} == {60}


def test_pressing_the_button_twice_makes_one_series(desk, typed):
    see_and_save(desk, NEW, typed)
    see_and_save(desk, NEW, typed)

    assert Series.objects.count() == 1
    assert Event.objects.count() == 3


def test_days_that_were_not_on_the_page_are_not_saved(desk, typed):
    seen = seen_in(desk.post(NEW, typed | {"step": "see"}))

    response = desk.post(NEW, typed | {"step": "save", "seen": seen, "times": "4"})

    assert "The days are different now. Look at them, then save." in response.text
    assert len(days_shown(response)) == 4
    assert not Series.objects.exists()


@pytest.mark.parametrize(
    ("repeats", "first", "days"),
    [
        ("weekly", "2026-10-20", ["2026-10-20", "2026-10-27", "2026-11-03"]),
        ("fortnightly", "2026-10-20", ["2026-10-20", "2026-11-03", "2026-11-17"]),
        ("monthly", "2026-10-20", ["2026-10-20", "2026-11-17", "2026-12-15"]),
        ("last", "2026-10-30", ["2026-10-30", "2026-11-27", "2026-12-25"]),
        ("date", "2026-10-31", ["2026-10-31", "2026-12-31", "2027-01-31"]),
    ],
)
def test_the_ordinary_ways_follow_the_first_day(desk, typed, repeats, first, days):
    shown = desk.post(NEW, typed | {"repeats": repeats, "on": first, "step": "see"})

    assert days_shown(shown) == days


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"times": ""}, "give a number of times or a last day"),
        ({"until": "2026-12-24"}, "give a number of times or a last day"),
        ({"times": "105"}, "less than or equal to 104"),
        ({"times": "", "until": "2026-13-01"}, "Enter a valid date."),
        ({"times": "", "until": "2026-10-01"}, "No day fits this."),
        ({"times": "", "until": "2029-10-01"}, "at most two years ahead"),
        ({"on": "2026-10-29", "repeats": "monthly"}, "is the fifth of its weekday"),
        ({"on": "2026-10-14"}, "This is in the past."),
        ({"ends": "18:30"}, "It ends before it starts."),
        ({"repeats": "other", "rule": ""}, "We do not understand this rule."),
        ({"repeats": "other", "rule": "FREQ=WEEKLY"}, "Say when it ends"),
        ({"repeats": "other", "rule": "FREQ=SECONDLY;COUNT=9"}, "by the week, month or year"),
        ({"repeats": "daily"}, "not one of the available choices"),
        ({"venue_name": ""}, "Say where people should come."),
        ({"submission": "x"}, "Enter a valid UUID."),
        (
            {"on": "2026-10-15", "starts": "08:00", "ends": "09:00", "times": "1"},
            "No day is left to meet on.",
        ),
    ],
)
def test_each_mistake_has_its_sentence_and_nothing_typed_is_lost(desk, typed, wrong, words):
    response = desk.post(NEW, typed | {"host": "Rosa opens the evening", "step": "save"} | wrong)

    assert response.status_code == 200
    assert words in response.text
    assert "Rosa opens the evening" in response.text
    assert not Series.objects.exists()


def test_a_night_without_such_a_time_is_shown_with_its_reason_and_left_out(desk, typed):
    night = {"repeats": "weekly", "on": "2026-10-25", "starts": "01:15", "ends": "04:00"}

    shown = desk.post(NEW, typed | night | {"step": "see"})
    assert "the clocks go back" in shown.text
    assert days_shown(shown) == ["2026-10-25", "2026-11-08"]
    saved = see_and_save(desk, NEW, typed | night)

    assert "2 days are saved as drafts." in saved.text
    assert "the clocks go back" in saved.text


def test_all_days_are_published_at_once(desk, typed, client):
    see_and_save(desk, NEW, typed)
    series = Series.objects.get()

    response = desk.post(f"/desk/events/series/{series.pk}/publication/", follow=True)

    assert "Everyone can see 3 days now and save a seat." in response.text
    assert client.get(day(series, 0).get_absolute_url()).status_code == 200


def test_the_list_of_series_says_when_the_next_day_is(desk, tuesdays, lee, client):
    Event.objects.filter(pk=day(tuesdays, 3).pk).update(published_at=None)

    text = desk.get("/desk/events/", {"show": "series"}).text
    assert "Every week on Tuesday" in text
    assert "4 days to come" in text
    assert "1 day is a draft." in text
    assert f"/desk/events/series/{tuesdays.pk}/" in desk.get("/desk/events/").text
    client.force_login(lee)
    assert "Every week" not in client.get("/desk/events/", {"show": "series"}).text


@pytest.mark.parametrize("show", ["series", "upcoming"])
def test_the_list_asks_as_often_for_one_series_as_for_three(client, dana, millrace, show):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(dana)
    counts = []
    for rows in (0, 1, 2):
        for _ in range(rows):
            a_series(millrace, by=dana, rule="FREQ=WEEKLY;COUNT=1", published=True)
        with CaptureQueriesContext(connection) as queries:
            client.get("/desk/events/", {"show": show})
        counts.append(len(queries))

    assert counts[1] == counts[2]
    assert counts[2] <= 8


def test_a_series_page_asks_as_often_for_two_days_as_for_twenty(client, dana, millrace):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(dana)
    counts = []
    for times in (1, 2, 20):
        series = a_series(millrace, by=dana, rule=f"FREQ=WEEKLY;COUNT={times}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/desk/events/series/{series.pk}/").status_code == 200
        counts.append(len(queries))

    assert counts[1] == counts[2]


def test_a_series_that_reaches_where_one_may_not_go_is_refused(desk, tuesdays, hillside):
    Event.objects.filter(pk=day(tuesdays, 1).pk).update(area=hillside)

    assert desk.get(f"/desk/events/series/{tuesdays.pk}/").status_code == 403


# --- Changing


def change(desk, event, **typed):
    return desk.post(f"/desk/events/{event.pk}/edit/", as_typed(event, **typed), follow=True)


def places(series):
    return list(series.days.order_by("series_day").values_list("venue_name", flat=True))


def test_only_this_day_stands_apart_from_then_on(desk, tuesdays):
    change(desk, day(tuesdays, 1), venue_name="Library", on="2026-10-28")

    moved = day(tuesdays, 1)
    assert moved.apart
    assert moved.series_day == date(2026, 10, 27)
    assert places(tuesdays) == ["Hall", "Library", "Hall", "Hall"]

    response = change(desk, day(tuesdays, 0), venue_name="School", scope="all")
    assert places(tuesdays) == ["School", "Library", "School", "School"]
    assert "left as it is: Wednesday, October 28" in response.text


def test_saving_one_day_unchanged_leaves_it_with_the_others(desk, tuesdays):
    change(desk, day(tuesdays, 1))

    assert not day(tuesdays, 1).apart


def test_a_day_on_another_date_keeps_it_when_it_gives_all_a_new_time(desk, tuesdays):
    change(desk, day(tuesdays, 1), on="2026-10-28")

    change(desk, day(tuesdays, 1), starts="17:00", scope="all")
    change(desk, day(tuesdays, 1), scope="all")

    begun = [timezone.localtime(session.starts_at) for session in Session.objects.order_by("pk")]
    assert [f"{moment:%m-%d %H}" for moment in begun] == [
        "10-20 17",
        "10-28 17",
        "11-03 17",
        "11-10 17",
    ]


def test_this_and_following_splits_the_series(desk, tuesdays):
    change(desk, day(tuesdays, 2), venue_name="Library", starts="17:00", scope="following")

    early, late = Series.objects.order_by("pk")
    assert places(early) == ["Hall", "Hall"]
    assert places(late) == ["Library", "Library"]
    assert (f"{early.starts:%H:%M}", f"{late.starts:%H:%M}") == ("18:30", "17:00")
    begun = [timezone.localtime(session.starts_at) for session in Session.objects.order_by("pk")]
    assert [moment.hour for moment in begun] == [18, 18, 17, 17]


def test_all_days_means_those_to_come(desk, tuesdays, dana):
    with time_machine.travel("2026-10-21T10:00:00-05:00", tick=False):
        desk.force_login(dana)
        change(desk, day(tuesdays, 2), venue_name="Library", scope="all")

    assert places(tuesdays) == ["Hall", "Library", "Library", "Library"]


def test_everyone_hears_of_a_new_time_once(desk, tuesdays):
    for name in ("Rosa", "Omar"):
        day(tuesdays, 2).sessions.get().rsvp(name=name, email=f"{name}@example.org")
    Message.objects.all().delete()

    response = change(desk, day(tuesdays, 0), starts="18:00", scope="all")

    assert "We wrote to 2 people." in response.text
    assert Message.objects.count() == 2


def test_a_new_plan_for_all_days_tells_nobody(desk, tuesdays, harbor_health):
    day(tuesdays, 0).sessions.get().rsvp(name="Rosa", email="rosa@example.org")
    Message.objects.all().delete()

    change(desk, day(tuesdays, 0), agenda="6:30 Promises", partners=[harbor_health.pk], scope="all")

    assert {str(event.agenda) for event in tuesdays.days.all()} == {"6:30 Promises"}
    assert {event.partners.count() for event in tuesdays.days.all()} == {1}
    assert not Message.objects.exists()


def test_all_days_cannot_move_to_one_date(desk, tuesdays):
    response = change(desk, day(tuesdays, 0), on="2026-10-21", scope="all")

    assert "One day alone can move to another date." in response.text
    assert not Series.objects.exclude(pk=tuesdays.pk).exists()


def test_a_time_that_one_of_the_nights_has_not_is_refused_with_its_reason(desk, millrace, dana):
    nights = a_series(millrace, by=dana, rule="FREQ=WEEKLY;COUNT=3", first_day=date(2026, 10, 25))

    response = change(desk, day(nights, 0), starts="01:15", ends="04:00", scope="all")

    assert "the clocks go back" in response.text
    nights.refresh_from_db()
    assert f"{nights.starts:%H:%M}" == "18:30"


def test_fewer_seats_than_are_taken_name_the_days(desk, tuesdays):
    for number in (1, 3):
        day(tuesdays, number).sessions.get().rsvp(name="Rosa", guests=3)

    response = change(desk, day(tuesdays, 0), capacity="2", title="New", scope="all")

    assert "More seats are taken on these days: Oct. 27, 2026 (4), Nov. 10, 2026 (4)" in (
        response.text
    )
    assert {session.capacity for session in Session.objects.all()} == {20}
    assert "New" not in {str(event.title) for event in tuesdays.days.all()}

    change(desk, day(tuesdays, 0), capacity="4", scope="all")
    assert {session.capacity for session in Session.objects.all()} == {4}


def test_days_of_other_areas_are_not_reached(desk, tuesdays, hillside):
    away = day(tuesdays, 2)
    Event.objects.filter(pk=away.pk).update(area=hillside)

    change(desk, day(tuesdays, 0), venue_name="Library", scope="all")

    assert places(tuesdays) == ["Library", "Library", "Hall", "Library"]


def test_a_meeting_of_no_series_has_no_scope_even_if_one_is_sent(desk, millrace, tuesdays):
    session = SessionFactory.create(event=EventFactory.create(area=millrace))

    change(desk, session.event, venue_name="Library", scope="all")

    assert places(tuesdays) == ["Hall"] * 4


def test_a_past_day_offers_no_others(desk, tuesdays, dana):
    with time_machine.travel("2026-10-21T10:00:00-05:00", tick=False):
        desk.force_login(dana)
        page = desk.get(f"/desk/events/{day(tuesdays, 0).pk}/edit/").text

    assert "Change a meeting" in page
    assert "Which days does this change?" not in page


# --- Calling off


@pytest.mark.parametrize(
    ("scope", "off"),
    [
        ("only", [False, True, False, False]),
        ("following", [False, True, True, True]),
        ("all", [True, True, True, True]),
    ],
)
def test_calling_off_one_some_or_all(desk, tuesdays, scope, off):
    day(tuesdays, 3).sessions.get().rsvp(name="Rosa", email="rosa@example.org")
    typed = {"reason": "The hall is flooded.", "scope": scope}

    response = desk.post(f"/desk/events/{day(tuesdays, 1).pk}/cancellation/", typed, follow=True)

    assert [event.is_cancelled for event in tuesdays.days.order_by("series_day")] == off
    assert ("We wrote to 1 person." in response.text) == off[3]


# --- Other days


def other_days(**changes):
    return {
        "on": "2026-10-20",
        "starts": "18:30",
        "ends": "20:00",
        "repeats": "weekly",
        "times": "4",
    } | changes


def test_the_form_for_other_days_holds_what_is_so(desk, tuesdays):
    text = desk.get(f"/desk/events/series/{tuesdays.pk}/days/").text

    assert 'value="2026-11-10"' in text  # until
    assert re.search(r'value="weekly"[^>]*checked', text)


def test_a_rule_of_its_own_is_shown_as_it_is(desk, millrace, dana):
    own = a_series(millrace, by=dana, rule="FREQ=MONTHLY;BYDAY=MO,WE;BYSETPOS=1;COUNT=3")

    text = desk.get(f"/desk/events/series/{own.pk}/days/").text
    assert "FREQ=MONTHLY;BYDAY=MO,WE;BYSETPOS=1;COUNT=3" in text
    assert re.search(r'value="other"[^>]*checked', text)


def test_days_that_are_no_more_are_named_and_need_a_reason(desk, tuesdays):
    day(tuesdays, 3).sessions.get().rsvp(name="Rosa", email="rosa@example.org")
    address = f"/desk/events/series/{tuesdays.pk}/days/"

    shown = desk.post(address, other_days(times="2", step="see"))
    assert "These days are no more" in shown.text
    assert "Tuesday, November 10" in shown.text
    refused = desk.post(address, other_days(times="2", step="save", seen=seen_in(shown)))
    assert "Say why" in refused.text

    done = see_and_save(desk, address, other_days(times="2", reason="The hall is let."))
    assert "2 days are no more." in done.text
    assert "We wrote to 1 person." in done.text
    assert tuesdays.days.exclude(cancelled_at=None).count() == 2


def test_more_days_and_another_time(desk, tuesdays):
    address = f"/desk/events/series/{tuesdays.pk}/days/"

    done = see_and_save(desk, address, other_days(times="6", starts="18:00"))

    assert "2 new days." in done.text
    assert "4 days have other times." in done.text
    assert see_and_save(desk, address, other_days(times="6", starts="18:00")).text.count("days") < (
        done.text.count("days")
    )


def test_from_a_later_day_on_the_earlier_ones_stay(desk, tuesdays):
    address = f"/desk/events/series/{tuesdays.pk}/days/"
    wednesdays = other_days(on="2026-11-04", times="2", reason="Wednesdays suit more people.")

    see_and_save(desk, address, wednesdays)

    early, late = Series.objects.order_by("pk")
    assert [event.is_cancelled for event in early.days.order_by("series_day")] == [
        False,
        False,
        False,
    ]
    assert [f"{event.series_day}" for event in late.days.filter(cancelled_at=None)] == [
        "2026-11-04",
        "2026-11-11",
    ]


def test_days_skipped_before_stay_skipped_until_the_tick_is_taken_away(desk, millrace, dana):
    tenth = date(2026, 11, 3)
    series = a_series(millrace, by=dana, first_day=date(2026, 10, 20), skipped=[tenth])
    address = f"/desk/events/series/{series.pk}/days/"

    shown = desk.post(address, other_days(step="see"))
    assert re.search(r'id="skip-2026-11-03"\s+checked', shown.text)
    desk.post(address, other_days(step="save", seen=seen_in(shown)))

    assert series.days.filter(series_day=tenth).exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"on": "2026-10-01"}, "This is in the past."),
        ({"ends": "18:00"}, "It ends before it starts."),
        ({"times": ""}, "give a number of times or a last day"),
        ({"starts": ""}, "This field is required."),
    ],
)
def test_other_days_have_their_sentences_too(desk, tuesdays, wrong, words):
    response = desk.post(
        f"/desk/events/series/{tuesdays.pk}/days/", other_days(**wrong, step="save")
    )

    assert words in response.text


# --- The page of one day


def test_a_day_leads_to_its_series_and_its_neighbors(desk, tuesdays):
    middle = day(tuesdays, 1)
    text = desk.get(f"/desk/events/{middle.pk}/").text

    assert "One of a series" in text
    for neighbor in (day(tuesdays, 0), day(tuesdays, 2)):
        assert f"/desk/events/{neighbor.pk}/" in text


def test_a_meeting_is_taken_out_of_the_lists_and_put_back(desk, tuesdays):
    one = day(tuesdays, 0)

    taken = desk.post(f"/desk/events/{one.pk}/listing/", {"listed": "no"}, follow=True)
    assert "It is in no list now." in taken.text
    assert day(tuesdays, 0).unlisted
    assert "Only for those who have its link." in desk.get("/desk/events/").text

    back = desk.post(f"/desk/events/{one.pk}/listing/", {"listed": "yes"}, follow=True)
    assert "in the lists and calendars again" in back.text
    assert not day(tuesdays, 0).unlisted


def test_what_is_past_in_a_series_stays(desk, tuesdays, dana):
    with time_machine.travel("2026-10-28T10:00:00-05:00", tick=False):
        desk.force_login(dana)
        address = f"/desk/events/series/{tuesdays.pk}/days/"
        typed = other_days(on="2026-11-03", repeats="fortnightly", times="2", reason="Every other.")
        see_and_save(desk, address, typed)

        stays = tuesdays.days.filter(series_day__lt=date(2026, 10, 28), cancelled_at=None)
        assert stays.count() == 2
        assert timezone.now() - timedelta(days=1) > day(tuesdays, 0).sessions.get().starts_at


@pytest.mark.parametrize(
    ("scope", "days"), [("only", 1), ("following", 3), ("all", 4), ("everything!", 1)]
)
def test_one_some_or_all_are_published_and_taken_out_of_the_lists(desk, tuesdays, scope, days):
    Event.objects.update(published_at=None)
    one = day(tuesdays, 1)
    assert "Publish more than one day" in desk.get(f"/desk/events/{one.pk}/").text

    desk.post(f"/desk/events/{one.pk}/publication/", {"scope": scope})
    assert Event.objects.published().count() == days

    desk.post(f"/desk/events/{one.pk}/listing/", {"scope": scope, "listed": "no"})
    assert Event.objects.filter(unlisted=True).count() == days


@pytest.mark.parametrize("page", ["series", "courses"])
def test_a_series_or_course_begins_from_an_earlier_meeting(desk, typed, millrace, page):
    earlier = SessionFactory.create(event__area=millrace, event__title="Budget evening").event
    a_question(earlier, text="How many chairs?")
    address = f"/desk/events/{page}/new/?like={earlier.pk}"
    assert "Begun from “Budget evening”" in desk.get(address).text

    for _ in range(2):
        see_and_save(desk, address, typed | {"sessions_needed": 2})

    days = Event.objects.exclude(pk=earlier.pk)
    assert {str(day.questions.get()) for day in days} == {"How many chairs?"}


def test_a_day_added_later_asks_the_same_questions(desk, tuesdays):
    a_question(day(tuesdays, 3), text="How many chairs?")

    see_and_save(desk, f"/desk/events/series/{tuesdays.pk}/days/", other_days(times="5"))

    assert str(day(tuesdays, 4).questions.get()) == "How many chairs?"
