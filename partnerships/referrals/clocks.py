"""When an organization owes an answer, and when the person should have heard from it."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from portal.working_days import DAY, after

if TYPE_CHECKING:
    from datetime import date


def end_of(day: date) -> datetime:
    """The whole day counts: it is due as it ends, in the agency's zone."""
    return timezone.make_aware(datetime.combine(day + DAY, time.min))


def answer_due(sent_at: datetime) -> datetime:
    return end_of(after(timezone.localdate(sent_at), settings.REFERRAL_ANSWER_DAYS))


def contact_due(sent_at: datetime) -> datetime:
    """Counted from the same day: it is the person who waits, not the organization."""
    return end_of(after(timezone.localdate(sent_at), settings.REFERRAL_FIRST_CONTACT_DAYS))
