"""Reads, mends and thins the polygons that say where an area ends. Knows no database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from shapely.geometry import MultiPolygon, Polygon, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

KEPT = 0.99  # a mended polygon may differ from what was drawn by one part in a hundred
GRID = 1e-7  # degrees: a centimeter
OUTLINE = 400  # an outline is true to one part in this many of the area's width
MOST_POINTS = 1_000_000


class BoundaryError(ValueError):
    """A boundary cannot be used; the message says why, to a person."""


def read(geometry: Mapping[str, Any]) -> MultiPolygon:
    """The polygons of a GeoJSON geometry in WGS84, mended where they cross themselves."""
    drawn = parse(geometry)
    west, south, east, north = drawn.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:  # noqa: PLR2004 degrees
        raise BoundaryError(_("Its coordinates are not longitude and latitude in degrees."))
    return snapped(mended(drawn))


def parse(geometry: Mapping[str, Any]) -> MultiPolygon:
    """The polygons as drawn, in whatever coordinates, not yet checked for crossings."""
    kind = geometry.get("type") if hasattr(geometry, "get") else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise BoundaryError(
            _("It is a %(kind)s; a boundary is a Polygon or MultiPolygon.")
            % {"kind": kind or _("shape of no kind")}
        )
    try:
        drawn = shapely.force_2d(shape(dict(geometry)))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise BoundaryError(_("Its coordinates cannot be read as rings of points.")) from error
    except shapely.errors.ShapelyError as error:
        raise BoundaryError(_("Its coordinates cannot be read as rings of points.")) from error
    if drawn.is_empty:
        raise BoundaryError(_("It is empty."))
    if shapely.get_num_coordinates(drawn) > MOST_POINTS:
        raise BoundaryError(_("It has more than a million points. Simplify it first."))
    if not np.isfinite(shapely.get_coordinates(drawn)).all():
        raise BoundaryError(_("Some of its coordinates are not numbers."))
    return collected([drawn])


def mended(drawn: MultiPolygon) -> MultiPolygon:
    """The same polygons without crossings.

    A spike or a touching ring is mended. Where mending would change the area by more than one
    part in a hundred nobody can say which side was meant, and it is refused.
    """
    if drawn.is_valid:
        whole = drawn
    else:
        # A collection of parts that overlap one another is only a union not yet made.
        parts = [_mended_part(part) for part in drawn.geoms]
        whole = collected(parts)
        whole = whole if whole.is_valid else collected([shapely.union_all([*whole.geoms])])
    if whole.is_empty or whole.area <= 0:
        raise BoundaryError(_("It encloses no area."))
    return whole


def _mended_part(part: Polygon) -> BaseGeometry:
    if part.is_valid:
        return part
    whole = shapely.make_valid(part, method="structure", keep_collapsed=False)
    if abs(whole.area - part.area) > (1 - KEPT) * max(whole.area, part.area):
        where = shapely.is_valid_reason(part)
        raise BoundaryError(_("It crosses itself (%(where)s).") % {"where": where})
    return whole


def dissolved(shapes: Iterable[MultiPolygon]) -> MultiPolygon:
    """One area of several that share an id."""
    return collected([shapely.union_all(list(shapes))])


def snapped(whole: MultiPolygon) -> MultiPolygon:
    """Corners on a grid of a centimeter: half the bytes, and neighbors still share their edges."""
    return collected([shapely.set_precision(whole, GRID)]) or whole


def write(whole: MultiPolygon) -> dict[str, Any]:
    """GeoJSON, always a MultiPolygon, so that readers need one case."""
    return dict(json.loads(shapely.to_geojson(shapely.normalize(whole))))


def outline(whole: MultiPolygon) -> dict[str, Any]:
    """The same area in few points, for drawing it small."""
    west, south, east, north = whole.bounds
    tolerance = max(east - west, north - south) / OUTLINE
    thin = shapely.simplify(whole, tolerance)
    seen = collected([part for part in collected([thin]).geoms if part.area > tolerance**2])
    return write(collected([shapely.set_precision(seen or collected([thin]), 1e-5)]) or whole)


def collected(shapes: Iterable[BaseGeometry]) -> MultiPolygon:
    """All polygons among the shapes; lines and points are left out."""
    parts: list[Polygon] = []
    for one in shapes:
        pieces = shapely.get_parts(one) if hasattr(one, "geoms") else [one]
        parts.extend(piece for piece in pieces if isinstance(piece, Polygon) and not piece.is_empty)
    return MultiPolygon(parts)
