"""What a dataset is: columns with a meaning each, rows with codes that stay, and a way to count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _

from metrics.dashboards.charts import Guard, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from metrics.dashboards.charts import Color, Value
    from metrics.dashboards.rollups.reading import Sums
    from metrics.dashboards.slices import Slice
    from metrics.transparency.languages import Said
    from metrics.transparency.quarters import Quarter

Unit = Literal["code", "count", "percent", "hours", "points", "date", "words"]
NOTHING = _("There was nothing to count.")
NOT_KNOWN, ELSEWHERE, ALL = "not-known", "elsewhere", "all"


@dataclass(frozen=True)
class Column:
    """One column: what it is called in files, on pages, and what stands in it.

    `fact` names what is counted where the count is of people or of what they said; `of` are the
    columns it is worked out from: held back wherever one of them is.
    """

    code: str
    label: _StrOrPromise
    means: _StrOrPromise
    unit: Unit = "count"
    fact: str = ""
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """Which columns are drawn, in which colors, and the one that stands beside each bar."""

    columns: tuple[str, ...]
    colors: tuple[Color, ...] = ("pine",)
    label: str = ""


@dataclass(frozen=True)
class Record:
    """One quarter of the record, added up. `is_fresh` where what stands now still tells of it."""

    quarter: Quarter
    at: datetime
    these: Slice
    tallied: Sums
    standing: Sums
    is_fresh: bool

    @property
    def places(self) -> list[str | None]:
        """Every district, then what lies in none, where there is any."""
        known: list[str | None] = [part.code for part in self.these.parts]
        others = {code for _fact, code, _of in self.tallied.counts if code not in known}
        return [*known, *sorted(others, key=str)]


@dataclass(frozen=True)
class Counted:
    """Rows that begin with a code, their names in each language, and the row of them all."""

    rows: tuple[tuple[Value, ...], ...]
    names: Mapping[str, Said]
    total: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Dataset:
    """One table of each publication, the same columns every time.

    `along` says what a row is, `ties` which columns add up to which, by their facts. `count` gives
    None where a quarter has nothing to say, and then `empty` is the sentence in its place.
    """

    slug: str
    title: _StrOrPromise
    about: _StrOrPromise
    columns: tuple[Column, ...]
    count: Callable[[Record], Counted | None]
    facts: tuple[str, ...] = ()
    along: str = "place"
    ties: tuple[tuple[str, tuple[str, ...]], ...] = ()
    adds_up: bool = True
    drawing: Drawing | None = None
    empty: _StrOrPromise = NOTHING

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(column.code for column in self.columns)

    def table(self, counted: Counted) -> Table:
        """With its guard, where any column counts people."""
        return Table(
            caption=self.slug,
            head=self.codes,
            rows=counted.rows,
            total=counted.total,
            guard=self._guard(tuple(str(row[0]) for row in counted.rows)),
        )

    def _guard(self, codes: tuple[str, ...]) -> Guard | None:
        facts = tuple(column.fact or None for column in self.columns)
        if not any(facts):
            return None
        fact_of = dict(zip(self.codes, facts, strict=True))
        derived = tuple(
            (place, fact)
            for place, column in enumerate(self.columns)
            for each in column.of[:1]
            if (fact := fact_of[each])
        )
        return Guard(facts, self.along, codes, self.ties, derived, self.adds_up)


def code_of(part: str | None) -> str:
    """How a part is called in files: where the place is not known, or in no district, too."""
    return NOT_KNOWN if part is None else part or ELSEWHERE


def percent(part: Value, whole: Value) -> float | None:
    """Of 100, with one digit; None of nothing."""
    if not isinstance(part, int | float) or not isinstance(whole, int | float) or not whole:
        return None
    return round(100 * part / whole, 1)
