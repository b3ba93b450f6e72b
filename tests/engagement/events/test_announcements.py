"""Staff write to the people of a meeting: each once, after a look at it."""

import threading
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from engagement.events.models import Announcement
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.events import RsvpFactory, SessionFactory


@pytest.fixture
def meeting(millrace):
    return SessionFactory.create(event__area=millrace)


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


@pytest.fixture
def people(meeting):
    RsvpFactory.create(session=meeting, name="Rosa", email="rosa@example.org", language="es")
    RsvpFactory.create(session=meeting, name="Omar", email="omar@example.org")
    RsvpFactory.create(session=meeting, name="Wen", email="wen@example.org", state="waiting")
    RsvpFactory.create(session=meeting, name="Gone", email="gone@example.org", state="cancelled")
    RsvpFactory.create(session=meeting, name="Shy", email="")


def page(meeting):
    return reverse("desk_events:mail", args=[meeting.event_id])


def letter(**changes):
    return {
        "to": "coming",
        "subject": "Use the side door",
        "words": "The front door is being painted.\nRing twice.",
        "submission": str(uuid.uuid4()),
    } | changes


def told():
    return sorted(Message.objects.values_list("to", flat=True))


def test_a_look_at_it_sends_nothing(desk, meeting, people):
    text = desk.post(page(meeting), letter()).text

    assert "Everyone who is coming: 2 people with an email." in " ".join(text.split())
    assert "English: 1" in text
    assert "Send it to 2 people" in text
    assert not Message.objects.exists()


def test_everyone_who_comes_gets_it_once_framed_in_their_language(desk, meeting, people, dana):
    response = desk.post(page(meeting), letter(send="yes"), follow=True)

    assert "We wrote to 2 people." in response.text
    assert told() == ["omar@example.org", "rosa@example.org"]
    mail = Message.objects.get(to="omar@example.org")
    assert mail.subject == "Use the side door"
    assert "The front door is being painted.\nRing twice." in mail.text.replace("\r", "")
    assert "/events/seats/" in mail.text
    assert Message.objects.get(to="rosa@example.org").language == "es"
    sent = Announcement.objects.get()
    assert (sent.told, sent.by, sent.to) == (2, dana, "coming")
    assert "Use the side door" in desk.get(page(meeting)).text


@pytest.mark.parametrize(
    ("to", "readers"), [("waiting", ["wen"]), ("all", ["omar", "rosa", "wen"])]
)
def test_those_who_wait_can_be_told_too(desk, meeting, people, to, readers):
    desk.post(page(meeting), letter(to=to, send="yes"))

    assert told() == [f"{name}@example.org" for name in readers]


def test_the_button_pressed_twice_writes_once(desk, meeting, people):
    same = letter(send="yes")
    desk.post(page(meeting), same)
    desk.post(page(meeting), same)

    assert Message.objects.count() == 2
    assert Announcement.objects.count() == 1


def test_the_same_words_are_not_sent_again_within_a_day(desk, meeting, people):
    desk.post(page(meeting), letter(send="yes"))
    response = desk.post(page(meeting), letter(send="yes"))
    assert "less than a day ago" in response.text
    assert Message.objects.count() == 2

    with time_machine.travel(Announcement.objects.get().at.replace(year=2027), tick=False):
        desk.force_login(Announcement.objects.get().by)
        desk.post(page(meeting), letter(send="yes"))
    assert Announcement.objects.count() == 2


def test_who_comes_to_two_evenings_reads_it_once(desk, meeting):
    later = SessionFactory.create(event=meeting.event)
    RsvpFactory.create(session=meeting, email="rosa@example.org", state="waiting")
    RsvpFactory.create(session=later, email="Rosa@example.org")

    sent = desk.post(page(meeting), letter(to="all", send="yes"), follow=True)
    assert "We wrote to 1 person." in sent.text
    assert told() == ["Rosa@example.org"]


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_write_once(millrace, dana):
    meeting = SessionFactory.create(event__area=millrace)
    RsvpFactory.create(session=meeting)
    start, submission = threading.Barrier(2), uuid.uuid4()

    def send():
        start.wait()
        try:
            Announcement.objects.send(
                type(meeting.event).objects.get(pk=meeting.event_id),
                to="coming",
                subject="Once",
                words="Only once.",
                by=dana,
                submission=submission,
            )
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Announcement.objects.count(), Message.objects.count()) == (1, 1)


