"""What the shapes are put together from.

The colors are the light ones of the look; the style sheet maps them to the live ones.
"""

from __future__ import annotations

import json
from math import ceil, floor, log10
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metrics.dashboards import typefaces
from metrics.dashboards.charts import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from metrics.dashboards.charts import Chart

THEME = json.loads((Path(__file__).parent.parent / "chart-theme.json").read_text())
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
COLORS = {"pine": "#0f6460", "range": "#4f9e99", "late": "#a72f10", "heather": "#665190"}
INK, MUTED, LINE, SURFACE = "#171716", "#5d5d52", "#e6e6e2", "#ffffff"
COLORS |= {"ink": INK}
SIZE = 14  # of a letter
RISE = 5  # from the middle of a letter down to the line it stands on
ABOVE = 8  # room over the drawing
EDGE = 2  # room for the stroke at the end of a bar
STEPS = 4  # about so many lines of a grid
BAND, ESTIMATE = 14, 3  # pixels: a range, and the tick of what lies in it

Spec = dict[str, Any]
Values = list[dict[str, Any]]


def frame(width: int, height: float, layers: list[Spec], **margins: float) -> Spec:
    """The whole drawing, `width` pixels wide; `height` is of the part inside the margins."""
    room = {"left": 0, "right": EDGE, "top": ABOVE, "bottom": 0} | margins
    room = {side: ceil(space) for side, space in room.items()}
    return {
        "$schema": SCHEMA,
        "width": max(width - room["left"] - room["right"], 10),
        "height": ceil(height),
        "padding": room,
        "autosize": "none",
        "layer": layers,
    }


def layer(mark: Spec, values: Values, **encoding: Spec) -> Spec:
    return {"mark": mark, "data": {"values": values}, "encoding": encoding}


def text(**about: Any) -> Spec:
    """Words in ink, bold, that stand to the right of their place."""
    usual = {"type": "text", "align": "left", "baseline": "alphabetic", "dy": RISE, "fill": INK}
    return usual | about


def quiet(**about: Any) -> Spec:
    return text(**{"fontWeight": "normal", "fill": MUTED} | about)


def tick(orient: str, length: int, **about: Any) -> Spec:
    """A short line of ink: an estimate, or what a bar is compared with."""
    size = {"height" if orient == "vertical" else "width": length, "thickness": ESTIMATE}
    return {"type": "tick", "orient": orient, "color": INK, "opacity": 1} | size | about


def in_order(count: int, **about: Any) -> Spec:
    """Points stand in their order, whatever they are called: two may share one name."""
    scale = {"type": "band", "domain": list(range(count)), "padding": 0}
    return {"field": "place", "type": "ordinal", "axis": None, "scale": scale} | about


def along(field: str, low: float, high: float) -> Spec:
    scale = {"domain": [low, high], "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def bare(field: str) -> Spec:
    """A field that says how to draw: a color, a form."""
    return {"field": field, "type": "nominal", "scale": None}


def words(field: str = "words") -> Spec:
    return {"field": field, "type": "nominal"}


def grid_of(numbers: Iterable[float]) -> list[float]:
    """Round numbers from 0 to all of these, about `STEPS` apart. Whole ones where they are."""
    found = [0.0, *numbers]
    low, high = min(found), max(found)
    whole = all(number == round(number) for number in found)
    rough = (high - low) / STEPS or 1.0
    size = 10.0 ** floor(log10(rough))
    step = next(size * times for times in (1, 2, 5, 10) if size * times >= rough)
    if whole:
        step = max(step, 1.0)
    lines = [step * at for at in range(floor(low / step), ceil(high / step) + 1)]
    return lines if len(lines) > 1 else [0.0, step]


def stacked(chart: Chart) -> tuple[Values, Values]:
    """The parts of each bar, one after the other from 0 on, and the ticks it is compared with."""
    parts, ticks = [], []
    for place, point in enumerate(chart.points):
        if chart.holds(point):
            continue
        ends = {True: 0.0, False: 0.0}  # what is under 0 goes the other way
        for series, number in zip(chart.series, point.numbers, strict=True):
            if number is None:
                continue
            if series.compared:
                ticks.append({"place": place, "end": number})
            elif number:
                start = ends[number > 0]
                ends[number > 0] += number
                color = COLORS[series.color]
                parts.append(
                    {"place": place, "start": start, "end": ends[number > 0], "color": color}
                )
    return parts, ticks


def ends_of(values: Values) -> dict[int, float]:
    """How far each place is drawn, where its label may begin."""
    ends: dict[int, float] = {}
    for each in values:
        ends[each["place"]] = max(each["end"], ends.get(each["place"], 0.0))
    return ends


def estimates(chart: Chart) -> Values:
    """Those that are known, with their range; without one it is the estimate alone."""
    found = []
    for place, point in enumerate(chart.points):
        low, value, high = point.numbers
        if value is not None:
            low, high = value if low is None else low, value if high is None else high
            found.append(
                {"place": place, "low": low, "value": value, "high": high, "words": point.label}
            )
    return found


def number_in_words(number: float) -> str:
    """A number of a scale, as short as it can be written."""
    rounded = round(number, 6)
    return in_words(int(rounded) if rounded == int(rounded) else rounded)


def widest(written: Sequence[str], *, bold: bool = False) -> float:
    return max((typefaces.width(each, SIZE, bold=bold) for each in written), default=0.0)
