"""Are these coordinates degrees, east before north, and in the right part of the world?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyproj
import shapely
from shapely.geometry import box

from portal.records.imports.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry import MultiPolygon

    from portal.records.imports.sources import Source

WGS84 = pyproj.CRS.from_epsg(4326)
EAST, NORTH = 180, 90
NOBODY_SOUTH_OF = -60  # degrees: only Antarctica lies beyond


class Placing:
    """How the coordinates of one file become longitude and latitude."""

    def __init__(self, source: Source, crs: pyproj.CRS | None, *, swap: bool) -> None:
        self.source = source
        self.swap = swap
        self.to_degrees: pyproj.Transformer | None = None
        self.words = ""
        if crs is not None and not _is_wgs84(crs):
            self.to_degrees = pyproj.Transformer.from_crs(crs, WGS84, always_xy=True)
            self.words = f"Turned from {crs.name} into WGS 84."

    def placed(self, drawn: MultiPolygon) -> MultiPolygon:
        if self.swap:
            drawn = shapely.transform(drawn, lambda points: points[:, ::-1])
        if self.to_degrees:
            transform: Any = self.to_degrees.transform
            drawn = shapely.transform(drawn, transform, interleaved=False)
        return drawn

    def check(
        self, shapes: Sequence[MultiPolygon], known: tuple[float, float, float, float] | None
    ) -> None:
        """Refused where the file lies where no city can. `known` bounds what is here already."""
        if not shapes:
            return
        west, south, east, north = (float(edge) for edge in shapely.total_bounds(list(shapes)))
        turned = box(south, west, north, east)
        in_degrees = -EAST <= west <= east <= EAST and -NORTH <= south <= north <= NORTH
        fits_turned = max(abs(west), abs(east)) <= NORTH and max(abs(south), abs(north)) <= EAST
        if not in_degrees and not (fits_turned and not self.swap):
            raise Refused(
                f"{self.source} is not in degrees (its corner is {west:.6g}, {south:.6g})."
                " Save it as WGS 84 (EPSG:4326), or say what it is in with --crs."
            )
        elsewhere = known is not None and not box(west, south, east, north).intersects(box(*known))
        back_here = known is not None and turned.intersects(box(*known))
        if not in_degrees or (fits_turned and north < NOBODY_SOUTH_OF) or (elsewhere and back_here):
            raise Refused(
                f"{self.source} has latitude and longitude the wrong way round (its corner is"
                f" {west:.6g}, {south:.6g}). GeoJSON puts longitude first; --swap turns them."
            )
        if elsewhere:
            self.words += " These areas lie apart from all areas already here."


def _is_wgs84(crs: pyproj.CRS) -> bool:
    return crs.equals(WGS84, ignore_axis_order=True) or (
        crs.is_geographic and "WGS" in (crs.datum.name if crs.datum else "") and "84" in crs.name
    )
