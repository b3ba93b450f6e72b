"""Who is asked after a meeting, when, and how often."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from engagement.events.models import Attendance
from metrics.surveys import inviting
from metrics.surveys.models import Asked, Invitation, Wave
from metrics.surveys.tasks import ask_after_meetings
from portal.notices import outbox
from portal.notices.addresses import fingerprint
from portal.notices.models import Message, Silence
from tests.factories.events import SessionFactory


def local(*clock):
    return timezone.make_aware(datetime(*clock))  # noqa: DTZ001 - the agency's own clock


def readers(mailoutbox):
    return [mail.to[0] for mail in mailoutbox]


def test_those_who_came_and_left_an_address_are_asked(meeting, next_morning, came, mailoutbox):
    came(meeting, "rosa@example.org")
    came(meeting)
    meeting.rsvps.create(name="Omar", email="omar@example.org", state="going", language="en")
    ask_after_meetings()
    outbox.send_due()
    assert readers(mailoutbox) == ["rosa@example.org"]
    wave = Wave.objects.get()
    assert (wave.session, wave.area, wave.sample_type) == (meeting, meeting.area, "attended")


def test_each_is_asked_in_their_language(meeting, next_morning, came, mailoutbox):
    came(meeting, "rosa@example.org", language="es")
    ask_after_meetings()
    assert {message.language for message in Message.objects.all()} == {"es"}


def test_asking_again_invites_only_who_was_checked_in_since(meeting, next_morning, came):
    came(meeting, "rosa@example.org")
    ask_after_meetings()
    ask_after_meetings()
    assert Invitation.objects.count() == 1
    came(meeting, "omar@example.org")
    ask_after_meetings()
    assert Invitation.objects.count() == 2
    assert Wave.objects.count() == 1


def test_nobody_is_asked_twice_in_90_days(meeting, next_morning, came):
    came(meeting, "rosa@example.org")
    ask_after_meetings()
    for days, expected in ((89, 1), (91, 2)):
        later = SessionFactory.create(
            event=meeting.event,
            starts_at=meeting.starts_at + timedelta(days=days),
            ends_at=meeting.ends_at + timedelta(days=days),
        )
        came(later, "ROSA@example.org")
        with time_machine.travel(later.ends_at + timedelta(hours=14)):
            ask_after_meetings()
        assert Invitation.objects.count() == expected


def test_who_turned_these_mails_off_is_not_counted_as_asked(meeting, next_morning, came):
    came(meeting, "rosa@example.org")
    Silence.objects.keep(fingerprint("rosa@example.org"), "surveys")
    ask_after_meetings()
    assert not Invitation.objects.exists()
    assert not Asked.objects.exists()


@pytest.mark.parametrize("kind", ["youth_session", "school_visit"])
def test_children_are_not_surveyed(meeting, next_morning, came, kind):
    meeting.event.kind = kind
    meeting.event.save()
    came(meeting, "rosa@example.org")
    ask_after_meetings()
    assert not Invitation.objects.exists()


def test_a_meeting_called_off_asks_no_one(meeting, next_morning, came):
    came(meeting, "rosa@example.org")
    meeting.event.cancelled_at, meeting.event.cancel_reason = timezone.now(), "Snow"
    meeting.event.save()
    ask_after_meetings()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(("hours", "asked"), [(0.5, 0), (1.5, 1), (71, 1), (73, 0)])
def test_asking_begins_an_hour_after_the_end_and_for_three_days(meeting, came, hours, asked):
    came(meeting, "rosa@example.org")
    with time_machine.travel(meeting.ends_at + timedelta(hours=hours)):
        ask_after_meetings()
    assert Invitation.objects.count() == asked


def test_after_an_evening_meeting_the_question_comes_in_the_morning(
    meeting, came, mailoutbox, settings
):
    settings.QUIET_HOURS = (20, 8)
    came(meeting, "rosa@example.org")
    with time_machine.travel(meeting.ends_at + timedelta(hours=1, minutes=5)) as clock:
        ask_after_meetings()
        outbox.send_due()
        assert not mailoutbox
        clock.move_to(local(2026, 6, 5, 8, 1))
        outbox.send_due()
        assert len(mailoutbox) == 1
        clock.move_to(local(2026, 6, 7, 7, 59))
        outbox.send_due()
        assert len(mailoutbox) == 1
        clock.move_to(local(2026, 6, 7, 8, 1))
        outbox.send_due()
        assert len(mailoutbox) == 2


def test_one_reminder_after_two_days_and_never_another(invited, next_morning, mailoutbox):
    outbox.send_due()
    assert len(mailoutbox) == 1
    for days, expected in ((1.9, 1), (0.2, 2), (5, 2), (30, 2)):
        next_morning.shift(timedelta(days=days))
        ask_after_meetings()
        outbox.send_due()
        assert len(mailoutbox) == expected


def test_who_answered_is_not_reminded(invited, next_morning, mailoutbox):
    invitation, _token = invited
    outbox.send_due()
    invitation.answer({"listen": 8})
    next_morning.shift(timedelta(days=3))
    outbox.send_due()
    assert len(mailoutbox) == 1


def test_who_answers_while_a_worker_holds_the_reminder_is_not_reminded(
    invited, next_morning, mail_sink
):
    invitation, _token = invited
    outbox.send_due()
    next_morning.shift(timedelta(days=3))
    held = outbox.claim(10)
    invitation.answer({"listen": 8})
    with outbox.Postman() as postman:
        assert postman.deliver(held) == 0
    assert len(mail_sink.raw) == 1


def test_who_stops_these_mails_is_not_reminded(invited, next_morning, mailoutbox):
    outbox.send_due()
    Silence.objects.keep(fingerprint("rosa@example.org"), "surveys")
    next_morning.shift(timedelta(days=3))
    outbox.send_due()
    assert len(mailoutbox) == 1


def test_sent_mails_keep_no_link(invited, mailoutbox):
    _invitation, token = invited
    outbox.send_due()
    assert token in mailoutbox[0].body
    assert token not in " ".join(
        Message.objects.filter(state="sent").values_list("text", flat=True)
    )


@pytest.mark.django_db(transaction=True)
def test_eight_workers_ask_each_person_once(meeting, next_morning, came):
    for number in range(20):
        came(meeting, f"neighbor{number}@example.org")
    gate = threading.Barrier(8)

    def work(_):
        gate.wait()
        try:
            return inviting.ask_after(meeting)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        asked = list(pool.map(work, range(8)))
    assert sum(asked) == Invitation.objects.count() == 20
    assert Message.objects.count() == 40


def test_asking_costs_the_same_for_a_few_and_for_many(
    meeting, next_morning, came, django_assert_max_num_queries
):
    for number in range(30):
        came(meeting, f"neighbor{number}@example.org")
    with django_assert_max_num_queries(30):
        inviting.ask_after(meeting)


def test_whoever_came_to_the_last_session_of_a_course_is_asked_once(meeting, next_morning, dana):
    course = meeting.event
    course.sessions_needed = 1
    course.save()
    first = SessionFactory.create(
        event=course,
        starts_at=meeting.starts_at - timedelta(days=1),
        ends_at=meeting.ends_at - timedelta(days=1),
    )
    for name, evenings in (("rosa", [first, meeting]), ("omar", [first]), ("wen", [])):
        seat = meeting.home.rsvps.create(
            name=name, email=f"{name}@example.org", language="en", state="going"
        )
        for evening in evenings:
            Attendance.objects.mark(seat, evening, dana, evening.starts_at)

    ask_after_meetings()

    assert set(Message.objects.values_list("to", flat=True)) == {"rosa@example.org"}
    assert Wave.objects.get().session == meeting
