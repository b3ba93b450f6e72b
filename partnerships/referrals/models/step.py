from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReferralStep(models.Model):
    """One thing that happened to a request: what, when, and who, signed in or by link."""

    class What(models.TextChoices):
        SENT = "sent", _("Sent")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        BEGUN = "begun", _("First contact made")
        CLOSED = "closed", _("Closed")
        WITHDRAWN = "withdrawn", _("Taken back")
        ERASED = "erased", _("How to reach the person erased")
        LINK = "link", _("A link to answer was mailed")
        READ = "read", _("How to reach the person was read")

    referral = models.ForeignKey("referrals.Referral", models.CASCADE, related_name="steps")
    what = models.CharField(max_length=10, choices=What)
    words = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_link = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_what_display()
