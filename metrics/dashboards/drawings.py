"""Turns the spec of a chart into SVG with vl-convert, and makes it fit to inline.

vl-convert is heavy, so this module is imported only when something must be drawn.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import vl_convert

from metrics.dashboards import typefaces
from metrics.dashboards.specs import spec
from metrics.dashboards.specs.parts import SIZE

if TYPE_CHECKING:
    from metrics.dashboards.charts import Chart

NOISE = re.compile(
    r' (?:class|role|aria-[a-z]+|pointer-events|opacity="1")(?:="[^"]*")?'
    r'|<path(?: class="(?:background|foreground)")[^>]*(?:d=""|h0v0h0Z")[^>]*/>'
)
UNMEASURED = 'font-size="0px"'


def draw(chart: Chart, width: int, prefix: str) -> str:
    """The chart as an SVG element `width` pixels wide.

    Ids inside it begin with `prefix`, so that several may share one page. No data, font or
    schema is fetched from anywhere: all numbers are in the spec. vl-convert outlines every
    letter it measures (0.1 ms each), and takes its word for letters of no size: the spec has
    placed them already, so they get their size afterwards.
    """
    _know_our_fonts()
    svg = vl_convert.vegalite_to_svg(spec(chart, width, letters=0), allowed_base_urls=[])
    return fit_to_inline(svg.replace(UNMEASURED, f'font-size="{SIZE}px"'), prefix)


def fit_to_inline(svg: str, prefix: str) -> str:
    """Without the parts that mean nothing in our page, and with ids of its own."""
    svg = NOISE.sub("", svg)
    return re.sub(r'(id="|url\(#)', rf"\g<1>c{prefix}-", svg)


@cache
def _know_our_fonts() -> None:
    vl_convert.register_font_directory(str(typefaces.FOLDER))
