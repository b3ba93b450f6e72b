from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class MeetingLink(models.Model):
    """A meeting where this concern was, or will be, talked about."""

    concern = models.ForeignKey("Concern", models.CASCADE, related_name="meeting_links")
    session = models.ForeignKey("events.Session", models.CASCADE, related_name="concern_links")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["session__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["concern", "session"], name="one_link_per_concern_and_meeting"
            ),
        ]

    def __str__(self) -> str:
        return str(self.session)
