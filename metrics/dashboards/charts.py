"""Charts: a finding as title, what is drawn, and the same numbers as a table.

A chart knows nothing of concerns or meetings. `drawings.py` turns it into SVG.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING, Literal

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from metrics.dashboards.remember import remember
from metrics.dashboards.typefaces import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.utils.safestring import SafeString

DRAWN_FOR = 7 * 24 * 3600
EDITION = 4  # raise when the same numbers should be drawn otherwise
NARROW, WIDE, PAGE = 300, 500, 660  # a phone, half a desk, a sheet of paper

FONT = re.compile(r' font-family="[^"]*"')
HELD = "\N{HORIZONTAL ELLIPSIS}"  # stands in a cell whose number is held back
Value = str | int | float | None
Color = Literal["pine", "range", "late", "heather", "ink"]
Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Series:
    """One color of a chart. Late is the only one that may be brick.

    What is `compared` is no part of a bar: a tick of ink stands there, such as for a target or
    for as many days before.
    """

    name: str
    color: Color = "pine"
    compared: bool = False

    @property
    def swatch(self) -> str:
        """The class that fills its key in the live color."""
        return {
            "pine": "ch-a",
            "range": "ch-b",
            "late": "ch-c",
            "heather": "ch-d",
            "ink": "ch-e",
        }[self.color]


@dataclass(frozen=True)
class Point:
    """One row or column with a value for each series.

    A range has three: low, value and high; all None where there is nothing to say, and then
    the label says why. `HELD` stands for a number that is held back, as in a table. Where
    `breaks`, it cannot be compared with the one before.
    """

    name: str
    values: tuple[float | str | None, ...]
    label: str = ""
    breaks: bool = False

    @property
    def numbers(self) -> tuple[float | None, ...]:
        """What can be drawn of it."""
        return tuple(
            value if isinstance(value, int | float) and isfinite(value) else None
            for value in self.values
        )


@dataclass(frozen=True)
class Cell:
    """What stands in one cell of a table, in words, whether it is a number, and where it leads."""

    words: str
    numeric: bool
    href: str = ""


@dataclass(frozen=True)
class Guard:
    """Which cells of a table count people, and how the counts are tied to one another.

    `facts` names what each column counts, the column of names included; None where it is no count
    that needs a guard. Rows are cut `along` a dimension ("place", "topic") into `codes`, one a
    row; where `adds_up`, they make the total. `ties` says which fact is the sum of which others
    in every row. `derived` columns are worked out from facts: withheld wherever one of them is.

    A fact of one name counts the same thing in every table that is ever published about the same
    days: `when` names them ("2026-q3"), and `within` is the code of the area that the total is
    about, empty for the whole city.
    """

    facts: tuple[str | None, ...]
    along: str
    codes: tuple[str, ...]
    ties: tuple[tuple[str, tuple[str, ...]], ...] = ()
    derived: tuple[tuple[int, str], ...] = ()
    adds_up: bool = True
    within: str = ""
    when: str = ""


@dataclass(frozen=True)
class Table:
    """The numbers behind the drawing, or a table that stands alone. Names come first.

    Without a guard no cell of it is about people: it may be published as it is. `links` lead
    from a row to the records behind it, for those who may open them; empty, or one a row.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] = ()
    guard: Guard | None = None
    links: tuple[str, ...] = ()

    @property
    def numeric(self) -> list[bool]:
        """Which columns hold numbers alone."""
        rows = [*self.rows, *([self.total] if self.total else [])]
        return [
            all(row[place] in (None, HELD) or isinstance(row[place], int | float) for row in rows)
            and place > 0
            for place in range(len(self.head))
        ]

    @property
    def titles(self) -> list[Cell]:
        return [Cell(*pair) for pair in zip(self.head, self.numeric, strict=True)]

    @property
    def lines(self) -> list[list[Cell]]:
        lines = [self._line(row) for row in self.rows]
        if self.links:
            for line, href in zip(lines, self.links, strict=True):
                line[0] = replace(line[0], href=href)
        return lines

    @property
    def last_line(self) -> list[Cell]:
        return self._line(self.total) if self.total else []

    def _line(self, row: tuple[Value, ...]) -> list[Cell]:
        return [Cell(in_words(cell), flag) for cell, flag in zip(row, self.numeric, strict=True)]


