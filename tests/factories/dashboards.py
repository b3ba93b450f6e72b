"""Rows that say just what a number is made of."""

from datetime import timedelta

from django.utils import timezone

from engagement.concerns.models import Concern
from metrics.dashboards.rollups.keeping import refresh

PROMISED = timedelta(hours=72)


def a_concern(area, raised_at, *, after=None, closed=None, category=None, promised=PROMISED):
    """A concern raised then, answered so long after (never, if not given)."""
    return Concern.objects.create(
        text="The street light is out.",
        area=area,
        category=category,
        raised_at=raised_at,
        reply_due_at=raised_at + promised if promised else None,
        answered_at=raised_at + after if after else None,
        closed_at=raised_at + closed if closed else None,
        state="resolved" if closed else ("acknowledged" if after else "received"),
        outcome="It is on again." if closed else "",
    )


def at(text):
    """A moment in the agency's own zone."""
    return timezone.make_aware(timezone.datetime.fromisoformat(text))


def rolled_up(moment=None):
    """The record is added up, as of that moment; as of now if none is given."""
    refresh(moment)
