from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def published(self) -> Self:
        return self.exclude(published_at=None)

    def open(self, on: date | None = None) -> Self:
        """Anyone may comment now."""
        on = on or timezone.localdate()
        return self.published().filter(opens_on__lte=on, closes_on__gte=on, answered_at=None)
