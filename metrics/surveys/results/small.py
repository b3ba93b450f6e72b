"""Districts with few answers: drawn to what districts are like, and said to be so.

STATISTICS.md, 2.4: a district speaks for itself from 100 answers and 50 effective ones; below,
it is modelled after Fay and Herriot where there are five districts to learn from; else it is
held back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from django.conf import settings

from metrics.trust import areas
from metrics.trust.intervals import Z

if TYPE_CHECKING:
    from metrics.surveys.results.estimating import Measure, Row

FEWEST_AREAS = 5
WIDEST = 20.0


def modelled(measure: Measure, rows: list[Row], direct: int, direct_eff: float) -> list[Row]:
    """The rows, those of small districts modelled or held back."""
    districts = [row for row in rows if row.group == "area"]
    small = {row.name for row in districts if row.n < direct or (row.n_eff or 0) < direct_eff}
    if not small:
        return rows
    told = [row for row in districts if row.n > 1 and row.se is not None and row.deff is not None]
    found = _fit(told) if len(told) >= FEWEST_AREAS else None
    return [
        row if row.name not in small
        else _drawn(measure, row, found.get(row.name) if found else None)
        for row in rows
    ]  # fmt: skip


def _fit(told: list[Row]) -> dict[tuple[str, str, str, str], tuple[float, float, float]] | None:
    """Estimate, √mse and weight of the own answers, by row; None where no model can be made."""
    n = np.array([row.n for row in told], dtype=float)
    deff = np.array([row.deff for row in told], dtype=float)
    se = np.array([row.se for row in told], dtype=float)
    variance = areas.smoothed(se**2 * n / deff, n, deff)
    if not (variance > 0).all():
        return None
    try:
        fitted = areas.fay_herriot([row.value or 0.0 for row in told], variance)
    except (ValueError, np.linalg.LinAlgError):
        return None
    each = zip(fitted.estimate, np.sqrt(fitted.mse), fitted.own_share, strict=True)
    return {row.name: tuple(map(float, one)) for row, one in zip(told, each, strict=True)}  # type: ignore[misc]


def _drawn(measure: Measure, row: Row, found: tuple[float, float, float] | None) -> Row:
    if found is None or row.n < settings.PUBLISH_FLOOR:
        return row.held("none" if row.n == 0 else "small_area")
    value, error, own_share = found
    if 2 * Z * error * measure.points > WIDEST:
        return row.held("wide")
    return replace(
        row,
        value=value,
        se=error,
        low=max(measure.low, value - Z * error),
        high=min(measure.high, value + Z * error),
        how="modelled",
        own_share=own_share,
        why="",
    )
