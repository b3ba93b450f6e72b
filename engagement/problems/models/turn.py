from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.problems.models.choices import Stage


class Turn(models.Model):
    """One turn of the work, and who answers for it: begun, on to a stage, closed, shown."""

    class Verb(models.TextChoices):
        BEGUN = "begun", _("Begun")
        CHANGED = "changed", _("Words changed")
        MOVED = "moved", _("Moved to another stage")
        PUBLISHED = "published", _("Shown to everyone")
        UNPUBLISHED = "unpublished", _("Hidden from the public")
        LINKED = "linked", _("Something was linked")
        UNLINKED = "unlinked", _("A link was taken away")
        TOLD = "told", _("Residents told")

    problem = models.ForeignKey("problems.Problem", models.CASCADE, related_name="turns")
    verb = models.CharField(max_length=20, choices=Verb)
    was_stage = models.CharField(max_length=20, choices=Stage, blank=True)
    stage = models.CharField(max_length=20, choices=Stage)
    words = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    on = models.DateField(default=timezone.localdate)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}, {self.on:%Y-%m-%d}"
