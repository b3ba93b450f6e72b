"""What phones without signal send when they are back: each counts once, the earliest stays."""

import json
import uuid
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from engagement.events import door
from engagement.events.models import Rsvp
from engagement.events.roster import Roster
from tests.factories.events import EventFactory, RsvpFactory, SessionFactory


@pytest.fixture
def meeting(millrace):
    """It began half an hour ago."""
    event = EventFactory.create(title="Millrace evening meeting", area=millrace)
    return SessionFactory.create(event=event, starts_at=timezone.now() - timedelta(minutes=30))


@pytest.fixture
def seat(meeting):
    return meeting.rsvp(name="Rosa", guests=1)


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


def ago(minutes):
    return (timezone.now() - timedelta(minutes=minutes)).isoformat()


def did(kind, at=None, **about):
    return {"id": str(uuid.uuid4()), "kind": kind, "at": at or ago(5), **about}


def send(client, meeting, *items):
    address = reverse("desk_events:door_sync", args=[meeting.pk])
    body = json.dumps({"items": items})
    response = client.post(address, body, content_type="application/json")
    assert response.status_code == 200, response.text
    return response.json()


def became(client, meeting, *items):
    return [answer["became"] for answer in send(client, meeting, *items)["answers"]]


# --- once


def test_what_was_done_without_signal_counts_when_it_arrives(desk, meeting, seat, dana):
    item = did("check_in", seat=seat.pk)
    told = send(desk, meeting, item, did("walk_in", name="Lu", guests=2))

    assert [answer["became"] for answer in told["answers"]] == ["here", "added"]
    assert told["answers"][0]["id"] == item["id"]
    seat.refresh_from_db()
    assert seat.checked_in_at.isoformat() == item["at"]
    assert seat.checked_in_by == dana
    assert Roster.of(meeting).here == 5


def test_the_same_batch_sent_again_changes_nothing(desk, meeting, seat):
    batch = [did("check_in", seat=seat.pk), did("walk_in", name="Lu", guests=2)]
    send(desk, meeting, *batch)

    assert became(desk, meeting, *batch) == ["already", "already"]
    assert Roster.of(meeting).here == 5


def test_of_three_devices_the_earliest_time_stays(desk, meeting, seat):
    times = [ago(8), ago(20), ago(3)]
    for time in times:
        became(desk, meeting, did("check_in", at=time, ticket=seat.ticket))

    seat.refresh_from_db()
    assert seat.checked_in_at.isoformat() == times[1]
    assert Roster.of(meeting).here == 2


def test_a_course_keeps_the_earliest_time_of_an_evening_too(desk, meeting, seat):
    type(meeting.event).objects.filter(pk=meeting.event_id).update(sessions_needed=1)
    early = ago(20)
    became(desk, meeting, did("check_in", seat=seat.pk), did("check_in", at=early, seat=seat.pk))

    assert meeting.attendances.get().at.isoformat() == early


# --- what happened meanwhile


def test_a_check_in_that_someone_took_back_stays_taken_back(desk, meeting, seat):
    item = did("check_in", seat=seat.pk)
    send(desk, meeting, item)
    door.undo(meeting, seat)

    told = send(desk, meeting, item, did("check_in", seat=seat.pk, at=ago(2)))["answers"]
    assert [answer["became"] for answer in told] == ["undone", "undone"]
    assert "Someone took back that Rosa is here." in told[0]["words"]
    assert Roster.of(meeting).here == 0


def test_a_walk_in_that_someone_took_back_stays_taken_back(desk, meeting):
    item = did("walk_in", name="Lu", guests=0)
    send(desk, meeting, item)
    door.undo(meeting, meeting.rsvps.get())

    assert became(desk, meeting, item) == ["undone"]
    assert Roster.of(meeting).here == 0


