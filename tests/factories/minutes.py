"""Meetings that were held, and their minutes."""

from datetime import timedelta

from django.utils import timezone

from engagement.commitments.models import Commitment
from engagement.events.models import Minutes
from tests.factories.events import EventFactory, SessionFactory


def a_held_meeting(*, days_ago=2, **event):
    """A published meeting of one sitting that ended so many days ago."""
    starts_at = timezone.now() - timedelta(days=days_ago, hours=2)
    ends_at = timezone.now() - timedelta(days=days_ago)
    return SessionFactory.create(
        event=EventFactory.create(**event), starts_at=starts_at, ends_at=ends_at
    ).event


def ready_minutes(by, **event):
    """Minutes with nothing missing, not published."""
    meeting = a_held_meeting(**event)
    meeting.sessions.get().count_heads(30, 12)
    minutes = Minutes.objects.begin(meeting, by)
    minutes.write(by, summary="We talked about the light.")
    minutes.note("decision", "The light is mended.", by)
    return minutes


def promised(by, event, **about):
    """A promise made at this meeting, on its day, due in a month unless said otherwise."""
    held_on = timezone.localdate(event.sessions.first().starts_at)
    fields = {
        "what": "Mend the light",
        "made_on": min(held_on, timezone.localdate()),
        "due_on": timezone.localdate() + timedelta(days=30),
    }
    return Commitment.objects.promise(**(fields | {"owner": by} | about), event=event, by=by)


def carried_from_before(by, area):
    """The address of a promise on the next meeting's page: both numbers."""
    forty_days_ago = timezone.localdate() - timedelta(days=40)
    promise = promised(by, a_held_meeting(area=area, days_ago=40), made_on=forty_days_ago)
    return [a_held_meeting(area=area).pk, promise.pk]
