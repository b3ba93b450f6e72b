"""Seats: saved, changed, given up, and passed on in order."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagement.events.models import Rsvp, Session
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.events import EventFactory, RsvpFactory, SessionFactory


@pytest.fixture
def meeting():
    """A meeting with three seats."""
    return SessionFactory.create(capacity=3, event__offer_hours=0)


def states(session):
    return list(session.rsvps.order_by("pk").values_list("name", "state"))


def subjects():
    return list(Message.objects.order_by("pk").values_list("subject", flat=True))


def test_a_resident_saves_a_seat_and_gets_a_mail(meeting):
    answer = meeting.rsvp(name="Rosa", email="rosa@example.org", guests=1)

    meeting.refresh_from_db()
    assert answer.is_going
    assert meeting.seats_taken == 2
    mail = Message.objects.get()
    assert mail.to == "rosa@example.org"
    assert answer.token in mail.text
    assert [name for name, *_ in mail.attachments] == ["invite.ics", "ticket.png"]


def test_whoever_leaves_no_address_gets_a_seat_and_no_mail(meeting):
    assert meeting.rsvp(name="A neighbor").is_going
    assert not Message.objects.exists()


def test_the_mail_speaks_the_language_of_whoever_asked(meeting):
    meeting.rsvp(name="Rosa", email="rosa@example.org", language="es")

    assert Message.objects.get().language == "es"


def test_when_seats_are_gone_people_wait_in_line(meeting):
    meeting.rsvp(name="Rosa", guests=2)
    omar = meeting.rsvp(name="Omar", email="omar@example.org")
    nan = meeting.rsvp(name="Nan")

    assert [omar.state, nan.state] == ["waiting", "waiting"]
    assert [omar.place_in_line(), nan.place_in_line()] == [1, 2]
    assert "waiting list" in Message.objects.get().text
    assert not Message.objects.get().attachments


def test_a_seat_given_up_goes_to_whoever_waited_longest(meeting):
    rosa = meeting.rsvp(name="Rosa", guests=2)
    meeting.rsvp(name="Omar", email="omar@example.org")
    meeting.rsvp(name="Nan")

    rosa.cancel()

    meeting.refresh_from_db()
    assert states(meeting) == [("Rosa", "cancelled"), ("Omar", "going"), ("Nan", "going")]
    assert meeting.seats_taken == 2
    assert any("A seat is free" in subject for subject in subjects())


def test_a_party_too_large_keeps_its_place_and_a_smaller_one_is_seated(meeting):
    meeting.rsvp(name="Rosa", guests=1)
    nan = meeting.rsvp(name="Nan")
    meeting.rsvp(name="Family", guests=2)
    meeting.rsvp(name="Omar")

    nan.cancel()

    assert states(meeting)[2:] == [("Family", "waiting"), ("Omar", "going")]


def test_giving_up_twice_is_once(meeting):
    rosa = meeting.rsvp(name="Rosa", email="rosa@example.org")
    rosa.cancel()
    rosa.cancel()

    meeting.refresh_from_db()
    assert meeting.seats_taken == 0
    assert len(subjects()) == 2


def test_giving_up_a_place_in_line_frees_no_seat(meeting):
    meeting.rsvp(name="Rosa", guests=2)
    omar = meeting.rsvp(name="Omar")

    omar.cancel()

    meeting.refresh_from_db()
    assert meeting.seats_taken == 3


def test_the_button_pressed_twice_saves_one_seat(meeting):
    number = uuid.uuid4()
    first = meeting.rsvp(name="Rosa", email="rosa@example.org", submission=number)
    second = meeting.rsvp(name="Rosa", email="rosa@example.org", submission=number)

    assert first == second
    assert Message.objects.count() == 1


def test_the_number_of_a_form_counts_for_its_own_meeting_only(meeting):
    number = uuid.uuid4()
    first = meeting.rsvp(name="Rosa", submission=number)

    assert SessionFactory.create().rsvp(name="Rosa", submission=number) != first


def test_the_same_address_twice_is_one_seat_and_one_more_mail_a_day(meeting):
    meeting.rsvp(name="Rosa", email="rosa@example.org", submission=uuid.uuid4())
    for _ in range(3):
        meeting.rsvp(name="Mallory", email="ROSA@example.org", guests=1, submission=uuid.uuid4())

    assert states(meeting) == [("Rosa", "going")]
    assert set(Message.objects.values_list("to", flat=True)) == {"rosa@example.org"}
    assert Message.objects.count() == 2


def test_whoever_gave_up_may_come_back(meeting):
    meeting.rsvp(name="Rosa", email="rosa@example.org").cancel()

    assert meeting.rsvp(name="Rosa", email="rosa@example.org").is_going


def test_bringing_more_people_needs_free_seats(meeting):
    rosa = meeting.rsvp(name="Rosa")
    meeting.rsvp(name="Omar")

    rosa.change(guests=1)
    with pytest.raises(NotPossible, match="No more seats are free"):
        rosa.change(guests=2)

    meeting.refresh_from_db()
    rosa.refresh_from_db()
    assert (rosa.guests, meeting.seats_taken) == (1, 3)


def test_bringing_fewer_people_seats_who_waits(meeting):
    rosa = meeting.rsvp(name="Rosa", guests=2)
    meeting.rsvp(name="Omar")

    rosa.change(guests=1)

    assert states(meeting) == [("Rosa", "going"), ("Omar", "going")]


def test_a_waiting_party_that_shrinks_until_it_fits_is_seated(meeting):
    meeting.rsvp(name="Rosa", guests=1)
    family = meeting.rsvp(name="Family", guests=3)

    family.change(guests=0)

    meeting.refresh_from_db()
    assert family.is_going
    assert meeting.seats_taken == 3


def test_what_someone_needs_can_change_without_another_mail(meeting):
    rosa = meeting.rsvp(name="Rosa", email="rosa@example.org")
    rosa.change(guests=0, asks=["interpreter"], needs="A chair with arms")

    rosa.refresh_from_db()
    assert rosa.ask_words == ["An interpreter"]
    assert len(subjects()) == 1


def test_a_seat_given_up_cannot_be_changed(meeting):
    rosa = meeting.rsvp(name="Rosa")
    rosa.cancel()

    with pytest.raises(NotPossible, match="given up"):
        rosa.change(guests=1)


def test_no_seats_in_a_draft():
    draft = SessionFactory.create(event=EventFactory.create(published_at=None))

    with pytest.raises(NotPossible, match="not open"):
        draft.rsvp(name="Rosa")


def test_no_seats_once_it_is_called_off(meeting):
    meeting.event.cancel("The hall is flooded.")

    with pytest.raises(NotPossible, match="cancelled"):
        meeting.rsvp(name="Rosa")


def test_no_seats_once_it_is_over(meeting):
    with time_machine.travel(meeting.ends_at), pytest.raises(NotPossible, match="over"):
        meeting.rsvp(name="Rosa")


def test_nothing_changes_once_it_is_called_off(meeting):
    rosa = meeting.rsvp(name="Rosa")
    meeting.event.cancel("The hall is flooded.")

    with pytest.raises(NotPossible, match="nothing left to change"):
        rosa.change(guests=1)


def test_nothing_changes_once_it_is_over(meeting):
    rosa = meeting.rsvp(name="Rosa")

    with time_machine.travel(meeting.ends_at):
        assert not rosa.can_change()
        with pytest.raises(NotPossible, match="over"):
            rosa.cancel()


def test_nobody_is_seated_from_the_line_once_it_has_begun(meeting):
    rosa = meeting.rsvp(name="Rosa", guests=2)
    omar = meeting.rsvp(name="Omar")

    rosa.cancel(at=meeting.starts_at + timedelta(minutes=1))

    omar.refresh_from_db()
    assert omar.is_waiting


def test_more_seats_let_in_who_waits(meeting):
    for name in ("Rosa", "Omar", "Nan", "Lu"):
        meeting.rsvp(name=name)

    meeting.set_capacity(None)

    assert not meeting.rsvps.waiting().exists()
    assert Session.objects.get().seats_taken == 4


def test_fewer_seats_than_are_taken_are_refused(meeting):
    meeting.rsvp(name="Rosa", guests=1)

    with pytest.raises(NotPossible, match="2 seats are already taken"):
        meeting.set_capacity(1)


def test_checking_in_twice_is_once(meeting, dana, sam):
    rosa = meeting.rsvp(name="Rosa")

    assert rosa.check_in(dana)
    assert not rosa.check_in(sam)
    assert rosa.checked_in_by == dana
    assert list(meeting.rsvps.attended()) == [rosa]


def test_a_check_in_can_be_taken_back(meeting, dana):
    rosa = meeting.rsvp(name="Rosa")
    rosa.check_in(dana)
    rosa.undo_check_in()

    assert not meeting.rsvps.attended().exists()


def test_someone_who_is_here_can_no_longer_give_up_the_seat(meeting, dana):
    rosa = meeting.rsvp(name="Rosa")
    rosa.check_in(dana)

    with pytest.raises(NotPossible, match="already here"):
        rosa.cancel()


def test_someone_who_gave_up_the_seat_is_not_checked_in(meeting, dana):
    rosa = meeting.rsvp(name="Rosa").cancel()

    assert not rosa.check_in(dana)
    assert rosa.checked_in_at is None


def test_who_walks_in_takes_no_seat_from_others(meeting, dana):
    meeting.rsvp(name="Rosa", guests=2)
    walked = meeting.walk_in(dana)

    meeting.refresh_from_db()
    assert meeting.seats_taken == 3
    assert walked in meeting.rsvps.attended()
    assert str(walked) == "Someone: Walked in"


def test_a_token_opens_one_seat_and_no_other(meeting):
    rosa, omar = meeting.rsvp(name="Rosa"), meeting.rsvp(name="Omar")
    handle, signature = rosa.token.split(".")
    forged = f"{omar.handle.hex}.{signature}"

    assert list(Rsvp.objects.by_token(rosa.token)) == [rosa]
    for token in (forged, handle, f"{handle}.", f"{rosa.token}x", "", "'; DROP TABLE", "x.y"):
        assert not Rsvp.objects.by_token(token).exists()


def test_the_database_itself_refuses_to_oversell(meeting):
    with pytest.raises(IntegrityError, match="capacity_never_oversells"), transaction.atomic():
        Session.objects.update(seats_taken=4)


def test_the_database_itself_refuses_a_second_seat_for_one_address(meeting):
    RsvpFactory.create(session=meeting, email="rosa@example.org")
    with pytest.raises(IntegrityError, match="one_rsvp_per_session"), transaction.atomic():
        RsvpFactory.create(session=meeting, email="Rosa@Example.org", state="waiting")
    RsvpFactory.create(session=meeting, email="rosa@example.org", state="cancelled")


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"guests": 10}, "a_party_fits_at_one_table"),
        ({"name": ""}, "only_walk_ins_stay_unnamed"),
    ],
)
def test_the_database_itself_refuses_a_strange_rsvp(meeting, wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RsvpFactory.create(session=meeting, **wrong)


def test_a_session_that_ends_before_it_starts_is_refused():
    with pytest.raises(IntegrityError, match="a_session_ends"), transaction.atomic():
        SessionFactory.create(ends_at=timezone.now())


def test_changes_of_a_seat_leave_a_history(meeting):
    rosa = meeting.rsvp(name="Rosa")
    rosa.cancel()

    assert [row.state for row in rosa.events.all()] == ["going"]
