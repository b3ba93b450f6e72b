"""What search engines and other programs read of a meeting: schema.org, as JSON-LD.

It stands in a script element of a type that no browser runs, so the content policy lets it be.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import mark_safe

from engagement.events.models import Event
from portal.notices.links import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.utils.safestring import SafeString

    from engagement.events.models import Session
    from partnerships.organizations.models import Organization

SCHEMA = "https://schema.org"
MODES = {
    Event.Format.IN_PERSON: "OfflineEventAttendanceMode",
    Event.Format.ONLINE: "OnlineEventAttendanceMode",
    Event.Format.HYBRID: "MixedEventAttendanceMode",
}
# No words may end the element, or begin another, or be read as markup.
SAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def structured(event: Event, session: Session, partners: Iterable[Organization]) -> SafeString:
    said = json.dumps(about(event, session, partners), ensure_ascii=False)
    return mark_safe(said.translate(SAFE))


def about(event: Event, session: Session, partners: Iterable[Organization]) -> dict[str, Any]:
    """The meeting as https://schema.org/Event has it; what we do not know is left out."""
    known = {
        "@context": SCHEMA,
        "@type": "Event",
        "name": str(event.title),
        "description": str(event.purpose),
        "url": absolute(event.get_absolute_url()),
        "startDate": moment(session.starts_at),
        "endDate": "" if session.end_guessed else moment(session.ends_at),
        "eventStatus": f"{SCHEMA}/{'EventCancelled' if session.is_cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{SCHEMA}/{MODES[Event.Format(event.format)]}",
        "location": places(event),
        "organizer": {"@type": "Organization", "name": event.host, "url": settings.SITE_URL}
        if event.host
        else None,
        "contributor": [{"@type": "Organization", "name": one.name} for one in partners],
        "inLanguage": list(event.languages),
        "isAccessibleForFree": True,
        "maximumAttendeeCapacity": session.capacity,
    }
    return {name: value for name, value in known.items() if value not in ("", None, [])}


def places(event: Event) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if event.place:
        place: dict[str, Any] = {
            "@type": "Place",
            "name": event.venue_name or event.venue_address,
            "address": event.venue_address or event.venue_name,
        }
        if event.latitude is not None:
            place["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": event.latitude,
                "longitude": event.longitude,
            }
        if event.access:
            place["amenityFeature"] = [
                {"@type": "LocationFeatureSpecification", "name": words, "value": True}
                for words in event.access_words
            ]
        found.append(place)
    if event.way_in:
        found.append({"@type": "VirtualLocation", "url": event.way_in})
    return found


def moment(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes")
