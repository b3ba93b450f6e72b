"""Who is written to about minutes: those who came, the organizer, and who supervises there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from engagement.events import minutes_due
from portal.notices.links import absolute
from portal.notices.models import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from engagement.commitments.models import Commitment
    from engagement.events.models.event import Event
    from engagement.events.models.minutes import Minutes
    from engagement.events.models.rsvp import Rsvp
    from portal.accounts.models import User

# Days after the meeting on which its organizer is reminded; more often would be nagging.
REMINDED_ON = (7, 12)
# Who has been late for a month is in the lists; another mail changes nothing.
STILL_WORTH_A_MAIL = 30


def tell_those_who_came(minutes: Minutes) -> int:
    """One mail to each address that came or meant to, in its transaction. How many."""
    promises = list(minutes.event.commitments.public())
    letters = [_letter(minutes, rsvp, promises) for rsvp in _came(minutes.event)]
    Message.objects.post_all(letters)
    return len(letters)


def _came(event: Event) -> list[Rsvp]:
    """Each address once, whatever number of sittings it was there for."""
    from engagement.events.models.rsvp import Rsvp

    here = Q(state=Rsvp.State.GOING) | Q(checked_in_at__isnull=False)
    rsvps = Rsvp.objects.active().filter(here, session__event=event).exclude(email="")
    once: dict[str, Rsvp] = {}
    for rsvp in rsvps.select_related("user").order_by("pk"):
        once.setdefault(rsvp.email.lower(), rsvp)
    return list(once.values())


def _letter(minutes: Minutes, rsvp: Rsvp, promises: list[Commitment]) -> Message:
    # Words in several languages are read when the mail is composed; the link is the same.
    with translation.override(rsvp.language):
        title = str(minutes.event.title)
    return Message.written(
        key=f"rsvp:{rsvp.pk}:minutes:{minutes.event_id}",
        to=rsvp.email,
        template="events/minutes",
        context={
            "name": rsvp.name,
            "title": title,
            "minutes": minutes,
            "promises": promises,
            "link": absolute(minutes.get_absolute_url()),
        },
        topic="events",
        language=rsvp.language,
        user=rsvp.user,
    )


def remind(event: Event, at: datetime | None = None) -> int:
    """Write to whoever should hear of it today; how many. Each hears each thing once.

    `event` comes from `minutes_due.awaited`. If the site was down on the day, the mail goes
    out on the next one, and only the last of those that are due.
    """
    at = at or timezone.now()
    over = minutes_due.over_at(event)
    days = minutes_due.days_since(over, at) if over else 0
    letters = list(_reminders(event, days))
    Message.objects.post_all(letters)
    return len(letters)


def remind_all(at: datetime | None = None) -> int:
    """All of them, by the days since the meeting."""
    at = at or timezone.now()
    waiting = minutes_due.awaited(at).select_related("area", "organizer")
    told = 0
    for event in waiting.filter(Q(over_at__gte=_too_long_ago(at))).iterator(chunk_size=500):
        told += remind(event, at)
    return told


def _too_long_ago(at: datetime) -> datetime:
    return at - timedelta(days=settings.MINUTES_DAYS + STILL_WORTH_A_MAIL)


def _reminders(event: Event, days: int) -> Iterator[Message]:
    """What is due now, unless it was written before."""
    if days > settings.MINUTES_DAYS:
        who = list(_supervisors_of(event))
        written = {f"minutes:{event.pk}:late:{user.pk}": user for user in who}
    else:
        passed = [day for day in REMINDED_ON if day <= days]
        organizer = event.organizer
        if not passed or organizer is None or not organizer.is_active:
            return
        written = {f"minutes:{event.pk}:day-{passed[-1]}": organizer}
    known = set(Message.objects.filter(key__in=written).values_list("key", flat=True))
    for key, user in written.items():
        if key not in known:
            yield _reminder(event, user, key, late=days > settings.MINUTES_DAYS)


def _supervisors_of(event: Event) -> Iterator[User]:
    from engagement.concerns.escalating import supervisors_of

    return supervisors_of(event)


def _reminder(event: Event, user: User, key: str, *, late: bool) -> Message:
    over = minutes_due.over_at(event)
    with translation.override(user.language):
        title = str(event.title)
    return Message.written(
        key=key,
        to=user.email,
        template="events/minutes_owed",
        context={
            "title": title,
            "area": event.area or "",
            "held_at": over,
            "due_on": minutes_due.due_on(over) if over else None,
            "late": late,
            "link": absolute(reverse("desk_events:close", args=[event.pk])),
        },
        topic="work",
        language=user.language,
        user=user,
    )
