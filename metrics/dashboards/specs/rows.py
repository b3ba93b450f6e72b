"""Shapes with one row a place: its name beside it, or above it on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.dashboards.specs.parts import (
    BAND,
    COLORS,
    EDGE,
    INK,
    LINE,
    RISE,
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
    from collections.abc import Sequence

    from metrics.dashboards.charts import Chart
    from metrics.dashboards.specs.parts import Spec, Values

NAMES_BESIDE = 400  # narrower than this, a name stands above its bar
NAME_WIDTH, GAP = 206, 12
BESIDE, BELOW = 34, 48  # the height of a row with its name beside it, or above
HALF = 8  # a dot or a number at 0, left of it
DROP = 9  # of a bar under its name
UNDER = 26  # room for the numbers of a scale
FORMS = ("circle", "diamond", "square", "triangle-up")  # of dots: not by color alone


def rows(chart: Chart, width: int) -> Spec:
    """Bars from 0 on, their label at the end, and a tick for what they are compared with."""
    parts, ticks = stacked(chart)
    ends = ends_of(parts + ticks)
    numbers = [0.0, *(each["end"] for each in [*parts, *ticks])]
    low, high = min(numbers), max(*numbers, 0.0) or 1.0
    labels = {
        place: point.label for place, point in enumerate(chart.points) if not chart.holds(point)
    }
    right = min(widest(list(labels.values()), bold=True) + 10, width / 3)
    told = [
        {"place": place, "end": ends.get(place, 0.0), "words": _cut(label, right - 6)}
        for place, label in labels.items()
    ]
    y, drop = _rows_of(chart), _drop(width)
    bar = {"type": "bar", "height": 16, "stroke": SURFACE, "strokeWidth": 1, "yOffset": drop}
    layers = [
        layer(
            bar | {"cornerRadiusEnd": 0},
            parts,
            y=y,
            x=along("start", low, high),
            x2={"field": "end"},
            fill=bare("color"),
        ),
        layer(tick("vertical", 22, yOffset=drop), ticks, y=y, x=along("end", low, high)),
        layer(text(dx=6, dy=RISE + drop), told, y=y, x=along("end", low, high), text=words()),
    ]
    return _with_names(chart, width, layers, right=right + EDGE)


def dots(chart: Chart, width: int) -> Spec:
    """A dot for each number, on a scale from 0; series differ by color and by form."""
    values: Values = [
        {"place": place, "end": number, "color": COLORS[series.color], "form": FORMS[order % 4]}
        for place, point in enumerate(chart.points)
        for order, (series, number) in enumerate(zip(chart.series, point.numbers, strict=True))
        if number is not None
    ]
    grid = grid_of(each["end"] for each in values)
    lines = [{"place": place} for place, point in enumerate(chart.points) if not chart.holds(point)]
    y, drop = _rows_of(chart), _drop(width)
    dot = {"type": "point", "filled": True, "size": 110, "opacity": 1, "stroke": SURFACE}
    layers = [
        *_scale(grid, grid[0], grid[-1]),
        layer(
            {"type": "rule", "stroke": LINE, "strokeWidth": 1, "yOffset": drop},
            lines,
            y=y,
            x={"value": 0},
            x2={"value": "width"},
        ),
        layer(
            dot | {"strokeWidth": 1, "yOffset": drop},
            values,
            y=y,
            x=along("end", grid[0], grid[-1]),
            fill=bare("color"),
            shape=bare("form"),
        ),
    ]
    right = max(widest([number_in_words(grid[-1])]) / 2, 10) + EDGE
    return _with_names(chart, width, layers, right=right, bottom=UNDER)


def ranges(chart: Chart, width: int) -> Spec:
    """Estimates on the whole scale from 0 on: a band for the range, a tick for the estimate."""
    known, most = estimates(chart), chart.most
    right = min(max(widest([each["words"] for each in known], bold=True) + 10, 16), width / 3)
    known = [each | {"words": _cut(each["words"], right - 8)} for each in known]
    y, drop = _rows_of(chart), _drop(width)
    rule = {"type": "rule", "yOffset": drop}
    layers = [
        *_scale([0, most / 2, most], 0, most, lines=False),
        layer(
            rule | {"stroke": LINE, "strokeWidth": 3},
            [{"place": each["place"]} for each in known],
            y=y,
            x={"value": 0},
            x2={"value": "width"},
        ),
        layer(
            rule | {"stroke": COLORS["range"], "strokeWidth": BAND, "clip": True},
            known,
            y=y,
            x=along("low", 0, most),
            x2={"field": "high"},
        ),
        layer(tick("vertical", 22, yOffset=drop, clip=True), known, y=y, x=along("value", 0, most)),
        layer(text(dx=8, dy=RISE + drop), known, y=y, x={"value": "width"}, text=words()),
    ]
    return _with_names(chart, width, layers, right=right, bottom=UNDER)


def _cut(label: str, room: float) -> str:
    return fitted(label, room, SIZE, bold=True)


def _rows_of(chart: Chart) -> Spec:
    return in_order(len(chart.points))


def _drop(width: int) -> int:
    return 0 if width >= NAMES_BESIDE else DROP


def _with_names(
    chart: Chart, width: int, layers: list[Spec], *, right: float, bottom: int = 0
) -> Spec:
    """Rows with their names, and why there is nothing in those that are held back."""
    beside, y, drop = width >= NAMES_BESIDE, _rows_of(chart), _drop(width)
    names = [point.name for point in chart.points]
    left = min(widest(names) + 1, NAME_WIDTH) + GAP if beside else bottom and HALF
    room = left - GAP if beside else width - right
    written = [
        {"place": place, "words": fitted(name, room, SIZE)} for place, name in enumerate(names)
    ]
    held = [
        {"place": place, "words": fitted(chart.why(point), width - left - right, SIZE)}
        for place, point in enumerate(chart.points)
        if chart.holds(point)
    ]
    name = quiet(fill=INK, dy=RISE if beside else RISE - 12)
    layers = [
        *layers,
        layer(name, written, y=y, x={"value": -left}, text=words()),
        layer(quiet(dy=RISE + drop), held, y=y, x={"value": 0}, text=words()),
    ]
    height = max(len(names), 1) * (BESIDE if beside else BELOW)
    return frame(width, height, layers, left=left, right=right, bottom=bottom)


def _scale(grid: Sequence[float], low: float, high: float, *, lines: bool = True) -> list[Spec]:
    """Numbers under the drawing, and a thin line up from each."""
    values = [{"end": number, "words": number_in_words(number)} for number in grid]
    x = along("end", low, high)
    written = layer(quiet(align="center", dy=20), values, x=x, y={"value": "height"}, text=words())
    line = layer(
        {"type": "rule", "stroke": LINE, "strokeWidth": 1},
        values,
        x=x,
        y={"value": 0},
        y2={"value": "height"},
    )
    return [line, written] if lines else [written]
