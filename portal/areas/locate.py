"""Which area is this point in? Answered from a tree of polygons kept in memory."""

from __future__ import annotations

import copy
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from django.db import connection
from shapely.geometry import shape

from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

# What the rows looked like. `xmin` names the transaction that wrote a row, so the sums change with
# every commit, in whatever order two of them finish; the times tell apart two writes of one.
STAMP = """
    SELECT count(*), sum(a.xmin::text::bigint), sum(b.xmin::text::bigint),
           max(a.changed_at), max(b.changed_at), sum(a.id)
    FROM areas_area a JOIN areas_boundary b ON b.area_id = a.id
"""
Stamp = tuple[object, ...]
NOWHERE = -1


@dataclass(frozen=True)
class Atlas:
    """All drawn areas, the deepest first, and the tree that finds among them."""

    stamp: Stamp
    areas: Sequence[Area]
    tree: shapely.STRtree

    @classmethod
    def drawn_at(cls, stamp: Stamp) -> Atlas:
        areas = list(Area.objects.filter(boundary__isnull=False).select_related("boundary"))
        areas.sort(key=_rank)
        shapes = [shape(area.boundary.geometry) for area in areas]
        shapely.prepare(shapes)
        for area in areas:  # the shapes are kept, their texts need not be
            area._state.fields_cache.pop("boundary")  # noqa: SLF001 no public way to drop it
        return cls(stamp, areas, shapely.STRtree(shapes))

    def find(self, latitudes: ArrayLike, longitudes: ArrayLike) -> NDArray[np.intp]:
        """For each point the index of the deepest area that holds it or that it borders, or -1.

        On a border shared by equals the first by path wins, so that the answer never varies.
        """
        x = np.asarray(longitudes, dtype=float)
        y = np.asarray(latitudes, dtype=float)
        points = np.full(x.shape, None, dtype=object)
        known = np.isfinite(x) & np.isfinite(y)
        points[known] = shapely.points(x[known], y[known])
        which, where = self.tree.query(points, predicate="intersects")
        best = np.full(len(points), len(self.areas), dtype=np.intp)
        np.minimum.at(best, which, where)
        best[best == len(self.areas)] = NOWHERE
        return best


def _rank(area: Area) -> tuple[int, bool, str]:
    """Deepest first; of equals, what the police answer for before what neighbors name."""
    return -area.depth, area.level == Area.Level.NEIGHBORHOOD, area.path


def locate(latitude: float | None, longitude: float | None) -> Area | None:
    """The deepest area that holds the point; None outside all of them."""
    if latitude is None or longitude is None:
        return None
    atlas = current_atlas()
    index = atlas.find([latitude], [longitude])[0]
    return None if index == NOWHERE else copy.copy(atlas.areas[index])


def locate_many(latitudes: ArrayLike, longitudes: ArrayLike) -> list[int | None]:
    """For many points at once, the key of the area `locate` would give. NaN is nowhere."""
    atlas = current_atlas()
    keys: list[int | None] = [area.pk for area in atlas.areas]
    keys.append(None)  # what -1 picks
    return [keys[index] for index in atlas.find(latitudes, longitudes)]


_atlas: Atlas | None = None
_drawing = threading.Lock()


def current_atlas() -> Atlas:
    """The one of this process, drawn anew when any process has changed an area.

    Costs one small query. Threads that come while it is drawn wait for the one that draws.
    """
    global _atlas  # noqa: PLW0603 the point of a cache
    stamp = _stamp()
    atlas = _atlas
    if atlas is not None and atlas.stamp == stamp:
        return atlas
    with _drawing:
        if _atlas is None or _atlas.stamp != stamp:
            _atlas = Atlas.drawn_at(stamp)
        return _atlas


def _stamp() -> Stamp:
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        return tuple(cursor.fetchone() or ())
