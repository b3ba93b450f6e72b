"""What the form knows before the officer types.

From a meeting, a concern, a problem or a place; or as last time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils import timezone

from engagement.concerns.models import Concern
from engagement.events.models import Event, Session
from engagement.outreach.models import LOGGING, OutreachEntry
from portal.accounts.scope import within_scope
from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Mapping

    from portal.accounts.models import User

KINDS = {
    Event.Kind.OFFICE_HOURS: OutreachEntry.Kind.OFFICE_HOURS,
    Event.Kind.WATCH_MEETING: OutreachEntry.Kind.WATCH,
    Event.Kind.SCHOOL_VISIT: OutreachEntry.Kind.SCHOOL,
    Event.Kind.YOUTH_SESSION: OutreachEntry.Kind.YOUTH,
    Event.Kind.FESTIVAL: OutreachEntry.Kind.PUBLIC_EVENT,
    Event.Kind.ACADEMY_SESSION: OutreachEntry.Kind.PRESENTATION,
    Event.Kind.WORKSHOP: OutreachEntry.Kind.PRESENTATION,
}
A_DAY = 24 * 60
# What an officer is likely to do the same way as last time.
HABITS = ("kind", "purpose", "started_by", "area", "staff", "minutes", "languages")
# “Like my last one”: also where and with whom. Never what was said, or how many came.
LIKE_LAST = (*HABITS, "place", "others", "online", "access", "segments", "diverted")


def start(user: User, query: Mapping[str, str]) -> dict[str, Any]:
    """First values of the form, by field. An unknown or foreign number is no prefill."""
    if session := find_session(user, query.get("session")):
        return from_session(session)
    if concern := find_concern(user, query.get("concern")):
        return from_concern(concern)
    if problem := find_problem(user, query.get("problem")):
        return from_problem(problem)
    last = last_of(user)
    if last and query.get("like") == "last":
        return {name: getattr(last, name) for name in LIKE_LAST}
    habits = {name: getattr(last, name) for name in HABITS} if last else {"area": home_of(user)}
    return habits | from_place(user, query)


def last_of(user: User) -> OutreachEntry | None:
    mine = OutreachEntry.objects.filter(lead=user).select_related("area")
    return mine.submitted().order_by("-pk").first()


def home_of(user: User) -> Area | None:
    return next((role.area for role in user.current_roles if role.kind in LOGGING), None)


def from_place(user: User, query: Mapping[str, str]) -> dict[str, Any]:
    """The area and the place that a link names, where this person serves there."""
    found: dict[str, Any] = {}
    here = Area.objects.filter(within_scope(user, *LOGGING, path="path"))
    if area := here.filter(slug=query.get("area", "")[:100]).first():
        found["area"] = area
    if place := " ".join(query.get("place", "").replace("\0", "").split()):
        found["place"] = place[:200]
    return found


def find_problem(user: User, number: str | None) -> Any:
    """A problem this person works on. Its room knows this one, so it is found by name."""
    if not number or not number.isdecimal():
        return None
    problems: Any = apps.get_model("problems", "Problem")._default_manager
    return problems.workable_by(user).filter(pk=number[:18]).first()


def from_problem(problem: Any) -> dict[str, Any]:
    return {
        "problem": str(problem.pk),
        "kind": OutreachEntry.Kind.PROBLEM,
        "purpose": OutreachEntry.Purpose.PROBLEM_SOLVING,
        "area": problem.area,
        "minutes": 30,
    }


def find_session(user: User, number: str | None) -> Session | None:
    if not number or not number.isdecimal():
        return None
    mine = Session.objects.hosted_by(user).select_related("event__area")
    return mine.filter(pk=number[:18]).first()


def find_concern(user: User, number: str | None) -> Concern | None:
    if not number or not number.isdecimal():
        return None
    return Concern.objects.workable_by(user).filter(pk=number[:18]).first()


def from_session(session: Session) -> dict[str, Any]:
    event = session.event
    begins = timezone.localtime(session.starts_at)
    minutes = int((session.ends_at - session.starts_at).total_seconds() // 60)
    counted = session.adults_came is not None or session.youth_came is not None
    adults = session.adults_came if counted else session.rsvps.attended().seats()
    return {
        "session": session,
        "kind": KINDS.get(Event.Kind(event.kind), OutreachEntry.Kind.MEETING),
        "area": event.area,
        "place": event.place[:200],
        "happened_on": begins.date(),
        "started_at": begins.time(),
        "minutes": min(max(minutes, 1), A_DAY),
        "adults": adults or 0,
        "youth": session.youth_came or 0,
        "counted": "counted" if counted else "sign_in",
        "languages": ", ".join(event.languages)[:120],
    }


def from_concern(concern: Concern) -> dict[str, Any]:
    return {
        "concerns": [concern.pk],
        "kind": OutreachEntry.Kind.PROBLEM,
        "purpose": OutreachEntry.Purpose.PROBLEM_SOLVING,
        "started_by": OutreachEntry.StartedBy.RESIDENT,
        "area": concern.area,
        "place": concern.place,
        "minutes": 30,
    }
