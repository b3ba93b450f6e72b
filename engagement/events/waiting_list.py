"""A seat became free: who gets it, and how long they may think about it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from engagement.events import mail
from portal.notices.quiet import after_quiet

if TYPE_CHECKING:
    from datetime import datetime

    from engagement.events.models import Rsvp, Session

# Nearer than this there is no time to ask: whoever is next has the seat, and may give it up.
NO_TIME_TO_ASK = timedelta(days=1)


def move_up(session: Session, at: datetime) -> list[Rsvp]:
    """Those who got a seat or an offer, the longest wait first. With the session locked."""
    moved: list[Rsvp] = []
    for rsvp in session.rsvps.waiting().select_related("user"):
        if session.seats_left == 0:
            break
        if session.has_room_for(rsvp.seats):
            rsvp.session = session
            ends_at = offer_ends(session, rsvp, at)
            rsvp.state = rsvp.State.OFFERED if ends_at else rsvp.State.GOING
            rsvp.offer_ends_at = ends_at
            rsvp.save(update_fields=["state", "offer_ends_at"])
            session.change_seats(rsvp.seats)
            rsvp.tell("offered" if ends_at else "seat_free", session=session)
            moved.append(rsvp)
    return moved


def offer_ends(session: Session, rsvp: Rsvp, at: datetime) -> datetime | None:
    """Until when a seat is held for them; None if it is theirs without asking.

    The hours begin when the mail may go out, and end while there is time to seat another.
    """
    hours = session.event.offer_hours
    if not hours or not rsvp.email or session.starts_at - at <= NO_TIME_TO_ASK:
        return None
    latest = session.starts_at - mail.LAST_REMINDER
    return min(after_quiet(at) + timedelta(hours=hours), latest)
