"""Areas in the order people expect them, and which of them to draw."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from portal.areas.models import Area
from portal.pages.maps import AreaMap

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_DRAWN = 80  # beyond this a phone draws slowly, and nobody can hit a shape


@dataclass
class Branch:
    """An area and those under it."""

    area: Area
    parts: list[Branch] = field(default_factory=list)


def branches(areas: Sequence[Area]) -> list[Branch]:
    """The areas as a tree, each level in the order people count: 2 before 10."""
    nodes = {area.pk: Branch(area) for area in sorted(areas, key=_counting)}
    for node in nodes.values():
        if holder := nodes.get(node.area.parent_id or 0):
            holder.parts.append(node)
    return [node for node in nodes.values() if (node.area.parent_id or 0) not in nodes]


def listing(areas: Sequence[Area]) -> tuple[list[Branch], list[Branch]]:
    """Areas with their parts, and areas on their own.

    Where the parts are too many to look through, they are left to the page of their area.
    """
    tree = branches(areas)
    if len(areas) - len(tree) > MOST_DRAWN:
        return [], tree
    return [one for one in tree if one.parts], [one for one in tree if not one.parts]


def picture(areas: Sequence[Area]) -> AreaMap | None:
    """The smallest areas where few enough, else those at the top."""
    holders = {area.parent_id for area in areas}
    leaves = [area for area in areas if area.pk not in holders]
    tops = [area for area in areas if area.parent_id is None]
    return AreaMap.of(leaves if len(leaves) <= MOST_DRAWN else tops)


def around(area: Area, parts: Sequence[Area]) -> AreaMap | None:
    """The parts of an area, or the area among its neighbors."""
    return AreaMap.of(parts[:MOST_DRAWN]) or AreaMap.of(
        Area.objects.near(area)[:MOST_DRAWN], on=area
    )


def _counting(area: Area) -> tuple[tuple[int, str], ...]:
    """Numbers by their value, words by the alphabet."""
    parts = re.findall(r"\d+|\D+", area.name.casefold())
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)