def test_a_mark_in_a_course_that_was_taken_back_stays_so(desk, meeting, seat):
    type(meeting.event).objects.filter(pk=meeting.event_id).update(sessions_needed=1)
    item = did("check_in", seat=seat.pk)
    assert became(desk, meeting, item) == ["here"]
    assert became(desk, meeting, item) == ["already"]
    meeting.event.refresh_from_db()
    door.undo(meeting, seat)

    assert became(desk, meeting, item) == ["undone"]


def test_whoever_came_back_after_an_undo_is_checked_in(desk, meeting, seat, dana):
    door.check_in(meeting, seat, dana)
    door.undo(meeting, seat)

    now = (timezone.now() + timedelta(seconds=1)).isoformat()
    assert became(desk, meeting, did("check_in", at=now, seat=seat.pk)) == ["here"]


def test_an_undo_takes_back_what_came_before_it_only(desk, meeting, seat):
    became(desk, meeting, did("check_in", at=ago(10), seat=seat.pk))
    assert became(desk, meeting, did("undo", at=ago(12), seat=seat.pk)) == ["left"]
    seat.refresh_from_db()
    assert seat.checked_in_at

    became(desk, meeting, did("undo", at=ago(1), seat=seat.pk))
    seat.refresh_from_db()
    assert seat.checked_in_at is None


def test_a_walk_in_is_taken_back_by_the_number_the_phone_gave_it(desk, meeting):
    lu = did("walk_in", name="Lu", guests=0)
    told = became(desk, meeting, lu, did("undo", at=ago(1), slip=lu["id"]))

    assert told == ["added", "left"]
    assert Roster.of(meeting).here == 0


def test_a_seat_given_up_meanwhile_is_told_apart(desk, meeting, seat):
    Rsvp.objects.filter(pk=seat.pk).update(state="cancelled")

    assert became(desk, meeting, did("check_in", seat=seat.pk)) == ["gave_up"]


def test_a_meeting_called_off_meanwhile_takes_nobody_in(desk, meeting, seat):
    meeting.event.cancel("Flooded hall")

    told = became(desk, meeting, did("check_in", seat=seat.pk), did("walk_in", name="Lu"))
    assert told == ["called_off", "called_off"]


def test_a_ticket_of_elsewhere_and_one_of_nowhere_are_told_apart(desk, meeting, eastbank):
    theirs = SessionFactory.create(event__area=eastbank).rsvp(name="Omar")

    told = became(
        desk,
        meeting,
        did("check_in", ticket=theirs.ticket),
        did("check_in", seat=theirs.pk),
        did("check_in", ticket="2345678923"),
    )
    assert told == ["elsewhere", "unknown", "unknown"]
    theirs.refresh_from_db()
    assert theirs.checked_in_at is None


# --- a clock that is wrong


@pytest.mark.parametrize(
    "time",
    [
        "2050-01-01T00:00:00+00:00",
        "2001-01-01T00:00:00+00:00",
        "yesterday",
        None,
        5,
        "2026-10-22T18:30:00",
        ["x"],
    ],
)
def test_a_time_nobody_can_believe_becomes_the_time_of_arrival(desk, meeting, seat, time):
    told = send(desk, meeting, did("check_in", seat=seat.pk) | {"at": time})["answers"][0]

    assert told["became"] == "here"
    assert told["clock_wrong"]
    seat.refresh_from_db()
    assert abs(timezone.now() - seat.checked_in_at) < timedelta(minutes=1)


def test_a_clock_a_minute_ahead_is_let_pass_but_not_written_down(desk, meeting, seat):
    told = send(desk, meeting, did("check_in", at=ago(-1), seat=seat.pk))["answers"][0]

    assert not told["clock_wrong"]
    seat.refresh_from_db()
    assert seat.checked_in_at <= timezone.now()


