from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ComplaintCount(models.Model):
    """How many complaints reached the oversight office in a month, as the office counts them.

    Set beside how often the portal led people there, so that nothing gets lost on the way.
    """

    month = models.DateField(_("month"), unique=True, help_text=_("Its first day."))
    received = models.PositiveIntegerField(_("complaints that reached you"))
    acknowledged = models.PositiveIntegerField(_("of them, answered with a receipt"), default=0)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-month"]
        verbose_name = _("complaints counted")
        verbose_name_plural = _("complaints counted")
        constraints = [
            models.CheckConstraint(
                condition=Q(month__day=1), name="complaints_are_counted_from_the_first_of_a_month"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged__lte=models.F("received")),
                name="only_complaints_received_are_acknowledged",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.received}"
