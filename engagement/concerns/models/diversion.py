from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date


class DiversionQuerySet(models.QuerySet["Diversion"]):
    def count_one(self, kind: str, on: date | None = None) -> None:
        """One more was led there today. Nothing else is known."""
        row, _made = self.get_or_create(kind=kind, on=on or timezone.localdate())
        self.filter(pk=row.pk).update(times=F("times") + 1)


class Diversion(models.Model):
    """How often, on one day, the first page led people to someone else. It counts no person."""

    class Kind(models.TextChoices):
        REPORT = "report", _("A crime to report")
        COMPLAINT = "complaint", _("A complaint about an officer")
        PRAISE = "praise", _("Praise for an officer")
        TIP = "tip", _("A tip about a crime")

    kind = models.CharField(max_length=12, choices=Kind)
    on = models.DateField()
    times = models.PositiveIntegerField(default=0)

    objects = DiversionQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["on", "kind"], name="one_count_a_day_and_kind"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["report", "complaint", "praise", "tip"]),
                name="a_diversion_is_of_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.get_kind_display()}, {self.times}"
