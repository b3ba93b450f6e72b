"""Outreach: what officers logged, by area and by kind. Never by officer."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from engagement.outreach.models import OutreachEntry

if TYPE_CHECKING:
    from metrics.dashboards.rollups.reading import Sums
    from metrics.dashboards.slices import Slice

TALLIED = ("outreach", "officer_minutes", "people_met", "youth_met")


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


def outreach_by_part(these: Slice, sums: Sums) -> list[NamedOutreach]:
    by_fact = [sums.by_part(fact) for fact in TALLIED]
    found = {code: _outreach(*(counts.get(code, 0) for counts in by_fact)) for code in by_fact[0]}
    return [
        NamedOutreach(these.name_of(code), code, counts)
        for code, counts in these.in_order(found, Outreach())
    ]


def outreach_by_kind(sums: Sums) -> list[NamedOutreach]:
    """The kinds that happened, most often first."""
    by_fact = [sums.by_kind(fact) for fact in TALLIED]
    kinds = dict(OutreachEntry.Kind.choices)
    found = [
        NamedOutreach(
            str(kinds.get(kind, kind)),
            kind,
            _outreach(*(counts.get(kind, 0) for counts in by_fact)),
        )
        for kind in by_fact[0]
    ]
    return sorted(found, key=lambda row: (-row.outreach.entries, row.name))


def _outreach(entries: int, minutes: int, people: int, youth: int) -> Outreach:
    return Outreach(entries=entries, hours=round(minutes / 60, 1), people=people, youth=youth)


def total(rows: list[NamedOutreach]) -> Outreach:
    sums = (sum(getattr(row.outreach, field.name) for row in rows) for field in fields(Outreach))
    return Outreach(*sums)
