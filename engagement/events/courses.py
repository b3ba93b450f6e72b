"""A course: one seat for all of its sessions, each of which can move or be called off alone.

The seats are on the session made first, so that one is never removed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagement.events import mail
from engagement.events.models import Attendance, Event, Rsvp
from portal.notices.models import Message
from portal.refusals import NotPossible

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable
    from datetime import datetime

    from engagement.events.models import Session
    from engagement.events.models.series import Day
    from partnerships.organizations.models import Organization
    from portal.accounts.models import User


class Learner(NamedTuple):
    """Someone with a seat in a course, and how many of its sessions they came to."""

    seat: Rsvp
    came: int
    has_finished: bool


def begin(  # noqa: PLR0913  # each part named by the caller
    course: Event,
    days: list[Day],
    *,
    by: User,
    capacity: int | None = None,
    partners: Iterable[Organization] = (),
    submission: uuid.UUID | None = None,
) -> Event:
    """A course as a draft, with a session on each of these days. A form sent twice makes one."""
    if submission:
        course.uid = f"{submission}@common-ground"
    try:
        with transaction.atomic():
            course.organizer = by
            course.slug = Event.objects.free_slug(str(course.title), days[0].on)
            course.save()
            course.partners.set(partners)
            for day in days:
                if day.starts_at and day.ends_at:
                    course.sessions.create(
                        starts_at=day.starts_at,
                        ends_at=day.ends_at,
                        capacity=None if course.sessions.exists() else capacity,
                    )
    except IntegrityError:
        return Event.objects.get(uid=course.uid)
    return course


@transaction.atomic
def add(course: Event, starts_at: datetime, ends_at: datetime) -> int:
    """One more session; how many people were told."""
    course.lock()
    refuse_if_off(course)
    refuse_overlap(course, starts_at, ends_at)
    session = course.sessions.create(starts_at=starts_at, ends_at=ends_at)
    return tell(course, "session_added", session)


@transaction.atomic
def move(session: Session, starts_at: datetime, ends_at: datetime) -> int:
    course = session.event
    course.lock()
    refuse_if_off(course, session)
    if (session.starts_at, session.ends_at) == (starts_at, ends_at):
        return 0
    refuse_overlap(course, starts_at, ends_at, but=session)
    session.lock()
    session.starts_at, session.ends_at = starts_at, ends_at
    session.save(update_fields=["starts_at", "ends_at", "changed_at"])
    return tell(course, "moved", session)


@transaction.atomic
def call_off(session: Session, at: datetime | None = None) -> int:
    """This session only; the course goes on. Twice is once."""
    at = at or timezone.now()
    course = session.event
    course.lock()
    session.lock()
    if session.cancelled_at or course.is_cancelled:
        return 0
    if session.is_over(at):
        raise NotPossible(_("This session is over. It cannot be called off any more."))
    if not course.sessions.filter(cancelled_at=None).exclude(pk=session.pk).exists():
        raise NotPossible(_("It is the only session left. Call off the whole course instead."))
    session.cancelled_at = at
    session.save(update_fields=["cancelled_at", "changed_at"])
    mail.take_back_reminders_of(session)
    return tell(course, "session_off", session)


@transaction.atomic
def remove(session: Session) -> None:
    """As if it had never been planned: only while nobody outside knows of it."""
    course = session.event
    course.lock()
    if not course.is_draft:
        raise NotPossible(_("People know of this session. Call it off, so that they hear of it."))
    if session.home == session:
        raise NotPossible(_("The seats are on this session. Change its day instead."))
    session.delete()


def learners(course: Event) -> list[Learner]:
    """Everyone with a seat, those who have finished first."""
    counted = Attendance.objects.counted(course)
    seats = Rsvp.objects.going().filter(session__event=course)
    found = [
        Learner(seat, came, came >= (course.sessions_needed or 0))
        for seat in seats
        for came in (counted.get(seat.pk, 0),)
    ]
    return sorted(found, key=lambda learner: (-learner.came, learner.seat.name.casefold()))


def tell(course: Event, what: str, session: Session) -> int:
    """Post one mail about one session to each person of the course; how many were told."""
    if course.is_draft or session.is_over():
        return 0
    course.sequence += 1
    course.save(update_fields=["sequence", "changed_at"])
    session.event = course
    letters = [
        mail.written(rsvp, what, session=session, occasion=f"all:{course.sequence}")
        for rsvp in course.to_be_told(session.home)
    ]
    Message.objects.post_all(letters)
    return len(letters)


def refuse_if_off(course: Event, session: Session | None = None) -> None:
    if course.is_cancelled:
        raise NotPossible(_("This course is called off. Make a new one instead."))
    if session and session.cancelled_at:
        raise NotPossible(_("This session is called off. Add another one instead."))


def refuse_overlap(
    course: Event, starts_at: datetime, ends_at: datetime, but: Session | None = None
) -> None:
    meanwhile = course.sessions.filter(
        starts_at__lt=ends_at, ends_at__gt=starts_at, cancelled_at=None
    )
    if but:
        meanwhile = meanwhile.exclude(pk=but.pk)
    if meanwhile.exists():
        raise NotPossible(_("Another session of this course is at that time. Choose another."))
