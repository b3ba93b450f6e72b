"""Where a concern is, at two sizes: coarse for the public, fine for finding neighbors."""

from __future__ import annotations

import h3

# About 0.7 square kilometres: several hundred homes, so that a public cell names no door.
PUBLIC_RESOLUTION = 8
# About 120 metres across: the cell and its ring are "the same corner".
NEAR_RESOLUTION = 10


def cells(latitude: float | None, longitude: float | None) -> tuple[str, str]:
    """The public cell and the near cell of a point; two empty strings without one."""
    if latitude is None or longitude is None:
        return "", ""
    return (
        h3.latlng_to_cell(latitude, longitude, PUBLIC_RESOLUTION),
        h3.latlng_to_cell(latitude, longitude, NEAR_RESOLUTION),
    )


def around(near_cell: str) -> list[str]:
    """A near cell and the six that touch it."""
    return list(h3.grid_disk(near_cell, 1))


def middle(cell: str) -> tuple[float | None, float | None]:
    """The middle of a cell: about where it is, and nobody's door."""
    if not cell:
        return None, None
    latitude, longitude = h3.cell_to_latlng(cell)
    return round(latitude, 5), round(longitude, 5)
