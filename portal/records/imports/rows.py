"""Rows out of a file, one at a time: CSV with a header, a JSON array, GeoJSON features."""

from __future__ import annotations

import csv
import difflib
import io
import json
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import ijson

from portal.records.imports.errors import Refused
from portal.records.imports.looking import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from portal.records.imports.looking import Look
    from portal.records.imports.sources import Source

DELIMITERS = ",;\t|"
MOST_COLUMNS = 5_000


class Row(NamedTuple):
    """Where it stands (the line in a CSV, the place in a JSON array), and its fields."""

    line: int
    fields: Sequence[str]


@dataclass
class Table:
    """A CSV that has a header. Iterating gives every row that is not blank."""

    source: Source
    encoding: str
    columns: list[str]
    delimiter: str

    @classmethod
    def of(cls, source: Source, look: Look) -> Table:
        with source.opened() as stream:
            text = _text(stream, look.encoding)
            head = text.read(2**16)
        sample = head.split("\n", 1)[0]
        delimiter = max(DELIMITERS, key=sample.count)
        try:
            columns = [name.strip() for name in next(_reader(io.StringIO(head), delimiter), [])]
        except csv.Error as error:
            raise Refused(f"{source} has no header that can be read: {error}.") from error
        if not any(columns):
            raise Refused(f"{source} has no header: its first line must name the columns.")
        if len(columns) > MOST_COLUMNS:
            raise Refused(f"{source} has {len(columns):,} columns. That is no table of rows.")
        twice = sorted({name for name in columns if name and columns.count(name) > 1})
        if twice:
            raise Refused(f"{source} names a column twice: {', '.join(twice)}.")
        return cls(source, look.encoding, columns, delimiter)

    def __iter__(self) -> Iterator[Row]:
        with self.source.opened() as stream:
            reader = _reader(_text(stream, self.encoding), self.delimiter)
            next(reader)
            line = reader.line_num
            try:
                for fields in reader:
                    if fields:
                        yield Row(line + 1, fields)
                    line = reader.line_num
            except csv.Error as error:
                if "limit" not in str(error):
                    raise Refused(f"{self.source}, line {line + 1:,}: {error}.") from error
                raise Refused(
                    f"{self.source}, line {line + 1:,}: a quotation mark is never closed."
                ) from error


def json_rows(source: Source, look: Look, prefix: str) -> Iterator[tuple[int, Any]]:
    """The items of the array at `prefix` ("item" for the whole file, "features.item")."""
    with source.opened() as stream:
        items = ijson.items(_utf8(stream, look.encoding), prefix, use_float=True)
        try:
            yield from enumerate(items, start=1)
        except (ijson.JSONError, UnicodeError) as error:
            raise _broken(source, error) from error


def json_head(source: Source, look: Look, most: int = 200) -> dict[str, Any]:
    """Plain values at the top of a JSON object, read until `most` events have passed.

    Enough to tell GeoJSON from other JSON and to find its coordinate system, wherever
    programs are known to write it. An array gives {"": "array"}.
    """
    found: dict[str, Any] = {}
    with source.opened() as stream:
        events = ijson.parse(_utf8(stream, look.encoding))
        try:
            for number, (path, event, value) in enumerate(events):
                if number == 0 and event == "start_array":
                    return {"": "array"}
                if event == "start_array" and path:
                    found.setdefault(path, "array")
                elif event in {"string", "number", "boolean"} and ".item" not in path:
                    found[path] = value
                if number >= most:
                    break
        except (ijson.JSONError, UnicodeError) as error:
            raise _broken(source, error) from error
    return found


def missing_columns(source: object, missing: Sequence[str], columns: Sequence[str]) -> str:
    """Names what is missing, what there is, and the likeliest slip."""
    near = {name: difflib.get_close_matches(name, columns, 1, 0.7) for name in missing}
    hints = [f"{name} may be {match[0]}" for name, match in near.items() if match]
    some = ", ".join(columns[:40]) + (", …" if len(columns) > 40 else "")  # noqa: PLR2004 a line
    words = f"{source} has no column {', '.join(missing)}. It has: {some}."
    return f"{words} ({'; '.join(hints)})" if hints else words


def as_text(value: object) -> str:
    """A JSON value as it would stand in a CSV."""
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _reader(text: IO[str], delimiter: str) -> Any:
    csv.field_size_limit(LONGEST)
    return csv.reader(text, delimiter=delimiter)


def _text(stream: IO[bytes], encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(stream, encoding, newline=None)


class _utf8:  # noqa: N801 reads as what it gives
    """A file in any encoding as UTF-8 bytes without a mark, which is what the JSON reader takes."""

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        self.text = _text(stream, encoding)

    def read(self, size: int = -1) -> bytes:
        return self.text.read(size).encode()


def _broken(source: Source, error: Exception) -> Refused:
    words = " ".join(str(error).split("\n")[0].split())
    if "premature" in words or "incomplete" in words.casefold():
        return Refused(f"{source} was cut short. Download it again.")
    return Refused(f"{source} is not JSON: {words}.")
