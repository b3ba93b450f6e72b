"""Quiet hours: no mail in the evening and at night, in the agency's own time zone."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone


def is_quiet(at: datetime) -> bool:
    begins, ends = settings.QUIET_HOURS
    hour = timezone.localtime(at).hour
    if begins <= ends:
        return bool(begins <= hour < ends)
    return bool(hour >= begins or hour < ends)


def after_quiet(at: datetime) -> datetime:
    """The instant itself, or the end of the quiet hours it falls into.

    Counted on the local clock, so that the morning stays the morning when the
    clocks change overnight.
    """
    if not is_quiet(at):
        return at
    begins, ends = settings.QUIET_HOURS
    local = timezone.localtime(at)
    day = local.date()
    if begins > ends and local.hour >= begins:
        day += timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(ends)))
