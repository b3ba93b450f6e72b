"""Are we keeping our word? What became of every promise first due in the last twelve months.

Counted by the day that was first promised, so that moving a day makes no promise disappear.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date

    from engagement.commitments.models.querysets import CommitmentQuerySet

PERIOD = timedelta(days=365)


@dataclass(frozen=True)
class Tally:
    since: date
    until: date
    due: int = 0
    kept: int = 0
    kept_late: int = 0
    late: int = 0
    moved: int = 0
    dropped: int = 0

    @classmethod
    def of(cls, promises: CommitmentQuerySet, on: date | None = None) -> Tally:
        """One statement."""
        on = on or timezone.localdate()
        due = promises.filter(first_due_on__gt=on - PERIOD, first_due_on__lte=on)
        counts = due.order_by().aggregate(
            due=Count("pk"),
            kept=Count("pk", Q(status="kept")),
            kept_late=Count("pk", Q(status="kept", closed_on__gt=F("first_due_on"))),
            late=Count("pk", Q(status="open", due_on__lt=on)),
            moved=Count("pk", Q(status="open", due_on__gte=on)),
            dropped=Count("pk", Q(status="dropped")),
        )
        return cls(on - PERIOD + timedelta(days=1), on, **counts)
