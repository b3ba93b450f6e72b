from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q, Value

from metrics.surveys.models.wave import Wave

if TYPE_CHECKING:
    from portal.areas.models import Area


class QuotaQuerySet(models.QuerySet["Quota"]):
    def over(self, area: Area) -> Self:
        """Those an answer from this area counts for: its own, and of what it lies in."""
        there = Value(area.path, output_field=models.CharField())
        return self.annotate(there=there).filter(there__startswith=F("area__path"))


class Quota(models.Model):
    """How many answers a wave wants from an area; with enough, the open link asks others."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="quotas")
    area = models.ForeignKey("areas.Area", models.CASCADE, related_name="+")
    wanted = models.PositiveIntegerField()

    objects = QuotaQuerySet.as_manager()

    class Meta:
        ordering = ["area__path"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "area"], name="one_quota_an_area"),
            models.CheckConstraint(condition=Q(wanted__gt=0), name="a_quota_wants_someone"),
        ]

    def __str__(self) -> str:
        return f"{self.wave}: {self.wanted} from {self.area}"

    @property
    def is_met(self) -> bool:
        return self.wave.responses.within(self.area).count() >= self.wanted
