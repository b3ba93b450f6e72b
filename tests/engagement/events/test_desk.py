"""Staff plan, publish, change and call off meetings in the areas they serve."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from engagement.events.models import Event, Session
from portal.notices.models import Message
from tests.factories.events import EventFactory, SessionFactory


@pytest.fixture(autouse=True)
def _october():
    """It is a Thursday in October, before the clocks go back."""
    with time_machine.travel("2026-10-15T10:00:00-05:00", tick=False):
        yield


@pytest.fixture
def typed(millrace):
    """What Dana types for a meeting next week."""
    return {
        "title": "Millrace evening meeting",
        "kind": "beat_meeting",
        "purpose": "Settle the crossing.",
        "area": millrace.pk,
        "format": "in_person",
        "venue_name": "Cannery Hall",
        "on": "2026-10-22",
        "starts": "18:30",
        "ends": "20:00",
        "capacity": "60",
        "languages": "English, Spanish, English",
        "access": ["step_free", "childcare"],
    }


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


@pytest.fixture
def meeting(millrace):
    event = EventFactory.create(slug="millrace", area=millrace)
    return SessionFactory.create(event=event, capacity=10)


def as_typed(meeting, **changes):
    """What the form holds for this meeting when it opens, with changes."""
    begins, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    event = meeting.event
    return {
        "title": event.title,
        "kind": event.kind,
        "purpose": event.purpose,
        "area": event.area_id,
        "format": event.format,
        "venue_name": event.venue_name,
        "venue_address": event.venue_address,
        "on": f"{begins:%Y-%m-%d}",
        "starts": f"{begins:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "capacity": meeting.capacity or "",
    } | changes


def test_a_meeting_is_planned_as_a_draft_and_published(desk, typed, dana, harbor_health):
    response = desk.post("/desk/events/new/", typed | {"partners": [harbor_health.pk]})

    event = Event.objects.get()
    assert response.url == f"/desk/events/{event.pk}/"
    assert event.is_draft
    assert event.slug == "millrace-evening-meeting-2026-10-22"
    assert (event.organizer, event.languages) == (dana, ["English", "Spanish"])
    assert list(event.partners.all()) == [harbor_health]
    session = event.sessions.get()
    assert session.starts_at.isoformat() == "2026-10-22T23:30:00+00:00"
    assert session.capacity == 60

    desk.post(f"/desk/events/{event.pk}/publication/")
    assert "Millrace evening meeting" in desk.get("/events/").text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"on": "2026-10-14"}, "This is in the past."),
        ({"on": "2026-10-15", "starts": "09:00", "ends": "11:00"}, "This is in the past."),
        ({"ends": "18:30"}, "It ends before it starts."),
        ({"on": "2027-03-14", "starts": "02:15", "ends": "04:00"}, "the clocks go forward"),
        ({"on": "2026-11-01", "starts": "01:15", "ends": "04:00"}, "the clocks go back"),
        ({"on": "2026-11-01", "starts": "00:15", "ends": "01:15"}, "the clocks go back"),
        ({"on": "2026-02-30"}, "Enter a valid date."),
        ({"on": "99999-01-01"}, "Enter a valid date."),
        ({"starts": "25:00"}, "Enter a valid time."),
        ({"capacity": "0"}, "greater than or equal to 1"),
        ({"capacity": "99999999999999999999"}, "less than or equal to 100000"),
        ({"venue_name": ""}, "Say where people should come."),
        ({"format": "online", "venue_name": ""}, "Give the link that people join with."),
        ({"online_link": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"title": "x" * 161}, "at most 160 characters"),
        ({"purpose": ""}, "This field is required."),
        ({"access": ["jacuzzi"]}, "not one of the available choices"),
    ],
)
def test_each_mistake_has_its_sentence_and_nothing_typed_is_lost(desk, typed, wrong, words):
    response = desk.post("/desk/events/new/", typed | {"host": "Rosa opens the evening"} | wrong)

    assert response.status_code == 200
    assert words in response.text
    assert "Rosa opens the evening" in response.text
    assert not Event.objects.exists()


def test_in_london_the_clocks_go_back_on_another_night(desk, typed):
    with timezone.override("Europe/London"):
        wrong = {"on": "2026-10-25", "starts": "01:15", "ends": "04:00"}
        response = desk.post("/desk/events/new/", typed | wrong)

    assert "the clocks go back" in response.text


def test_an_officer_plans_in_areas_of_their_own_and_command_anywhere(
    client, desk, typed, hillside, eastbank, kim
):
    for area in (hillside.pk, eastbank.pk, ""):
        assert desk.post("/desk/events/new/", typed | {"area": area}).status_code == 200
    client.force_login(kim)
    client.post("/desk/events/new/", typed | {"area": ""})

    assert Event.objects.get().area is None


def test_a_new_time_is_told_to_everyone_and_a_new_plan_is_not(desk, meeting):
    meeting.rsvp(name="Rosa", email="rosa@example.org")
    Message.objects.all().delete()
    address = f"/desk/events/{meeting.event.pk}/edit/"

    desk.post(address, as_typed(meeting, agenda="6:30 The crossing"))
    assert not Message.objects.exists()

    later = timezone.localtime(meeting.starts_at).date() + timedelta(days=1)
    response = desk.post(address, as_typed(meeting, on=f"{later:%Y-%m-%d}"), follow=True)

    assert "We wrote to 1 person." in response.text
    assert Message.objects.get().to == "rosa@example.org"
    meeting.refresh_from_db()
    assert timezone.localtime(meeting.starts_at).date() == later


def test_a_change_of_a_draft_tells_nobody(desk, meeting):
    Event.objects.update(published_at=None)

    desk.post(f"/desk/events/{meeting.event.pk}/edit/", as_typed(meeting, title="New title"))

    assert str(Event.objects.get().title) == "New title"
    assert not Message.objects.exists()


def test_more_seats_are_given_to_those_who_wait(desk, meeting):
    for n in range(12):
        meeting.rsvp(name=f"Neighbor {n}")

    desk.post(f"/desk/events/{meeting.event.pk}/edit/", as_typed(meeting, capacity="11"))

    assert meeting.rsvps.waiting().count() == 1


def test_fewer_seats_than_are_taken_are_refused_beside_the_field(desk, meeting):
    meeting.rsvp(name="Rosa", guests=2)

    response = desk.post(
        f"/desk/events/{meeting.event.pk}/edit/", as_typed(meeting, capacity="2", title="New")
    )

    assert "3 seats are already taken. Choose that many or more." in response.text
    assert str(Event.objects.get().title) == str(meeting.event.title)


def test_seats_taken_while_the_form_was_checked_are_kept(desk, meeting, monkeypatch):
    """The form saw free seats; the lock sees that they are gone, and nothing is changed."""
    monkeypatch.setattr("engagement.events.desk_forms.EventForm.check_capacity", lambda *_: None)
    meeting.rsvp(name="Rosa", guests=2)

    response = desk.post(
        f"/desk/events/{meeting.event.pk}/edit/", as_typed(meeting, capacity="2", title="New")
    )

    assert "3 seats are already taken" in response.text
    assert str(Event.objects.get().title) == str(meeting.event.title)


def test_a_past_meeting_can_be_corrected_without_moving_it(desk, meeting):
    meeting.starts_at -= timedelta(days=30)
    meeting.ends_at -= timedelta(days=30)
    meeting.save()

    response = desk.post(
        f"/desk/events/{meeting.event.pk}/edit/", as_typed(meeting, host="Rosa"), follow=True
    )

    assert "Your changes are saved." in response.text


def test_a_meeting_without_a_date_gets_one(desk, millrace, meeting):
    event = EventFactory.create(area=millrace, published_at=None)
    address = f"/desk/events/{event.pk}/edit/"

    assert desk.get(address).status_code == 200
    desk.post(address, as_typed(meeting, title="With a date"))
    assert event.sessions.get().capacity == 10


def test_calling_off_asks_why_and_tells(desk, meeting):
    meeting.rsvp(name="Rosa", email="rosa@example.org")
    address = f"/desk/events/{meeting.event.pk}/cancellation/"

    assert "cannot be undone" in desk.get(address).text
    assert "This field is required." in desk.post(address, {"reason": " "}).text
    response = desk.post(address, {"reason": "The hall is flooded."}, follow=True)

    assert "The meeting is called off. We wrote to 1 person." in response.text
    assert Event.objects.get().is_cancelled
    edited = desk.get(f"/desk/events/{meeting.event.pk}/edit/", follow=True)
    assert "Make a new one instead." in edited.text


def test_what_is_over_is_not_published(desk, meeting):
    Event.objects.update(published_at=None)
    Session.objects.update(
        starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1)
    )

    response = desk.post(f"/desk/events/{meeting.event.pk}/publication/", follow=True)
    assert "already over" in response.text


def test_the_list_shows_what_is_to_come_past_and_in_draft_of_one_s_own_areas(
    desk, millrace, hillside
):
    now = timezone.now()
    for title, days, published, area in (
        ("To come", 3, now, millrace),
        ("Past", -3, now, millrace),
        ("Drafted", 3, None, millrace),
        ("On the hill", 3, now, hillside),
    ):
        event = EventFactory.create(title=title, published_at=published, area=area)
        SessionFactory.create(event=event, starts_at=now + timedelta(days=days))

    def shown(show):
        text = desk.get("/desk/events/", {"show": show}).text
        titles = ("To come", "Past", "Drafted", "On the hill")
        return [title for title in titles if f"{title}</a>" in text]

    assert shown("upcoming") == ["To come"]
    assert shown("past") == ["Past"]
    assert shown("drafts") == ["Drafted"]
    assert shown("nonsense") == ["To come"]


def test_the_list_asks_the_database_as_often_for_one_meeting_as_for_three(
    desk, millrace, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for rows in (0, 1, 2):
        for _ in range(rows):
            SessionFactory.create(event__area=millrace)
        with CaptureQueriesContext(connection) as queries:
            desk.get("/desk/events/")
        counts.append(len(queries))

    assert counts[1] == counts[2]
    assert counts[2] <= 8


@pytest.mark.parametrize("page", ["", "edit/", "cancellation/"])
def test_meetings_elsewhere_can_be_read_by_all_and_run_by_their_own(client, lee, meeting, page):
    client.force_login(lee)
    address = f"/desk/events/{meeting.event.pk}/{page}"

    assert client.get(address).status_code == 403
    Event.objects.update(published_at=None)
    assert client.get(address).status_code == 404
