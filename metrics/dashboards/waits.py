"""The longest waits of every kind, by name: what to open first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from engagement.commitments.models import Commitment
from engagement.concerns.models import Concern
from engagement.concerns.queue import clock_of, title_of
from engagement.events import minutes_due
from engagement.events.models.event import HOSTING
from engagement.priorities.models import Priority
from partnerships.boards import clocks as answers
from partnerships.boards.models import Recommendation
from portal.accounts.scope import within_scope
from portal.pages.clocks import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from metrics.dashboards.slices import Slice
    from portal.accounts.models import User
    from portal.areas.models import Area

MOST = 10


@dataclass(frozen=True)
class Wait:
    """One thing that is late: since when, what it is, and where it is opened."""

    due_at: datetime
    clock: Clock
    kind: str
    title: str
    href: str
    area: Area | None
    about: str = ""


def longest(these: Slice, reader: User, limit: int = MOST) -> list[Wait]:
    """Those that are latest among what this reader may open, all kinds together.

    A statement for each kind that the reader may open at all.
    """
    found = [
        *_replies(these, reader, limit),
        *_promises(these, reader, limit),
        *_priorities(these, reader, limit),
        *_minutes(these, reader, limit),
        *_recommendations(these, reader, limit),
    ]
    return sorted(found, key=lambda wait: (wait.due_at, wait.kind, wait.title))[:limit]


def _replies(these: Slice, reader: User, limit: int) -> Iterator[Wait]:
    if not reader.has_perm("concerns.read_desk"):
        return
    late = Concern.objects.workable_by(reader).filter(these.inside()).overdue(these.at)
    late = late.select_related("area", "category").order_by("reply_due_at", "pk")
    for concern in late[:limit]:
        assert concern.reply_due_at  # noqa: S101  # or it would not be late
        yield Wait(
            due_at=concern.reply_due_at,
            clock=clock_of(concern, these.at),
            kind=_("Reply"),
            title=title_of(concern),
            href=concern.get_absolute_url(),
            area=concern.area,
            about=str(concern.category or ""),
        )


def _promises(these: Slice, reader: User, limit: int) -> Iterator[Wait]:
    if not reader.has_perm("commitments.keep_ledger"):
        return
    late = Commitment.objects.workable_by(reader).filter(these.inside())
    late = late.overdue(_today(these)).select_related("area").order_by("due_on", "pk")
    for promise in late[:limit]:
        yield Wait(
            due_at=_ends(promise.due_on),
            clock=promise.clock,
            kind=_("Promise"),
            title=promise.what,
            href=promise.get_absolute_url(),
            area=promise.area,
        )


def _priorities(these: Slice, reader: User, limit: int) -> Iterator[Wait]:
    if not reader.has_perm("priorities.keep_priorities"):
        return
    stale = Priority.objects.workable_by(reader).filter(these.inside()).stale(_today(these))
    for priority in stale.select_related("area").silent_first()[:limit]:
        due_at = _ends(priority.spoken_on + timedelta(days=settings.PRIORITY_STALE_DAYS - 1))
        yield Wait(
            due_at=due_at,
            clock=Clock.between(_ends(priority.spoken_on), due_at, now=these.at),
            kind=_("Priority"),
            title=priority.issue,
            href=reverse("desk_priorities:area", args=[priority.area.slug]),
            area=priority.area,
        )


def _minutes(these: Slice, reader: User, limit: int) -> Iterator[Wait]:
    if not reader.has_perm("events.prepare"):
        return
    late = minutes_due.overdue(these.at).filter(within_scope(reader, *HOSTING), these.inside())
    for event in late.select_related("area")[:limit]:
        over = minutes_due.over_at(event)
        assert over  # noqa: S101  # or nothing would be due
        yield Wait(
            due_at=_ends(minutes_due.due_on(over)),
            clock=minutes_due.clock(over, at=these.at),
            kind=_("Minutes"),
            title=event.title,
            href=reverse("desk_events:event", args=[event.pk]),
            area=event.area,
        )


def _recommendations(these: Slice, reader: User, limit: int) -> Iterator[Wait]:
    late = Recommendation.objects.filter(these.inside()).overdue(_today(these))
    at_desk = reader.has_perm("boards.read_desk")
    for one in late.select_related("area", "board").order_by("due_on", "pk")[:limit]:
        yield Wait(
            due_at=_ends(one.due_on),
            clock=answers.of(one),
            kind=_("Recommendation"),
            title=str(one),
            href=one.desk_url if at_desk else one.get_absolute_url(),
            area=one.area,
            about=one.board.name,
        )


def _today(these: Slice) -> date:
    return timezone.localdate(these.at)


def _ends(day: date) -> datetime:
    """A day's promise has until the day is over."""
    return timezone.make_aware(datetime.combine(day, time.max))
