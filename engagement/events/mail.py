"""What people who saved a seat are told, each mail with its calendar entry.

A mail is written when the thing happens, in its transaction, and says what was true then.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone, translation

from engagement.events import calendars, tickets
from portal.notices.links import absolute
from portal.notices.models import Message

if TYPE_CHECKING:
    from engagement.events.models import Rsvp, Session
    from portal.notices.models.message import Attachment

# Answers to what someone just did go out at once; news waits for the morning,
# unless the meeting would be too near by then.
ANSWERS = {"going", "waiting", "changed", "not_coming"}
REMINDERS = {"reminder", "last_reminder"}
SOON = timedelta(hours=24)
LAST_REMINDER = timedelta(hours=2)
METHODS = dict.fromkeys(
    ("going", "seat_free", "changed", "moved", "session_added"), "REQUEST"
) | dict.fromkeys(("not_coming", "called_off", "session_off"), "CANCEL")
# These show the ticket to whoever has a seat.
TICKETS = {"going", "seat_free"} | REMINDERS


def post(rsvp: Rsvp, what: str, *, session: Session, occasion: str = "") -> None:
    """Post one mail to the person of `rsvp`, who may have given no address."""
    if rsvp.email:
        Message.objects.post_all([written(rsvp, what, session=session, occasion=occasion)])


def written(
    rsvp: Rsvp, what: str, *, session: Session, occasion: str = "", key: str = ""
) -> Message:
    """The mail `events/<what>` with its words, not yet in the outbox.

    One mail an occasion; without one, each thing told to a person is its own.
    """
    with translation.override(rsvp.language):
        attachments = [*calendar_entry(rsvp, what, session=session), *ticket(rsvp, what)]
    is_near = session.starts_at - timezone.now() <= SOON and what not in REMINDERS
    return Message.written(
        key=key or f"rsvp:{rsvp.pk}:{what}:{occasion or rsvp.told}",
        to=rsvp.email,
        template=f"events/{what}",
        context={
            "rsvp": rsvp,
            "session": session,
            "sessions": [session] if what in REMINDERS else session.whole(),
            "event": session.event,
            "seat_url": absolute(rsvp.get_absolute_url()),
            "event_url": absolute(session.event.get_absolute_url()),
        },
        topic="events",
        language=rsvp.language,
        user=rsvp.user,
        attachments=attachments,
        quiet=not (what in ANSWERS or is_near),
        erase=True,  # It carries the link to the seat.
    )


def calendar_entry(rsvp: Rsvp, what: str, *, session: Session) -> list[Attachment]:
    method = METHODS.get(what)
    if method is None or (not rsvp.is_going and method == "REQUEST"):
        return []  # A place in line is not yet an appointment.
    # Of a course that goes on, one session alone leaves the calendar.
    only = [session] if what == "session_off" else session.whole()
    entry = calendars.invitation(only, rsvp, method=method)
    return [("invite.ics", f"text/calendar; method={method}", entry)]


def ticket(rsvp: Rsvp, what: str) -> list[Attachment]:
    return [tickets.attached(rsvp.ticket)] if what in TICKETS and rsvp.is_going else []


def reminder_key(session: Session, rsvp: Rsvp, what: str) -> str:
    """One of each for each time it is set to: once it is moved, they are reminded again."""
    return f"reminder:{session.pk}:{rsvp.pk}:{what}:{session.starts_at.timestamp():.0f}"


def take_back(rsvp: Rsvp) -> None:
    """What has not gone out stays here: they gave up their seat.

    Reminders, and what staff wrote to those who come or wait; what else it says stays true.
    """
    held_back = Q(key__startswith=f"rsvp:{rsvp.pk}:announcement:")
    for session in rsvp.session.whole():
        held_back |= Q(key__startswith=f"reminder:{session.pk}:{rsvp.pk}:")
    Message.objects.filter(held_back).take_back()


def take_back_reminders_of(session: Session) -> None:
    """Likewise for everyone: it was moved or called off."""
    Message.objects.filter(key__startswith=f"reminder:{session.pk}:").take_back()


def forget(rsvp: Rsvp) -> None:
    """Erase words and address of everything written to them about this seat."""
    mine = Q(key__startswith=f"rsvp:{rsvp.pk}:")
    for session in rsvp.session.event.sessions.all():
        mine |= Q(key__startswith=f"reminder:{session.pk}:{rsvp.pk}:")
    keys = Message.objects.filter(mine).values_list("key", flat=True)
    Message.objects.forget(*keys)
