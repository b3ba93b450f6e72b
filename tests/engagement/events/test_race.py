"""Many people, few seats, all at once.

Checked by taking the lock out of `Session.lock()` (`Session.objects.all()` in place of
`select_for_update()`): all of these tests then failed. Ten seats were counted as two, the
second mail of one address ran into the unique constraint, and seats no longer added up.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from engagement.events.models import Rsvp, Session
from portal.refusals import NotPossible
from tests.factories.events import SessionFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(people, act):
    """Each acts in a thread and on a connection of their own, all at the same moment."""
    start = Barrier(len(people))

    def one(person):
        try:
            start.wait(timeout=20)
            return act(person)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(one, people))


def test_thirty_people_for_ten_seats_fill_exactly_ten_and_the_rest_wait_in_order():
    meeting = SessionFactory.create(capacity=10)

    answers = at_once(
        [f"Neighbor {n}" for n in range(30)],
        lambda name: Session.objects.get(pk=meeting.pk).rsvp(name=name),
    )

    meeting.refresh_from_db()
    assert meeting.seats_taken == 10
    assert meeting.rsvps.going().seats() == 10
    last_seat = max(answer.answered_at for answer in answers if answer.is_going)
    waits = sorted(answer.answered_at for answer in answers if answer.is_waiting)
    assert len(waits) == 20
    assert last_seat < waits[0]


def test_the_same_address_ten_times_at_once_is_one_seat():
    meeting = SessionFactory.create(capacity=10)

    answers = at_once(
        range(10),
        lambda _: Session.objects.get(pk=meeting.pk).rsvp(name="Rosa", email="rosa@example.org"),
    )

    meeting.refresh_from_db()
    assert len({answer.pk for answer in answers}) == 1
    assert meeting.seats_taken == 1


def test_seats_given_up_and_taken_at_once_add_up():
    meeting = SessionFactory.create(capacity=10)
    seated = [meeting.rsvp(name=f"Seated {n}") for n in range(10)]

    def come_or_go(n):
        if n % 2:
            seated[n].cancel()
        else:
            Session.objects.get(pk=meeting.pk).rsvp(name=f"New {n}", guests=1)

    at_once(range(10), come_or_go)

    meeting.refresh_from_db()
    assert meeting.seats_taken == meeting.rsvps.going().seats() <= 10
    first = meeting.rsvps.waiting().first()
    assert first is None or not meeting.has_room_for(first.seats)


def test_offers_taken_given_up_and_passed_on_at_the_same_moment_add_up():
    """Ten offers end while their people answer, and three more wait behind them."""
    meeting = SessionFactory.create(capacity=10)
    crowd = meeting.rsvp(name="Crowd", guests=9)
    line = [meeting.rsvp(name=f"W{n}", email=f"w{n}@example.org") for n in range(13)]
    crowd.cancel()
    ended = timezone.now() - timedelta(minutes=1)
    Rsvp.objects.filter(state="offered").update(offer_ends_at=ended)
    offered = [Rsvp.objects.get(pk=each.pk) for each in line[:10]]

    def act(n):
        try:
            if n % 3 == 0:
                offered[n].cancel()
            elif n % 3 == 1:
                offered[n].lapse()
            else:
                offered[n].accept(at=ended - timedelta(minutes=1))  # pressed in time, served late
        except NotPossible:
            pass

    at_once(range(10), act)
    Session.objects.get().end_offers()

    meeting.refresh_from_db()
    states = list(meeting.rsvps.exclude(pk=crowd.pk).order_by("pk").values_list("state", flat=True))
    assert meeting.seats_taken == meeting.rsvps.holding_seats().seats() == 6
    assert states[:10] == ["cancelled", "lapsed", "going"] * 3 + ["cancelled"]
    assert states[10:] == ["offered"] * 3


def test_an_offer_given_up_and_passed_on_at_once_moves_one_person_up():
    meeting = SessionFactory.create(capacity=1)
    first = meeting.rsvp(name="Omar")
    line = [meeting.rsvp(name=f"W{n}", email=f"w{n}@example.org") for n in range(8)]
    first.cancel()
    ended = timezone.now() - timedelta(minutes=1)
    Rsvp.objects.filter(pk=line[0].pk).update(offer_ends_at=ended)
    seats = [Rsvp.objects.get(pk=line[0].pk) for _ in range(8)]

    def act(n):
        try:
            if n % 2:
                seats[n].cancel()
            else:
                seats[n].lapse()
        except NotPossible:
            pass

    at_once(range(8), act)

    meeting.refresh_from_db()
    assert meeting.seats_taken == meeting.rsvps.holding_seats().seats() == 1
    assert Rsvp.objects.get(pk=line[1].pk).is_offered
    assert meeting.rsvps.waiting().count() == 6


def test_kept_seats_given_away_at_once_are_never_more_than_are_kept(dana):
    meeting = SessionFactory.create(capacity=10, reserved=3)

    def give(n):
        try:
            return Session.objects.get(pk=meeting.pk).seat_reserved(dana, name=f"Guest {n}")
        except NotPossible:
            return None

    given = at_once(range(10), give)

    meeting.refresh_from_db()
    assert len([seat for seat in given if seat]) == meeting.reserved_taken == 3
