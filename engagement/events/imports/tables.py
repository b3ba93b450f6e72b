"""Rows of a table as meetings, by the columns that someone named for each field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engagement.events.imports.clocks import Span, settled, span, whole_day
from engagement.events.imports.found import Said
from portal.records.imports import Refused, RowError
from portal.records.imports.values import degrees

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from engagement.events.imports.clocks import Settled
    from engagement.events.imports.found import Found, Reading
    from portal.records.imports import Record
    from portal.records.imports.values import Moments

FIELDS = (
    "title", "start", "end", "purpose", "place", "address", "area", "kind", "contact", "host",
    "link", "status", "uid", "latitude", "longitude",
)  # fmt: skip
NEEDED = ("title", "start")
CLOCK = re.compile(r":|T[0-9]|[ap]\.?m\b", re.IGNORECASE)


@dataclass
class Rows:
    """How the rows of one table are read."""

    reading: Reading
    columns: Mapping[str, Sequence[str]]
    moments: Moments

    def __post_init__(self) -> None:
        if missing := [name for name in NEEDED if name not in self.columns]:
            raise Refused(f"Say which column holds {' and '.join(missing)}: --map title=COLUMN …")

    def found(self, record: Record) -> Found:
        """The meeting, or RowError with the reason there is none."""
        if record.problem:
            raise RowError(record.problem)
        values = record.values
        written = self._value(values, "start")
        if not written:
            raise RowError(f"It has no {self.columns['start'][0]}.")
        said = Said(
            **{
                name: self._value(values, name, "\n" if name in {"purpose", "place"} else " ")
                for name in FIELDS
                if name not in {"start", "end", "latitude", "longitude"}
            },
            latitude=degrees(self._value(values, "latitude"), 90, "Its latitude"),
            longitude=degrees(self._value(values, "longitude"), 180, "Its longitude"),
        )
        return self.reading.found(record.line, said, self._span(written, values))

    def _value(self, values: Mapping[str, str], name: str, glue: str = " ") -> str:
        parts = [values.get(column, "").strip() for column in self.columns.get(name, ())]
        return glue.join(part for part in parts if part)

    def _span(self, written: str, values: Mapping[str, str]) -> Span:
        start = self.moments.as_written(written)
        ended = self._value(values, "end")
        end = self.moments.as_written(ended) if ended else None
        if not CLOCK.search(written):
            self.reading.notice("all_day")
            last = date(end.year, end.month, end.day) if end else start.date()
            return Span(*whole_day(start.date(), last, self.reading.zone), False)
        begin = self._settled(start)
        self.reading.notice(begin.note)
        return span(begin.at, self._settled(end).at if end else None)

    def _settled(self, moment: datetime) -> Settled:
        try:
            return settled(moment, self.reading.zone)
        except OverflowError:
            raise RowError(f"{moment:%Y-%m-%d} is no date we can take.") from None
