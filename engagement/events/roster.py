"""Who is expected at one sitting, read once."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from engagement.events.models import Rsvp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from engagement.events.models import Session
    from portal.accounts.models import User


@dataclass(frozen=True)
class Guest:
    """One party, and when it came to this sitting."""

    seat: Rsvp
    came_at: datetime | None
    came_to: User | None

    @property
    def is_here(self) -> bool:
        return self.came_at is not None


@dataclass(frozen=True)
class Roster:
    session: Session
    expected: list[Guest]
    waiting: list[Guest]

    @classmethod
    def of(cls, session: Session) -> Roster:
        """Two statements, three for a course."""
        guests = [guest for guest in guests_of(session) if not was_taken_back(guest)]
        waits = [guest for guest in guests if is_waiting(guest.seat)]
        comes = [guest for guest in guests if not is_waiting(guest.seat)]
        return cls(session, sorted(comes, key=lambda guest: folded(guest.seat.name)), waits)

    @property
    def everyone(self) -> list[Guest]:
        return [*self.expected, *self.waiting]

    @property
    def here(self) -> int:
        """People checked in, guests included."""
        return sum(guest.seat.seats for guest in self.everyone if guest.is_here)

    @property
    def saved(self) -> int:
        """People who said they come, guests included; walk-ins are not among them."""
        said = (guest.seat for guest in self.expected if guest.seat.state != Rsvp.State.WALKED_IN)
        return sum(seat.seats for seat in said)

    @property
    def needs(self) -> list[tuple[str, int]]:
        return needs_of(guest.seat for guest in self.expected)

    @property
    def notes(self) -> list[str]:
        return [guest.seat.needs for guest in self.expected if guest.seat.needs]

    def named(self, name: str) -> list[Guest]:
        """Whose name has all these words in it, whatever the accents."""
        words = folded(name).split()
        return [
            guest
            for guest in self.everyone
            if words and all(word in folded(guest.seat.name) for word in words)
        ]


def guests_of(session: Session) -> list[Guest]:
    """Everyone who may come in, the longest wait first. A seat in a course is for each evening."""
    seats = Rsvp.objects.active().select_related("checked_in_by").order_by("answered_at", "pk")
    if not session.event.is_course:
        found = seats.filter(session=session)
        return [Guest(seat, seat.checked_in_at, seat.checked_in_by) for seat in found]
    enrolled = Q(session__event=session.event) & ~Q(state=Rsvp.State.WALKED_IN)
    marks = {mark.rsvp_id: mark for mark in session.attendances.select_related("by")}
    guests = []
    for seat in seats.filter(enrolled | Q(session=session)):
        mark = marks.get(seat.pk)
        if mark or seat.state != Rsvp.State.WALKED_IN:
            guests.append(Guest(seat, mark.at if mark else None, mark.by if mark else None))
        else:
            guests.append(Guest(seat, seat.checked_in_at, seat.checked_in_by))
    return guests


def was_taken_back(guest: Guest) -> bool:
    """Someone added at the door by mistake."""
    return guest.seat.state == Rsvp.State.WALKED_IN and not guest.is_here


def is_waiting(seat: Rsvp) -> bool:
    return seat.state in {Rsvp.State.WAITING, Rsvp.State.OFFERED}


def needs_of(answers: Iterable[Rsvp]) -> list[tuple[str, int]]:
    """What must be ready, and for how many parties, the most asked for first."""
    counted = Counter(words for answer in answers for words in answer.ask_words)
    return counted.most_common()


def folded(name: str) -> str:
    """“José” as someone types it in a hurry: “jose”."""
    bare = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold()
