"""Seats that staff keep, and give away themselves."""

import pytest
from django.db import IntegrityError, transaction

from engagement.events.models import Session
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.events import SessionFactory

KEY = "5d6f5f0a-98b0-4a39-8f3e-6a3d0c1f8a12"


@pytest.fixture
def meeting():
    """Five seats, two of them kept."""
    return SessionFactory.create(capacity=5, reserved=2)


def test_what_is_kept_is_not_given_to_whoever_comes(meeting):
    answers = [meeting.rsvp(name=f"Neighbor {n}") for n in range(4)]

    assert [answer.is_going for answer in answers] == [True, True, True, False]


def test_staff_seat_someone_who_gets_the_mail_of_everyone(meeting, dana):
    rosa = meeting.seat_reserved(dana, name="Rosa", email="rosa@example.org", guests=1)

    meeting.refresh_from_db()
    assert rosa.is_going
    assert (rosa.on_reserved, rosa.seated_by) == (True, dana)
    assert (meeting.seats_taken, meeting.reserved_taken) == (0, 2)
    assert rosa.token in Message.objects.get().text


def test_more_than_is_kept_cannot_be_given(meeting, dana):
    with pytest.raises(NotPossible, match="Only 2 seats that are kept are left"):
        meeting.seat_reserved(dana, name="Rosa", guests=2)
    meeting.seat_reserved(dana, name="Rosa", guests=1)
    with pytest.raises(NotPossible, match="Keep more seats first"):
        meeting.seat_reserved(dana, name="Omar")


def test_the_same_form_sent_twice_seats_once_and_an_address_has_one_seat(meeting, dana):
    number = "0d3c1d0e-8a3f-4a5c-9d7e-000000000001"
    first = meeting.seat_reserved(dana, name="Rosa", email="rosa@example.org", submission=number)
    first.refresh_from_db()
    again = meeting.seat_reserved(
        dana, name="Rosa", email="rosa@example.org", submission=first.submission
    )

    assert first == again
    with pytest.raises(NotPossible, match="already has a seat"):
        meeting.seat_reserved(dana, name="Rosa", email="ROSA@example.org")


def test_a_kept_seat_given_up_is_kept_again_and_seats_nobody_from_the_line(meeting, dana):
    rosa = meeting.seat_reserved(dana, name="Rosa")
    for n in range(3):
        meeting.rsvp(name=f"Neighbor {n}")
    waiting = meeting.rsvp(name="Omar")
    rosa.cancel()

    meeting.refresh_from_db()
    waiting.refresh_from_db()
    assert waiting.is_waiting
    assert (meeting.seats_taken, meeting.reserved_taken) == (3, 0)


def test_a_party_on_kept_seats_grows_into_kept_seats_only(meeting, dana):
    rosa = meeting.seat_reserved(dana, name="Rosa")
    rosa.change(guests=1)
    with pytest.raises(NotPossible, match="No more seats are free"):
        rosa.change(guests=2)

    meeting.refresh_from_db()
    assert meeting.reserved_taken == 2


def test_keeping_fewer_seats_who_waits(meeting):
    for n in range(3):
        meeting.rsvp(name=f"Neighbor {n}")
    waiting = meeting.rsvp(name="Omar")
    meeting.set_reserved(1)

    waiting.refresh_from_db()
    assert waiting.is_going
    assert Session.objects.get().seats_taken == 4


def test_what_does_not_fit_is_said_in_a_sentence_and_changes_nothing(meeting, dana):
    meeting.seat_reserved(dana, name="Rosa")
    for n in range(3):
        meeting.rsvp(name=f"Neighbor {n}")

    with pytest.raises(NotPossible, match="1 of the seats you keep is given away"):
        meeting.set_reserved(0)
    with pytest.raises(NotPossible, match="3 seats are already taken, and you keep 3"):
        meeting.set_reserved(3)
    with pytest.raises(NotPossible, match="That needs 5 seats or more"):
        meeting.set_capacity(4)
    with pytest.raises(NotPossible, match="Say how many seats there are"):
        meeting.set_capacity(None)
    meeting.refresh_from_db()
    assert (meeting.capacity, meeting.reserved) == (5, 2)


def test_capacity_and_kept_seats_change_together(meeting):
    meeting.set_seats(20, 10)

    meeting.refresh_from_db()
    assert (meeting.capacity, meeting.reserved, meeting.seats_left) == (20, 10, 10)


def test_no_seat_is_kept_at_a_meeting_that_is_called_off(meeting, dana):
    meeting.event.cancel("The hall is flooded.")

    with pytest.raises(NotPossible, match="cancelled"):
        meeting.seat_reserved(dana, name="Rosa")


def test_the_database_itself_refuses_to_give_more_than_is_kept(meeting):
    with pytest.raises(IntegrityError, match="reserved_seats_never_oversell"), transaction.atomic():
        Session.objects.update(reserved_taken=3)
    with pytest.raises(IntegrityError, match="capacity_never_oversells"), transaction.atomic():
        Session.objects.update(seats_taken=4)


# The page of staff


@pytest.fixture
def here(millrace):
    return SessionFactory.create(event__area=millrace, capacity=5, reserved=1)


def test_staff_give_a_kept_seat_on_a_page_once(client, dana, here):
    client.force_login(dana)
    page = f"/desk/events/sessions/{here.pk}/kept/"
    assert page in client.get(f"/desk/events/{here.event_id}/").text
    typed = {"name": "Rosa", "guests": "0", "submission": "5d6f5f0a-98b0-4a39-8f3e-6a3d0c1f8a11"}
    for _again in range(2):
        assert "Rosa has a seat." in client.post(page, typed, follow=True).text

    here.refresh_from_db()
    assert here.reserved_taken == 1
    refused = client.post(page, {**typed, "name": "Omar", "submission": KEY}).text
    assert "Keep more seats first" in refused
    assert 'value="Omar"' in refused


def test_staff_keep_more_seats_as_far_as_they_go(client, dana, here):
    client.force_login(dana)
    page = f"/desk/events/sessions/{here.pk}/kept/"
    assert "You keep 3 seats" in client.post(page, {"keep": "1", "reserved": 3}, follow=True).text
    for n in range(2):
        here.rsvp(name=f"Neighbor {n}")
    refused = client.post(page, {"keep": "1", "reserved": 4}).text

    assert "That needs 6 seats or more" in refused
    assert Session.objects.get().reserved == 3


def test_seats_elsewhere_are_not_theirs_to_give(client, lee, rosa, here):
    for person, status in ((lee, 404), (rosa, 403)):
        client.force_login(person)
        assert client.get(f"/desk/events/sessions/{here.pk}/kept/").status_code == status
