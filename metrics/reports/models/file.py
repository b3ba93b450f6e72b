from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metrics.reports.models.frozen import while_published
from metrics.reports.models.report import Report


class ReportFile(models.Model):
    """What a report became, byte for byte.

    Kept in the database: it commits together with the state that announces it, every web
    node can serve it, and one backup holds the report and the record it was drawn from.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF")
        SHEETS = "xlsx", _("Tables (Excel)")
        TABLES = "csv", _("Tables (CSV)")

    report = models.ForeignKey(Report, models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "kind"], name="one_file_of_each_kind"),
            models.CheckConstraint(condition=Q(size__gt=0), name="a_file_is_not_empty"),
        ]
        triggers = [
            while_published("published_drafts_stay", "report_id", "report_id", "kind", "content"),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_kind_display()}"
