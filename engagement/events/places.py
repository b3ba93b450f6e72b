"""Where the meetings are: how many in each area, as a drawing and as the same list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import ngettext

from portal.areas.atlas import MOST_DRAWN, branches
from portal.areas.models import Area
from portal.pages.maps import AreaMap

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from engagement.events.forms import FilterForm
    from engagement.events.models.session import SessionQuerySet


class Held(NamedTuple):
    number: int
    first: datetime | None

    @property
    def meetings(self) -> str:
        return ngettext("%(n)d meeting", "%(n)d meetings", self.number) % {"n": self.number}


@dataclass(frozen=True)
class Place:
    """An area, or the whole city, with the meetings in it and in its parts."""

    name: str
    url: str
    depth: int
    held: Held


@dataclass(frozen=True)
class MeetingMap:
    places: list[Place]
    elsewhere: Held  # of meetings that belong to no area
    drawing: AreaMap | None


def meeting_map(form: FilterForm, sessions: SessionQuerySet) -> MeetingMap:
    """Two statements, however many areas and meetings, and one for a drawing not yet kept."""
    found = sessions.order_by().values_list("event__area_id", "event__area__path")
    counted = [
        (pk, path or "", Held(count, first))
        for pk, path, count, first in found.annotate(Count("pk"), Min("starts_at"))
    ]
    areas = list(Area.objects.all())
    if chosen := form.area_chosen:
        areas = [area for area in areas if area.path.startswith(chosen.path)]
    held = {
        area.pk: _together(
            [one for _pk, path, one in counted if (path or "").startswith(area.path)]
        )
        for area in areas
    }
    top = min((area.depth for area in areas), default=0)
    places = {
        area.pk: Place(area.name, _list_of(form, area), min(area.depth - top, 2), held[area.pk])
        for area in _in_order(areas)
    }
    return MeetingMap(
        [place for place in places.values() if place.held.number],
        _together([one for pk, _path, one in counted if pk is None]),
        _drawing(areas, places),
    )


def _drawing(areas: Sequence[Area], places: dict[int, Place]) -> AreaMap | None:
    """The smallest areas where they are few enough, else those at the top."""
    holders = {area.parent_id for area in areas}
    drawn = [area for area in areas if area.pk not in holders]
    if len(drawn) > MOST_DRAWN:
        inside = {area.pk for area in areas}
        drawn = [area for area in areas if area.parent_id not in inside]
    return AreaMap.of(
        drawn,
        links={
            area.pk: (place.url, place.held.number, f"{place.name} {place.held.meetings}")
            for area in drawn
            if (place := places.get(area.pk))
        },
    )


def _list_of(form: FilterForm, area: Area) -> str:
    return reverse("events:list") + form.kept(area=area.slug)


def _in_order(areas: Sequence[Area]) -> list[Area]:
    """As a tree is read: a district, then its beats, counted 2 before 10."""
    ordered: list[Area] = []
    waiting = branches(areas)[::-1]
    while waiting:
        branch = waiting.pop()
        ordered.append(branch.area)
        waiting.extend(branch.parts[::-1])
    return ordered


def _together(held: Sequence[Held]) -> Held:
    return Held(
        sum(one.number for one in held),
        min((one.first for one in held if one.first), default=None),
    )
