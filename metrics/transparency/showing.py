"""What was frozen, as pages show it: tables in the reader's language, charts and findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metrics.dashboards.charts import HELD, Chart, Point, Series, Table, in_words
from metrics.transparency.datasets import DATASETS
from metrics.transparency.findings import finding
from metrics.transparency.languages import in_mine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from metrics.dashboards.charts import Value
    from metrics.transparency.models import Publication

MOST_BARS = 12
SIGNS = {"percent": "%"}


@dataclass(frozen=True)
class Column:
    """As it was frozen: `unit` is count, percent, hours, points, date, words or code."""

    code: str
    label: str
    means: str
    unit: str


@dataclass(frozen=True)
class Shown:
    """One dataset of one edition."""

    slug: str
    kept: Mapping[str, Any]
    quarter: str

    @classmethod
    def of(cls, publication: Publication, slug: str) -> Shown | None:
        """None where the edition left it out."""
        kept = publication.content["datasets"].get(slug)
        return cls(slug, kept, str(publication.quarter)) if kept else None

    @property
    def title(self) -> str:
        return in_mine(self.kept["title"])

    @property
    def about(self) -> str:
        return in_mine(self.kept["about"])

    @property
    def held(self) -> int:
        """How many cells are held back."""
        return int(self.kept["held"])

    @property
    def finding(self) -> str:
        return finding(self)

    @property
    def columns(self) -> list[Column]:
        return [
            Column(each["code"], in_mine(each["label"]), in_mine(each["means"]), each["unit"])
            for each in self.kept["columns"]
        ]

    @property
    def codes(self) -> list[str]:
        return [each["code"] for each in self.kept["columns"]]

    def name(self, code: Value) -> str:
        return in_mine(self.kept["names"].get(str(code), {})) or str(code)

    def cell(self, row: Sequence[Value], column: str) -> Value:
        """The value of a row; HELD where it is held back, None where there is none."""
        return row[self.codes.index(column)] if row and column in self.codes else None

    def total(self, column: str) -> Value:
        """What the last row says of that column; None where there is no such row."""
        return self.cell(self.kept["total"], column)

    def number(self, column: str) -> float | None:
        """The total as a number; None where it is held back or there is none."""
        value = self.total(column)
        return value if isinstance(value, int | float) else None

    @property
    def rows(self) -> list[list[Value]]:
        found: list[list[Value]] = self.kept["rows"]
        return found

    @property
    def table(self) -> Table:
        """With names for codes."""
        total = self.kept["total"]
        return Table(
            caption=f"{self.title}, {self.quarter}",
            head=tuple(column.label for column in self.columns),
            rows=tuple((self.name(row[0]), *self._told(row)) for row in self.rows),
            total=(self.name(total[0]), *total[1:]) if total else (),
        )

    def _told(self, row: Sequence[Value]) -> list[Value]:
        """All but the first cell, with days as they are written here."""
        units = [column.unit for column in self.columns[1:]]
        return [
            _day(cell, "DATE_FORMAT") if unit == "date" else cell
            for unit, cell in zip(units, row[1:], strict=True)
        ]

    @property
    def chart(self) -> Chart | None:
        """Trust is drawn as ranges over time, the others as bars, the longest first."""
        if self.slug == "trust":
            return self._trend()
        drawing = DATASETS[self.slug].drawing if self.slug in DATASETS else None
        if drawing is None or not set(drawing.columns) <= set(self.codes):
            return None
        rows = sorted(self.rows, key=lambda row: -self._length(row, drawing.columns))[:MOST_BARS]
        labels = {column.code: column.label for column in self.columns}
        return Chart(
            shape="rows",
            title=self.finding,
            about=f"{self.quarter}.",
            series=tuple(
                Series(labels[code], color)
                for code, color in zip(drawing.columns, drawing.colors, strict=True)
            ),
            points=tuple(
                Point(
                    self.name(row[0]),
                    tuple(_number(self.cell(row, code)) for code in drawing.columns),
                    self._label(row, drawing.columns, drawing.label),
                )
                for row in rows
            ),
            table=self.table,
        )

    def _trend(self) -> Chart:
        """One point a survey; a dashed line where its wording is another than before."""
        points, before = [], None
        for row in self.rows:
            name = _day(self.cell(row, "closed_on"), "M Y")
            score = self.cell(row, "score")
            wording = self.cell(row, "wording")
            ends = tuple(_number(self.cell(row, end)) for end in ("low", "score", "high"))
            points.append(Point(name, ends, _rounded(score), breaks=wording != before))
            before = wording
        return Chart(
            shape="trend",
            title=self.finding,
            about=_("Out of 100. Bands show the range we are 95% sure of."),
            series=(Series(_("From")), Series(_("Score")), Series(_("To"))),
            points=tuple(points),
            table=self.table,
        )

    def _length(self, row: Sequence[Value], columns: Sequence[str]) -> float:
        return sum(_number(self.cell(row, code)) or 0 for code in columns)

    def _label(self, row: Sequence[Value], columns: Sequence[str], label: str) -> str:
        """What stands at the end of a bar; where a part of it is held back, that."""
        if any(self.cell(row, code) == HELD for code in columns):
            return _("Held back")
        if not label:
            return in_words(self._length(row, columns))
        value = self.cell(row, label)
        unit = next(each.unit for each in self.columns if each.code == label)
        return f"{in_words(value)}{SIGNS.get(unit, '')}"


def _number(value: Value) -> float | None:
    return value if isinstance(value, int | float) else None


def _day(written: Value, form: str) -> str:
    return date_format(date.fromisoformat(str(written)), form)


def _rounded(value: Value) -> str:
    return in_words(round(value)) if isinstance(value, int | float) else ""


def over_time(publications: Sequence[Publication], slug: str) -> Table | None:
    """The last row of each quarter, the newest first, with a word where a definition changed."""
    shown = [(each, Shown.of(each, slug)) for each in publications]
    told = [(each, one) for each, one in shown if one and one.kept["total"]]
    if len(told) < 2:  # noqa: PLR2004  one quarter is no series
        return None
    newest = told[0][1]
    codes = newest.codes[1:]
    changed = [_changed(told, at, newest.kept["facts"]) for at in range(len(told))]
    head = (_("Quarter"), *(each.label for each in newest.columns[1:]))
    rows = tuple(
        (one.quarter, *(one.total(code) for code in codes), *((word,) if any(changed) else ()))
        for (_each, one), word in zip(told, changed, strict=True)
    )
    return Table(
        caption=_("%(title)s: each quarter") % {"title": newest.title},
        head=(*head, _("Counted otherwise")) if any(changed) else head,
        rows=rows,
    )


def _changed(told: Sequence[tuple[Publication, Shown]], at: int, facts: Sequence[str]) -> str:
    """Which definitions are other ones than a quarter earlier."""
    if at + 1 >= len(told):
        return ""
    now, before = told[at][0].definitions, told[at + 1][0].definitions
    other = [
        in_mine(now[fact]["label"])
        for fact in facts
        if fact in now and fact in before and now[fact]["version"] != before[fact]["version"]
    ]
    return ", ".join(other)
