"""A course: one seat for all evenings, and each evening marked by itself."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from engagement.events import door
from engagement.events.models import Attendance
from engagement.events.roster import Roster
from tests.factories.events import EventFactory, RsvpFactory, SessionFactory


@pytest.fixture
def course(millrace):
    return EventFactory.create(title="Citizen academy", area=millrace, sessions_needed=2)


@pytest.fixture
def evenings(course):
    start = timezone.now() + timedelta(days=1)
    return [
        SessionFactory.create(event=course, starts_at=start + timedelta(weeks=week))
        for week in range(3)
    ]


@pytest.fixture
def rosa_s_seat(evenings):
    return evenings[0].rsvp(name="Rosa")


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


def here(evening):
    return [guest.seat.name for guest in Roster.of(evening).everyone if guest.is_here]


def test_every_evening_expects_everyone_enrolled(evenings, rosa_s_seat):
    names = [[guest.seat.name for guest in Roster.of(each).expected] for each in evenings]

    assert names == [["Rosa"]] * 3


def test_each_evening_is_marked_by_itself_and_once(evenings, rosa_s_seat, dana):
    assert door.check_in(evenings[1], rosa_s_seat, dana).became == "here"
    again = door.check_in(evenings[1], rosa_s_seat, dana)

    assert again.became == "already"
    assert "by Dana" in again.words
    assert [here(each) for each in evenings] == [[], ["Rosa"], []]
    assert Attendance.objects.count() == 1


def test_the_first_evening_also_marks_the_seat(evenings, rosa_s_seat, dana):
    door.check_in(evenings[0], rosa_s_seat, dana)

    rosa_s_seat.refresh_from_db()
    assert rosa_s_seat.checked_in_at
    assert [here(each) for each in evenings] == [["Rosa"], [], []]


@pytest.mark.parametrize("evening", [0, 1])
def test_undo_takes_back_one_evening(evenings, rosa_s_seat, dana, evening):
    for each in evenings:
        door.check_in(each, rosa_s_seat, dana)
    door.undo(evenings[evening], rosa_s_seat)

    expected = [["Rosa"], ["Rosa"], ["Rosa"]]
    expected[evening] = []
    assert [here(each) for each in evenings] == expected


def test_the_ticket_of_the_course_opens_the_third_evening(desk, evenings, rosa_s_seat):
    door_of_third = reverse("desk_events:arrivals", args=[evenings[2].pk])
    text = desk.post(door_of_third, {"said": rosa_s_seat.ticket}, follow=True).text

    assert "Rosa is here: 1 person." in text
    assert here(evenings[2]) == ["Rosa"]


def test_a_walk_in_of_one_evening_is_not_expected_at_the_others(evenings, dana):
    visit = door.walk_in(evenings[1], dana, name="Lu").seat

    assert [here(each) for each in evenings] == [[], ["Lu"], []]
    assert door.check_in(evenings[2], visit, dana).became == "elsewhere"


def test_the_desk_says_who_has_finished(desk, course, evenings, rosa_s_seat, dana):
    evenings[0].rsvp(name="Omar")
    for each in evenings[:2]:
        door.check_in(each, rosa_s_seat, dana)

    text = desk.get(reverse("desk_events:event", args=[course.pk])).text
    assert "1 person came to 2 or more" in text
    assert Attendance.objects.counted(course) == {rosa_s_seat.pk: 2}


def test_the_database_keeps_one_mark_a_seat_and_evening(evenings, rosa_s_seat):
    Attendance.objects.create(rsvp=rosa_s_seat, session=evenings[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(rsvp=rosa_s_seat, session=evenings[0])


def test_the_roster_of_an_evening_takes_as_many_statements_for_three_as_for_one(
    time_stands_still, desk, evenings, dana
):
    def statements():
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("desk_events:door", args=[evenings[1].pk]))
        return len(queries)

    statements()
    none = statements()
    for seat in RsvpFactory.create_batch(3, session=evenings[0]):
        door.check_in(evenings[1], seat, dana)
        assert statements() == none
