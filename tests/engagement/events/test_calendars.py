"""Calendar files, read back by the library that calendar programs are built on."""

from datetime import UTC, timedelta

import icalendar
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.notices.models import Message
from tests.factories.events import EventFactory, SessionFactory

HOSTILE = (
    "Ends\r\nBEGIN:VEVENT\r\nUID:stolen\r\nEND:VEVENT,;\\ \u2028 \x0b\x1f ñ 🎺 " + "long " * 40
)


@pytest.fixture
def meeting(millrace):
    event = EventFactory.create(
        title="Millrace evening meeting", slug="millrace", area=millrace, host="Rosa, neighbor"
    )
    return SessionFactory.create(event=event)


def entries(text):
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def body(response):
    return b"".join(response.streaming_content).decode()


def last_mail():
    message = Message.objects.order_by("-pk").first()
    (name, kind, text), *_rest = message.attachments
    return name, kind, icalendar.Calendar.from_ical(text)


def test_one_meeting_as_a_file(client, meeting):
    response = client.get("/events/millrace/event.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="millrace.ics"'
    [entry] = entries(response.text)
    assert entry["summary"] == "Millrace evening meeting"
    assert entry.decoded("dtstart") == meeting.starts_at.astimezone(UTC).replace(microsecond=0)
    assert entry.decoded("dtend") - entry.decoded("dtstart") == timedelta(hours=2)
    assert entry["location"] == "Cannery Hall, 40 Mill Street"
    assert entry["url"].endswith("/events/millrace/")
    assert entry["status"] == "CONFIRMED"
    assert entry["organizer"].params["CN"] == "Rosa, neighbor"


def test_a_place_on_the_map_and_a_meeting_online(client, meeting):
    place = EventFactory.create(slug="map", latitude=41.5, longitude=-87.25)
    online = EventFactory.create(
        slug="online",
        format="online",
        venue_name="",
        venue_address="",
        purpose="",
        online_link="https://x.example",
    )
    for event in (place, online):
        SessionFactory.create(event=event)

    [entry] = entries(client.get("/events/map/event.ics").text)
    assert entry["geo"].to_ical() == "41.5;-87.25"
    [entry] = entries(client.get("/events/online/event.ics").text)
    assert entry["location"] == "https://x.example"
    assert "description" not in entry


def test_a_draft_has_no_file(client):
    EventFactory.create(slug="draft", published_at=None)

    assert client.get("/events/draft/event.ics").status_code == 404


def test_every_sitting_has_an_entry_of_its_own_and_keeps_it(client, meeting):
    SessionFactory.create(event=meeting.event)

    first, again = (entries(client.get("/events/millrace/event.ics").text) for _ in range(2))
    assert len({entry["uid"] for entry in first}) == 2
    assert [entry["uid"] for entry in first] == [entry["uid"] for entry in again]


def test_hostile_words_break_no_line_and_make_no_entry(client):
    event = EventFactory.create(
        slug="hostile",
        title=HOSTILE[:150],
        purpose=HOSTILE,
        venue_name=HOSTILE[:150],
        host="x\r\ny",
    )
    SessionFactory.create(event=event).rsvp(name='"Rosa"\r\n;x', email="rosa@example.org")

    text = client.get("/events/hostile/event.ics").text
    [entry] = entries(text)
    assert entry["uid"].endswith(event.uid)
    assert "ñ 🎺" in entry["description"]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert not set(text) & {"\x0b", "\x1f"}
    _, _, mailed = last_mail()
    assert len(mailed.walk("VEVENT")) == 1


def test_the_feed_holds_what_is_to_come_and_what_was_called_off(client, meeting):
    SessionFactory.create(event__title="Gone", starts_at=timezone.now() - timedelta(days=2))
    SessionFactory.create(event__title="Draft", event__published_at=None)
    off = SessionFactory.create(event__title="Flooded")
    off.event.cancel("The hall is flooded.")

    found = {
        entry["summary"]: entry["status"]
        for entry in entries(body(client.get("/events/calendar.ics")))
    }

    assert found == {"Millrace evening meeting": "CONFIRMED", "Flooded": "CANCELLED"}


def test_the_feed_narrows_to_an_area(client, meeting, riverside, hillside):
    SessionFactory.create(event__title="On the hill", event__area=hillside)

    feed = body(client.get("/events/calendar.ics", {"area": riverside.slug}))
    assert [entry["summary"] for entry in entries(feed)] == ["Millrace evening meeting"]
    assert client.get("/events/calendar.ics", {"area": "atlantis"}).status_code == 404


def test_a_feed_that_did_not_change_is_not_sent_again(client, meeting):
    first = client.get("/events/calendar.ics")
    body(first)
    again = client.get("/events/calendar.ics", headers={"If-None-Match": first["ETag"]})
    meeting.event.cancel("The hall is flooded.")
    changed = client.get("/events/calendar.ics", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert changed.status_code == 200
    body(changed)


def test_a_feed_changes_when_a_meeting_is_over(client, meeting):
    first = client.get("/events/calendar.ics")
    body(first)
    with time_machine.travel(meeting.ends_at + timedelta(seconds=1)):
        later = client.get("/events/calendar.ics", headers={"If-None-Match": first["ETag"]})

    assert entries(body(later)) == []


def test_a_long_feed_is_read_by_as_few_statements_as_a_short_one(client, meeting):
    def statements():
        with CaptureQueriesContext(connection) as queries:
            body(client.get("/events/calendar.ics"))
        return len(queries)

    before = statements()
    SessionFactory.create_batch(20)
    assert statements() == before


def test_the_mail_puts_the_meeting_into_the_calendar_of_whoever_comes(meeting):
    meeting.rsvp(name="Rosa", email="rosa@example.org")

    name, kind, invitation = last_mail()
    assert (name, kind) == ("invite.ics", "text/calendar; method=REQUEST")
    assert invitation["method"] == "REQUEST"
    [entry] = invitation.walk("VEVENT")
    assert entry["uid"] == meeting.uid
    assert entry["sequence"] == 0
    assert entry["attendee"] == "mailto:rosa@example.org"
    assert entry["attendee"].params["PARTSTAT"] == "ACCEPTED"
    assert entry["organizer"].startswith("mailto:")


def test_giving_up_the_seat_takes_it_out_again(meeting):
    meeting.rsvp(name="Rosa", email="rosa@example.org").cancel()

    _, kind, invitation = last_mail()
    [entry] = invitation.walk("VEVENT")
    assert kind == "text/calendar; method=CANCEL"
    assert invitation["method"] == "CANCEL"
    assert (entry["uid"], entry["status"]) == (meeting.uid, "CANCELLED")
    assert entry["attendee"].params["PARTSTAT"] == "DECLINED"


def test_a_meeting_that_moved_replaces_the_old_entry(meeting):
    meeting.rsvp(name="Rosa", email="rosa@example.org")
    meeting.starts_at += timedelta(days=1)
    meeting.ends_at += timedelta(days=1)
    meeting.save()
    meeting.event.tell_everyone("moved")

    _, _, invitation = last_mail()
    [entry] = invitation.walk("VEVENT")
    assert (entry["uid"], entry["sequence"]) == (meeting.uid, 1)
    assert entry.decoded("dtstart") == meeting.starts_at.astimezone(UTC).replace(microsecond=0)


def test_a_meeting_called_off_leaves_the_calendar(meeting):
    meeting.rsvp(name="Rosa", email="rosa@example.org")
    meeting.event.cancel("The hall is flooded.")

    _, _, invitation = last_mail()
    [entry] = invitation.walk("VEVENT")
    assert invitation["method"] == "CANCEL"
    assert (entry["status"], entry["sequence"]) == ("CANCELLED", 1)
