"""One way to read a table, whether it comes as CSV, as a JSON array or as GeoJSON properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from portal.records.imports.errors import Refused
from portal.records.imports.rows import Table, as_text, json_head, json_rows, missing_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from portal.records.imports.looking import Look
    from portal.records.imports.sources import Source


class Record(NamedTuple):
    """One row by column name. `problem` says why its shape is wrong, `raw` is what stands there."""

    line: int
    values: dict[str, str]
    raw: Sequence[str]
    problem: str = ""


@dataclass
class Records:
    """The rows of a file and the columns they have. In JSON a row may lack some."""

    source: Source
    columns: list[str]
    total: int | None
    table: Table | None = None
    look: Look | None = None
    prefix: str = "item"

    @classmethod
    def of(cls, source: Source, look: Look) -> Records:
        if not look.is_json:
            table = Table.of(source, look)
            return cls(source, table.columns, look.lines, table)
        head = json_head(source, look)
        if head == {"": "array"}:
            prefix = "item"
        elif head.get("features") == "array":
            prefix = "features.item.properties"
        else:
            raise Refused(f"{source} is JSON, but neither an array of rows nor GeoJSON.")
        _number, first = next(json_rows(source, look, prefix), (0, None))
        columns = list(first) if isinstance(first, dict) else []
        return cls(source, columns, None, None, look, prefix)

    def require(self, *names: str) -> None:
        """Refused where a CSV lacks a column, or the first JSON row lacks all of them."""
        missing = [name for name in names if name and name not in self.columns]
        if missing and (self.table or len(missing) == len(names)):
            raise Refused(missing_columns(self.source, missing, self.columns))

    def __iter__(self) -> Iterator[Record]:
        if self.table:
            yield from self._of_table(self.table)
        elif self.look:
            for number, item in json_rows(self.source, self.look, self.prefix):
                yield _record(number, item)

    def _of_table(self, table: Table) -> Iterator[Record]:
        columns = table.columns
        width = len(columns)
        for line, fields in table:
            if len(fields) == width:
                yield Record(line, dict(zip(columns, fields, strict=True)), fields)
            else:
                words = f"It has {len(fields)} fields where the header names {width}."
                yield Record(line, {}, fields, words)


def _record(number: int, item: Any) -> Record:
    if not isinstance(item, dict):
        return Record(number, {}, [as_text(item)], "It is not an object with fields.")
    return Record(number, {key: as_text(value) for key, value in item.items()}, [as_text(item)])
