"""What is drawn of a chart, as a Vega-Lite spec: one for paper, page and the live drawing.

Names and numbers are marks, at places worked out with the widths of our own font. So nothing is
cut by surprise, each number is written as on the rest of the page, and no one has to measure a
letter to draw, which took nine tenths of the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.dashboards.specs.columns import columns, trend
from metrics.dashboards.specs.parts import SIZE, THEME
from metrics.dashboards.specs.rows import dots, ranges, rows

if TYPE_CHECKING:
    from metrics.dashboards.charts import Chart
    from metrics.dashboards.specs.parts import Spec

SHAPES = {"rows": rows, "columns": columns, "ranges": ranges, "trend": trend, "dots": dots}
LEAST = 150  # pixels: less is no drawing


def spec(chart: Chart, width: int, letters: int = SIZE) -> Spec:
    """The chart `width` pixels wide. All its numbers are inside: nothing is fetched.

    With `letters` of 0, texts are placed as if of `SIZE`, and the caller gives them that size.
    """
    made = SHAPES[chart.shape](chart, max(width, LEAST))
    return made | {"config": THEME | {"text": THEME["text"] | {"fontSize": letters}}}
