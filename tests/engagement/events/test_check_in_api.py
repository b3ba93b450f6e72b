"""Check-ins by other programs, by the rules of the door."""

import uuid
from threading import Barrier, Thread

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from redis.exceptions import RedisError

from engagement.events.models import Rsvp
from tests.clients import PortalClient
from tests.factories.events import EventFactory, RsvpFactory, SessionFactory


@pytest.fixture
def meeting(millrace):
    event = EventFactory.create(title="Millrace evening meeting", area=millrace)
    return SessionFactory.create(event=event, capacity=30)


@pytest.fixture
def seat(meeting):
    return meeting.rsvp(name="Rosa", guests=1)


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


def send(client, meeting, said, key=None):
    headers = {"Idempotency-Key": str(key)} if key else {}
    address = f"/api/v1/events/sessions/{meeting.pk}/check-ins/"
    return client.post(address, said, content_type="application/json", headers=headers)


def test_a_ticket_is_checked_in_once_and_then_says_when_and_by_whom(desk, meeting, seat):
    first = send(desk, meeting, {"ticket": seat.ticket.lower()})
    assert first.status_code == 201
    assert first.json() == {
        "became": "here",
        "name": "Rosa",
        "people": 2,
        "checked_in_at": first.json()["checked_in_at"],
    }

    again = send(desk, meeting, {"ticket": seat.ticket})
    assert again.status_code == 409
    assert "Rosa is already checked in" in again.json()["errors"]["request"][0]
    assert "by Dana" in again.json()["errors"]["request"][0]


def test_the_same_key_is_answered_as_the_first_time(desk, meeting, seat):
    key = uuid.uuid4()
    first = send(desk, meeting, {"ticket": seat.ticket}, key)
    again = send(desk, meeting, {"ticket": seat.ticket}, key)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["became"] == "here"


def test_a_key_belongs_to_one_request(desk, meeting, seat):
    key, other = uuid.uuid4(), meeting.rsvp(name="Omar")
    send(desk, meeting, {"ticket": seat.ticket}, key)

    refused = send(desk, meeting, {"ticket": other.ticket}, key)
    assert refused.status_code == 409
    assert "Idempotency-Key" in refused.json()["errors"]["request"][0]
    other.refresh_from_db()
    assert other.checked_in_at is None


def test_without_redis_people_still_come_in(desk, meeting, seat, monkeypatch):
    def away(*_about):
        raise RedisError

    monkeypatch.setattr(cache, "get", away)
    monkeypatch.setattr(cache, "set", away)
    assert send(desk, meeting, {"ticket": seat.ticket}, uuid.uuid4()).status_code == 201


def test_a_walk_in_is_added_once_a_key(desk, meeting):
    key, lu = uuid.uuid4(), {"walk_in": {"name": "Lu", "guests": 2}}

    statuses = [send(desk, meeting, lu, key).status_code for _ in range(2)]
    assert statuses == [201, 200]
    assert send(desk, meeting, {"walk_in": {"name": "Ann"}}, key).status_code == 409
    assert meeting.rsvps.attended().seats() == 3


def test_someone_else_s_key_is_another_key(desk, meeting, sam):
    key = uuid.uuid4()
    send(desk, meeting, {"walk_in": {}}, key)
    desk.force_login(sam)

    assert send(desk, meeting, {"walk_in": {}}, key).status_code == 201


def test_who_cannot_come_in_is_said_in_words(desk, meeting, seat, eastbank):
    other = SessionFactory.create(event__area=eastbank, event__title="Eastbank forum")
    theirs = other.rsvp(name="Omar")
    gone = meeting.rsvp(name="Nan")
    gone.cancel()

    answers = {
        ticket: send(desk, meeting, {"ticket": ticket})
        for ticket in ("2345678923", theirs.ticket, gone.ticket)
    }
    assert [answer.status_code for answer in answers.values()] == [404, 409, 409]
    words = " ".join(answer.json()["errors"]["request"][0] for answer in answers.values())
    for said in ("We know no ticket", "Eastbank forum", "Nan gave this seat up"):
        assert said in words

    meeting.event.cancel("Flooded hall")
    off = [send(desk, meeting, {"ticket": seat.ticket}), send(desk, meeting, {"walk_in": {}})]
    assert [answer.status_code for answer in off] == [409, 409]
    assert not Rsvp.objects.attended().exists()


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"ticket": "x", "walk_in": {}},
        {"ticket": 5 * "x" * 100},
        {"ticket": ["A"]},
        {"walk_in": {"guests": -1}},
        {"walk_in": {"guests": 10}},
        {"walk_in": {"name": "x" * 121}},
        {"walk_in": "Lu"},
    ],
)
def test_what_is_neither_ticket_nor_walk_in_is_refused(desk, meeting, said):
    assert send(desk, meeting, said).status_code == 400
    assert not meeting.rsvps.exists()


def test_a_key_that_is_none_is_refused(desk, meeting, seat):
    assert send(desk, meeting, {"ticket": seat.ticket}, "1").status_code == 400


def test_an_officer_elsewhere_does_not_know_this_meeting(client, lee, meeting, seat):
    client.force_login(lee)

    assert send(client, meeting, {"ticket": seat.ticket}).status_code == 404
    seat.refresh_from_db()
    assert seat.checked_in_at is None


def test_a_check_in_takes_six_statements(time_stands_still, desk, meeting, seat):
    desk.get("/desk/events/")
    with CaptureQueriesContext(connection) as queries:
        assert send(desk, meeting, {"ticket": seat.ticket}, uuid.uuid4()).status_code == 201

    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 6, "\n".join(asked)


@pytest.mark.django_db(transaction=True)
def test_three_devices_at_once_check_everyone_in_once(dana, meeting):
    seats = RsvpFactory.create_batch(5, session=meeting)
    start, told = Barrier(3), []

    def device():
        client = PortalClient()
        client.force_login(dana)
        start.wait()
        told.extend(send(client, meeting, {"ticket": s.ticket}).status_code for s in seats)
        connection.close()

    devices = [Thread(target=device) for _ in range(3)]
    for each in devices:
        each.start()
    for each in devices:
        each.join()

    assert (told.count(201), told.count(409)) == (5, 10)
