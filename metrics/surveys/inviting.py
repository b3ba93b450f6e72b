"""After a meeting, those who came are asked one question, and reminded once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from engagement.events.models import Event, Rsvp, Session
from metrics.surveys.models import Instrument, Invitation, Wave
from metrics.surveys.shipped import EVENT_FEEDBACK
from metrics.surveys.waves.inviting import Person, invite
from portal.notices.addresses import fingerprint

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

WAIT = timedelta(hours=1)  # after the end, so that people are home and checked in
LOOK_BACK = timedelta(days=3)  # sign-in sheets may be typed in later
REMIND_AFTER = timedelta(days=2)
OPEN_FOR = timedelta(days=14)
# Children are not surveyed.
FOR_CHILDREN = (Event.Kind.SCHOOL_VISIT, Event.Kind.YOUTH_SESSION)


def sessions_to_ask_about(at: datetime) -> QuerySet[Session]:
    # Those that only a link led to are asked too.
    ended = Session.objects.on().filter(ends_at__gt=at - LOOK_BACK, ends_at__lte=at - WAIT)
    # Of a course only the last one: people are asked when it is over.
    later = Session.objects.filter(
        event=OuterRef("event"), cancelled_at=None, starts_at__gt=OuterRef("starts_at")
    )
    ended = ended.filter(Q(event__sessions_needed=None) | ~Exists(later))
    return ended.exclude(event__kind__in=FOR_CHILDREN).select_related("event__area")


@transaction.atomic
def ask_after(session: Session, at: datetime | None = None) -> int:
    """Invite all who came and left an address. Doing it again invites only who was not yet.

    Nobody is asked twice in 90 days, nor anyone who asked us not to. One question gets one
    reminder, two days later, and no thanks.
    """
    at = at or timezone.now()
    adults = Rsvp.objects.attended_session(session).filter(age=Rsvp.Age.ADULT)
    came = {fingerprint(rsvp.email): rsvp for rsvp in adults if rsvp.email}
    if not came:
        return 0
    people = [Person(rsvp.email, rsvp.language) for rsvp in came.values()]
    # A meeting whose guests may not be asked leaves no wave behind.
    with transaction.atomic():
        asked = invite(wave_after(session), people, at).invited
        if not asked and not Invitation.objects.filter(wave__session=session).exists():
            transaction.set_rollback(True)
    return asked


def wave_after(session: Session) -> Wave:
    instrument = Instrument.objects.shipped(EVENT_FEEDBACK)
    instrument.field()
    wave, _created = Wave.objects.get_or_create(
        session=session,
        defaults={
            "instrument": instrument,
            "area": session.event.area,
            "title": str(session.event.title),
            "sample_type": Wave.SampleType.ATTENDED,
            "remind_on": [REMIND_AFTER.days],
            "opens_at": session.ends_at,
            "closes_at": session.ends_at + OPEN_FOR,
        },
    )
    return wave
