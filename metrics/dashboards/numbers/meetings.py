"""Meetings: held and planned, and how many people came."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce

from engagement.events.models import Rsvp, Session

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from metrics.dashboards.rollups.reading import Sums
    from metrics.dashboards.slices import Slice

AREA = "event__area__path"
TALLIED = ("held", "planned", "cancelled", "counted", "people", "youth")


@dataclass(frozen=True)
class Meetings:
    """Meetings that begin in the period. People came to `counted` of those held."""

    held: int = 0
    planned: int = 0
    cancelled: int = 0
    counted: int = 0
    people: int = 0
    youth: int = 0


@dataclass(frozen=True)
class PlaceMeetings:
    name: str
    code: str | None
    meetings: Meetings


def checked_in() -> Case:
    """How many people were there, guests included; null if none.

    Ticked off at the door of a session, or marked as come to that evening of a course.
    """
    at_the_door = Rsvp.objects.attended().filter(session=OuterRef("pk"))
    that_evening = Rsvp.objects.filter(attendances__session=OuterRef("pk"))
    return Case(
        When(event__sessions_needed=None, then=_people(at_the_door, "session")),
        default=_people(that_evening, "attendances__session"),
        output_field=IntegerField(),
    )


def _people(seats: QuerySet[Rsvp], session: str) -> Subquery:
    people = seats.order_by().values(session).annotate(people=Sum(F("guests") + 1))
    return Subquery(people.values("people"), output_field=IntegerField())


def sessions(these: Slice) -> QuerySet[Any]:
    """Published meetings that begin in the period, cancelled ones too, with `people` who came.

    What the host wrote down counts; where nothing was, the ticks at the door.
    """
    period = these.period
    written = Case(
        When(
            Q(adults_came__isnull=False) | Q(youth_came__isnull=False),
            then=Coalesce("adults_came", 0) + Coalesce("youth_came", 0),
        ),
        output_field=IntegerField(),
    )
    return (
        Session.objects.filter(these.inside(AREA))
        .filter(event__published_at__isnull=False)
        .filter(starts_at__gte=period.starts_at, starts_at__lt=period.ends_at)
        .annotate(people=Coalesce(written, checked_in()))
    )


def meetings_by_part(these: Slice, sums: Sums) -> list[PlaceMeetings]:
    by_fact = {name: sums.by_part(name) for name in TALLIED}
    codes = {code for counts in by_fact.values() for code in counts}
    found = {
        code: Meetings(**{name: counts.get(code, 0) for name, counts in by_fact.items()})
        for code in codes
    }
    return [
        PlaceMeetings(these.name_of(code), code, counts)
        for code, counts in these.in_order(found, Meetings())
    ]


def total(rows: list[PlaceMeetings]) -> Meetings:
    return Meetings(
        *(sum(getattr(row.meetings, field.name) for row in rows) for field in fields(Meetings))
    )
