"""Supervisors hear of a promise before it is missed, and when it is: once each, by mail.

The row in `Escalation` and the mail are written together. If the process dies half-way the
transaction is undone, and the next sweep does it whole.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from engagement.concerns import clocks
from engagement.concerns.models import Concern, Escalation
from portal.accounts.models import Role
from portal.notices.links import absolute
from portal.notices.models import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from engagement.concerns.models.querysets import ConcernQuerySet
    from portal.accounts.models import User
    from portal.accounts.rules import Placed

Clock, When = Escalation.Clock, Escalation.When
DUE = {Clock.REPLY: "reply_due_at", Clock.RESOLUTION: "resolve_due_at"}
BATCH = 200


def escalate(at: datetime | None = None) -> int:
    """Tell supervisors of all that is late or will be soon, and was not told; returns how many."""
    at = at or timezone.now()
    return sum(
        _tell(pk, clock, when, at)
        for clock in Clock
        for when in (When.LATE, When.SOON)
        for pk in _untold(clock, when, at).values_list("pk", flat=True)[:BATCH]
    )


def _untold(clock: Escalation.Clock, when: Escalation.When, at: datetime) -> ConcernQuerySet:
    """Open ones whose clock runs out by now, or near enough to look at closely."""
    due = DUE[clock]
    told = Escalation.objects.filter(
        concern=OuterRef("pk"),
        clock=clock,
        when=when,
        started_at=Coalesce(OuterRef("clock_started_at"), OuterRef("raised_at")),
    )
    until = {f"{due}__lte": at} if when == When.LATE else {f"{due}__gt": at}
    if when == When.SOON:
        until[f"{due}__lte"] = at + _longest_soon(clock)
    running = Concern.objects.open().filter(~Exists(told), waiting_since=None, **until)
    running = running.filter(answered_at=None) if clock == Clock.REPLY else running
    return running.order_by(due, "pk")


def _longest_soon(clock: Escalation.Clock) -> timedelta:
    """How far ahead to look. With working hours a share of the time may span days off."""
    hours = settings.FIRST_REPLY_HOURS if clock == Clock.REPLY else settings.RESOLVE_HOURS
    ahead = timedelta(hours=hours) * settings.ESCALATE_AT
    return ahead if clocks.hours_here() is None else ahead * 5 + timedelta(days=5)


@transaction.atomic
def _tell(pk: int, clock: Escalation.Clock, when: Escalation.When, at: datetime) -> int:
    """Look again at one, under its lock, and tell those who supervise there."""
    rows = Concern.objects.select_for_update(of=("self",), skip_locked=True)
    concern = rows.select_related("area").filter(pk=pk).first()
    if concern is None or not is_due(concern, clock, when, at):
        return 0
    started = concern.clock_started_at or concern.raised_at
    _row, made = Escalation.objects.get_or_create(
        concern=concern, clock=clock, when=when, started_at=started, defaults={"at": at}
    )
    if not made:
        return 0
    for supervisor in supervisors_of(concern):
        _write(concern, supervisor, clock, when, started)
    return 1


def is_due(concern: Concern, clock: Escalation.Clock, when: Escalation.When, at: datetime) -> bool:
    """Whether supervisors should hear of this clock now."""
    due: datetime | None = getattr(concern, DUE[clock])
    answered = clock == Clock.REPLY and concern.answered_at
    if due is None or not concern.is_open or answered or concern.waiting_since:
        return False
    if when == When.LATE:
        return due <= at
    started = concern.clock_started_at or concern.raised_at
    left = clocks.share_left(started, due, at, clocks.hours_here())
    return at < due and left <= settings.ESCALATE_AT


def supervisors_of(placed: Placed) -> Iterator[User]:
    """Those nearest to where it is: of the beat, else of what it lies in, else of the city."""
    path = placed.area.path if placed.area else ""
    roles = Role.objects.current().filter(kind="supervisor", user__is_active=True)
    over = [
        role
        for role in roles.select_related("user", "area")
        if role.area is None or path.startswith(role.area.path)
    ]
    nearest = max((len(role.area.path) if role.area else 0 for role in over), default=0)
    seen = set()
    for role in over:
        if (len(role.area.path) if role.area else 0) == nearest and role.user_id not in seen:
            seen.add(role.user_id)
            yield role.user


def _write(
    concern: Concern,
    supervisor: User,
    clock: Escalation.Clock,
    when: Escalation.When,
    started: datetime,
) -> None:
    """No word of what the concern says: a mail is read by other eyes, too."""
    link = absolute(reverse("desk_concerns:concern", args=[concern.pk]))
    Message.objects.post(
        key=f"concern-{concern.pk}-{clock}-{when}-{started:%Y%m%d%H%M%S}-{supervisor.pk}",
        to=supervisor.email,
        template="concerns/escalated",
        context={
            "number": concern.pk,
            "area": "" if concern.sensitive else concern.area or "",
            "due_at": getattr(concern, DUE[clock]),
            "late": when == When.LATE,
            "reply": clock == Clock.REPLY,
            "link": link,
        },
        topic="work",
        language=supervisor.language,
        user=supervisor,
    )
