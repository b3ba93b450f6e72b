from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def waiting(self) -> Self:
        """Owed an answer still."""
        return self.filter(answered_on=None, withdrawn_on=None)

    def overdue(self, on: date | None = None) -> Self:
        return self.waiting().filter(due_on__lt=on or timezone.localdate())
