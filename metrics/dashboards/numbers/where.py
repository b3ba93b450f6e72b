"""Where concerns come from: by area, and by cells large enough that none names a door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.dashboards.rollups.reading import by_area, tallied

if TYPE_CHECKING:
    from metrics.dashboards.slices import Slice


def raised_by_path(these: Slice) -> dict[str, int]:
    """Concerns raised in the period, by the path of their own area."""
    return by_area(these, "raised")


def raised_by_cell(these: Slice) -> dict[str, int]:
    """The same by public cell (h3, resolution 8); without those that name no spot."""
    return tallied(these, ["raised_near"]).by_kind("raised_near")
