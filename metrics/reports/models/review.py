from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metrics.reports.models.report import Report

if TYPE_CHECKING:
    from datetime import datetime

    from portal.accounts.models import User


class ReviewQuerySet(models.QuerySet["Review"]):
    def standing(self) -> Self:
        return self.filter(undone_at=None)

    def undo(self, by: User, why: str, at: datetime | None = None) -> int:
        """What was read is read no more: it changed, or someone sent it back."""
        return self.standing().update(
            undone_at=at or timezone.now(), undone_by=by, undone_because=why
        )


@pghistory.track(
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="ReviewHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Review(models.Model):
    """Someone read the report and stands for it. It ends when a word of it changes."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="reviews")
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(default=timezone.now)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_because = models.TextField(blank=True, max_length=2000)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-reviewed_at", "-pk"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(undone_at=None), name="one_standing_review"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_because=""),
                name="an_undone_review_says_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.reviewed_by}"
