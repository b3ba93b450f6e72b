"""Two reminders before a meeting, each once for each time it is set to.

They are written when they are due, never before, so that what was cancelled, moved or given
up meanwhile is not spoken of. What still waits in the outbox is then taken back (`mail.py`).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from engagement.events import mail
from portal.notices.models import Message
from portal.notices.quiet import after_quiet, is_quiet

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from engagement.events.models import Session

FIRST = timedelta(hours=48)
STILL_OF_USE = timedelta(hours=12)  # a first reminder later than this would only be the second
BEFORE_QUIET = timedelta(minutes=30)


def coming_up(at: datetime) -> QuerySet[Session]:
    from engagement.events.models import Session

    return Session.objects.on().filter(starts_at__gt=at, starts_at__lte=at + FIRST)


def first_due(starts_at: datetime) -> datetime:
    """Two days before, or the morning after where that is night."""
    return after_quiet(starts_at - FIRST)


def last_due(starts_at: datetime) -> datetime:
    """Two hours before, or the evening before where that is night."""
    due = starts_at - mail.LAST_REMINDER
    return quiet_begins(due) - BEFORE_QUIET if is_quiet(due) else due


def quiet_begins(at: datetime) -> datetime:
    """When the quiet hours began that `at` falls into."""
    begins, _ends = settings.QUIET_HOURS
    local = timezone.localtime(at)
    day = local.date() if local.hour >= begins else local.date() - timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(begins)))


def due(session: Session, at: datetime) -> dict[str, datetime]:
    """Which reminders are due now, and since when."""
    first, last = first_due(session.starts_at), last_due(session.starts_at)
    found = {}
    if first <= at < min(first + STILL_OF_USE, last):
        found["reminder"] = first
    if last <= at < session.starts_at:
        found["last_reminder"] = last
    return found


@transaction.atomic
def remind(session: Session, at: datetime | None = None) -> int:
    """Remind everyone who is coming, and was when it fell due. How many were reminded.

    With the session locked, so that nobody gives up a seat while we write about it.
    """
    at = at or timezone.now()
    if is_quiet(at) or not session.event.published_at or session.is_cancelled:
        return 0
    letters = [
        mail.written(rsvp, what, session=session, key=mail.reminder_key(session, rsvp, what))
        for what, since in due(session, at).items()
        for rsvp in session.to_be_reminded(what, since)
    ]
    Message.objects.post_all(letters)
    return len(letters)
