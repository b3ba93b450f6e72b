"""Shapes with one column a stretch of time, named under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.dashboards.charts import HELD
from metrics.dashboards.specs.parts import (
    ABOVE,
    COLORS,
    EDGE,
    INK,
    LINE,
    MUTED,
    SIZE,
    SURFACE,
    along,
    bare,
    ends_of,
    estimates,
    frame,
    grid_of,
    in_order,
    layer,
    number_in_words,
    quiet,
    stacked,
    text,
    tick,
    widest,
    words,
)
from metrics.dashboards.typefaces import fitted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from metrics.dashboards.charts import Chart
    from metrics.dashboards.specs.parts import Spec, Values

TALL = 200
LABELS = 22  # room for numbers over the drawing
UNDER = 26  # room for the names
GAP = 8  # between a number and its line
APART = 12  # between two names
COLUMN = 0.75  # of its step
THICKEST = 96


def columns(chart: Chart, width: int) -> Spec:
    """Columns from 0 on, and a tick for what they are compared with."""
    parts, ticks = stacked(chart)
    grid = grid_of(each["end"] for each in [*parts, *ticks])
    left, step = _room(chart, width, grid)
    wide = max(1.0, min(step * COLUMN, THICKEST))
    y, labels = along("end", grid[0], grid[-1]), _labels(chart, ends_of(parts + ticks), step)
    bar = {"type": "bar", "width": round(wide, 1), "stroke": SURFACE, "strokeWidth": 1}
    bar["cornerRadiusEnd"] = 0
    layers = [
        *_scale(grid),
        layer(
            bar,
            parts,
            x=_columns_of(chart),
            y=along("start", grid[0], grid[-1]),
            y2={"field": "end"},
            fill=bare("color"),
        ),
        layer(tick("horizontal", max(round(step * 0.9), 2)), ticks, x=_columns_of(chart), y=y),
        layer(
            text(align="center", dy=-6),
            labels,
            x=_columns_of(chart),
            y=y,
            text=words(),
        ),
        layer(
            quiet(align="center", dy=-6),
            _held(chart, step),
            x=_columns_of(chart),
            y=y,
            text=words(),
        ),
        _names(chart, step),
    ]
    top = LABELS if labels else ABOVE
    return frame(width, TALL, layers, left=left, top=top, bottom=UNDER)


def trend(chart: Chart, width: int) -> Spec:
    """Estimates one after the other on the whole scale: a range and a point each.

    No line joins them, for nobody was asked in between. A dashed one stands where a point cannot
    be compared with the one before.
    """
    known, grid = estimates(chart), [0.0, chart.most / 2, float(chart.most)]
    breaks = [
        {"place": place} for place, point in enumerate(chart.points) if point.breaks and place
    ]
    left, step = _room(chart, width, grid)
    x = _columns_of(chart)

    def y(field: str) -> Spec:
        return along(field, 0, chart.most)

    every = _every([each["words"] for each in known], step, bold=True)
    told = [each for each in known if each["place"] % every == 0]
    layers = [
        *_scale(grid),
        layer(
            {"type": "rule", "stroke": MUTED, "strokeWidth": 1, "strokeDash": [4, 4]},
            breaks,
            x=_columns_of(chart) | {"bandPosition": 0},
            y={"value": 0},
            y2={"value": "height"},
        ),
        layer(
            {"type": "rule", "stroke": COLORS["range"], "strokeWidth": 10},
            known,
            x=x,
            y=y("low"),
            y2={"field": "high"},
        ),
        layer(
            {"type": "point", "filled": True, "fill": INK, "opacity": 1, "size": 50},
            known,
            x=x,
            y=y("value"),
        ),
        layer(text(align="center", dy=-8), told, x=x, y=y("high"), text=words()),
        layer(
            quiet(align="center", dy=-6),
            _held(chart, step),
            x=x,
            y={"value": "height"},
            text=words(),
        ),
        _names(chart, step),
    ]
    return frame(width, TALL, layers, left=left, top=LABELS, bottom=UNDER)


def _columns_of(chart: Chart) -> Spec:
    return in_order(len(chart.points))


def _room(chart: Chart, width: int, grid: Sequence[float]) -> tuple[int, float]:
    """How wide the numbers of the scale are, and what that leaves for each column."""
    left = round(widest([number_in_words(each) for each in grid])) + GAP
    return left, (width - left - EDGE) / max(len(chart.points), 1)


def _scale(grid: Sequence[float]) -> list[Spec]:
    """Numbers to the left, and a thin line from each; that at 0 is stronger."""
    values = [
        {"end": number, "words": number_in_words(number), "color": LINE if number else "#76766a"}
        for number in grid
    ]
    y = along("end", grid[0], grid[-1])
    return [
        layer(
            {"type": "rule", "strokeWidth": 1},
            values,
            y=y,
            x={"value": 0},
            x2={"value": "width"},
            stroke=bare("color"),
        ),
        layer(quiet(align="right", dx=-GAP), values, y=y, x={"value": 0}, text=words()),
    ]


def _every(written: Sequence[str], step: float, *, bold: bool = False) -> int:
    """Each has room, or each second, third and so on."""
    return max(1, -int(-(widest(written, bold=bold) + APART) // max(step, 1)))


def _names(chart: Chart, step: float) -> Spec:
    """Names under their columns, as many as there is room for."""
    limit = max(step, 84)
    written = [fitted(point.name, limit, SIZE) for point in chart.points]
    every = _every(written, step)
    values = [
        {"place": place, "words": name}
        for place, name in enumerate(written)
        if place % every == 0 and _inside(place, len(written), name, step)
    ]
    return layer(
        quiet(align="center", dy=20),
        values,
        x=_columns_of(chart),
        y={"value": "height"},
        text=words(),
    )


def _inside(place: int, count: int, name: str, step: float) -> bool:
    """Whether a name under its column stays on the paper; the first may use the left margin."""
    half = widest([name]) / 2
    return (count - place - 0.5) * step + EDGE >= half or place == 0


def _labels(chart: Chart, ends: Mapping[int, float], step: float) -> Values:
    """The label of each column over it, where each of them has room."""
    labels = [point.label for point in chart.points]
    if _every(labels, step, bold=True) > 1:
        return []
    return [
        {"place": place, "end": ends.get(place, 0.0), "words": label}
        for place, label in enumerate(labels)
        if label and not chart.holds(chart.points[place])
    ]


def _held(chart: Chart, step: float) -> Values:
    """Why a column is not there; three dots where there is no room for more."""
    held = {place: point for place, point in enumerate(chart.points) if chart.holds(point)}
    reasons = {place: chart.why(point) for place, point in held.items()}
    short = _every(list(reasons.values()), step) > 1
    return [
        {"place": place, "end": 0.0, "words": HELD if short else reason}
        for place, reason in reasons.items()
    ]