# --- what nobody should send


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"not json",
        b"\xff\xfe",
        b'{"items": "all"}',
        b'{"items": [1]}',
        b"[" * 5000,
        json.dumps({"items": [{}] * 201}).encode(),
        b'{"items": ["' + b"x" * 70_000 + b'"]}',
    ],
)
def test_what_is_no_list_of_things_is_refused_in_words(desk, meeting, body):
    address = reverse("desk_events:door_sync", args=[meeting.pk])
    response = desk.post(address, body, content_type="application/json")

    assert response.status_code == 400
    assert response.json()["errors"]["request"][0]


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"kind": "delete_all"},
        {"id": "1", "kind": "check_in", "seat": 1},
        {"id": str(uuid.uuid4()), "kind": "walk_in", "guests": 5000},
        {"id": str(uuid.uuid4()), "kind": "walk_in", "name": "x" * 121},
        {"id": str(uuid.uuid4()), "kind": "walk_in", "name": "nul\x00"},
    ],
)
def test_one_thing_that_cannot_be_read_does_not_hold_up_the_others(desk, meeting, seat, item):
    assert became(desk, meeting, item, did("check_in", seat=seat.pk)) == ["refused", "here"]


@pytest.mark.parametrize(
    "about",
    [
        {"seat": -1},
        {"seat": 2**70},
        {"seat": "1 OR 1=1"},
        {"seat": True},
        {"slip": "x"},
        {"ticket": ["A"]},
        {},
    ],
)
def test_a_seat_that_is_none_is_unknown(desk, meeting, seat, about):
    assert became(desk, meeting, did("check_in", **about)) == ["unknown"]


def test_another_site_cannot_send_anything(dana, meeting):
    from tests.clients import PortalClient

    strict = PortalClient(enforce_csrf_checks=True)
    strict.force_login(dana)
    address = reverse("desk_events:door_sync", args=[meeting.pk])
    body = json.dumps({"items": [did("walk_in", name="Lu")]})

    assert strict.post(address, body, content_type="application/json").status_code == 403
    token = strict.get(address).json()["token"]
    answer = strict.post(
        address, body, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 200


# --- what a phone keeps


def test_the_kept_list_has_names_and_codes_and_no_addresses(desk, meeting, seat):
    meeting.rsvp(name="Nan", email="nan@example.org", needs="Sits by the door", asks=["childcare"])
    response = desk.get(reverse("desk_events:door_sync", args=[meeting.pk]))

    listed = {person["name"]: person for person in response.json()["people"]}
    assert listed["Rosa"]["ticket"] == seat.ticket
    assert listed["Rosa"]["people"] == 2
    assert listed["Nan"]["asks"] == "Childcare"
    assert "nan@example.org" not in response.text
    assert "Sits by the door" not in response.text
    assert response["Cache-Control"].startswith("max-age=0")


def test_who_is_locked_out_for_doing_nothing_is_told_so_and_nothing_is_kept_back(
    client, dana, meeting, settings
):
    settings.STAFF_IDLE_MINUTES = 0
    client.force_login(dana)
    address = reverse("desk_events:door_sync", args=[meeting.pk])
    answer = client.get(address, headers={"Accept": "application/json"})

    assert answer.status_code == 401
    assert "still you" in answer.json()["errors"]["request"][0]


# --- at once


@pytest.mark.django_db(transaction=True)
def test_three_devices_send_the_same_list_at_once_and_nobody_counts_twice(meeting, dana):
    seats = RsvpFactory.create_batch(10, session=meeting)
    lu = str(uuid.uuid4())
    start, told = Barrier(3), []

    def device(minutes):
        start.wait()
        at = timezone.now() - minutes
        told.extend(door.check_in(meeting, seat, dana, at).became for seat in seats)
        told.append(door.walk_in(meeting, dana, name="Lu", submission=uuid.UUID(lu)).became)
        connection.close()

    devices = [Thread(target=device, args=[timedelta(minutes=n)]) for n in (1, 2, 3)]
    for each in devices:
        each.start()
    for each in devices:
        each.join()

    assert told.count("here") == 10
    assert told.count("added") == 1
    assert told.count("already") == 22
    assert Roster.of(meeting).here == 11
