"""How to reach a person is needed no longer than the help lasts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from partnerships.referrals.models import Referral

if TYPE_CHECKING:
    from datetime import datetime


def erase(at: datetime | None = None) -> int:
    """Erase what has been over for `REFERRAL_CONTACT_DAYS`; how many."""
    at = at or timezone.now()
    over = at - timedelta(days=settings.REFERRAL_CONTACT_DAYS)
    due = Referral.objects.with_contact_to_erase(over).order_by("pk")
    return sum(referral.erase_contact(at=at) for referral in due.iterator())
