"""Reminders: two days and two hours before, each once, never of what is no longer true."""

from datetime import datetime

import pytest
import time_machine
from django.utils import timezone

from engagement.events import reminders, tasks
from engagement.events.models import Event, Rsvp, Session
from portal.notices import outbox
from portal.notices.models import Message
from tests.factories.events import SessionFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quiet_at_night(settings):
    settings.QUIET_HOURS = (20, 8)


def local(*clock):
    return timezone.make_aware(datetime(*clock))  # noqa: DTZ001 - the agency's own clock


@pytest.fixture
def meeting():
    """On Thursday at half past six in the evening."""
    with time_machine.travel(local(2026, 11, 2, 12)):
        return SessionFactory.create(
            starts_at=local(2026, 11, 12, 18, 30),
            capacity=5,
            event__title="Millrace evening meeting",
            event__directions="Side door",
        )


@pytest.fixture
def rosa_comes(meeting, mail_sink):
    with time_machine.travel(local(2026, 11, 2, 12)):
        seat = meeting.rsvp(name="Rosa", email="rosa@example.org", guests=1)
        outbox.send_due()
    mail_sink.raw.clear()
    return seat


def at(*clock):
    """Beat rings, at this time: what is due is written and sent."""
    with time_machine.travel(local(*clock)):
        tasks.remind()
        outbox.send_due()


@pytest.fixture
def _server_away(monkeypatch):
    """Nobody is told at once that there is mail."""
    monkeypatch.setattr("portal.notices.tasks.nudge", lambda: None)


def subjects(sink):
    return [str(message["subject"]) for message in sink.messages]


def test_two_days_and_two_hours_before_each_once(mail_sink, rosa_comes):
    for clock in [
        (2026, 11, 10, 18, 25),
        (2026, 11, 10, 18, 30),
        (2026, 11, 10, 18, 35),
        (2026, 11, 11, 12),
        (2026, 11, 12, 16, 25),
        (2026, 11, 12, 16, 30),
        (2026, 11, 12, 17),
        (2026, 11, 12, 18, 31),
    ]:
        at(*clock)

    assert subjects(mail_sink) == [
        "Thursday, November 12: Millrace evening meeting",
        "Soon, at 6:30 p.m.: Millrace evening meeting",
    ]
    sent = Message.objects.filter(key__startswith="reminder:").order_by("pk")
    assert [timezone.localtime(mail.sent_at).hour for mail in sent] == [18, 16]


def test_a_reminder_says_where_and_shows_the_ticket(mail_sink, rosa_comes):
    at(2026, 11, 10, 18, 30)

    (message,) = mail_sink.messages
    text = message.get_body(("plain",)).get_content()
    for words in ("Hello Rosa,", "Cannery Hall", "Side door", rosa_comes.ticket_words):
        assert words in text
    (picture,) = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert picture.get_payload(decode=True).startswith(b"\x89PNG")


def test_nobody_is_reminded_of_a_seat_they_gave_up(mail_sink, rosa_comes):
    with time_machine.travel(local(2026, 11, 9, 12)):
        rosa_comes.cancel()
    at(2026, 11, 10, 18, 30)

    assert not any("Thursday" in subject for subject in subjects(mail_sink))


@pytest.mark.usefixtures("_server_away")
def test_what_waits_in_the_outbox_is_taken_back_when_the_seat_is_given_up(mail_sink, rosa_comes):
    with time_machine.travel(local(2026, 11, 10, 18, 30)):
        tasks.remind()
        rosa_comes.cancel()
        outbox.send_due()

    assert subjects(mail_sink) == ["You gave up your seat: Millrace evening meeting"]


@pytest.mark.parametrize("off", ["event", "session", "draft"])
def test_nobody_is_reminded_of_what_is_off(mail_sink, meeting, rosa_comes, off):
    with time_machine.travel(local(2026, 11, 9, 12)):
        if off == "event":
            meeting.event.cancel("The hall is flooded.")
            outbox.send_due()
            mail_sink.raw.clear()
        elif off == "session":
            Session.objects.update(cancelled_at=timezone.now())
        else:
            Event.objects.update(published_at=None)
    at(2026, 11, 10, 18, 30)
    with time_machine.travel(local(2026, 11, 10, 18, 30)):
        assert reminders.remind(Session.objects.get()) == 0

    assert not mail_sink.messages


@pytest.mark.usefixtures("_server_away")
def test_what_waits_in_the_outbox_is_taken_back_when_it_is_called_off(
    mail_sink, meeting, rosa_comes
):
    with time_machine.travel(local(2026, 11, 12, 16, 30)):
        tasks.remind()
        meeting.event.cancel("The hall is flooded.")
        outbox.send_due()

    assert subjects(mail_sink) == ["Called off: Millrace evening meeting"]


