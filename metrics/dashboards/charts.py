"""Charts: a finding as title, what is drawn, and the same numbers as a table.

A chart knows nothing of concerns or meetings. `drawings.py` turns it into SVG.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Literal

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from metrics.dashboards.remember import remember
from metrics.dashboards.typefaces import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.utils.safestring import SafeString

DRAWN_FOR = 7 * 24 * 3600
EDITION = 2  # raise when the same numbers should be drawn otherwise
NARROW, WIDE, PAGE = 300, 500, 660  # a phone, half a desk, a sheet of paper

FONT = re.compile(r' font-family="[^"]*"')
Value = str | int | float | None
Color = Literal["pine", "range", "late", "heather"]


@dataclass(frozen=True)
class Series:
    """One color of a chart. Late is the only one that may be brick."""

    name: str
    color: Color = "pine"

    @property
    def swatch(self) -> str:
        """The class that fills its key in the live color."""
        return {"pine": "ch-a", "range": "ch-b", "late": "ch-c", "heather": "ch-d"}[self.color]


@dataclass(frozen=True)
class Point:
    """One row or column with a value for each series.

    A range has three: low, value and high; all None where there is nothing to say, and then
    the label says why. Where `breaks`, it cannot be compared with the one before.
    """

    name: str
    values: tuple[float | None, ...]
    label: str = ""
    breaks: bool = False


@dataclass(frozen=True)
class Cell:
    """What stands in one cell of a table, in words, and whether it is a number."""

    words: str
    numeric: bool


@dataclass(frozen=True)
class Table:
    """The numbers behind the drawing, or a table that stands alone. Names come first."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] = ()

    @property
    def numeric(self) -> list[bool]:
        """Which columns hold numbers alone."""
        rows = [*self.rows, *([self.total] if self.total else [])]
        return [
            all(row[place] is None or isinstance(row[place], int | float) for row in rows)
            and place > 0
            for place in range(len(self.head))
        ]

    @property
    def titles(self) -> list[Cell]:
        return [Cell(*pair) for pair in zip(self.head, self.numeric, strict=True)]

    @property
    def lines(self) -> list[list[Cell]]:
        return [self._line(row) for row in self.rows]

    @property
    def last_line(self) -> list[Cell]:
        return self._line(self.total) if self.total else []

    def _line(self, row: tuple[Value, ...]) -> list[Cell]:
        return [Cell(in_words(cell), flag) for cell, flag in zip(row, self.numeric, strict=True)]


def in_words(value: Value) -> str:
    """A number as it is written here; a dash where there is none."""
    if value is None:
        return "\N{EN DASH}"
    return value if isinstance(value, str) else number_format(value, force_grouping=True)


@dataclass(frozen=True)
class Chart:
    shape: Literal["rows", "columns", "ranges", "trend"]
    title: str
    about: str
    series: tuple[Series, ...]
    points: tuple[Point, ...]
    table: Table
    most: int = 100  # where the scale of ranges and trends ends

    @property
    def description(self) -> str:
        """What a screen reader says in place of the drawing."""
        return f"{self.title} {self.about}"

    @property
    def narrow(self) -> SafeString:
        return self._inline(NARROW)

    @property
    def wide(self) -> SafeString:
        return self._inline(WIDE)

    @property
    def keys(self) -> Sequence[Series]:
        """Colors that need a word, where there is more than one."""
        return self.series if self.shape in {"rows", "columns"} and len(self.series) > 1 else ()

    def written_with(self, letters: Callable[[str], str]) -> Chart:
        """The same chart, each word of the drawing put through `letters`."""
        return replace(
            self,
            series=tuple(replace(each, name=letters(each.name)) for each in self.series),
            points=tuple(
                replace(each, name=letters(each.name), label=letters(each.label))
                for each in self.points
            ),
        )

    def svg(self, width: int) -> str:
        """The drawing, from the cache when these very numbers were drawn before."""
        chart = self.written_with(visible)
        content = asdict(chart) | {"width": width, "language": get_language(), "edition": EDITION}
        content = {key: content[key] for key in content if key not in {"table", "title", "about"}}
        text = json.dumps(content, sort_keys=True, default=str)
        digest = hashlib.sha256(text.encode()).hexdigest()

        def draw() -> str:
            from metrics.dashboards.drawings import draw as draw_now

            return draw_now(chart, width, digest[:8])

        return remember(f"chart:{digest}", DRAWN_FOR, draw)

    def _inline(self, width: int) -> SafeString:
        """As part of a page, whose style names the font."""
        label = format_html('<svg role="img" aria-label="{}" ', self.description)
        drawn = FONT.sub("", self.svg(width))
        return mark_safe(drawn.replace("<svg ", label, 1))
