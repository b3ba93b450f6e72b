"""Which meetings owe their minutes, and since when: 14 days after the last sitting."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from engagement.events.models.event import Event
from engagement.events.models.session import Session
from portal.pages.clocks import Clock

if TYPE_CHECKING:
    from datetime import date

    from engagement.events.models.event_queryset import EventQuerySet

# A festival or a school visit may have minutes; these must.
OWING = (
    Event.Kind.BEAT_MEETING,
    Event.Kind.TOWN_HALL,
    Event.Kind.FORUM,
    Event.Kind.WORKSHOP,
    Event.Kind.WATCH_MEETING,
    Event.Kind.ADVISORY_BOARD,
)


def awaited(at: datetime | None = None) -> EventQuerySet:
    """Meetings that are over and whose minutes no one can read yet, the longest wait first.

    What was brought in from another calendar when it
    was over already owes nothing: its minutes are where it came from.
    """
    held = Event.objects.filter(
        published_at__isnull=False,
        cancelled_at=None,
        kind__in=OWING,
        minutes__published_at=None,
    )
    ours = Q(imported_from="") | Q(created_at__lte=F("over_at"))
    over = with_end(held).filter(ours, Q(over_at__lte=at or timezone.now()))
    return over.order_by(F("over_at").asc(), "pk")


def with_end(events: EventQuerySet) -> EventQuerySet:
    """Each says with `over_at` when its last sitting ends, or ended."""
    sittings = Session.objects.filter(event=OuterRef("pk"), cancelled_at=None)
    last = sittings.order_by("-ends_at").values("ends_at")[:1]
    return events.annotate(over_at=Subquery(last))


def overdue(at: datetime | None = None) -> EventQuerySet:
    """Those whose day has passed."""
    return awaited(at).filter(Q(over_at__lt=_begins(_last_in_time(at))))


def due(at: datetime | None = None) -> EventQuerySet:
    """Those that still have days left."""
    return awaited(at).filter(Q(over_at__gte=_begins(_last_in_time(at))))


def over_at(event: Event) -> datetime | None:
    """When its last sitting ends, or ended."""
    known: datetime | None = vars(event).get("over_at")
    if known is None:
        lasting = [each.ends_at for each in event.sessions.all() if each.cancelled_at is None]
        known = max(lasting, default=None)
    return known


def is_over(event: Event, at: datetime | None = None) -> bool:
    """Every sitting of it; one without a day is never over."""
    over = over_at(event)
    return over is not None and over <= (at or timezone.now())


def due_on(over: datetime) -> date:
    return timezone.localdate(over) + timedelta(days=settings.MINUTES_DAYS)


def clock(
    over: datetime | None, published_at: datetime | None = None, at: datetime | None = None
) -> Clock:
    """A day's promise has until the day is over."""
    if over is None:
        return Clock("none", at or timezone.now())
    ends = timezone.make_aware(datetime.combine(due_on(over), time.max))
    return Clock.between(over, ends, published_at, at)


def days_since(over: datetime, at: datetime) -> int:
    """Whole days by the agency's calendar."""
    return (timezone.localdate(at) - timezone.localdate(over)).days


def _last_in_time(at: datetime | None) -> date:
    """A meeting on this day may be written up today and is not late."""
    return timezone.localdate(at or timezone.now()) - timedelta(days=settings.MINUTES_DAYS)


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
