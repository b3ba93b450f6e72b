"""Turns features into areas: several of one id joined, crossings mended, parents found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import shapely
from shapely.geometry import shape

from portal.areas import boundaries
from portal.areas.codes import Codes
from portal.areas.models import Area, Boundary
from portal.records.imports.errors import Refused, RowError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry import MultiPolygon

    from portal.records.imports.tally import Tally


@dataclass
class Draft:
    """An area as the file has it."""

    code: str
    name: str
    parent_code: str
    numbers: list[int] = field(default_factory=list)
    pieces: list[MultiPolygon] = field(default_factory=list)
    mended: bool = False

    def boundary(self) -> MultiPolygon:
        """One valid boundary of all pieces; BoundaryError says why there is none."""
        self.mended = not all(piece.is_valid for piece in self.pieces)
        whole = [boundaries.mended(piece) for piece in self.pieces]
        return boundaries.snapped(boundaries.dissolved(whole) if len(whole) > 1 else whole[0])


class Parents:
    """Finds what an area is part of: by its code in the file, else by the largest overlap."""

    def __init__(self, level: str, *, by_field: bool, parent_level: str) -> None:
        self.by_field = by_field
        self.parent_level = parent_level
        others = [one for one in Area.Level.values if one != level]
        self.codes = Codes.of(*([parent_level] if parent_level else others))
        self.areas = {area.pk: area for area in Area.objects.exclude(level=level)}
        if by_field or not parent_level:
            return
        above = Boundary.objects.filter(area__level=parent_level)
        rows = list(above.values_list("area_id", "geometry"))
        if not rows:
            raise Refused(f"There is no {parent_level} with a boundary. Import those first.")
        self.keys = [key for key, _geometry in rows]
        self.shapes = [shape(geometry) for _key, geometry in rows]
        self.tree = shapely.STRtree(self.shapes)

    def of(self, draft: Draft, whole: MultiPolygon) -> Area | None:
        if self.by_field:
            return self._named(draft.parent_code)
        return self._around(whole) if self.parent_level else None

    def _named(self, code: str) -> Area:
        if not code:
            raise RowError("It does not say what it is part of.")
        key = self.codes.find(code)
        if key is None:
            several = self.codes.means_several(code)
            which = "is there more than once; give --parent-level" if several else "is not here"
            raise RowError(f"It is part of {code}, which {which}.")
        return self.areas[key]

    def _around(self, whole: MultiPolygon) -> Area:
        shares = [
            (float(whole.intersection(self.shapes[near]).area), -int(near))
            for near in self.tree.query(whole, predicate="intersects")
        ]
        share, near = max(shares, default=(0.0, 0))
        if share <= 0:
            raise RowError(f"It lies in no {self.parent_level}.")
        return self.areas[self.keys[-near]]


@dataclass
class Register:
    """The areas of one level that are here, by code."""

    level: str
    tally: Tally

    def __post_init__(self) -> None:
        self.areas = {area.code: area for area in Area.objects.filter(level=self.level)}
        self.before = set(self.areas)

    def put(self, draft: Draft, whole: MultiPolygon, parent: Area | None) -> None:
        """Add the area or bring the one we have up to date. Its address never changes."""
        drawn = boundaries.write(whole)
        area = self.areas.get(draft.code)
        if area is None:
            self.areas[draft.code] = Area.objects.establish(
                level=self.level, code=draft.code, name=draft.name, parent=parent, geometry=drawn
            )
            self.tally.added += 1
            return
        renamed = area.name != draft.name
        if renamed:
            area.name = draft.name
            area.save(update_fields=["name", "changed_at"])
        moved = area.move(parent) if parent else False
        redrawn = area.draw(drawn)
        self.tally.count(created=False, changed=renamed or moved or redrawn)

    def gone(self, drafts: Sequence[Draft]) -> list[str]:
        """Codes that were here before and are not among the drafts."""
        return sorted(self.before - {draft.code for draft in drafts})


def known_bounds() -> tuple[float, float, float, float] | None:
    """West, south, east, north of everything already here."""
    edges = Boundary.objects.values_list("west", "south", "east", "north")
    if not edges:
        return None
    wests, souths, easts, norths = zip(*edges, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def listed(codes: Sequence[str], most: int = 8) -> str:
    more = f" and {len(codes) - most:,} more" if len(codes) > most else ""
    return ", ".join(codes[:most]) + more
