"""The door on the evening itself: who comes in, who had come in already, who cannot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Case, DateTimeField, F, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagement.events.models import Attendance, Rsvp, Session
from engagement.events.models.rsvp_queryset import OVER
from engagement.events.tickets import read_ticket

if TYPE_CHECKING:
    import uuid
    from datetime import datetime

    from portal.accounts.models import User

GOING, WAITING = Rsvp.State.GOING, Rsvp.State.WAITING
OFFERED, WALKED_IN = Rsvp.State.OFFERED, Rsvp.State.WALKED_IN


class Became(StrEnum):
    """What became of what someone did at the door."""

    HERE = "here"
    ADDED = "added"
    ALREADY = "already"
    LEFT = "left"  # a check-in was taken back
    UNDONE = "undone"  # somebody took it back meanwhile, and it stays so
    GAVE_UP = "gave_up"
    ELSEWHERE = "elsewhere"
    CALLED_OFF = "called_off"
    UNKNOWN = "unknown"
    REFUSED = "refused"


FINE = {Became.HERE, Became.ADDED, Became.LEFT}


@dataclass(frozen=True)
class Answer:
    became: Became
    words: str
    seat: Rsvp | None = None

    @property
    def is_fine(self) -> bool:
        return self.became in FINE


def by_ticket(text: str) -> Rsvp | Answer:
    """The seat this ticket is for, or why it opens nothing here."""
    ticket = read_ticket(text)
    found = Rsvp.objects.filter(ticket=ticket).select_related("session__event").first()
    if ticket and found:
        return found
    return Answer(
        Became.UNKNOWN,
        _("We know no ticket “%(code)s”. Look at it again, or type the name.")
        % {"code": text.strip()[:40]},
    )


def check_in(session: Session, seat: Rsvp, by: User, at: datetime | None = None) -> Answer:
    """They are here. A second time changes nothing and says when the first was.

    `at` is when a device without signal saw them: of several, the earliest stays.
    """
    if refusal := refused(session, seat):
        return refusal
    now = at or timezone.now()
    with transaction.atomic():
        if session.event.is_course:
            came = attend(session, seat, by, now, offline=at is not None)
        else:
            came = arrive(seat, by, now, offline=at is not None)
    return came or already(session, seat)


def arrive(seat: Rsvp, by: User, at: datetime, *, offline: bool) -> Answer | None:
    """One statement decides, so that of three devices one is first."""
    absent = Rsvp.objects.active().filter(pk=seat.pk, checked_in_at=None)
    # Who waited takes no seat from those who saved one; who was offered one takes it.
    state = Case(
        When(state=WAITING, then=Value(WALKED_IN)),
        When(state=OFFERED, then=Value(GOING)),
        default=F("state"),
    )
    if absent.update(state=state, offer_ends_at=None, checked_in_at=at, checked_in_by=by):
        seat.state = {WAITING: WALKED_IN, OFFERED: GOING}.get(Rsvp.State(seat.state), seat.state)
        seat.checked_in_at, seat.checked_in_by = at, by
        return here(seat)
    if offline:
        later = Rsvp.objects.filter(pk=seat.pk, checked_in_at__gt=at)
        later.update(checked_in_at=at, checked_in_by=by)
    return None


def attend(session: Session, seat: Rsvp, by: User, at: datetime, *, offline: bool) -> Answer | None:
    """A seat in a course is for every evening; each is marked by itself."""
    if seat.session_id == session.pk:
        arrive(seat, by, at, offline=offline)
    if Attendance.objects.mark(seat, session, by, at):
        seat.checked_in_at, seat.checked_in_by = at, by  # what this evening's list shows
        return here(seat)
    if offline:
        later = Attendance.objects.filter(rsvp=seat, session=session, at__gt=at)
        later.update(at=at, by=by)
    return None


def refused(session: Session, seat: Rsvp) -> Answer | None:
    if session.is_cancelled:
        return Answer(
            Became.CALLED_OFF, _("This meeting is called off. Nobody is checked in."), seat
        )
    if not belongs(session, seat):
        return Answer(Became.ELSEWHERE, _("This ticket is for %(what)s.") % {"what": place(seat)})
    if seat.state in OVER:
        words = _("%(name)s gave this seat up. If there is room, add them as a walk-in.")
        return Answer(Became.GAVE_UP, words % {"name": named(seat)}, seat)
    return None


def belongs(session: Session, seat: Rsvp) -> bool:
    if seat.session_id == session.pk:
        return True
    same_course = seat.session.event_id == session.event_id and session.event.is_course
    return bool(same_course) and seat.state != WALKED_IN


def place(seat: Rsvp) -> str:
    """Where a ticket belongs: by name when everyone may know of it."""
    event = seat.session.event
    if event.is_draft or event.unlisted:
        return _("another meeting")
    return f"“{event.title}”, {seat.session.day}"


def already(session: Session, seat: Rsvp) -> Answer:
    """Someone else was quicker, or the ticket is shown a second time."""
    fresh = Rsvp.objects.select_related("checked_in_by").get(pk=seat.pk)
    if fresh.state in OVER:  # given up while they stood at the door
        seat.state = fresh.state
        return refused(session, seat) or here(seat)
    at, by = fresh.checked_in_at, fresh.checked_in_by
    if session.event.is_course:
        mark = Attendance.objects.select_related("by").get(rsvp=seat, session=session)
        at, by = mark.at, mark.by
    seat.state, seat.checked_in_at, seat.checked_in_by = fresh.state, at, by
    said = {"name": named(seat), "time": clock(at), "by": str(by or _("someone"))}
    words = _("%(name)s is already checked in: at %(time)s, by %(by)s.") % said
    return Answer(Became.ALREADY, words, seat)


def here(seat: Rsvp) -> Answer:
    words = ngettext(
        "%(name)s is here: %(n)d person.", "%(name)s is here: %(n)d people.", seat.seats
    )
    return Answer(Became.HERE, words % {"name": named(seat), "n": seat.seats}, seat)


@transaction.atomic
def undo(session: Session, seat: Rsvp, at: datetime | None = None) -> Answer:
    """They are not here after all. A check-in later than `at` stays."""
    at = at or timezone.now()
    if session.event.is_course:
        Attendance.objects.filter(rsvp=seat, session=session, at__lte=at).delete()
    if seat.session_id == session.pk:
        # Who came from the waiting list goes back to it.
        state = Case(
            When(state=WALKED_IN, answered_at__lt=F("checked_in_at"), then=Value(WAITING)),
            default=F("state"),
        )
        Rsvp.objects.filter(pk=seat.pk, checked_in_at__lte=at).update(
            checked_in_at=Value(None, output_field=DateTimeField()),
            checked_in_by=None,
            state=state,
        )
        seat.refresh_from_db(fields=["state"])
    seat.checked_in_at = seat.checked_in_by = None
    return Answer(Became.LEFT, _("%(name)s is not checked in.") % {"name": named(seat)}, seat)


def walk_in(  # noqa: PLR0913  # each is named by the caller
    session: Session,
    by: User,
    *,
    name: str = "",
    guests: int = 0,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> Answer:
    """Someone came without an RSVP. The same form, or the same slip of a phone, adds them once."""
    if session.is_cancelled:
        return Answer(Became.CALLED_OFF, _("This meeting is called off. Nobody is checked in."))
    at = at or timezone.now()
    try:
        with transaction.atomic():
            seat = session.rsvps.create(
                name=name,
                guests=guests,
                state=WALKED_IN,
                answered_at=at,
                checked_in_at=at,
                checked_in_by=by,
                submission=submission,
            )
    except IntegrityError:
        seat = session.rsvps.get(submission=submission)
        if seat.checked_in_at is None:
            return Answer(Became.UNDONE, taken_back(seat), seat)
        return Answer(Became.ALREADY, _("%(name)s was added before.") % {"name": named(seat)}, seat)
    words = ngettext("%(name)s: %(n)d person added.", "%(name)s: %(n)d people added.", seat.seats)
    return Answer(Became.ADDED, words % {"name": named(seat), "n": seat.seats}, seat)


def taken_back(seat: Rsvp) -> str:
    words = _("Someone took back that %(name)s is here. It stays so; check them in again if not.")
    return words % {"name": named(seat)}


def one_more(session: Session, who: str, by: int) -> None:
    """Add to the headcount, or take off, whatever other devices are counting meanwhile."""
    column = {"adults": "adults_came", "youth": "youth_came"}[who]
    counted = Greatest(Coalesce(F(column), 0) + by, 0)
    Session.objects.filter(pk=session.pk).update(**{column: counted}, changed_at=timezone.now())


def mark_of(user: User) -> str:
    """Tells two people at one phone apart, and nobody else anything."""
    return salted_hmac("events.door", str(user.pk)).hexdigest()[:16]


def named(seat: Rsvp) -> str:
    return seat.name or _("Someone")


def clock(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "TIME_FORMAT") if at else ""
