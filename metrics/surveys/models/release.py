from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from metrics.surveys.models.wave import Wave

FROZEN = "RAISE EXCEPTION 'What was published does not change. Publish a new release.';"


class Release(models.Model):
    """The numbers of a wave as published: frozen, numbered, with what one needs to check them."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField(default=1)
    released_at = models.DateTimeField(default=timezone.now, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Why there is a second one.
    note = models.TextField(blank=True)
    method_version = models.PositiveSmallIntegerField()
    # Everything the page, the CSV and the API show.
    tables = models.JSONField()
    # Every count behind them, also those withheld: what a later release is guarded by, and
    # shown to no one.
    counts = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-released_at"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "number"], name="releases_are_numbered"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]  # pgtrigger has no types here
                    "wave_id",
                    "number",
                    "released_at",
                    "method_version",
                    "tables",
                    "counts",
                    "sha256",
                )
                | pgtrigger.Delete,
                func=FROZEN,
            )
        ]

    def __str__(self) -> str:
        return f"{self.wave}, {self.number}"
