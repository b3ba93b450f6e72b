"""A chart as a file that stands alone: on another site, in a mail, in a slide.

It names no font of ours, fetches nothing and runs nothing; its colors are fixed for one scheme.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.translation import get_language, get_language_bidi

from metrics.dashboards.typefaces import visible, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from metrics.dashboards.charts import Chart, Scheme, Series

FONTS = "'Public Sans', system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
FONT = re.compile(r' font-family="[^"]*"')
# The light colors of the look, and what stands for each at dusk (static/scss/_tokens.scss).
DUSK = {
    "#0f6460": "#6fbab3",
    "#4f9e99": "#40807e",
    "#a72f10": "#f7bca2",
    "#665190": "#b8a2e3",
    "#171716": "#f0f0ec",
    "#5d5d52": "#b3bbb6",
    "#e6e6e2": "#2f3b3a",
    "#76766a": "#83918c",
    "#ffffff": "#182222",
}
COLOR = re.compile("|".join(DUSK))
EDGE = 16
HEADING, BODY, SMALL = 18, 14, 13
LINE = 1.35
KEY = 14
PLAIN, MUTED, SURFACE = "#171716", "#5d5d52", "#ffffff"


def svg_file(chart: Chart, width: int, scheme: Scheme, *, as_of: str, source: str) -> str:
    """The chart, `width` pixels wide with its words, as the text of an SVG file.

    `as_of` and `source` are sentences that stand below. Where nothing may be drawn, it says why.
    """
    inner = max(width - 2 * EDGE, 200)
    width = inner + 2 * EDGE
    page = _Page(inner)
    page.write(chart.title, HEADING, bold=True)
    page.write(chart.about, BODY, fill=MUTED)
    if chart.nothing:
        page.space(EDGE)
        page.write(chart.nothing, BODY)
    else:
        page.place(FONT.sub("", chart.svg(inner)))
        page.keys(chart.keys)
        page.write(chart.held_note, SMALL, fill=MUTED)
    page.space(EDGE / 2)
    page.write(as_of, SMALL, fill=MUTED)
    page.write(source, SMALL, fill=MUTED)
    height = round(page.y + EDGE)
    direction = "rtl" if get_language_bidi() else "ltr"
    file = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img" aria-labelledby="t d"'
        f' xml:lang="{escape(get_language() or "en")}" font-family="{FONTS}">'
        f'<title id="t">{escape(visible(chart.title))}</title>'
        f'<desc id="d">{escape(_said(chart))}</desc>'
        f'<rect width="{width}" height="{height}" fill="{SURFACE}"/>'
        f'<g direction="{direction}">{"".join(page.parts)}</g></svg>'
    )
    return COLOR.sub(lambda found: DUSK[found[0]], file) if scheme == "dark" else file


def _said(chart: Chart) -> str:
    """The whole drawing in words, for those who do not see it."""
    return visible(" ".join([chart.about, *(f"{each}." for each in chart.told)]))


class _Page:
    """Lines of text and a drawing, one below the other."""

    def __init__(self, room: float) -> None:
        self.room = room
        self.y: float = EDGE
        self.parts: list[str] = []

    def space(self, height: float) -> None:
        self.y += height

    def write(self, text: str, size: int, *, bold: bool = False, fill: str = PLAIN) -> None:
        weight = ' font-weight="700"' if bold else ""
        for line in wrapped(visible(text), self.room, size, bold=bold):
            self.y += size * LINE
            self.parts.append(
                f'<text x="{EDGE}" y="{self.y - size * 0.3:.1f}" font-size="{size}"{weight}'
                f' fill="{fill}">{escape(line)}</text>'
            )

    def place(self, drawing: str) -> None:
        """A drawing as wide as the room, with what it says of itself left out."""
        found = re.search(r'height="([0-9.]+)"', drawing)
        self.space(EDGE / 2)
        self.parts.append(drawing.replace("<svg ", f'<svg x="{EDGE}" y="{self.y:.1f}" ', 1))
        self.space(float(found[1]) if found else 0)

    def keys(self, series: Sequence[Series]) -> None:
        for each in series:
            self.y += BODY * LINE + 4
            top = self.y - KEY
            self.parts.append("".join(_swatch(each, top)))
            self.parts.append(
                f'<text x="{EDGE + KEY + 8}" y="{self.y - 2:.1f}" font-size="{BODY}"'
                f' fill="{PLAIN}">{escape(visible(each.name))}</text>'
            )


def _swatch(series: Series, top: float) -> Iterator[str]:
    from metrics.dashboards.specs.parts import COLORS

    wide, left = (3, EDGE + 5) if series.compared else (KEY, EDGE)
    yield f'<rect x="{left}" y="{top:.1f}" width="{wide}" height="{KEY}"'
    yield f' fill="{COLORS[series.color]}"/>'
