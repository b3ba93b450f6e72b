"""Meetings: held and planned, and how many people came."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce

from engagement.events.models import Rsvp, Session

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from metrics.dashboards.slices import Slice

AREA = "event__area__path"


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


def checked_in() -> Subquery:
    """How many people were ticked off at the door of a session, guests included; null if none."""
    at_the_door = Rsvp.objects.attended().filter(session=OuterRef("pk")).order_by()
    people = at_the_door.values("session").annotate(people=Sum(F("guests") + 1)).values("people")
    return Subquery(people, output_field=IntegerField())


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


def _counts(these: Slice) -> dict[str, Any]:
    on = Q(event__cancelled_at=None)
    held = on & Q(ends_at__lte=these.at)
    return {
        "n_held": Count("pk", filter=held),
        "n_planned": Count("pk", filter=on & Q(ends_at__gt=these.at)),
        "n_cancelled": Count("pk", filter=~on),
        "n_counted": Count("pk", filter=held & Q(people__isnull=False)),
        "n_people": Coalesce(Sum("people", filter=held), 0),
        "n_youth": Coalesce(Sum("youth_came", filter=held), 0),
    }


def meetings_by_part(these: Slice) -> list[PlaceMeetings]:
    # The sums have names of their own: `people` is a column of each session already.
    rows = these.grouped(sessions(these), AREA, **_counts(these))
    found = {
        code: Meetings(**{name.removeprefix("n_"): n for name, n in counts.items()})
        for code, counts in rows.items()
    }
    return [
        PlaceMeetings(these.name_of(code), code, counts)
        for code, counts in these.in_order(found, Meetings())
    ]


def total(rows: list[PlaceMeetings]) -> Meetings:
    return Meetings(
        *(sum(getattr(row.meetings, field.name) for row in rows) for field in fields(Meetings))
    )
