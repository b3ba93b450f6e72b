"""What is held about someone who saved seats, and what stays when they close their account."""

import json
from datetime import timedelta

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from engagement.events import reminders, tasks
from engagement.events.models import Question, Rsvp
from portal.accounts.my_data import everything_about
from portal.notices.models import Message
from tests.factories.events import RsvpFactory, SessionFactory


@pytest.fixture
def seat(rosa):
    meeting = SessionFactory.create(
        capacity=1,
        event__title="Evening meeting",
        event__offer_hours=0,
        starts_at=timezone.now() + timedelta(hours=40),
    )
    asked = Question.objects.ask(meeting.event, text="How do you come?", kind="text")
    return meeting.rsvp(
        name="Rosa", email="rosa@example.org", needs="A chair", answers={str(asked.pk): "By bus"},
        speaks="Español", user=rosa,
    )  # fmt: skip


def test_rosa_takes_along_what_she_said(rosa, seat):
    held = everything_about(rosa)["seats at meetings"]

    (mine,) = json.loads(json.dumps(held, cls=DjangoJSONEncoder))
    assert mine["meeting"] == "Evening meeting"
    assert mine["answers"] == {"How do you come?": "By bus"}
    assert (mine["needs"], mine["language"], mine["people"]) == ("A chair", "Español", 1)


def test_what_others_said_is_not_among_it(rosa, seat, lee):
    assert everything_about(lee)["seats at meetings"] == []


def test_a_closed_account_frees_the_seat_and_leaves_no_name(rosa, seat):
    waiting = seat.session.rsvp(name="Omar")
    seat.change(guests=0, needs="Another chair")  # so that there is a history
    Rsvp.objects.update(answered_at=timezone.now() - timedelta(days=9))
    reminders.remind(seat.session)
    rosa.close()

    seat.refresh_from_db()
    waiting.refresh_from_db()
    assert (seat.name, seat.email, seat.needs, seat.speaks, seat.answers, seat.user) == (
        "–", "", "", "", {}, None,
    )  # fmt: skip
    assert seat.is_cancelled
    assert waiting.is_going
    assert not seat.events.exists()
    for message in Message.objects.all():
        assert (message.to, message.text, message.state == "waiting") == ("", "", False)


def test_that_someone_came_stays_for_the_count(rosa, dana):
    past = SessionFactory.create(starts_at=timezone.now() - timedelta(days=1))
    RsvpFactory.create(
        session=past, user=rosa, age="child", guardian="Ana", email="ana@example.org"
    )
    seat = Rsvp.objects.get()
    seat.check_in(dana)
    rosa.close()

    seat.refresh_from_db()
    assert seat.checked_in_at
    assert (seat.age, seat.guardian, seat.email) == ("child", "–", "")


def test_names_are_forgotten_as_long_after_the_meeting_as_was_said(settings):
    settings.SEATS_KEPT_DAYS = 30
    now = timezone.now()
    old, recent = (SessionFactory.create(starts_at=now - timedelta(days=days)) for days in (31, 29))
    course = SessionFactory.create(starts_at=now - timedelta(days=40), event__sessions_needed=2)
    SessionFactory.create(event=course.event, starts_at=now - timedelta(days=5))
    seats = [RsvpFactory.create(session=each) for each in (old, recent, course)]
    walked_in = RsvpFactory.create(session=old, name="", email="", state="walked_in")

    for _again in range(2):
        tasks.forget_old_seats()

    assert [Rsvp.objects.get(pk=seat.pk).email != "" for seat in seats] == [False, True, True]
    assert Rsvp.objects.get(pk=walked_in.pk).name == ""
    assert not Rsvp.objects.to_forget().exists()
