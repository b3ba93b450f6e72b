"""Where concerns come from: by area, and by cells large enough that none names a door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from engagement.concerns.models import Concern

if TYPE_CHECKING:
    from metrics.dashboards.slices import Slice


def raised_by_path(these: Slice) -> dict[str, int]:
    """Concerns raised in the period, by the path of their own area."""
    return dict(_counted(these, "area__path"))


def raised_by_cell(these: Slice) -> dict[str, int]:
    """The same by public cell (h3, resolution 8); without those that name no spot."""
    return {cell: n for cell, n in _counted(these, "cell") if cell}


def _counted(these: Slice, field: str) -> list[tuple[str, int]]:
    raised = Concern.objects.filter(these.inside(), area__isnull=False).raised_between(
        these.period.starts_at, these.period.ends_at
    )
    return list(raised.order_by().values_list(field).annotate(n=Count("pk")))