def in_words(value: Value) -> str:
    """A number as it is written here; a dash where there is none, and words for one held back."""
    if value is None:
        return "\N{EN DASH}"
    if value == HELD:
        return _("held back")
    return value if isinstance(value, str) else number_format(value, force_grouping=True)


@dataclass(frozen=True)
class Chart:
    """A finding, what is drawn, and the table it is drawn from.

    Rows and columns are bars of parts, ranges and trends estimates with their range, dots
    numbers on one line. A point with anything held back keeps its place and is not drawn.
    """

    shape: Literal["rows", "columns", "ranges", "trend", "dots"]
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
        many = self.shape in {"rows", "columns", "dots"} and len(self.series) > 1
        return self.series if many else ()

    def holds(self, point: Point) -> bool:
        """Whether nothing of the point is drawn: a part of it is held back, or nothing is known."""
        if self.shape in {"ranges", "trend"}:
            return point.numbers[1] is None
        if self.shape == "dots":
            return all(number is None for number in point.numbers)
        pairs = zip(self.series, point.numbers, strict=True)
        return any(number is None for series, number in pairs if not series.compared)

    def why(self, point: Point) -> str:
        """What stands in the place of a point that is not drawn. No number may slip in here."""
        told = point.label not in {"", HELD} and not any(map(str.isdigit, point.label))
        return point.label if told else _("Held back")

    @property
    def nothing(self) -> str:
        """Why there is no drawing at all; empty where there is one."""
        if not self.points:
            return _("There is nothing to draw here yet.")
        if all(map(self.holds, self.points)):
            return _("Nothing is drawn: every number here is held back or not known.")
        return ""

    @property
    def held_note(self) -> str:
        """What three dots mean, where words have no room."""
        if self.nothing or self.shape not in {"columns", "trend"}:
            return ""
        if not any(map(self.holds, self.points)):
            return ""
        return _("Three dots stand where a number is held back or not known.")

    def beside(self, table: Table) -> Chart:
        """The same chart with this table, such as one in which small counts are held back.

        A point is not drawn where the table holds back the column called as one of its series;
        where a series has no column, anything held back in the row is enough.
        """
        rows = {row[0]: dict(zip(table.head, row, strict=True)) for row in table.rows}
        named = all(series.name in table.head for series in self.series)

        def held(point: Point) -> Point:
            row = rows.get(point.name, {})
            cells = [row.get(series.name) for series in self.series] if named else row.values()
            if HELD not in cells:
                return point
            return replace(point, values=(HELD,) * len(point.values), label="")

        return replace(self, table=table, points=tuple(map(held, self.points)))

    @property
    def told(self) -> list[str]:
        """Each point in words."""
        return [self._told(point) for point in self.points]

    def _told(self, point: Point) -> str:
        if self.holds(point):
            return f"{point.name}: {self.why(point)}"
        numbers = [None if each is None else round(each, 1) for each in point.numbers]
        if self.shape in {"ranges", "trend"}:
            low, value, high = map(in_words, numbers)
            if None in numbers:
                return f"{point.name}: {value}"
            return _("%(name)s: %(value)s, between %(low)s and %(high)s") % {
                "name": point.name,
                "value": value,
                "low": low,
                "high": high,
            }
        pairs = zip(self.series, numbers, strict=True)
        parts = (f"{series.name} {in_words(number)}" for series, number in pairs)
        return f"{point.name}: {', '.join(parts)}"

    @property
    def live(self) -> dict[str, object]:
        """What a script needs to draw it in the browser: specs, words and links of the points."""
        from metrics.dashboards.specs import spec

        chart = self.written_with(visible)
        names = [str(row[0]) for row in self.table.rows]
        links = dict(zip(names, self.table.links, strict=True)) if self.table.links else {}
        return {
            "narrow": spec(chart, NARROW),
            "wide": spec(chart, WIDE),
            "across": "x" if self.shape in {"columns", "trend"} else "y",
            "points": [
                {"words": words, "href": links.get(point.name, "")}
                for point, words in zip(self.points, self.told, strict=True)
            ],
        }

    def svg_file(
        self, width: int, scheme: Scheme = "light", *, as_of: str = "", source: str = ""
    ) -> str:
        """A whole SVG file for other sites: title, drawing, keys, and the two lines below it."""
        from metrics.dashboards.standing import svg_file

        return svg_file(self, width, scheme, as_of=as_of, source=source)

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
