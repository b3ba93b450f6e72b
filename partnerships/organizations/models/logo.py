from __future__ import annotations

from django.db import models

from portal.files.models import KeptFile


class Logo(KeptFile):
    """What an organization shows of itself: one picture, drawn anew."""

    organization = models.OneToOneField("Organization", models.CASCADE, related_name="logo")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(content_type="image/jpeg"), name="a_logo_is_a_picture"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}"
