from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import datetime


DAY = timedelta(days=1)
# Between two links to the same request.
PAUSE = timedelta(minutes=10)
MOST_A_DAY = 5


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

    @transaction.atomic
    def renew(self, at: datetime | None = None) -> ReferralLink:
        """Mail a new link to the same address; the older ones open nothing from then on."""
        from partnerships.referrals import telling

        at = at or timezone.now()
        referral = self.referral
        referral.lock()
        if not referral.is_open:
            raise NotPossible(gettext("This request is over. There is nothing more to do."))
        if self.to.casefold() != referral.organization.email.casefold():
            raise NotPossible(gettext("Your organization’s address has changed. Please call us."))
        mailed = referral.links.filter(made_at__gt=at - DAY).order_by("-made_at")
        latest = mailed.first()
        if latest and latest.made_at > at - PAUSE:
            raise NotPossible(
                gettext("A link was mailed a few minutes ago. Look for it, or wait a little.")
            )
        if mailed.count() >= MOST_A_DAY:
            raise NotPossible(gettext("Enough links were mailed today. Please call us."))
        referral.links.revoke(at)
        key = f"{telling.key_of(referral)}asked-again-{at:%Y%m%d%H%M%S}"
        return telling.mail_a_link(referral, self.to, "referrals/new_link", key, at)
