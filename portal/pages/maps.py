"""A small map of areas as one drawing: no script, no tiles, no other host.

Longitude is squeezed by the cosine of the middle latitude, which is right enough for a city.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING, Any

from django.utils.translation import ngettext
from shapely.geometry import shape as geometry_of

from portal.areas.models import Boundary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from shapely.geometry.base import BaseGeometry

    from portal.areas.models import Area

WIDTH = 320.0
MARGIN = 4.0
TALLEST = 420.0
COARSE = 0.6  # drawn units within which corners may be left out
LETTER = 7.2  # about the width of one letter of a label
KEPT = 32  # drawings


@dataclass(frozen=True)
class Drawn:
    """One area on paper: its outline, where its name goes, and how wide it is there."""

    path: str
    x: str
    y: str
    room: float


@dataclass(frozen=True)
class Shape:
    name: str
    url: str
    path: str
    x: str
    y: str
    labelled: bool
    on: bool
    label: str = ""  # what is said of it, where that is more than its name
    count: int | None = None


@dataclass(frozen=True)
class AreaMap:
    view_box: str
    shapes: list[Shape]

    @classmethod
    def of(
        cls,
        areas: Iterable[Area],
        on: Area | None = None,
        links: Mapping[int, tuple[str, int, str]] | None = None,
    ) -> AreaMap | None:
        """The map of the areas that have a boundary; `on` is the one being read about.

        Each leads to its own page, or where `links` says, by number: address, count, words.
        """
        places = list(areas)
        height, drawings = drawn(places)
        if not drawings:
            return None
        shapes = []
        for area in places:
            if not (drawing := drawings.get(area.pk)):
                continue
            url, count, label = (links or {}).get(area.pk, (area.get_absolute_url(), None, ""))
            shapes.append(
                Shape(
                    area.name,
                    url,
                    drawing.path,
                    drawing.x,
                    drawing.y,
                    labelled=drawing.room > len(area.name) * LETTER,
                    on=on is not None and area.pk == on.pk,
                    label=label,
                    count=count,
                )
            )
        shapes.sort(key=lambda shape: shape.on)  # the last drawn lies on top
        return cls(f"0 0 {WIDTH:g} {height:g}", shapes)

    @property
    def label(self) -> str:
        return ngettext(
            "Map of %(n)d neighborhood. The list has the same place.",
            "Map of %(n)d neighborhoods. The list has the same places.",
            len(self.shapes),
        ) % {"n": len(self.shapes)}


Drawings = tuple[float, dict[int, Drawn]]
_kept: dict[tuple[tuple[int, datetime], ...], Drawings] = {}


def drawn(areas: Sequence[Area]) -> Drawings:
    """Height of the paper and the outline of each area, kept until one of them changes."""
    key = tuple((area.pk, area.changed_at) for area in areas)
    if key not in _kept:
        if len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)))
        outlines = Boundary.objects.filter(area__in=areas).values_list("area_id", "outline")
        _kept[key] = draw(dict(outlines)) if areas else (0.0, {})
    return _kept[key]


def draw(boundaries: dict[int, dict[str, Any]]) -> Drawings:
    """The same for GeoJSON geometries by number."""
    if not boundaries:
        return 0.0, {}
    shapes = {pk: geometry_of(boundary) for pk, boundary in boundaries.items()}
    west, south, east, north = _bounds(shapes.values())
    squeeze = cos(radians((south + north) / 2))
    wide, tall = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min((WIDTH - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / tall)
    height = round(tall * scale + 2 * MARGIN)
    left = (WIDTH - wide * scale) / 2

    def on_paper(point: Sequence[float]) -> tuple[float, float]:
        x = left + (point[0] - west) * squeeze * scale
        return round(x, 1), round(MARGIN + (north - point[1]) * scale, 1)

    coarse = COARSE / scale
    return height, {
        pk: _outline(shape.simplify(coarse), on_paper, squeeze * scale)
        for pk, shape in shapes.items()
    }


def _outline(shape: BaseGeometry, on_paper: Any, scale: float) -> Drawn:
    path = "".join(
        "M" + "L".join(f"{x:g} {y:g}" for x, y in map(on_paper, ring)) + "z"
        for ring in _rings(shape)
    )
    middle = shape.representative_point()
    x, y = on_paper((middle.x, middle.y))
    west, _south, east, _north = shape.bounds
    return Drawn(path, f"{x:g}", f"{y + 4:g}", (east - west) * scale)


def _rings(shape: BaseGeometry) -> Iterator[list[tuple[float, ...]]]:
    for polygon in getattr(shape, "geoms", [shape]):
        if polygon.is_empty or not hasattr(polygon, "exterior"):
            continue
        for ring in (polygon.exterior, *polygon.interiors):
            yield list(ring.coords)[:-1]


def _bounds(shapes: Iterable[BaseGeometry]) -> tuple[float, float, float, float]:
    west, south, east, north = zip(*(shape.bounds for shape in shapes), strict=True)
    return min(west), min(south), max(east), max(north)
