"""How the agency answers its boards, counted: the misses first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date

    from partnerships.boards.models.register import RecommendationQuerySet


@dataclass(frozen=True)
class Tally:
    """Of all recommendations but those a board took back."""

    made: int = 0
    waiting: int = 0
    overdue: int = 0
    answered: int = 0
    # By the day the answer was first due, whatever more time a board gave.
    in_time: int = 0
    accepted: int = 0
    partly: int = 0
    rejected: int = 0

    @property
    def due(self) -> int:
        """Those whose time is up, one way or the other."""
        return self.answered + self.overdue

    @classmethod
    def of(cls, found: RecommendationQuerySet, on: date | None = None) -> Tally:
        """In one statement."""
        on = on or timezone.localdate()
        waiting, answered = Q(answered_on=None), Q(answered_on__isnull=False)
        counted = (
            found.standing()
            .order_by()
            .aggregate(
                made=Count("pk"),
                waiting=Count("pk", waiting),
                overdue=Count("pk", waiting & Q(due_on__lt=on)),
                answered=Count("pk", answered),
                in_time=Count("pk", Q(answered_on__lte=F("first_due_on"))),
                accepted=Count("pk", Q(verdict="accept")),
                partly=Count("pk", Q(verdict="partly")),
                rejected=Count("pk", Q(verdict="reject")),
            )
        )
        return cls(**counted)
