from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime


class ReferralLinkQuerySet(models.QuerySet["ReferralLink"]):
    def live(self, at: datetime | None = None) -> Self:
        at = at or timezone.now()
        return self.filter(revoked_at=None, expires_at__gt=at)

    def revoke(self, at: datetime | None = None) -> int:
        """They open nothing from now on."""
        return self.filter(revoked_at=None).update(revoked_at=at or timezone.now())


class ReferralLink(models.Model):
    """A way in for an organization without an account: one request, for a few days.

    The token is in the mail and nowhere else; here is only its keyed hash.
    """

    referral = models.ForeignKey("referrals.Referral", models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    # The organization's own address, to which a new one may go.
    to = models.EmailField()
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    # A newer one was asked for, or the request is over.
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ReferralLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=F("made_at")), name="a_link_ends_after_it_is_made"
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.pk} to request {self.referral_id}"

    def is_live(self, at: datetime | None = None) -> bool:
        return self.revoked_at is None and self.expires_at > (at or timezone.now())
