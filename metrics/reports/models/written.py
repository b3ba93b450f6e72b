from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metrics.reports.models.frozen import not_once_published, while_published
from metrics.reports.models.report import Report

LONGEST = 20_000


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="WrittenHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Written(models.Model):
    """What someone wrote into a box of a report, such as what stood in the way."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="written")
    key = models.CharField(_("box"), max_length=60)
    text = models.TextField(_("text"), blank=True, max_length=LONGEST)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["report", "key"]
        verbose_name = _("text in a report")
        verbose_name_plural = _("texts in reports")
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="one_text_a_box"),
        ]
        triggers = [
            while_published("published_words_stay", "report_id", "text", "key", "report_id"),
            not_once_published("no_new_words_in_print"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.key}"