def test_signs_of_a_person_are_pointed_out_before_it_goes(desk, meeting, people):
    text = desk.post(page(meeting), letter(words="Call Maria Lopez at 555-201-3344.")).text

    assert "This looks like a phone number" in text
    assert "Maria Lopez" in text


def test_what_was_written_is_kept_when_it_is_changed(desk, meeting, people):
    text = desk.post(page(meeting), letter(change="yes")).text

    assert "Look at it first" in text
    assert "Ring twice." in text
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": ""},
        {"words": " "},
        {"to": "everyone in town"},
        {"submission": "1"},
        {"subject": "x" * 121},
        {"words": "x" * 2001},
    ],
)
def test_what_is_missing_or_made_up_is_not_sent(desk, meeting, people, changes):
    response = desk.post(page(meeting), letter(send="yes", **changes))

    assert response.status_code == 200
    assert not Message.objects.exists()


def test_a_subject_cannot_smuggle_in_a_header(desk, meeting, people):
    desk.post(page(meeting), letter(send="yes", subject="Hello\r\nBcc: all@example.org"))

    assert not any("\n" in subject for subject in Message.objects.values_list("subject", flat=True))


def test_markup_is_text_in_the_mail_and_on_the_page(desk, meeting, people):
    desk.post(page(meeting), letter(send="yes", words="<script>alert(1)</script>"))

    assert "<script>" not in Message.objects.first().html
    assert "<script>alert" not in desk.get(page(meeting)).text


def test_with_no_one_to_write_to_there_is_no_button(desk, meeting):
    text = desk.post(page(meeting), letter()).text

    assert "no one to write to" in text
    assert 'name="send"' not in text


def test_who_wants_to_be_forgotten_is_forgotten_here_too(desk, meeting):
    omar = meeting.rsvp(name="Omar", email="omar@example.org")
    desk.post(page(meeting), letter(send="yes"))
    assert Message.objects.filter(subject="Use the side door", to="omar@example.org").exists()
    omar.forget()

    assert not Message.objects.filter(to="omar@example.org").exists()


@pytest.mark.parametrize(
    ("before", "waits"), [(timedelta(days=5), True), (timedelta(hours=3), False)]
)
def test_near_the_meeting_it_does_not_wait_for_the_morning(
    meeting, people, dana, settings, before, waits
):
    settings.QUIET_HOURS = (0, 23)
    at = meeting.starts_at - before
    with time_machine.travel(at, tick=False):
        Announcement.objects.send(
            meeting.event, to="coming", subject="A", words="B", by=dana, submission=uuid.uuid4()
        )

    assert {message.keeps_quiet_hours for message in Message.objects.all()} == {waits}


def test_the_same_person_writing_elsewhere_does_not_return_this_one(meeting, dana, hillside):
    other = SessionFactory.create(event__area=hillside, event__slug="other")
    about = {"to": "all", "subject": "A", "words": "B", "by": dana}
    submission = uuid.uuid4()
    Announcement.objects.send(meeting.event, submission=submission, **about)

    with pytest.raises(NotPossible):
        Announcement.objects.send(other.event, submission=submission, **about)


def test_the_page_asks_the_database_as_often_for_three_letters_as_for_none(
    time_stands_still, desk, meeting, dana
):
    def statements():
        with CaptureQueriesContext(connection) as queries:
            desk.get(page(meeting))
        return len(queries)

    def send(subject):
        Announcement.objects.send(
            meeting.event, to="all", subject=subject, words="B", by=dana, submission=uuid.uuid4()
        )

    desk.get(page(meeting))
    none = statements()
    send("A")
    one = statements()
    send("B")
    send("C")
    assert none == one == statements()


def test_whoever_gives_up_the_seat_meanwhile_gets_no_letter_in_the_morning(desk, meeting):
    rosa, omar = (
        meeting.rsvp(name=name, email=f"{name.lower()}@example.org") for name in ("Rosa", "Omar")
    )
    desk.post(page(meeting), letter(send="1"))
    letters = Message.objects.filter(key__contains=":announcement:")
    assert letters.waiting().count() == 2

    rosa.cancel()

    assert [each.to for each in letters.waiting()] == [omar.email]
    # What it says of the seat itself stays true.
    assert Message.objects.waiting().filter(key__startswith=f"rsvp:{rosa.pk}:not_coming").exists()
