"""What a person typed to find their neighborhood, and what we make of it.

No other host is asked.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from portal.areas.finders import Found, places_called
from portal.areas.locate import locate
from portal.areas.models import Area
from portal.areas.words import CODE, EXACT

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 200
MOST = 12
POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


@dataclass
class Search:
    """The one area that was meant, or those that may be, or neither."""

    words: str = ""
    is_point: bool = False
    area: Area | None = None
    candidates: list[Found] = field(default_factory=list)

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Search:
        words = " ".join(asked.get("place", "").replace("\x00", " ").split())[:LONGEST]
        point = _point(asked.get("latitude", ""), asked.get("longitude", ""))
        if point is None and (typed := POINT.fullmatch(words)):
            point = _point(*typed.groups())
        if point is not None:
            return cls(words, is_point=True, area=locate(*point))
        return cls._by_words(words) if words else cls()

    @classmethod
    def _by_words(cls, words: str) -> Search:
        areas = list(Area.objects.matching(words).select_related("parent")[:MOST])
        places = places_called(words)
        if areas and not places and _is_clear(areas):
            return cls(words, area=areas[0])
        found = [Found("", area) for area in areas] + places
        if len({each.area.pk for each in found}) == 1:
            return cls(words, area=found[0].area)
        return cls(words, candidates=found[:MOST])


def _is_clear(areas: list[Area]) -> bool:
    """One area only, or one that was named exactly where the others share a word."""
    first = areas[0].relevance  # type: ignore[attr-defined]  # annotated by `matching`
    second = areas[1].relevance if areas[1:] else 0  # type: ignore[attr-defined]  # as above
    return not areas[1:] or (first >= CODE and second < CODE) or (first >= EXACT > second)


def _point(latitude: str, longitude: str) -> tuple[float, float] | None:
    try:
        point = float(latitude), float(longitude)
    except ValueError:
        return None
    return point if all(map(math.isfinite, point)) else None
