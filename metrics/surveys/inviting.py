"""After a meeting, those who came are asked one question, and reminded once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from engagement.events.models import Event, Rsvp, Session
from metrics.surveys.models import Asked, Instrument, Invitation, Wave
from metrics.surveys.shipped import EVENT_FEEDBACK
from portal.notices.addresses import fingerprint
from portal.notices.models import Message, Silence
from portal.notices.quiet import after_quiet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

TOPIC = "surveys"
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

    Nobody is asked twice in 90 days, nor anyone who asked us not to. The reminder is written
    now, for later, because afterwards nobody knows the link any more; the answer takes it back.
    """
    at = at or timezone.now()
    adults = Rsvp.objects.attended_session(session).filter(age=Rsvp.Age.ADULT)
    came = {fingerprint(rsvp.email): rsvp for rsvp in adults if rsvp.email}
    silent = Silence.objects.filter(fingerprint__in=came).about(TOPIC)
    willing = set(came) - set(silent.values_list("fingerprint", flat=True))
    chosen = sorted(Asked.claim(willing, at)) if willing else []
    if not chosen:
        return 0
    wave = wave_after(session)
    drawn = [(came[reader], *Invitation.drawn(wave, came[reader].language)) for reader in chosen]
    Invitation.objects.bulk_create(invitation for _rsvp, invitation, _token in drawn)
    Message.objects.post_all(mail for each in drawn for mail in mails(*each, at=at))
    return len(chosen)


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
            "opens_at": session.ends_at,
            "closes_at": session.ends_at + OPEN_FOR,
        },
    )
    return wave


def mails(rsvp: Rsvp, invitation: Invitation, token: str, *, at: datetime) -> Iterator[Message]:
    first, second = invitation.mail_keys
    invited_at = after_quiet(at)
    for key, template, due_at in (
        (first, "surveys/invitation", invited_at),
        (second, "surveys/reminder", invited_at + REMIND_AFTER),
    ):
        if due_at < invitation.wave.closes_at:
            yield Message.written(
                key=key,
                to=rsvp.email,
                template=template,
                context={"wave": invitation.wave, "link": Invitation.link(token)},
                topic=TOPIC,
                language=rsvp.language,
                due_at=due_at,
                erase=True,
            )
