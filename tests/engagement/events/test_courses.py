"""A course meets many times on one seat: its sessions come and go, and some people finish it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from icalendar import Calendar

from engagement.events import courses
from engagement.events.models import Attendance, Event, Series, Session
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.engagement.events.test_series_pages import see_and_save, seen_in
from tests.factories.events import RsvpFactory, SessionFactory
from tests.factories.series import a_course


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
def course(millrace):
    """A published academy on the next three Thursdays at ten; two make it finished."""
    return a_course(millrace)


@pytest.fixture
def rosa_learns(course):
    """Rosa has a seat; what she was sent then is forgotten."""
    seat = course.sessions.first().rsvp(name="Rosa", email="rosa@example.org")
    Message.objects.all().delete()
    return seat


@pytest.fixture
def typed(millrace):
    return {
        "title": "Citizen academy",
        "written_in": "en",
        "kind": "academy_session",
        "purpose": "How we work.",
        "area": millrace.pk,
        "format": "in_person",
        "venue_name": "Cannery Hall",
        "on": "2026-10-21",
        "starts": "18:30",
        "ends": "20:00",
        "repeats": "weekly",
        "times": "8",
        "sessions_needed": "6",
        "capacity": "25",
        "submission": "0b1f6a44-25a1-4ac5-93a4-2b9a7c2a3f10",
    }


NEW = "/desk/events/courses/new/"


def number(course, n):
    return course.sessions.order_by("starts_at")[n]


# --- Planning


def test_a_course_is_planned_with_all_of_its_sessions(desk, typed):
    assert 'value="academy_session" selected' in desk.get(NEW).text

    saved = see_and_save(desk, NEW, typed | {"skip": ["2026-11-11"]})

    event = Event.objects.get()
    assert saved.redirect_chain[-1][0] == f"/desk/events/{event.pk}/sessions/"
    assert (event.is_course, event.sessions_needed, event.is_draft) == (True, 6, True)
    assert event.sessions.count() == 7
    # The seats are on the first session, and count for all.
    assert list(event.sessions.values_list("capacity", flat=True)) == [25] + [None] * 6
    assert not Series.objects.exists()


def test_pressing_the_button_twice_makes_one_course(desk, typed):
    see_and_save(desk, NEW, typed)
    see_and_save(desk, NEW, typed)

    assert Event.objects.count() == 1


def test_nobody_must_come_more_often_than_the_course_meets(desk, typed):
    response = desk.post(NEW, typed | {"sessions_needed": "9", "step": "see"})

    assert "The course has only 8 sessions. Choose that many or fewer." in response.text


def test_its_words_change_on_a_page_without_days(desk, course, rosa_learns):
    address = f"/desk/events/{course.pk}/edit/"
    assert 'name="on"' not in desk.get(address).text
    typed = {
        "title": "Citizen academy",
        "written_in": "en",
        "kind": "beat_meeting",
        "purpose": "How we work.",
        "area": course.area_id,
        "format": "in_person",
        "venue_name": "Library",
        "capacity": "12",
        "sessions_needed": "3",
    }

    response = desk.post(address, typed, follow=True)

    assert "Your changes are saved." in response.text
    course.refresh_from_db()
    assert (course.venue_name, course.sessions_needed) == ("Library", 3)
    assert course.sessions.order_by("pk")[0].capacity == 12
    assert course.sessions.count() == 3


# --- Sessions


def test_a_session_is_added_and_everyone_hears(desk, course, rosa_learns):
    address = f"/desk/events/{course.pk}/sessions/"
    assert desk.get(address).status_code == 200

    response = desk.post(
        address, {"on": "2026-12-03", "starts": "10:00", "ends": "12:00"}, follow=True
    )

    assert "The session is added. We wrote to 1 person." in response.text
    assert course.sessions.count() == 4
    letter = Message.objects.get()
    assert letter.to == "rosa@example.org"
    assert "one more session, Thursday, December 3" in letter.subject


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"on": "2026-10-22"}, "Another session of this course is at that time."),
        ({"on": "2026-10-01"}, "This is in the past."),
        ({"on": "2026-11-01", "starts": "01:15"}, "the clocks go back"),
        ({"ends": "09:00"}, "It ends before it starts."),
        ({"starts": ""}, "This field is required."),
    ],
)
def test_each_mistake_about_a_session_has_its_sentence(desk, course, wrong, words):
    typed = {"on": "2026-12-03", "starts": "10:00", "ends": "12:00"} | wrong

    response = desk.post(f"/desk/events/{course.pk}/sessions/", typed)

    assert words in response.text
    assert course.sessions.count() == 3


def test_a_session_moves_and_everyone_hears(desk, course, rosa_learns):
    session = number(course, 1)
    address = f"/desk/events/sessions/{session.pk}/time/"
    assert 'value="2026-10-29"' in desk.get(address).text

    response = desk.post(
        address, {"on": "2026-10-30", "starts": "11:00", "ends": "12:00"}, follow=True
    )

    assert "We wrote to 1 person." in response.text
    session.refresh_from_db()
    assert f"{timezone.localtime(session.starts_at):%m-%d %H:%M}" == "10-30 11:00"
    assert Message.objects.count() == 1


def test_a_session_moved_to_where_it_is_tells_nobody(course, rosa_learns):
    session = number(course, 1)

    assert courses.move(session, session.starts_at, session.ends_at) == 0
    assert not Message.objects.exists()


def test_a_session_cannot_move_onto_another(desk, course):
    address = f"/desk/events/sessions/{number(course, 1).pk}/time/"

    response = desk.post(address, {"on": "2026-10-22", "starts": "10:00", "ends": "12:00"})

    assert "Another session of this course is at that time." in response.text


def test_one_session_is_called_off_and_the_course_goes_on(desk, client, course, rosa_learns):
    session = number(course, 1)
    address = f"/desk/events/sessions/{session.pk}/cancellation/"
    assert "everyone keeps their seat" in desk.get(address).text

    response = desk.post(address, follow=True)

    assert "The session is called off. We wrote to 1 person." in response.text
    letter = Message.objects.get()
    assert "not on Thursday, October 29" in letter.subject
    assert courses.call_off(Session.objects.get(pk=session.pk)) == 0
    course.refresh_from_db()
    assert not course.is_cancelled
    rosa_learns.refresh_from_db()
    assert rosa_learns.is_going
    assert session not in Session.objects.upcoming()
    feed = client.get("/events/calendar.ics").getvalue().decode()
    assert feed.count("STATUS:CANCELLED") == 1


def test_the_seats_stay_when_the_first_session_is_called_off(course, rosa_learns):
    courses.call_off(number(course, 0))

    assert Session.objects.get(pk=rosa_learns.session_id).rsvp(name="Omar").is_going


def test_what_is_called_off_takes_no_other_time_and_is_not_the_last_one(desk, course):
    off, over, last = (number(course, n) for n in range(3))
    courses.call_off(off)
    with pytest.raises(NotPossible, match="is called off"):
        courses.move(
            Session.objects.get(pk=off.pk), off.starts_at + timedelta(hours=5), off.ends_at
        )
    courses.call_off(over)

    response = desk.post(f"/desk/events/sessions/{last.pk}/cancellation/", follow=True)

    assert "It is the only session left." in response.text


def test_a_session_that_is_over_cannot_be_called_off_or_moved(desk, course, dana):
    first = number(course, 0)
    with time_machine.travel("2026-10-23T10:00:00-05:00", tick=False):
        desk.force_login(dana)
        with pytest.raises(NotPossible, match="is over"):
            courses.call_off(first)
        address = f"/desk/events/sessions/{first.pk}/time/"
        typed = {"on": "2026-10-30", "starts": "11:00", "ends": "12:00"}
        assert "This session has begun" in desk.post(address, typed).text


def test_a_session_of_a_draft_is_removed_and_one_people_know_of_is_not(desk, course):
    last = number(course, 2)
    address = f"/desk/events/sessions/{last.pk}/removal/"

    assert "Call it off, so that they hear of it." in desk.post(address, follow=True).text
    Event.objects.update(published_at=None)
    assert "Remove it" in desk.get(f"/desk/events/{course.pk}/sessions/").text
    assert "The session is removed." in desk.post(address, follow=True).text
    assert course.sessions.count() == 2

    first = f"/desk/events/sessions/{number(course, 0).pk}/removal/"
    assert "The seats are on this session." in desk.post(first, follow=True).text
    assert course.sessions.count() == 2


def test_a_course_called_off_takes_no_more_sessions(course):
    course.cancel("The hall is flooded.")
    session = number(course, 1)

    assert courses.call_off(session) == 0
    with pytest.raises(NotPossible, match="course is called off"):
        courses.add(course, session.starts_at + timedelta(days=90), session.ends_at)


def test_changes_to_a_draft_tell_nobody(course, rosa_learns):
    Event.objects.update(published_at=None)

    assert courses.call_off(number(course, 1)) == 0
    assert not Message.objects.exists()


def test_an_ordinary_meeting_has_no_sessions_page(desk, millrace):
    meeting = SessionFactory.create(event__area=millrace)

    for address in (
        f"/desk/events/{meeting.event_id}/sessions/",
        f"/desk/events/{meeting.event_id}/finished/",
        f"/desk/events/sessions/{meeting.pk}/time/",
    ):
        assert desk.get(address).status_code == 404


# --- Who has finished


def came_to(seat, *sessions):
    for session in sessions:
        Attendance.objects.create(rsvp=seat, session=session)


def test_whoever_came_often_enough_has_finished(desk, course, rosa_learns):
    first = course.sessions.order_by("pk")[0]
    omar = RsvpFactory.create(session=first, name="Omar")
    RsvpFactory.create(session=first, name="Gone", state="cancelled")
    came_to(rosa_learns, first, number(course, 1))
    came_to(omar, first)

    found = courses.learners(course)
    assert [(learner.seat.name, learner.came, learner.has_finished) for learner in found] == [
        ("Rosa", 2, True),
        ("Omar", 1, False),
    ]
    text = desk.get(f"/desk/events/{course.pk}/finished/").text
    assert "1 of 2 people came to 2 sessions or more." in text
    assert "Who has finished" in desk.get(f"/desk/events/{course.pk}/").text


def test_the_list_of_who_has_finished_asks_as_often_for_one_as_for_three(desk, course):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for rows in (0, 1, 2):
        for _ in range(rows):
            came_to(RsvpFactory.create(session=course.sessions.first()), number(course, 1))
        with CaptureQueriesContext(connection) as queries:
            desk.get(f"/desk/events/{course.pk}/finished/")
        counts.append(len(queries))

    assert counts[1] == counts[2]
    assert counts[2] <= 8


def test_a_course_shows_its_days_first_too(desk, typed):
    shown = desk.post(NEW, typed | {"step": "see"})

    assert "Save the course" in shown.text
    assert seen_in(shown)


def test_only_the_session_that_is_called_off_leaves_the_calendar(course, rosa_learns):
    session = number(course, 1)
    courses.call_off(session)

    [(_name, kind, words)] = Message.objects.get().attachments
    assert kind == "text/calendar; method=CANCEL"
    invitation = Calendar.from_ical(words)
    [entry] = invitation.walk("VEVENT")
    assert invitation["method"] == "CANCEL"
    assert (entry["uid"], entry["status"]) == (session.uid, "CANCELLED")
    assert entry["sequence"] == 1
