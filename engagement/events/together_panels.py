"""Meetings held together with a partner: in the partner's workspace, and for its funders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from engagement.events.models import Session
from engagement.events.models.minutes import Attendance
from portal.pages.panels import panel

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from partnerships.organizations.models import Organization

A_FEW = 5


@panel("workspace", template="events/panels/workspace.html", order=40)
def we_host_together(_request: HttpRequest, *, organization: Organization) -> dict[str, Any] | None:
    """What is coming up, and how many seats are taken."""
    coming = Session.objects.on().filter(event__partners=organization, ends_at__gt=timezone.now())
    found = list(coming.select_related("event").order_by("starts_at", "pk")[:A_FEW])
    return {"sessions": found} if found else None


@panel("funder", template="events/panels/funder.html", order=10)
def met_together(
    _request: HttpRequest, *, organization: Organization, since: date, until: date
) -> dict[str, Any]:
    """Meetings of a period that were held, and how many came, as far as it may be said."""
    held = Session.objects.past().filter(
        event__partners=organization, starts_at__date__gte=since, starts_at__date__lte=until
    )
    meetings: list[dict[str, Any]] = [
        {"session": session, "came": came(session)}
        for session in held.select_related("event").order_by("starts_at", "pk")
    ]
    rows = [
        {
            "about": "meeting held together",
            "day": timezone.localdate(each["session"].starts_at),
            "what": each["session"].event.title,
            "how many": each["came"],
        }
        for each in meetings
    ]
    return {"meetings": meetings, "rows": rows}


def came(session: Session) -> str:
    """In words, so that a few people cannot be told apart; nothing where nobody counted."""
    if session.adults_came is None and session.youth_came is None:
        return ""
    return Attendance(session.adults_came or 0, session.youth_came or 0).words
