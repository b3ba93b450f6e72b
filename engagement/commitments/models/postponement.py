from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Postponement(models.Model):
    """The day moved, openly: from when to when, by whom and why."""

    commitment = models.ForeignKey(
        "commitments.Commitment", models.CASCADE, related_name="postponements"
    )
    was_due_on = models.DateField()
    due_on = models.DateField()
    why = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(why__gt=""), name="a_postponement_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.was_due_on:%Y-%m-%d} → {self.due_on:%Y-%m-%d}"
