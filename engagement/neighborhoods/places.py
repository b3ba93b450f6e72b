"""What police.uk calls a force and a neighbourhood, in our own words: the agency and its beats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import slugify

from portal.areas.locate import locate
from portal.areas.models import Area
from portal.pages.models import Agency

if TYPE_CHECKING:
    from portal.areas.models.area import AreaQuerySet

# The smallest that the police answer for comes first; neighborhoods are what neighbors name.
LEVELS = (
    Area.Level.BEAT,
    Area.Level.SECTOR,
    Area.Level.DISTRICT,
    Area.Level.NEIGHBORHOOD,
)


def force_id() -> str:
    """The one force of this installation: its agency."""
    return slugify(Agency.current().police_name) or "police"


def level() -> str | None:
    """The smallest kind of area there is."""
    there = set(Area.objects.order_by().values_list("level", flat=True).distinct())
    return next((str(one) for one in LEVELS if one in there), None)


def neighborhoods() -> AreaQuerySet:
    return Area.objects.filter(level=level())


def at(latitude: float, longitude: float) -> Area | None:
    """The neighborhood that holds the point, or whose part does."""
    area = locate(latitude, longitude)
    if area is None:
        return None
    codes = area.path.rstrip("/").split("/")
    around = ["/".join(codes[:deep]) + "/" for deep in range(1, len(codes) + 1)]
    return neighborhoods().filter(path__in=around).order_by("-path").first()
