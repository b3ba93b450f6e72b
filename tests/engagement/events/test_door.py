"""On the evening: codes, names, who is here, who cannot come in, how many heads."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from engagement.events import door
from engagement.events.models import Rsvp
from engagement.events.roster import Roster
from engagement.events.tickets import read_ticket
from tests.factories.events import EventFactory, RsvpFactory, SessionFactory


@pytest.fixture
def meeting(millrace):
    event = EventFactory.create(title="Millrace evening meeting", slug="millrace", area=millrace)
    return SessionFactory.create(event=event, capacity=3)


@pytest.fixture
def seat(meeting):
    return meeting.rsvp(name="José Ortiz", email="jose@example.org", guests=1)


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


def at(name, thing, *more):
    return reverse(f"desk_events:{name}", args=[thing.pk, *more])


def say(desk, meeting, said):
    return desk.post(at("arrivals", meeting), {"said": said}, follow=True).text


# --- the one field


def test_the_code_on_the_ticket_checks_the_whole_party_in(desk, meeting, seat, dana):
    text = say(desk, meeting, seat.ticket)

    assert "José Ortiz is here: 2 people." in text
    seat.refresh_from_db()
    assert seat.checked_in_by == dana
    assert Roster.of(meeting).here == 2


@pytest.mark.parametrize(
    "typed",
    [
        "cfghj-mp234",
        " CFGHJ MP234 ",
        "CFGHJ–MP2 34",
        "https://portal.example/events/seats/?ticket=CFGHJMP234",
        "CFGHIMPZ3A",
    ],
)
def test_a_code_typed_in_a_hurry_is_read_as_it_was_meant(desk, meeting, seat, typed):
    Rsvp.objects.filter(pk=seat.pk).update(ticket="CFGHJMP234")

    assert "José Ortiz is here" in say(desk, meeting, typed)


@pytest.mark.parametrize("text", ["", "  ", "CFGHJMP23", "CFGHJMP2345", "CFGHJ*P234", "Ñandú Wüst"])
def test_what_has_not_ten_signs_is_no_ticket(text):
    assert read_ticket(text) == ""


def test_an_o_is_read_as_the_q_it_looks_like():
    assert read_ticket("o0qq ssbb22") == "QQQQ558822"


def test_a_code_nobody_has_is_said_to_be_unknown(desk, meeting, seat):
    assert "We know no ticket “2345678923”." in say(desk, meeting, "2345678923")
    seat.refresh_from_db()
    assert seat.checked_in_at is None


def test_a_name_leads_to_whoever_bears_it_and_checks_nobody_in(desk, meeting, seat):
    text = say(desk, meeting, "jose ort")

    assert "Found for “jose ort”" in text
    assert f'id="seat-{seat.pk}-found"' in text
    assert Roster.of(meeting).here == 0


def test_a_ten_letter_name_that_looks_like_a_code_is_still_a_name(desk, meeting):
    meeting.rsvp(name="Alexandria")
    assert read_ticket("Alexandria")

    assert "Found for “Alexandria”" in say(desk, meeting, "Alexandria")


def test_a_name_nobody_has_leads_to_the_walk_in_form(desk, meeting, seat):
    text = say(desk, meeting, "Lu")

    assert "Nobody on the list has this name." in text
    assert 'value="Lu"' in text


def test_an_empty_field_says_what_to_type(desk, meeting):
    assert "Type the code on the ticket, or a name." in say(desk, meeting, " ")


@pytest.mark.parametrize("said", ["%' OR 1=1 --", "\x00", "<script>alert(1)</script>", "x" * 5000])
def test_hostile_words_in_the_field_find_nobody(desk, meeting, seat, said):
    text = say(desk, meeting, said)

    assert "<script>alert" not in text
    assert Roster.of(meeting).here == 0


# --- who cannot come in like this


def test_a_ticket_shown_twice_says_when_it_was_used_and_by_whom(desk, meeting, seat, sam):
    with time_machine.travel("2026-10-22T18:32:00-05:00", tick=False):
        door.check_in(meeting, seat, sam)

    text = say(desk, meeting, seat.ticket)
    assert "José Ortiz is already checked in: at 6:32 p.m., by Sam." in text
    seat.refresh_from_db()
    assert seat.checked_in_by == sam


def test_a_ticket_of_another_meeting_says_which(desk, meeting, eastbank):
    other = SessionFactory.create(event__area=eastbank, event__title="Eastbank forum")
    theirs = other.rsvp(name="Omar")

    assert "This ticket is for “Eastbank forum”" in say(desk, meeting, theirs.ticket)
    theirs.refresh_from_db()
    assert theirs.checked_in_at is None


@pytest.mark.parametrize("hidden", [{"unlisted": True}, {"published_at": None}])
def test_a_meeting_not_everyone_knows_of_is_not_named(desk, meeting, hidden):
    other = SessionFactory.create(event__title="Quiet talk")
    theirs = RsvpFactory.create(session=other)
    type(other.event).objects.filter(pk=other.event_id).update(**hidden)

    text = say(desk, meeting, theirs.ticket)
    assert "This ticket is for another meeting." in text
    assert "Quiet talk" not in text


def test_a_ticket_for_the_other_day_of_the_same_meeting_is_told_so(desk, meeting):
    tomorrow = SessionFactory.create(event=meeting.event)
    theirs = tomorrow.rsvp(name="Omar")

    assert "This ticket is for “Millrace evening meeting”" in say(desk, meeting, theirs.ticket)


def test_whoever_gave_the_seat_up_may_come_in_as_a_walk_in(desk, meeting, seat):
    seat.cancel()

    assert "José Ortiz gave this seat up." in say(desk, meeting, seat.ticket)
    assert Roster.of(meeting).here == 0


def test_nobody_is_checked_in_to_a_meeting_that_is_called_off(desk, meeting, seat):
    meeting.event.cancel("Flooded hall")

    assert "This meeting is called off." in say(desk, meeting, seat.ticket)
    assert "Flooded hall" in desk.get(at("door", meeting)).text
    desk.post(at("walk_in", meeting), {"name": "Lu", "guests": "0"})
    assert not Rsvp.objects.attended().exists()


def test_one_evening_can_be_called_off_by_itself(desk, meeting, seat):
    type(meeting).objects.filter(pk=meeting.pk).update(cancelled_at=timezone.now())

    assert "This meeting is called off." in say(desk, meeting, seat.ticket)


# --- the waiting list


def test_someone_who_waits_is_let_in_without_taking_a_seat(desk, meeting, seat):
    waits = meeting.rsvp(name="Nan", guests=2)
    assert waits.is_waiting

    desk.post(at("check_in", meeting, waits.pk))
    waits.refresh_from_db()
    meeting.refresh_from_db()
    assert waits.state == Rsvp.State.WALKED_IN
    assert meeting.seats_taken == 2
    assert Roster.of(meeting).here == 3


def test_undo_sends_them_back_to_their_place_in_line(desk, meeting, seat):
    waits = meeting.rsvp(name="Nan", guests=2)
    desk.post(at("check_in", meeting, waits.pk))
    desk.post(at("undo_check_in", meeting, waits.pk))

    waits.refresh_from_db()
    assert waits.is_waiting
    assert waits.checked_in_at is None


def test_an_offered_seat_is_taken_by_coming(meeting, dana):
    offered = RsvpFactory.create(
        session=meeting, state="offered", offer_ends_at=timezone.now() + timedelta(hours=1)
    )

    assert door.check_in(meeting, offered, dana).is_fine
    offered.refresh_from_db()
    assert (offered.state, offered.offer_ends_at) == ("going", None)


# --- walk-ins


def test_the_same_form_sent_twice_adds_a_walk_in_once(desk, meeting):
    form = {"name": "Lu", "guests": "3", "submission": "5b0d7e66-6a37-4b6c-9f0b-2f3a4a5f2c11"}
    desk.post(at("walk_in", meeting), form)
    text = desk.post(at("walk_in", meeting), form, follow=True).text

    assert "Lu was added before." in text
    assert Roster.of(meeting).here == 4


def test_a_walk_in_added_by_mistake_leaves_the_list(desk, meeting):
    desk.post(at("walk_in", meeting), {"name": "Lu", "guests": "0"})
    seat = meeting.rsvps.get()
    desk.post(at("undo_check_in", meeting, seat.pk))

    assert Roster.of(meeting).everyone == []


# --- heads


def test_heads_are_counted_one_at_a_time_from_several_devices(desk, meeting):
    for step in ("adults+1", "adults+1", "youth+1", "adults-1", "youth-1", "youth-1"):
        desk.post(at("headcount", meeting), {"step": step, "adults": "99", "youth": "99"})

    meeting.refresh_from_db()
    assert (meeting.adults_came, meeting.youth_came) == (1, 0)


def test_a_step_nobody_offered_is_refused(desk, meeting):
    text = desk.post(at("headcount", meeting), {"step": "adults+999"}, follow=True).text

    assert "Adults:" in text
    meeting.refresh_from_db()
    assert meeting.adults_came is None


# --- the page


def test_the_page_a_phone_keeps_names_nobody(desk, meeting, seat):
    text = desk.get(at("door", meeting), {"kept": "1"}).text

    assert "José" not in text
    assert "data-shell" in text


def test_a_seat_of_another_meeting_is_not_found_at_this_door(desk, meeting, eastbank):
    theirs = SessionFactory.create(event__area=eastbank).rsvp(name="Omar")

    for act in ("check_in", "undo_check_in"):
        assert desk.post(at(act, meeting, theirs.pk)).status_code == 404


def test_the_door_asks_the_database_as_often_for_three_as_for_none(
    time_stands_still, desk, meeting
):
    def statements():
        with CaptureQueriesContext(connection) as queries:
            desk.get(at("door", meeting))
        return len(queries)

    desk.get(at("door", meeting))
    empty = statements()
    RsvpFactory.create(session=meeting)
    assert statements() == empty
    RsvpFactory.create_batch(2, session=meeting)
    assert statements() == empty
    assert empty <= 7


def test_the_row_that_comes_back_says_why_it_could_not_be(desk, meeting, seat):
    seat.cancel()
    response = desk.post(at("check_in", meeting, seat.pk), headers={"HX-Request": "true"})

    assert "gave this seat up" in response.text
