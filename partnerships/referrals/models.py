from __future__ import annotations

from django.db import models


class Referral(models.Model):
    """One request to an organization to help with something, with consent."""

    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="referrals"
    )

    def __str__(self) -> str:
        return f"{self.pk}"
