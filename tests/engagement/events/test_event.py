"""Publishing, changing and calling off a meeting, and who hears of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagement.events.models import Event, Session
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.events import EventFactory, SessionFactory


@pytest.fixture
def meeting():
    """A meeting with one seat: Rosa has it, Omar waits, Nan left no address."""
    meeting = SessionFactory.create(capacity=2)
    meeting.rsvp(name="Rosa", email="rosa@example.org", language="es")
    meeting.rsvp(name="Nan")
    meeting.rsvp(name="Omar", email="omar@example.org")
    Message.objects.all().delete()
    return meeting


def test_publishing_twice_is_once():
    draft = SessionFactory.create(event__published_at=None).event
    draft.publish()
    first = draft.published_at
    draft.publish()

    assert draft.published_at == first


def test_what_is_over_is_not_published():
    draft = SessionFactory.create(
        event__published_at=None, starts_at=timezone.now() - timedelta(days=1)
    ).event

    with pytest.raises(NotPossible, match="already over"):
        draft.publish()


def test_what_is_called_off_is_not_published_again(meeting):
    meeting.event.cancel("The hall is flooded.")

    with pytest.raises(NotPossible, match="Make a new one"):
        meeting.event.publish()


def test_calling_off_tells_everyone_who_left_an_address_each_in_their_language(meeting):
    assert meeting.event.cancel("The hall is flooded.") == 2

    told = dict(Message.objects.values_list("to", "language"))
    assert told == {"rosa@example.org": "es", "omar@example.org": "en"}
    assert all(
        "The hall is flooded." in text for text in Message.objects.values_list("text", flat=True)
    )


def test_calling_off_twice_tells_once(meeting):
    meeting.event.cancel("The hall is flooded.")
    assert meeting.event.cancel("Again.") == 0

    assert Message.objects.count() == 2
    assert Event.objects.get().cancel_reason == "The hall is flooded."


def test_calling_off_needs_a_reason(meeting):
    with pytest.raises(NotPossible, match="Say why"):
        meeting.event.cancel("  ")
    with pytest.raises(IntegrityError, match="says_why"), transaction.atomic():
        Event.objects.update(cancelled_at=timezone.now())


def test_nobody_is_told_of_what_is_over_already(meeting):
    assert meeting.event.tell_everyone("moved", at=meeting.ends_at) == 0


def test_whoever_gave_up_the_seat_is_not_told_of_changes(meeting):
    meeting.rsvps.get(name="Rosa").cancel()
    Message.objects.all().delete()

    meeting.event.tell_everyone("moved")
    assert [message.to for message in Message.objects.all()] == ["omar@example.org"]


def test_every_change_is_told_once_and_grows_the_sequence(meeting):
    meeting.event.tell_everyone("moved")
    meeting.event.tell_everyone("moved")

    assert Event.objects.get().sequence == 2
    assert Message.objects.count() == 4


def test_five_hundred_people_are_told_by_a_few_statements(django_assert_max_num_queries):
    meeting = SessionFactory.create()
    meeting.rsvps.bulk_create(
        meeting.rsvps.model(session=meeting, name="N", email=f"n{n}@example.org", state="going")
        for n in range(500)
    )
    with django_assert_max_num_queries(14):
        assert meeting.event.cancel("The hall is flooded.") == 500


def test_news_of_a_far_meeting_keeps_quiet_hours_and_of_a_near_one_does_not():
    for days, quiet in ((7, True), (0.5, False)):
        meeting = SessionFactory.create(starts_at=timezone.now() + timedelta(days=days))
        meeting.rsvp(name="Rosa", email="rosa@example.org")
        assert not Message.objects.get().keeps_quiet_hours
        Message.objects.all().delete()
        meeting.event.tell_everyone("moved")
        assert Message.objects.get().keeps_quiet_hours == quiet
        Message.objects.all().delete()


def test_the_link_to_a_seat_is_erased_from_the_outbox_once_sent(meeting):
    meeting.event.tell_everyone("moved")

    assert all(Message.objects.values_list("erased_when_sent", flat=True))


def test_staff_see_the_drafts_of_their_areas_only(dana, lee, sam, rosa, millrace):
    draft = EventFactory.create(published_at=None, area=millrace)

    assert [draft in Event.objects.visible_to(p) for p in (dana, sam, lee, rosa)] == [
        True,
        True,
        False,
        False,
    ]


def test_sessions_by_time_and_place(meeting, millrace, riverside, hillside):
    now = timezone.now()
    here = SessionFactory.create(event__area=millrace, starts_at=now + timedelta(days=1))
    gone = SessionFactory.create(event__area=millrace, starts_at=now - timedelta(days=1))

    assert list(Session.objects.upcoming()) == [here, meeting]
    assert list(Session.objects.past()) == [gone]
    assert set(Session.objects.within(riverside)) == {here, gone}
    assert not Session.objects.within(hillside).exists()
    assert list(Session.objects.between(now - timedelta(days=2), now)) == [gone]


def test_no_two_meetings_have_one_address():
    on = timezone.localdate()
    first = Event.objects.free_slug("Evening meeting!", on)
    EventFactory.create(slug=first)
    second = Event.objects.free_slug("Evening meeting", on)
    EventFactory.create(slug=second)

    assert len({first, second, Event.objects.free_slug("Evening meeting", on)}) == 3
    assert Event.objects.free_slug("¿?", on).startswith("meeting-")
    assert len(Event.objects.free_slug("x" * 160, on)) <= 200


def test_the_plan_is_read_line_by_line():
    event = Event(agenda="6:30 The crossing: who answers\n\nJust a line\n7.15 Time: 7:20 sharp")

    assert [tuple(item) for item in event.agenda_items] == [
        ("6:30", "The crossing", "who answers"),
        ("", "Just a line", ""),
        ("7.15", "Time", "7:20 sharp"),
    ]


def test_a_place_off_the_earth_is_refused():
    with pytest.raises(IntegrityError, match="on_earth"), transaction.atomic():
        EventFactory.create(latitude=91, longitude=0)


def test_a_changed_meeting_leaves_a_history():
    event = EventFactory.create(title="Old")
    event.title = "New"
    event.save()

    assert [str(row.title) for row in event.events.all()] == ["Old"]
