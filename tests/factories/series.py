from datetime import time, timedelta

from django.utils import timezone

from engagement.events.models import Event, Series
from engagement.events.series_rules import Rule
from tests.factories.events import EventFactory, SessionFactory


def a_series(area, *, by, rule="FREQ=WEEKLY;COUNT=4", first_day=None, published=False, **more):
    """A meeting that comes again, from a week from now on, at half past six."""
    planned = Series(
        rule=str(Rule.read(rule)),
        first_day=first_day or timezone.localdate() + timedelta(days=7),
        starts=more.pop("starts", time(18, 30)),
        ends=more.pop("ends", time(20)),
    )
    planned.keep_clear(more.pop("skipped", []))
    pattern = Event(title="Evening meeting", purpose="The crossing.", area=area, venue_name="Hall")
    series = Series.objects.begin(pattern, planned, by=by, **more)
    if published:
        series.days.update(published_at=timezone.now())
    return series


def a_course(area, sessions=3, **more):
    """A published course with one session a week, of which someone must come to two."""
    event = EventFactory.create(area=area, title="Citizen academy", sessions_needed=2, **more)
    for week in range(1, sessions + 1):
        SessionFactory.create(event=event, starts_at=timezone.now() + timedelta(weeks=week))
    return event
