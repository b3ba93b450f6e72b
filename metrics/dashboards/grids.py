"""Tables in which each number leads to the records behind it, for those who may open them."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.dashboards.charts import in_words


@dataclass(frozen=True)
class Count:
    """How many, and the list of them; without a list the number stands alone."""

    n: int
    href: str = ""
    what: str = ""  # said to who cannot see the column: "Replies late, Riverside"

    @property
    def words(self) -> str:
        return in_words(self.n)


@dataclass(frozen=True)
class Line:
    name: str
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class Grid:
    caption: str
    head: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Line | None = None
