"""Promises: which are late at this moment, and of which residents do not know the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from engagement.commitments.models import Commitment

if TYPE_CHECKING:
    from metrics.dashboards.slices import Slice


@dataclass(frozen=True)
class Owed:
    """Promises of one part that are not over."""

    name: str
    slug: str = ""
    overdue: int = 0
    untold: int = 0
    open: int = 0


def owed(these: Slice) -> list[Owed]:
    """By part, the part with most late ones first. The period plays no role. One statement."""
    today = timezone.localdate(these.at)
    rows = these.grouped(
        Commitment.objects.unsettled().filter(these.inside()),
        overdue=Count("pk", filter=Q(status="open", due_on__lt=today)),
        untold=Count("pk", filter=~Q(status="open")),
        open=Count("pk", filter=Q(status="open")),
    )
    slugs: dict[str | None, str] = {part.code: part.slug for part in these.parts}
    places = [
        Owed(these.name_of(code), slugs.get(code, ""), **counts)
        for code, counts in these.in_order(rows, {})
    ]
    return sorted(places, key=lambda place: -place.overdue)
