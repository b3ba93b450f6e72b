"""Who is written to: those who came, once; the organizer twice; the supervisor when it is late."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from engagement.events import minutes_due, minutes_mail
from engagement.events.tasks import remind_of_minutes
from portal.notices.models import Message
from tests.factories.events import RsvpFactory, SessionFactory
from tests.factories.minutes import a_held_meeting, promised, ready_minutes

DAY = timedelta(days=1)


def to(topic="events"):
    return sorted(Message.objects.filter(topic=topic).values_list("to", flat=True))


# Those who came


@pytest.fixture
def minutes(dana, millrace):
    return ready_minutes(dana, area=millrace)


def test_those_who_came_or_meant_to_get_one_mail_with_the_promises(minutes, dana, rosa):
    session = minutes.event.sessions.get()
    now = timezone.now()
    RsvpFactory.create(session=session, email="went@example.org", checked_in_at=now)
    RsvpFactory.create(session=session, email="meant@example.org")
    RsvpFactory.create(session=session, email="waited@example.org", state="waiting")
    RsvpFactory.create(session=session, email="gone@example.org", state="cancelled")
    RsvpFactory.create(session=session, email="", name="Nobody", checked_in_at=now)
    promised(dana, minutes.event, what="Mend the light")
    promised(dana, minutes.event, what="Between us", is_public=False)

    minutes.publish(dana)

    assert to() == ["meant@example.org", "went@example.org"]
    mail = Message.objects.get(to="went@example.org")
    for words in (mail.text, mail.html):
        assert "Mend the light" in words
        assert "the Millrace team" in words
        assert minutes.get_absolute_url() in words
        assert "/unsubscribe/" in words
        assert "Between us" not in words
    assert mail.keeps_quiet_hours


def test_publishing_twice_or_correcting_writes_to_no_one_again(minutes, dana):
    RsvpFactory.create(session=minutes.event.sessions.get())
    minutes.publish(dana)
    minutes.publish(dana)
    minutes.write(dana, summary="Corrected.")
    assert len(to()) == 1


def test_one_address_on_two_sittings_is_one_mail(minutes, dana):
    first = minutes.event.sessions.get()
    second = SessionFactory.create(event=minutes.event, starts_at=first.starts_at - DAY)
    RsvpFactory.create(session=first, email="rosa@example.org")
    RsvpFactory.create(session=second, email="Rosa@example.org")
    second.count_heads(5, 0)
    minutes.publish(dana)
    assert len(to()) == 1


def test_it_comes_in_the_readers_language_and_says_when_nothing_was_promised(minutes, dana):
    minutes.event.title = {"en": "Evening meeting", "es": "Reunión de la tarde"}
    minutes.event.save()
    session = minutes.event.sessions.get()
    RsvpFactory.create(session=session, email="es@example.org", language="es")
    RsvpFactory.create(session=session, email="en@example.org", name="Omar")
    minutes.publish(dana)
    assert "Reunión de la tarde" in Message.objects.get(to="es@example.org").subject
    english = Message.objects.get(to="en@example.org")
    assert "Hello Omar," in english.text
    assert "No promises were made" in english.text


def test_taking_everything_about_a_seat_back_takes_this_mail_back(minutes, dana):
    from engagement.events import mail

    rsvp = RsvpFactory.create(session=minutes.event.sessions.get(), email="rosa@example.org")
    minutes.publish(dana)
    mail.forget(rsvp)
    gone = Message.objects.get()
    assert (gone.to, gone.text, gone.state) == ("", "", "cancelled")


def test_if_publishing_fails_nobody_is_told(minutes, dana, monkeypatch):
    RsvpFactory.create(session=minutes.event.sessions.get())

    def fails(*_):
        raise RuntimeError

    monkeypatch.setattr(minutes_mail, "_letter", fails)
    with pytest.raises(RuntimeError):
        minutes.publish(dana)
    minutes.refresh_from_db()
    assert not minutes.is_published
    assert to() == []


# Reminders


@pytest.fixture
def meeting(millrace, dana):
    return a_held_meeting(area=millrace, days_ago=0, organizer=dana)


def after(meeting, days):
    """Noon, so many days after the meeting."""
    over = timezone.localtime(minutes_due.over_at(meeting))
    return (over + days * DAY).replace(hour=12, minute=0)


def told_until(meeting, days):
    """Who was written to if beat looked every day until then."""
    for day in range(1, days + 1):
        with time_machine.travel(after(meeting, day), tick=False):
            for _ in range(2):
                remind_of_minutes()
    return to("work")


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (6, []),
        (7, ["dana@example.org"]),
        (11, ["dana@example.org"]),
        (12, ["dana@example.org"] * 2),
        (14, ["dana@example.org"] * 2),
        (15, ["dana@example.org"] * 2 + ["sam@example.org"]),
        (40, ["dana@example.org"] * 2 + ["sam@example.org"]),
    ],
)
def test_each_hears_of_each_day_once(meeting, sam, days, told):
    assert told_until(meeting, days) == told


def test_the_mail_says_what_is_due_and_leads_to_the_page(meeting, sam):
    told_until(meeting, 15)
    soon = Message.objects.filter(to="dana@example.org").first()
    late = Message.objects.get(to="sam@example.org")
    assert "Minutes are due soon: Evening meeting" in soon.subject
    assert "Minutes are late: Evening meeting" in late.subject
    for mail in (soon, late):
        assert f"/desk/events/{meeting.pk}/close/" in mail.text
        assert f"/desk/events/{meeting.pk}/close/" in mail.html
        assert mail.keeps_quiet_hours
    assert "nobody can read them yet" in late.text


def test_published_minutes_remind_no_one(dana, sam, millrace):
    event = ready_minutes(dana, area=millrace, days_ago=0, organizer=dana).publish(dana).event
    assert told_until(event, 16) == []


def test_after_days_without_beat_only_the_last_reminder_goes_out(meeting):
    with time_machine.travel(after(meeting, 13), tick=False):
        remind_of_minutes()
    assert Message.objects.get(topic="work").key == f"minutes:{meeting.pk}:day-12"


@pytest.mark.parametrize("organizer", ["nobody", "left"])
def test_without_an_organizer_the_supervisor_still_hears(meeting, dana, sam, organizer):
    if organizer == "nobody":
        meeting.organizer = None
        meeting.save()
    else:
        dana.is_active = False
        dana.save()
    assert told_until(meeting, 15) == ["sam@example.org"]


def test_a_meeting_of_the_whole_city_is_of_those_who_supervise_it_all(dana, sam):
    event = a_held_meeting(days_ago=0, organizer=dana)
    assert told_until(event, 15) == ["dana@example.org"] * 2


def test_who_has_been_late_for_long_is_left_to_the_lists(meeting, sam):
    with time_machine.travel(after(meeting, 60), tick=False):
        remind_of_minutes()
    assert to("work") == []
