"""Outreach: what officers logged, by area and by kind. Never by officer."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce

from engagement.outreach.models import OutreachEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from metrics.dashboards.slices import Slice


@dataclass(frozen=True)
class Outreach:
    """Entries that were sent in. Hours are those of all officers there, added up."""

    entries: int = 0
    hours: float = 0.0
    people: int = 0
    youth: int = 0


@dataclass(frozen=True)
class NamedOutreach:
    """Of one place or of one kind."""

    name: str
    code: str | None
    outreach: Outreach


def _entries(these: Slice) -> QuerySet[OutreachEntry]:
    """Sent in and about the period. Drafts are their author's own."""
    period = these.period
    entries = OutreachEntry.objects.submitted().filter(these.inside())
    return entries.between(period.first, period.last + timedelta(days=1)).order_by()


def _sums() -> dict[str, Any]:
    return {
        "entries": Count("pk"),
        "hours": Coalesce(Sum(F("minutes") * F("staff")), 0) / 60.0,
        "people": Coalesce(Sum(F("adults") + F("youth")), 0),
        "young": Coalesce(Sum("youth"), 0),
    }


def _outreach(row: Mapping[str, Any]) -> Outreach:
    return Outreach(
        entries=int(row["entries"]),
        hours=round(row["hours"], 1),
        people=int(row["people"]),
        youth=int(row["young"]),
    )


def outreach_by_part(these: Slice) -> list[NamedOutreach]:
    rows = these.grouped(_entries(these), **_sums())
    found = {code: _outreach(sums) for code, sums in rows.items()}
    return [
        NamedOutreach(these.name_of(code), code, sums)
        for code, sums in these.in_order(found, Outreach())
    ]


def outreach_by_kind(these: Slice) -> list[NamedOutreach]:
    """The kinds that happened, most often first."""
    rows = _entries(these).values("kind").annotate(**_sums())
    kinds = dict(OutreachEntry.Kind.choices)
    found = [
        NamedOutreach(str(kinds.get(row["kind"], row["kind"])), row["kind"], _outreach(row))
        for row in rows
    ]
    return sorted(found, key=lambda row: (-row.outreach.entries, row.name))


def total(rows: list[NamedOutreach]) -> Outreach:
    sums = (sum(getattr(row.outreach, field.name) for row in rows) for field in fields(Outreach))
    return Outreach(*sums)
