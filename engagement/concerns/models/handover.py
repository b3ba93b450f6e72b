from __future__ import annotations

from django.db import models


class ConcernReferral(models.Model):
    """A request for help that came out of a concern. The request itself knows nothing of it."""

    concern = models.ForeignKey("Concern", models.CASCADE, related_name="referral_links")
    referral = models.OneToOneField(
        "referrals.Referral", models.CASCADE, related_name="concern_link"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.concern_id} → {self.referral_id}"
