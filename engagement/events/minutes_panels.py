"""Minutes on pages of others: the meeting's own, the next one's, and the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engagement.events import minutes_due, minutes_shown
from engagement.events.closing_views import minutes_of
from engagement.events.models.event import HOSTING
from portal.accounts.scope import within_scope
from portal.pages.kept import stamped_by
from portal.pages.panels import panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from engagement.events.models import Event
    from portal.http import UserRequest

A_FEW = 5

stamped_by("SELECT max(changed_at) FROM events_minutes")


@panel("event", template="events/panels/minutes.html", order=10)
def what_came_of_it(
    request: HttpRequest,  # noqa: ARG001
    *,
    event: Event,
    **about: Any,  # noqa: ARG001
) -> dict[str, Any] | None:
    minutes = event.published_minutes
    if minutes is None:
        return None
    minutes.event = event
    return {"shown": minutes_shown.of(minutes)}


@panel("event", template="events/panels/minutes_last.html", order=40)
def what_came_of_the_last_one(
    request: HttpRequest,  # noqa: ARG001
    *,
    event: Event,
    **about: Any,  # noqa: ARG001
) -> dict[str, Any] | None:
    """For a meeting to come; one that was held has minutes of its own."""
    if minutes_due.is_over(event):
        return None
    shown = minutes_shown.last_before(event)
    return {"shown": shown} if shown else None


@panel("desk_event", template="events/panels/minutes_desk_event.html", order=20)
def notes_and_minutes(request: UserRequest, *, event: Event) -> dict[str, Any] | None:  # noqa: ARG001
    if event.is_draft or event.is_cancelled or minutes_due.over_at(event) is None:
        return None
    minutes = minutes_of(event)
    over = minutes_due.is_over(event)
    return {
        "event": event,
        "minutes": minutes,
        "clock": minutes.clock() if over else minutes_due.clock(None),
        "questions": minutes.open_questions if minutes.pk else [],
    }


@panel("desk", template="events/panels/minutes_desk.html", order=35)
def minutes_to_publish(request: UserRequest, **about: Any) -> dict[str, Any] | None:  # noqa: ARG001
    """Those that are late, else those that are due, the longest wait first."""
    mine = minutes_due.awaited().filter(within_scope(request.user, *HOSTING))
    events = list(mine.select_related("area", "minutes")[:A_FEW])
    if not events:
        return None
    rows = [(event, minutes_due.clock(minutes_due.over_at(event))) for event in events]
    return {"rows": rows, "show": "overdue" if rows[0][1].kind == "late" else "due"}
