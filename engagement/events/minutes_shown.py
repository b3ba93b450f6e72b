"""Published minutes, read once, as the public pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engagement.commitments.models import Commitment
from engagement.events.models import Minutes

if TYPE_CHECKING:
    from engagement.events.models import Event, MinutesLine, Session
    from partnerships.organizations.models import Organization


@dataclass(frozen=True)
class Shown:
    minutes: Minutes
    decisions: list[MinutesLine]
    questions: list[MinutesLine]
    promises: list[Commitment]
    organizations: list[Organization]

    @property
    def event(self) -> Event:
        return self.minutes.event

    @property
    def sittings(self) -> list[Session]:
        return list(self.event.sessions.filter(cancelled_at=None))

    @property
    def came(self) -> str:
        attendance = self.minutes.attendance
        return attendance.words if attendance else ""

    @property
    def told(self) -> list[Commitment]:
        """Promises over and told of; those still owed stand on the next meeting’s agenda."""
        return [promise for promise in self.promises if promise.told_on]

    @property
    def answered_since(self) -> list[MinutesLine]:
        """Asked in the room and answered after the minutes were out."""
        return [line for line in self.questions if line.answered_later]


def of(minutes: Minutes) -> Shown:
    lines = list(minutes.lines.all())
    for line in lines:
        line.minutes = minutes
    promises = Commitment.objects.public().filter(event=minutes.event_id)
    return Shown(
        minutes,
        [line for line in lines if not line.is_question],
        [line for line in lines if line.is_question],
        list(promises.select_related("area")),
        list(minutes.organizations.approved().order_by("name", "pk")),
    )


def last_before(event: Event) -> Shown | None:
    """What came of the meeting before this one; None while no one can read it."""
    minutes = Minutes.objects.before(event).select_related("event__area").first()
    return of(minutes) if minutes else None
