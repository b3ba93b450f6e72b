"""Our records in the shapes of data.police.uk.

As there: coordinates and the population are strings, times are local and name no zone, longer
words are simple HTML, dates of priorities have keys with a hyphen. A link has "" where it has no
words, never null, because clients print them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from django.conf import settings
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from shapely.geometry import shape

from engagement.neighborhoods.places import force_id
from portal.pages.models import Agency

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engagement.events.models import Session
    from engagement.priorities.models import Priority
    from portal.areas.models import Area, Boundary, TeamMember

    Shape = dict[str, Any]

MIDNIGHT = "T00:00:00"


def force() -> Shape:
    agency = Agency.current()
    return {
        "id": force_id(),
        "name": agency.police_name,
        "description": html(
            _("%(name)s serves %(place)s.") % {"name": agency.police_name, "place": agency.place}
        ),
        "url": address("/"),
        "telephone": agency.non_emergency_phone,
        "engagement_methods": [
            {
                "url": address("/concerns/new/"),
                "type": "web",
                "title": _("Raise a concern"),
                "description": "",
            },
            {
                "url": address("/events/"),
                "type": "web",
                "title": _("Meetings and events"),
                "description": "",
            },
        ],
    }


def neighborhood(area: Area, contact: Area, coming: Iterable[Session]) -> Shape:
    """An area in full; `contact` is the one whose team answers for it."""
    page = address(area.get_absolute_url())
    return {
        "id": area.slug,
        "name": area.name,
        "url_force": page,
        "description": html(area.about),
        "welcome_message": "",
        "population": str(area.population or 0),
        "centre": point(area.latitude, area.longitude),
        "contact_details": contacts(contact) | {"web": page},
        "links": [
            {"url": page, "title": _("What is promised and done here"), "description": ""},
            {
                "url": address(f"/events/?area={area.slug}"),
                "title": _("All meetings here"),
                "description": "",
            },
        ],
        "locations": venues(coming),
    }


def contacts(area: Area) -> Shape:
    """The team's own address and number, or the agency's. Nobody's own."""
    telephone = area.team_phone or Agency.current().non_emergency_phone
    return {
        key: value for key, value in (("email", area.team_email), ("telephone", telephone)) if value
    }


def person(member: TeamMember) -> Shape:
    """What the area page says of a team member, and no more."""
    said = [
        f"{member.duty[:1].upper()}{member.duty[1:]}." if member.duty else "",
        _("Here since %(year)s.") % {"year": member.since_on.year},
        _("Speaks %(languages)s.") % {"languages": member.tongues_in_words}
        if member.languages
        else "",
        member.hours,
    ]
    return {
        "name": member.user.name,
        "rank": member.title,
        "bio": html(" ".join(filter(None, said))),
        "contact_details": contacts(member.area),
    }


def event(session: Session) -> Shape:
    about = session.event
    return {
        "title": str(about.title),
        "description": html(str(about.purpose)),
        "type": about.kind.replace("_", "-"),
        "address": about.place or _("Online"),
        "start_date": naive(session.starts_at),
        "end_date": naive(session.ends_at),
        "contact_details": {"web": address(session.get_absolute_url())},
    }


def priority(one: Priority) -> Shape:
    return {
        "issue": html(one.issue),
        "issue-date": day(one.issue_on),
        "action": html(one.action) if one.action else None,
        "action-date": day(one.action_on),
    }


def boundary(drawn: Boundary) -> list[Shape]:
    """The outer ring of the largest piece: the shape has room for one."""
    pieces = shapely.get_parts(shape(drawn.geometry))
    ring = shapely.get_exterior_ring(pieces[shapely.area(pieces).argmax()])
    return [point(y, x) for x, y in shapely.get_coordinates(ring)]


def venues(sessions: Iterable[Session]) -> list[Shape]:
    """Where the next meetings are held, each place once."""
    found: dict[str, Shape] = {}
    for session in sessions:
        about = session.event
        if about.venue_name and about.place not in found:
            found[about.place] = {
                "name": about.venue_name,
                "type": "venue",
                "address": about.venue_address,
                "postcode": "",
                "description": html(about.directions),
                **point(about.latitude, about.longitude),
            }
    return list(found.values())


def point(latitude: float | None, longitude: float | None) -> Shape:
    return {"latitude": degrees(latitude), "longitude": degrees(longitude)}


def degrees(number: float | None) -> str:
    """To a centimeter, as far as it is known."""
    return "" if number is None else f"{number:.7f}".rstrip("0").rstrip(".")


def html(words: str) -> str:
    return linebreaks(words, autoescape=True) if words else ""


def naive(at: Any) -> str:
    return timezone.localtime(at).replace(tzinfo=None).isoformat(timespec="seconds")


def day(on: date | None) -> str | None:
    return f"{on.isoformat()}{MIDNIGHT}" if on else None


def address(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path
