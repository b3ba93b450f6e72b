"""When an entry should have been sent: so many hours after it was over."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import DateTimeField, DurationField, F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

if TYPE_CHECKING:
    from engagement.outreach.models import OutreachEntry

# Without a time of day, it may have been until the evening.
EVENING = time(22, 0)


def due_at(entry: OutreachEntry) -> datetime:
    """Until when it is in time."""
    local = timezone.get_default_timezone()
    began = datetime.combine(entry.happened_on, entry.started_at or EVENING, tzinfo=local)
    return began + timedelta(minutes=entry.minutes, hours=settings.OUTREACH_LATE_AFTER_HOURS)


def is_late() -> Q:
    """The same for many rows at once."""
    lasted = Func(
        F("minutes"), template="%(expressions)s * interval '1 minute'", output_field=DurationField()
    )
    due: Any = _sum(F("happened_on"), Coalesce(F("started_at"), Value(EVENING)), lasted)
    due = _sum(due, Value(timedelta(hours=settings.OUTREACH_LATE_AFTER_HOURS)))
    at = Func(Value(settings.TIME_ZONE), due, function="timezone", output_field=DateTimeField())
    return Q(sent_at__gt=at)


def _sum(*parts: Any) -> Func:
    return Func(
        *parts, template="(%(expressions)s)", arg_joiner=" + ", output_field=DateTimeField()
    )
