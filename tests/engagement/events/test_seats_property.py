"""Whatever people do, in whatever order: seats add up, the line is kept, no one is lost.

Beside the real thing runs a model with the rules in the fewest words: a list of parties,
walked from the front. After every step both must say the same.
"""

from datetime import UTC, datetime, timedelta

import time_machine
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from engagement.events import tasks
from engagement.events.models import Rsvp
from portal.refusals import NotPossible
from tests.factories.accounts import UserFactory
from tests.factories.events import SessionFactory

GUESTS = st.integers(0, 4)
WHO = st.integers(0, 30)
HELD = ("going", "offered")
BEGIN = datetime(2026, 11, 2, 12, tzinfo=UTC)
OFFER = timedelta(hours=24)


class Party:
    def __init__(self, state, seats, *, email, kept=False):
        self.state, self.seats, self.email, self.kept = state, seats, email, kept
        self.until = None


class Line:
    """The rules in the fewest words."""

    def __init__(self, capacity, reserved):
        self.capacity, self.reserved, self.parties, self.now = capacity, reserved, [], BEGIN

    def taken(self, *, kept=False):
        return sum(p.seats for p in self.parties if p.state in HELD and p.kept == kept)

    def left(self, *, kept=False):
        if kept:
            return self.reserved - self.taken(kept=True)
        if self.capacity is None:
            return 10**6
        return self.capacity - self.reserved - self.taken()

    def move_up(self):
        for party in self.parties:
            if party.state == "waiting" and party.seats <= self.left():
                party.state = "offered" if party.email else "going"
                party.until = self.now + OFFER if party.email else None

    def leave(self, party, state):
        held = party.state in HELD
        party.state, party.until = state, None
        if held:
            self.move_up()


class Seats(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.atom = transaction.atomic()
        self.atom.__enter__()
        self.clock = time_machine.travel(BEGIN, tick=False)
        self.traveller = self.clock.start()

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.atom.__exit__(None, None, None)

    @initialize(capacity=st.none() | st.integers(1, 8), reserved=st.integers(0, 3))
    def a_meeting(self, capacity, reserved):
        reserved = min(reserved, capacity or 0)
        self.meeting = SessionFactory.create(
            capacity=capacity, reserved=reserved, starts_at=BEGIN + timedelta(days=60)
        )
        self.staff = UserFactory.create()
        self.line = Line(capacity, reserved)

    def party(self, who):
        at = who % len(self.line.parties)
        rows = self.meeting.rsvps.order_by("pk").select_related("session__event")
        return self.line.parties[at], rows[at]

    @rule(guests=GUESTS, reachable=st.booleans())
    def come(self, guests, reachable):
        self.tick()
        email = f"n{len(self.line.parties)}@example.org" if reachable else ""
        self.meeting.rsvp(name="Neighbor", email=email, guests=guests)
        state = "going" if 1 + guests <= self.line.left() else "waiting"
        self.line.parties.append(Party(state, 1 + guests, email=email))

    @rule(guests=GUESTS)
    def be_seated_by_staff(self, guests):
        self.tick()
        if 1 + guests > self.line.left(kept=True):
            self.refused(lambda: self.meeting.seat_reserved(self.staff, name="N", guests=guests))
            return
        self.meeting.seat_reserved(self.staff, name="Neighbor", guests=guests)
        self.line.parties.append(Party("going", 1 + guests, email="", kept=True))

    @precondition(lambda self: self.line.parties)
    @rule(who=WHO)
    def give_up(self, who):
        party, row = self.party(who)
        if party.state == "lapsed":
            self.refused(row.cancel)
            return
        row.cancel()
        self.line.leave(party, "cancelled")

    @precondition(lambda self: self.line.parties)
    @rule(who=WHO)
    def accept(self, who):
        party, row = self.party(who)
        if party.state == "going":
            row.accept()
        elif party.state == "offered" and self.line.now < party.until:
            row.accept()
            party.state, party.until = "going", None
        else:
            self.refused(row.accept)

    @precondition(lambda self: self.line.parties)
    @rule(who=WHO, guests=GUESTS)
    def bring(self, who, guests):
        party, row = self.party(who)
        more = 1 + guests - party.seats
        stuck = party.state in HELD and more > self.line.left(kept=party.kept)
        if party.state in ("cancelled", "lapsed") or (stuck and more > 0):
            self.refused(lambda: row.change(guests=guests))
            return
        row.change(guests=guests)
        party.seats += more
        if more < 0:
            self.line.move_up()

    @rule(capacity=st.none() | st.integers(0, 12), reserved=st.integers(0, 4))
    def resize(self, capacity, reserved):
        line = self.line
        fits = reserved >= line.taken(kept=True) and (
            not reserved if capacity is None else capacity - reserved >= line.taken()
        )
        if not fits:
            self.refused(lambda: self.meeting.set_seats(capacity, reserved))
            return
        self.meeting.set_seats(capacity, reserved)
        line.capacity, line.reserved = capacity, reserved
        line.move_up()

    @rule(hours=st.integers(1, 30))
    def time_goes_by(self, hours):
        self.line.now += timedelta(hours=hours)
        self.traveller.move_to(self.line.now)
        tasks.end_offers()
        for party in self.line.parties:
            if party.state == "offered" and party.until <= self.line.now:
                self.line.leave(party, "lapsed")

    def tick(self):
        """Nobody comes at the very same moment."""
        self.line.now += timedelta(seconds=1)
        self.traveller.move_to(self.line.now)

    def refused(self, act):
        try:
            act()
        except NotPossible:
            return
        message = "This should have been refused."
        raise AssertionError(message)

    @invariant()
    def both_say_the_same(self):
        if not hasattr(self, "meeting"):
            return
        self.meeting.refresh_from_db()
        meeting, line = self.meeting, self.line
        rows = meeting.rsvps.order_by("pk").values_list("state", "guests", "offer_ends_at")
        real = [(state, 1 + guests, until) for state, guests, until in rows]
        assert real == [(p.state, p.seats, p.until) for p in line.parties]
        assert (meeting.seats_taken, meeting.reserved_taken) == (
            line.taken(),
            line.taken(kept=True),
        )
        assert meeting.seats_taken + meeting.reserved_taken == meeting.rsvps.holding_seats().seats()

    @invariant()
    def never_oversold_and_nobody_passed_over(self):
        if not hasattr(self, "meeting"):
            return
        meeting = self.meeting
        if meeting.capacity is not None:
            assert meeting.seats_taken <= meeting.capacity - meeting.reserved
        assert meeting.reserved_taken <= meeting.reserved
        for waiting in Rsvp.objects.filter(session=meeting).waiting():
            assert not meeting.has_room_for(waiting.seats)


def test_seats_add_up_and_whoever_waited_longest_and_fits_is_next():
    run_state_machine_as_test(
        Seats, settings=settings(max_examples=25, stateful_step_count=25, deadline=None)
    )
