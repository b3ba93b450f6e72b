"""The mail as it arrives: words, links that work, and a calendar entry programs understand."""

import re

import icalendar
import pytest

from portal.notices import outbox
from tests.factories.events import EventFactory, SessionFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting():
    event = EventFactory.create(
        title="Millrace evening meeting", directions="Side door", offer_hours=0
    )
    return SessionFactory.create(event=event, capacity=2)


def received(sink):
    outbox.send_due()
    [message] = sink.messages
    sink.raw.clear()
    return message


def entry_in(message):
    [part] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert part.get_filename() == "invite.ics"
    content = part.get_content()
    text = content if isinstance(content, str) else content.decode()
    return part.get_param("method"), icalendar.Calendar.from_ical(text)


def test_the_mail_of_a_seat_says_where_and_when_and_opens_the_seat(mail_sink, client, meeting):
    meeting.rsvp(name="Rosa", email="rosa@example.org", guests=1)

    message = received(mail_sink)
    text = message.get_body(("plain",)).get_content()
    assert message["subject"] == "Your 2 seats are saved: Millrace evening meeting"
    for words in ("Hello Rosa,", "Cannery Hall, 40 Mill Street", "Side door", meeting.day):
        assert words in text
    seat = re.search(r"https?://[^/]+(/events/seats/\S+)", text)[1]
    assert "Your 2 seats are saved" in client.get(seat).text
    assert seat in message.get_body(("html",)).get_content()


def test_the_entry_in_the_mail_names_its_method_where_calendars_look(mail_sink, meeting):
    answer = meeting.rsvp(name="Rosa", email="rosa@example.org")
    method, calendar = entry_in(received(mail_sink))
    assert (method, calendar["method"]) == ("REQUEST", "REQUEST")

    answer.cancel()
    method, calendar = entry_in(received(mail_sink))
    assert (method, calendar["method"]) == ("CANCEL", "CANCEL")


@pytest.mark.parametrize("what", ["moved", "called_off"])
def test_news_arrives_with_words_and_entry(mail_sink, meeting, what):
    meeting.rsvp(name="Rosa", email="rosa@example.org")
    received(mail_sink)
    if what == "moved":
        meeting.event.tell_everyone("moved")
    else:
        meeting.event.cancel("The hall is flooded.")

    message = received(mail_sink)
    entry_in(message)
    text = message.get_body(("plain",)).get_content()
    assert ("The hall is flooded." in text) == (what == "called_off")


def test_waiting_and_a_free_seat_arrive_in_turn(mail_sink, meeting):
    first = meeting.rsvp(name="Nan", guests=1)
    meeting.rsvp(name="Rosa", email="rosa@example.org")
    assert "You are on the waiting list" in received(mail_sink)["subject"]

    first.cancel()
    message = received(mail_sink)
    assert message["subject"] == "A seat is free, and it is yours: Millrace evening meeting"
    assert entry_in(message)[0] == "REQUEST"
