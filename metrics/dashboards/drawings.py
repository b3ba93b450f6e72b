"""Turns a chart into SVG: a Vega-Lite spec by altair, drawn by vl-convert, made fit to inline.

The colors are the light ones of the look; the style sheet maps them to the live ones.
Both libraries are heavy, so this module is imported only when something must be drawn.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import altair as alt
import vl_convert
from django.utils.translation import get_language

from metrics.dashboards import typefaces

if TYPE_CHECKING:
    from metrics.dashboards.charts import Chart

THEME = json.loads((Path(__file__).parent / "chart-theme.json").read_text())
COLORS = {"pine": "#0f6460", "range": "#4f9e99", "late": "#a72f10", "heather": "#665190"}
INK, MUTED, LINE, SURFACE = "#171716", "#5d5d52", "#e6e6e2", "#ffffff"
NAMES_BESIDE = 400  # narrower than this, a name stands above its bar
NAME_WIDTH = 206
LABEL_WIDTH = 24  # of a number above its point
ROOM_FOR_TOTALS = 1.14

NOISE = re.compile(
    r' (?:class|role|aria-[a-z]+|pointer-events|opacity="1")(?:="[^"]*")?'
    r'|<path(?: class="(?:background|foreground)")[^>]*(?:d=""|h0v0h0Z")[^>]*/>'
)


def draw(chart: Chart, width: int, prefix: str) -> str:
    """The chart as an SVG element `width` pixels wide.

    Ids inside it begin with `prefix`, so that several may share one page. No data, font or
    schema is fetched from anywhere: all numbers are in the spec.
    """
    shape = {"rows": _rows, "columns": _columns, "ranges": _ranges, "trend": _trend}[chart.shape]
    spec = shape(chart, width).to_dict(validate=False)  # the tests validate
    spec["config"] = THEME
    spec["width"] = width
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    _know_our_fonts()
    spanish = (get_language() or "").startswith("es")
    svg = vl_convert.vegalite_to_svg(
        spec,
        allowed_base_urls=[],
        format_locale="es-MX" if spanish else "en-US",  # as numbers are written in this country
    )
    return fit_to_inline(svg, prefix)


def fit_to_inline(svg: str, prefix: str) -> str:
    """Without the parts that mean nothing in our page, and with ids of its own."""
    svg = NOISE.sub("", svg)
    return re.sub(r'(id="|url\(#)', rf"\g<1>c{prefix}-", svg)


@cache
def _know_our_fonts() -> None:
    vl_convert.register_font_directory(str(typefaces.FOLDER))


def _values(chart: Chart) -> list[dict[str, Any]]:
    return [
        {"name": point.name, "place": place, "order": order, "value": value, "series": series.name}
        for place, point in enumerate(chart.points)
        for order, (series, value) in enumerate(zip(chart.series, point.values, strict=True))
        if value
    ]


def _ends(chart: Chart) -> list[dict[str, Any]]:
    """What stands at the end of each bar: its total, or why there is none."""
    return [
        {
            "name": point.name,
            "total": sum(value or 0 for value in point.values),
            "label": point.label,
        }
        for point in chart.points
    ]


def _color(chart: Chart) -> alt.Color:
    names = [series.name for series in chart.series]
    colors = [COLORS[series.color] for series in chart.series]
    return alt.Color(
        "series:N", scale=alt.Scale(domain=names, range=colors), sort=names, legend=None
    )


def _order(chart: Chart) -> list[str]:
    return [point.name for point in chart.points]


def _scale(chart: Chart) -> alt.Scale:
    most = max((end["total"] for end in _ends(chart)), default=0)
    return alt.Scale(domain=[0, max(most, 1) * ROOM_FOR_TOTALS], nice=False)


def _rows(chart: Chart, width: int) -> alt.LayerChart | alt.FacetChart:
    """Horizontal bars, one a place; its name beside the bar, or above it on a phone."""
    beside = width >= NAMES_BESIDE
    y = alt.Y("name:N", sort=_order(chart), axis=_names(beside=beside), scale=alt.Scale(padding=0))
    drop = 0 if beside else 9
    x = alt.X("sum(value):Q", axis=None, scale=_scale(chart), stack="zero")
    bars = (
        alt.Chart(alt.InlineData(values=_values(chart)))
        .mark_bar(height=16, stroke=SURFACE, strokeWidth=1, yOffset=drop, cornerRadiusEnd=0)
        .encode(y=y, x=x, color=_color(chart), order=alt.Order("order:Q"))
    )
    ends = alt.Chart(alt.InlineData(values=_ends(chart)))
    totals = ends.mark_text(align="left", dx=6, dy=drop, fill=INK).encode(
        y=y, x=alt.X("total:Q", axis=None, scale=_scale(chart)), text="label:N"
    )
    layers = [bars, totals]
    if not beside:
        layers.append(_name_above(ends, y, width))
    return alt.layer(*layers).properties(height={"step": 34 if beside else 48})


def _columns(chart: Chart, width: int) -> alt.Chart:
    """Stacked columns, one a stretch of time."""
    fits = max(1, width // 64)
    every = max(1, -(-len(chart.points) // fits))
    names = alt.Axis(
        title=None, labelAngle=0, ticks=False, values=_order(chart)[::every], labelOverlap=False
    )
    columns: alt.Chart = (
        alt.Chart(alt.InlineData(values=_values(chart)))
        .mark_bar(stroke=SURFACE, strokeWidth=1, cornerRadiusEnd=0)
        .encode(
            x=alt.X(
                "name:O",
                sort=_order(chart),
                axis=names,
                scale=alt.Scale(domain=_order(chart), paddingInner=0.25, paddingOuter=0.1),
            ),
            y=alt.Y(
                "sum(value):Q",
                axis=alt.Axis(title=None, tickMinStep=1, format=",d"),
                stack="zero",
            ),
            color=_color(chart),
            order=alt.Order("order:Q"),
        )
        .properties(height=200)
    )
    return columns


def _ranges(chart: Chart, width: int) -> alt.LayerChart | alt.FacetChart:
    """Estimates on the whole scale from 0 on: a band for the range, a tick for the estimate."""
    values = _estimates(chart)
    beside = width >= NAMES_BESIDE
    drop = 0 if beside else 9
    base = alt.Chart(alt.InlineData(values=values))
    y = alt.Y("name:N", sort=_order(chart), axis=_names(beside=beside), scale=alt.Scale(padding=0))

    def at(field: str) -> alt.X:
        scale = alt.Scale(domain=[0, chart.most * ROOM_FOR_TOTALS])
        return alt.X(
            f"{field}:Q",
            scale=scale,
            axis=alt.Axis(
                title=None, domain=False, ticks=False, values=[0, chart.most // 2, chart.most]
            ),
        )

    known = base.transform_filter("datum.known")
    layers = [
        known.mark_rule(stroke=LINE, strokeWidth=3, yOffset=drop).encode(
            y=y, x=alt.XDatum(0), x2=alt.X2Datum(chart.most)
        ),
        known.mark_rule(stroke=COLORS["range"], strokeWidth=14, yOffset=drop).encode(
            y=y, x=at("low"), x2="high:Q"
        ),
        known.mark_tick(color=INK, thickness=3, height=22, opacity=1, yOffset=drop).encode(
            y=y, x=at("value")
        ),
        known.mark_text(align="left", dx=8, dy=drop, fill=INK).encode(
            y=y, x=alt.XDatum(chart.most), text="label:N"
        ),
        base.transform_filter("!datum.known")
        .mark_text(align="left", dy=drop, fill=MUTED, fontWeight="normal")
        .encode(y=y, x=alt.XDatum(0), text="label:N"),
    ]
    if not beside:
        layers.append(_name_above(base, y, width))
    return alt.layer(*layers).properties(height={"step": 34 if beside else 48})


def _trend(chart: Chart, width: int) -> alt.LayerChart | alt.FacetChart:
    """Estimates one after the other on the whole scale: a range and a point each, and a line.

    The line ends, and a dashed one stands, where a point cannot be compared with the one before.
    """
    values, piece = _estimates(chart), 0
    labels = max(1, -(-len(chart.points) * LABEL_WIDTH // width))  # each, or each second, third
    for at, (point, value) in enumerate(zip(chart.points, values, strict=True)):
        piece += point.breaks or not value["known"]
        value |= {"piece": piece, "breaks": point.breaks and at > 0}
        value["label"] = point.label if at % labels == 0 else ""
    fits = max(1, width // 84)
    every = max(1, -(-len(values) // fits))
    axis = alt.Axis(
        title=None, labelAngle=0, ticks=False, values=_order(chart)[::every], labelOverlap=False
    )
    scale = alt.Scale(domain=_order(chart))
    x = alt.X("name:O", sort=_order(chart), axis=axis, scale=scale)

    def at_height(field: str) -> alt.Y:
        return alt.Y(
            f"{field}:Q",
            scale=alt.Scale(domain=[0, chart.most]),
            axis=alt.Axis(title=None, values=[0, chart.most // 2, chart.most]),
        )

    base = alt.Chart(alt.InlineData(values=values))
    known = base.transform_filter("datum.known")
    layers = [
        base.transform_filter("datum.breaks")
        .mark_rule(stroke=MUTED, strokeWidth=1, strokeDash=[4, 4])
        .encode(x=alt.X("name:O", sort=_order(chart), axis=axis, scale=scale, bandPosition=0)),
        known.mark_rule(stroke=COLORS["range"], strokeWidth=10).encode(
            x=x, y=at_height("low"), y2="high:Q"
        ),
        known.mark_line(stroke=COLORS["pine"]).encode(x=x, y=at_height("value"), detail="piece:N"),
        known.mark_point(filled=True, fill=INK, opacity=1, size=50).encode(
            x=x, y=at_height("value")
        ),
        known.mark_text(dy=-12, baseline="bottom", fill=INK).encode(
            x=x, y=at_height("high"), text="label:N"
        ),
    ]
    return alt.layer(*layers).properties(height=200)


def _estimates(chart: Chart) -> list[dict[str, Any]]:
    return [
        dict(zip(("low", "value", "high"), point.values, strict=True))
        | {"name": point.name, "label": point.label, "known": point.values[1] is not None}
        for point in chart.points
    ]


def _names(*, beside: bool) -> alt.Axis | None:
    """Names in a column of their own, where there is room for one."""
    if not beside:
        return None
    return alt.Axis(
        title=None,
        domain=False,
        ticks=False,
        labelAlign="left",
        labelLimit=NAME_WIDTH,
        labelPadding=NAME_WIDTH + 8,
        labelColor=INK,
    )


def _name_above(base: alt.Chart, y: alt.Y, width: int) -> alt.Chart:
    words = base.mark_text(align="left", dy=-11, fill=INK, fontWeight="normal", limit=width - 10)
    above: alt.Chart = words.encode(y=y, x=alt.value(0), text="name:N")
    return above