def test_a_moved_meeting_is_reminded_of_once_for_its_new_time(mail_sink, meeting, rosa_comes):
    at(2026, 11, 10, 18, 30)
    with time_machine.travel(local(2026, 11, 11, 12)):
        Session.objects.update(
            starts_at=local(2026, 11, 19, 18, 30), ends_at=local(2026, 11, 19, 20)
        )
        meeting.event.tell_everyone("moved")
    for clock in [
        (2026, 11, 12, 16, 30),
        (2026, 11, 17, 18, 30),
        (2026, 11, 17, 18, 35),
        (2026, 11, 19, 16, 30),
        (2026, 11, 19, 16, 35),
    ]:
        at(*clock)

    assert subjects(mail_sink) == [
        "Thursday, November 12: Millrace evening meeting",
        "Something changed: Millrace evening meeting",
        "Thursday, November 19: Millrace evening meeting",
        "Soon, at 6:30 p.m.: Millrace evening meeting",
    ]


def test_the_last_reminder_of_a_morning_meeting_comes_the_evening_before(mail_sink, rosa_comes):
    Session.objects.update(starts_at=local(2026, 11, 12, 9), ends_at=local(2026, 11, 12, 10))
    Rsvp.objects.update(answered_at=local(2026, 11, 2, 12))
    for clock in [
        (2026, 11, 11, 19, 25),
        (2026, 11, 11, 19, 30),
        (2026, 11, 12, 7),
        (2026, 11, 12, 8),
    ]:
        at(*clock)

    assert subjects(mail_sink) == ["Soon, at 9 a.m.: Millrace evening meeting"]
    mail = Message.objects.get(key__contains="last_reminder")
    assert timezone.localtime(mail.sent_at).hour == 19


def test_whoever_saves_a_seat_after_the_reminder_was_due_needs_none(mail_sink, meeting):
    with time_machine.travel(local(2026, 11, 11, 12)):
        meeting.rsvp(name="Omar", email="omar@example.org")
        outbox.send_due()
    mail_sink.raw.clear()
    at(2026, 11, 11, 12, 5)
    assert not mail_sink.messages

    at(2026, 11, 12, 16, 30)
    assert subjects(mail_sink) == ["Soon, at 6:30 p.m.: Millrace evening meeting"]


def test_whoever_waits_or_left_no_address_is_not_reminded(mail_sink, meeting):
    with time_machine.travel(local(2026, 11, 2, 12)):
        meeting.rsvp(name="Nan", guests=4)
        meeting.rsvp(name="Omar", email="omar@example.org")
        outbox.send_due()
    mail_sink.raw.clear()
    at(2026, 11, 10, 18, 30)

    assert not mail_sink.messages


def test_after_a_day_without_a_worker_the_first_reminder_is_left_out(mail_sink, rosa_comes):
    at(2026, 11, 11, 18, 30)
    assert not mail_sink.messages


def test_those_of_a_course_are_reminded_of_each_session(mail_sink):
    with time_machine.travel(local(2026, 11, 2, 12)):
        first = SessionFactory.create(
            starts_at=local(2026, 11, 12, 18, 30),
            event__title="Citizen academy",
            event__sessions_needed=2,
        )
        SessionFactory.create(event=first.event, starts_at=local(2026, 11, 19, 18, 30))
        first.rsvp(name="Rosa", email="rosa@example.org")
        outbox.send_due()
    (letter,) = mail_sink.messages
    text = letter.get_body(("plain",)).get_content()
    assert "Your seat is for all of these:" in text
    assert "November 12" in text
    assert "November 19" in text
    (entry,) = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    assert entry.get_payload(decode=True).count(b"BEGIN:VEVENT") == 2
    mail_sink.raw.clear()
    at(2026, 11, 10, 18, 30)
    at(2026, 11, 17, 18, 30)

    assert subjects(mail_sink) == [
        "Thursday, November 12: Citizen academy",
        "Thursday, November 19: Citizen academy",
    ]


def test_a_meeting_that_somebody_is_busy_with_is_done_next_time(mail_sink, rosa_comes):
    """Locked by another connection; the task neither waits nor fails."""
    import threading

    from django.db import connection, transaction

    locked, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            list(Session.objects.select_for_update())
            locked.set()
            done.wait(timeout=20)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    locked.wait(timeout=20)
    at(2026, 11, 10, 18, 30)
    assert not mail_sink.messages
    done.set()
    holder.join()
    at(2026, 11, 10, 18, 35)
    assert len(mail_sink.messages) == 1
