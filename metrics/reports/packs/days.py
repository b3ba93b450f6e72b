"""A day as a cell of a table has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format

if TYPE_CHECKING:
    from datetime import date


def written(day: date | None) -> str:
    """Short, in the language that is switched on; empty for none."""
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""
