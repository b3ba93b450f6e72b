"""A meeting's own page at the desk: where it stands, who comes, what is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from engagement.events.desk_views import find_event
from engagement.events.models import Attendance
from engagement.events.roster import Roster

if TYPE_CHECKING:
    from django.http import HttpResponse

    from engagement.events.models import Event, Session
    from portal.http import UserRequest


@require_GET
def show_event(request: UserRequest, pk: int) -> HttpResponse:
    event = find_event(request, pk)
    sessions = list(event.sessions.all())
    for session in sessions:
        session.event = event
    # A seat in a course is for all its evenings, so one list is enough.
    shown = sessions[:1] if event.is_course else sessions
    rosters = [Roster.of(session) for session in shown]
    context = {
        "event": event,
        "sessions": sessions,
        "rosters": rosters,
        "next": next_to_open(sessions),
        "finished": finished(event) if event.is_course else None,
    }
    return render(request, "events/desk_event.html", context)


def next_to_open(sessions: list[Session]) -> Session | None:
    """Whose door someone will want: the one going on, or the next."""
    now = timezone.now()
    coming = (each for each in sessions if not each.cancelled_at and not each.is_over(now))
    return next(coming, None)


def finished(event: Event) -> int:
    """Seats that came to as many evenings as the course needs."""
    counted = Attendance.objects.counted(event)
    return sum(n >= (event.sessions_needed or 0) for n in counted.values())
