"""Meeting places help people find their neighborhood: "Cannery Hall" lies in Millrace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from engagement.events.models import Event
from portal.areas.finders import Found, finder
from portal.areas.words import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 6


@finder
def venues(text: str) -> Iterator[Found]:
    """Places of published meetings whose name or address has all of the words."""
    words = spoken(text).words
    if not words:
        return
    said = Q()
    for word in words:
        said &= Q(venue_name__icontains=word) | Q(venue_address__icontains=word)
    meetings = Event.objects.listed().filter(said, area__isnull=False)
    seen: set[tuple[str, int]] = set()
    for meeting in meetings.select_related("area").order_by("-published_at")[: MOST * 10]:
        place = meeting.venue_name or meeting.venue_address
        if meeting.area and (place, meeting.area.pk) not in seen and len(seen) < MOST:
            seen.add((place, meeting.area.pk))
            yield Found(place, meeting.area)
