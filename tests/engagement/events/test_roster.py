"""At the door: who is expected, who is here, who walked in, how many there were."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.events import EventFactory, RsvpFactory, SessionFactory


@pytest.fixture
def meeting(millrace):
    event = EventFactory.create(title="Millrace evening meeting", slug="millrace", area=millrace)
    return SessionFactory.create(event=event, capacity=3)


@pytest.fixture
def seat(meeting):
    return meeting.rsvp(
        name="Rosa", email="rosa@example.org", asks=["interpreter"], needs="A chair with arms"
    )


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


def roster(meeting):
    return reverse("desk_events:door", args=[meeting.pk])


def act(name, thing):
    if name.endswith("check_in"):
        return reverse(f"desk_events:{name}", args=[thing.session_id, thing.pk])
    return reverse(f"desk_events:{name}", args=[thing.pk])


def test_the_roster_says_who_comes_who_waits_and_what_must_be_ready(desk, meeting, seat):
    meeting.rsvp(name="Omar", guests=1, asks=["interpreter"])
    meeting.rsvp(name="Nan")

    hub = desk.get(reverse("desk_events:event", args=[meeting.event_id])).text
    for words in (
        "3 of 3 seats saved.",
        "An interpreter: 2",
        "A chair with arms",
        "1 party waits.",
    ):
        assert words in hub
    assert "Rosa" not in hub

    text = desk.get(roster(meeting)).text
    assert "Waiting list" in text
    assert text.index("Omar") < text.index("Rosa") < text.index("Nan")
    assert "rosa@example.org" not in text


def test_whoever_gave_up_the_seat_is_not_on_the_roster(desk, meeting, seat):
    seat.cancel()

    text = desk.get(roster(meeting)).text
    assert "Rosa" not in text
    assert "Nobody yet." in text


def test_an_empty_draft_has_an_empty_roster(desk, millrace):
    draft = EventFactory.create(area=millrace, published_at=None)

    text = desk.get(reverse("desk_events:event", args=[draft.pk])).text
    assert "Publish it" in text


def test_one_tap_checks_in_and_another_undoes_it(desk, meeting, seat, dana):
    assert "<span data-here>1</span>" in desk.post(act("check_in", seat), follow=True).text
    seat.refresh_from_db()
    assert seat.checked_in_by == dana

    assert "<span data-here>0</span>" in desk.post(act("undo_check_in", seat), follow=True).text


def test_with_a_script_only_the_row_comes_back(desk, seat):
    response = desk.post(act("check_in", seat), headers={"HX-Request": "true"})

    assert response.text.strip().startswith("<li")
    assert "Undo" in response.text


def test_a_check_in_takes_six_statements_and_a_second_changes_nothing(
    time_stands_still, desk, seat
):
    desk.get("/desk/events/")
    with CaptureQueriesContext(connection) as queries:
        desk.post(act("check_in", seat))
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 6, "\n".join(asked)

    seat.refresh_from_db()
    first = seat.checked_in_at
    desk.post(act("check_in", seat))
    seat.refresh_from_db()
    assert seat.checked_in_at == first


def test_who_walks_in_needs_no_name(desk, meeting):
    desk.post(act("walk_in", meeting), {"name": "", "guests": "2"})
    desk.post(act("walk_in", meeting), {"name": "Lu", "guests": "0"})

    text = desk.get(roster(meeting)).text
    assert "Someone" in text
    assert "<span data-here>4</span>" in text
    assert "<span data-saved>0</span>" in text


@pytest.mark.parametrize("guests", ["-1", "10", "many", ""])
def test_a_walk_in_of_an_impossible_number_is_refused_in_words(desk, meeting, guests):
    response = desk.post(act("walk_in", meeting), {"guests": guests}, follow=True)

    assert "How many?:" in response.text
    assert not meeting.rsvps.exists()


def test_the_headcount_is_kept_apart_from_names(desk, meeting):
    desk.post(act("headcount", meeting), {"adults": "14", "youth": "2"})

    meeting.refresh_from_db()
    assert (meeting.adults_came, meeting.youth_came) == (14, 2)
    assert 'value="14"' in desk.get(roster(meeting)).text


@pytest.mark.parametrize("adults", ["-3", "1000000000", "", "9" * 40])
def test_an_impossible_headcount_is_refused_in_words(desk, meeting, adults):
    response = desk.post(act("headcount", meeting), {"adults": adults, "youth": "0"}, follow=True)

    assert "Adults:" in response.text
    meeting.refresh_from_db()
    assert meeting.adults_came is None


def test_the_roster_asks_the_database_as_often_for_one_as_for_many(
    time_stands_still, desk, meeting
):
    def statements():
        with CaptureQueriesContext(connection) as queries:
            desk.get(roster(meeting))
        return len(queries)

    desk.get(roster(meeting))
    empty = statements()
    RsvpFactory.create_batch(5, session=meeting)
    SessionFactory.create(event=meeting.event)
    assert statements() == empty
    assert empty <= 8


@pytest.mark.parametrize(("who", "status"), [("lee", 404), ("rosa", 403), ("paul", 403)])
def test_the_door_is_kept_by_the_staff_of_the_place(client, request, meeting, seat, who, status):
    client.force_login(request.getfixturevalue(who))

    for name, thing in (
        ("check_in", seat),
        ("undo_check_in", seat),
        ("walk_in", meeting),
        ("headcount", meeting),
    ):
        assert client.post(act(name, thing), {"guests": "0"}).status_code == status
    assert client.get(roster(meeting)).status_code == status
    assert client.get(f"/desk/events/{meeting.event_id}/").status_code == 403
    seat.refresh_from_db()
    assert seat.checked_in_at is None


@pytest.mark.parametrize("who", ["sam", "kim"])
def test_supervisors_and_command_may_stand_at_the_door(client, request, meeting, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(roster(meeting)).status_code == 200


def test_hostile_words_stay_words_at_the_door(desk, meeting):
    meeting.rsvp(name="<script>alert(1)</script>", needs="<img src=x onerror=alert(1)>")

    text = desk.get(roster(meeting)).text
    assert "<script>alert" not in text
    assert "<img src=x" not in text
