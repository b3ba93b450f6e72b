"""Other programs read meetings and save seats, by the rules of the form."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagement.events.models import Question, Rsvp
from portal.notices.models import Message
from tests.factories.events import EventFactory, SessionFactory

EVENTS = "/api/v1/events/"
KEY = "5d6f5f0a-98b0-4a39-8f3e-6a3d0c1f8a11"
ROSA = {"name": "Rosa", "email": "rosa@example.org"}


@pytest.fixture
def meeting(millrace):
    """The Millrace evening meeting, with three seats."""
    event = EventFactory.create(title="Millrace evening meeting", slug="millrace", area=millrace)
    return SessionFactory.create(event=event, capacity=3)


@pytest.fixture
def save(client, meeting):
    def send(said=ROSA, key=KEY, at=meeting):
        return client.post(
            f"{EVENTS}{at.event.slug}/sessions/{at.pk}/rsvps/",
            said,
            content_type="application/json",
            headers={"Idempotency-Key": key} if key else None,
        )

    return send


def changed(client, seat, **said):
    address = f"{EVENTS}seats/{seat['token']}/"
    return client.patch(address, said, content_type="application/json")


# Meetings


def test_the_list_tells_what_the_page_tells(client, meeting):
    page = client.get(EVENTS)
    (shown,) = page.json()["results"]

    assert shown["title"] == "Millrace evening meeting"
    assert shown["area"] == {"slug": "millrace", "name": "Millrace"}
    (session,) = shown["sessions"]
    assert (session["id"], session["seats_left"], session["takes_rsvps"]) == (meeting.pk, 3, True)
    assert page["Access-Control-Allow-Origin"] == "*"


def test_drafts_unlisted_and_past_meetings_are_not_in_the_list(client, meeting):
    SessionFactory.create(event__published_at=None, event__title="Draft")
    SessionFactory.create(event__unlisted=True, event__title="Unlisted")
    SessionFactory.create(event__title="Gone", starts_at=timezone.now() - timedelta(days=3))

    assert [each["slug"] for each in client.get(EVENTS).json()["results"]] == ["millrace"]


def test_the_list_narrows_to_area_kind_and_time(client, meeting, riverside, hillside):
    now = timezone.now()
    SessionFactory.create(
        event__slug="hall",
        event__kind="town_hall",
        event__area=hillside,
        starts_at=now - timedelta(days=3),
    )

    def slugs(**asked):
        return [each["slug"] for each in client.get(EVENTS, asked).json()["results"]]

    early = (now - timedelta(days=9)).isoformat()
    assert slugs(area=riverside.slug) == ["millrace"]
    assert slugs(kind="town_hall") == []
    assert slugs(kind="town_hall", starts_from=early) == ["hall"]
    assert slugs(starts_from=early, starts_to=now.isoformat()) == ["hall"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"area": "nowhere"}, "area"),
        ({"kind": "party"}, "kind"),
        ({"starts_from": "yesterday"}, "starts_from"),
        ({"starts_from": "2026-02-01T00:00Z", "starts_to": "2026-01-01T00:00Z"}, "starts_to"),
        ({"cursor": "%%%"}, "cursor"),
        ({"page_size": "0"}, "page_size"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_name(client, asked, field):
    answer = client.get(EVENTS, asked)

    assert answer.status_code == 400
    assert field in answer.json()["errors"]


def test_the_list_has_pages_and_asks_as_often_for_three_as_for_one(client, meeting):
    counts = []
    for more in (0, 2):
        SessionFactory.create_batch(more)
        with CaptureQueriesContext(connection) as queries:
            client.get(EVENTS)
        counts.append(len(queries))
    first = client.get(EVENTS, {"page_size": 2}).json()
    second = client.get(first["next"]).json()

    assert counts[0] == counts[1] <= 3
    assert [len(first["results"]), len(second["results"]), second["next"]] == [2, 1, None]


def test_one_meeting_is_read_with_what_the_organizer_asks(client, meeting):
    Question.objects.ask(meeting.event, text="How do you come?", kind="choice", choices="Bus\nFoot")
    shown = client.get(f"{EVENTS}millrace/").json()

    (asked,) = shown["questions"]
    assert (asked["text"], [each["value"] for each in asked["choices"]]) == (
        "How do you come?",
        ["Bus", "Foot"],
    )
    assert shown["asks_age"] is False


@pytest.mark.parametrize("slug", ["no-such", "draft"])
def test_what_is_not_published_is_not_found(client, slug):
    EventFactory.create(slug="draft", published_at=None)

    assert client.get(f"{EVENTS}{slug}/").status_code == 404


def test_the_schema_describes_the_addresses(client):
    schema = client.get("/api/v1/schema/", headers={"accept": "application/json"}).json()

    assert {"/api/v1/events/", "/api/v1/events/seats/{token}/"} <= set(schema["paths"])
    sent = schema["paths"]["/api/v1/events/{slug}/sessions/{id}/rsvps/"]["post"]
    assert {"200", "201", "202"} <= set(sent["responses"])


# Seats


def test_a_seat_is_saved_with_mail_token_and_ticket(client, save):
    answer = save({**ROSA, "guests": 1, "asks": ["interpreter"], "speaks": "Español"})

    seat = answer.json()
    assert answer.status_code == 201
    assert (seat["state"], seat["guests"], seat["speaks"]) == ("going", 1, "Español")
    assert seat["ticket"] == Rsvp.objects.get().ticket
    assert Message.objects.get().to == "rosa@example.org"
    assert client.get(f"{EVENTS}seats/{seat['token']}/").json() == seat
    assert "Access-Control-Allow-Origin" not in client.get(f"{EVENTS}seats/{seat['token']}/")


def test_the_same_request_with_the_same_key_is_one_seat_and_one_answer(save):
    first, second = save(), save()

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert Rsvp.objects.count() == Message.objects.count() == 1


def test_another_request_with_the_same_key_is_refused_in_words(save):
    save()
    answer = save({**ROSA, "guests": 2})

    assert answer.status_code == 409
    assert "another request" in answer.json()["errors"]["request"][0]
    assert Rsvp.objects.get().guests == 0


def test_the_same_key_at_another_meeting_is_another_seat(save):
    save()
    assert save(at=SessionFactory.create()).status_code == 201


@pytest.mark.parametrize("key", ["short", "x" * 36, KEY + "0"])
def test_a_key_that_is_no_uuid_is_refused(save, key):
    answer = save(key=key)

    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.json()["errors"]


def test_who_sends_the_address_of_another_sees_nothing_of_their_seat(save):
    seat = save().json()
    answer = save({**ROSA, "name": "Mallory"}, key=None)

    assert answer.status_code == 202
    assert "mailed" in answer.json()
    assert seat["token"] not in answer.text
    assert Rsvp.objects.get().name == "Rosa"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "name"),
        ({"name": "Rosa\x00"}, "name"),
        ({**ROSA, "email": "rosa@"}, "email"),
        ({**ROSA, "guests": 10}, "guests"),
        ({**ROSA, "guests": "many"}, "guests"),
        ({**ROSA, "asks": ["childcare"]}, "asks"),
        ({**ROSA, "asks": "interpreter"}, "asks"),
        ({**ROSA, "needs": "x" * 301}, "needs"),
        ({**ROSA, "answers": ["Bus"]}, "answers"),
    ],
)
def test_what_cannot_be_sent_is_said_at_its_name(save, said, field):
    answer = save(said)

    assert answer.status_code == 400
    assert field in answer.json()["errors"]
    assert not Rsvp.objects.exists()


def test_an_answer_that_was_no_choice_is_said_at_its_question(save, meeting):
    asked = Question.objects.ask(meeting.event, text="How?", kind="choice", choices="Bus\nFoot")

    wrong = save({**ROSA, "answers": {str(asked.pk): "Rocket"}})
    assert f"answers.{asked.pk}" in wrong.json()["errors"]
    right = save({**ROSA, "answers": {str(asked.pk): "Bus", "999": "ignored"}})
    assert right.json()["answers"] == {str(asked.pk): "Bus"}


def test_a_child_needs_a_guardian_with_an_address(save):
    visit = SessionFactory.create(event__kind="school_visit")

    alone = save({"name": "Lu", "age": "child"}, at=visit)
    assert set(alone.json()["errors"]) == {"guardian", "email"}
    assert save({**ROSA, "age": "child", "guardian": "Rosa"}, at=visit).status_code == 201


def test_a_meeting_called_off_takes_no_seats(save, meeting):
    seat = save().json()
    meeting.event.cancel("The hall is flooded.")

    assert save({"name": "Omar"}, key=None).status_code == 409
    assert save().json()["token"] == seat["token"]  # sent again, the answer is as it was


def test_a_sitting_of_another_meeting_and_a_draft_are_not_found(client, meeting):
    other = SessionFactory.create(event__published_at=None)
    for address in (
        f"millrace/sessions/{other.pk}/rsvps/",
        f"{other.event.slug}/sessions/1/rsvps/",
    ):
        answer = client.post(f"{EVENTS}{address}", ROSA, content_type="application/json")
        assert answer.status_code == 404


def test_a_seat_is_changed_in_part_and_given_up(client, save, meeting):
    seat = save({**ROSA, "needs": "A chair with arms"}).json()
    more = changed(client, seat, guests=2).json()

    assert (more["guests"], more["needs"]) == (2, "A chair with arms")
    assert changed(client, seat, guests=5).status_code == 409
    gone = client.delete(f"{EVENTS}seats/{seat['token']}/").json()
    assert (gone["state"], gone["ticket"]) == ("cancelled", "")
    assert changed(client, seat, guests=1).status_code == 409
    meeting.refresh_from_db()
    assert meeting.seats_taken == 0


def test_a_seat_that_is_offered_is_taken(client, save, meeting):
    first = meeting.rsvp(name="Omar", guests=2)
    seat = save().json()
    assert (seat["state"], seat["place_in_line"]) == ("waiting", 1)
    assert changed(client, seat, accept=True).status_code == 409

    first.cancel()
    assert changed(client, seat, accept=True).json()["state"] == "going"


@pytest.mark.parametrize("change", ["x{}", "{}x", "no.thing", "%00"])
def test_a_token_that_was_changed_opens_nothing(client, save, change):
    token = change.format(save().json()["token"])
    for send in (client.get, client.patch, client.delete):
        assert send(f"{EVENTS}seats/{token}/").status_code == 404
    assert Rsvp.objects.get().is_going


def test_giving_up_a_seat_of_a_meeting_that_is_over_is_refused(client, meeting, save):
    seat = save().json()
    past = timezone.now() - timedelta(days=1)
    type(meeting).objects.update(starts_at=past - timedelta(hours=1), ends_at=past)

    assert client.delete(f"{EVENTS}seats/{seat['token']}/").status_code == 409


def test_whoever_floods_is_asked_to_wait(client, meeting, save, monkeypatch):
    monkeypatch.setattr("engagement.events.api.seats.Saving.most", 2)
    cache.clear()
    statuses = [save({"name": f"Bot {n}"}, key=str(uuid.uuid4())).status_code for n in range(3)]

    assert statuses == [201, 201, 429]
