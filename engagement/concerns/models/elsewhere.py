"""What we know of other systems that give us their concerns."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OtherSystem(models.Model):
    """One that we ask again and again, and how far we have heard it out."""

    name = models.CharField(max_length=60, unique=True)
    address = models.CharField(max_length=500, blank=True)
    # The newest change it has told us of; the next question begins there.
    heard_until = models.DateTimeField()
    heard_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("other system")
        verbose_name_plural = _("other systems")

    def __str__(self) -> str:
        return self.name


class OutsideNote(models.Model):
    """One line of the history a concern has in the system it came from."""

    concern = models.ForeignKey("Concern", models.CASCADE, related_name="outside_notes")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
