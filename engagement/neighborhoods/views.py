"""Forces and neighbourhoods as data.police.uk answers them. See docs/police-uk.md."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NoReturn

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from engagement.events.models import Session
from engagement.neighborhoods import places, shapes
from engagement.neighborhoods.door import Refused, door
from engagement.priorities.models import Priority
from portal.areas.models import Boundary, TeamMember
from portal.pages.models import Agency

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.areas.models import Area

    Answer = list[dict[str, Any]] | dict[str, Any]

MOST_EVENTS = 100


@door
def forces(_request: HttpRequest) -> Answer:
    return [{"id": places.force_id(), "name": Agency.current().police_name}]


@door
def force(_request: HttpRequest, force: str) -> Answer:
    _ours(force)
    return shapes.force()


@door
def force_people(_request: HttpRequest, force: str) -> Answer:
    """Those who answer for the districts, as their pages name them."""
    _ours(force)
    leading = TeamMember.objects.current().filter(area__parent=None, user__is_active=True)
    return [shapes.person(each) for each in leading.select_related("area", "user")]


@door
def neighborhoods(_request: HttpRequest, force: str) -> Answer:
    _ours(force)
    found = places.neighborhoods().order_by("name", "pk")
    return [{"id": slug, "name": name} for slug, name in found.values_list("slug", "name")]


@door
def neighborhood(_request: HttpRequest, force: str, neighborhood: str) -> Answer:
    area = _area(force, neighborhood)
    _team, around = TeamMember.objects.answering(area)
    return shapes.neighborhood(area, around or area, _coming(area))


@door
def people(_request: HttpRequest, force: str, neighborhood: str) -> Answer:
    team, _around = TeamMember.objects.answering(_area(force, neighborhood))
    return [shapes.person(each) for each in team]


@door
def events(_request: HttpRequest, force: str, neighborhood: str) -> Answer:
    return [shapes.event(each) for each in _coming(_area(force, neighborhood))]


@door
def priorities(_request: HttpRequest, force: str, neighborhood: str) -> Answer:
    area = _area(force, neighborhood)
    current = Priority.objects.current().filter(area=area).in_order()
    return [shapes.priority(each) for each in current]


@door
def boundary(_request: HttpRequest, force: str, neighborhood: str) -> Answer:
    drawn = get_object_or_404(Boundary, area=_area(force, neighborhood))
    return shapes.boundary(drawn)


@door
def locate(request: HttpRequest) -> Answer:
    latitude, comma, longitude = request.GET.get("q", "").partition(",")
    try:
        point = float(latitude), float(longitude)
    except ValueError:
        point = (math.nan, math.nan)
    if not comma or not all(map(math.isfinite, point)):
        raise Refused(_("Ask for a point: ?q=latitude,longitude."))
    area = places.at(*point)
    if area is None:
        raise Http404
    return {"force": places.force_id(), "neighbourhood": area.slug}


@door
def nothing(_request: HttpRequest, rest: str) -> NoReturn:  # noqa: ARG001  # any address at all
    """Crimes and stops are not ours to publish; so is whatever else police.uk has."""
    raise Http404


def _ours(force: str) -> None:
    if force != places.force_id():
        raise Http404


def _area(force: str, neighborhood: str) -> Area:
    _ours(force)
    return get_object_or_404(places.neighborhoods(), slug=neighborhood)


def _coming(area: Area) -> list[Session]:
    """What everyone finds in the list of meetings: published, listed, not called off, to come."""
    coming = Session.objects.upcoming().within(area).select_related("event")
    return list(coming[:MOST_EVENTS])
