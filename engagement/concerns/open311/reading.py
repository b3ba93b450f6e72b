"""Requests of other systems as rows for the import: GeoReport v2, and what comes close to it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engagement.concerns.open311.xml import xml_rows
from engagement.concerns.states import CLOSED
from engagement.concerns.words import said
from portal.areas.words import fold
from portal.records.imports import Record, Refused
from portal.records.imports.rows import as_text, json_head, json_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from portal.records.imports.looking import Look
    from portal.records.imports.sources import Source

# Which of our columns each field of ours comes from. `--map` adds to it.
COLUMNS = {
    "external_id": ["service_request_id"],
    "text": ["description"],
    "place": ["address"],
    "raised_at": ["requested_datetime"],
    "closed_at": ["closed_datetime"],
    "state": ["status"],
    "outcome": ["status_notes"],
    "latitude": ["lat"],
    "longitude": ["long"],
    "category": ["service_name"],
}
# How others than the standard name the same thing.
ALSO = {
    "service_request_id": ("id",),
    "requested_datetime": ("created_at",),
    "updated_datetime": ("updated_at",),
    "closed_datetime": ("closed_at",),
    "title": ("summary",),
    "long": ("lng", "lon"),
    "lat": ("latitude",),
}
LISTS = ("service_requests", "requests", "issues", "results")


@dataclass
class Requests:
    """The requests of one file, JSON or XML. Stands where a table's `Records` do."""

    source: Source
    look: Look
    categories: Mapping[str, int]
    statuses: Mapping[str, str]
    total: int | None = None
    table: None = None
    columns: tuple[str, ...] = ("request",)

    def require(self, *_names: str) -> None:
        """A request may lack anything; each row says what it misses."""

    def __iter__(self) -> Iterator[Record]:
        for number, item in enumerate(raw_requests(self.source, self.look), start=1):
            if isinstance(item, dict):
                yield Record(number, self._values(item), [as_text(item)])
            else:
                yield Record(number, {}, [as_text(item)], "It is not an object with fields.")

    def _values(self, item: dict[str, Any]) -> dict[str, str]:
        values = flat(item)
        for name, others in ALSO.items():
            values[name] = next(
                (found for key in (name, *others) if (found := values.get(key, ""))), ""
            )
        _place_by_geometry(item, values)
        values["status"] = self._status(values)
        notes = history(item)
        if self._is_over(values["status"]):
            values["closed_datetime"] = (
                values["closed_datetime"] or _closed(notes) or values["updated_datetime"]
            )
        else:
            values["closed_datetime"] = values["status_notes"] = ""
        values["description"] = _words(values)
        if fold(values.get("service_code", "")) in self.categories:
            values["service_name"] = values["service_code"]
        return values

    def _status(self, values: dict[str, str]) -> str:
        """Theirs; or what their notes say more exactly, as "In progress - …" of an open one."""
        status, notes = values.get("status", ""), values.get("status_notes", "")
        for hint in (fold(notes), fold(notes.partition(" - ")[0])):
            if hint in self.statuses and self._is_over(hint) == self._is_over(status):
                return hint
        return status

    def _is_over(self, status: str) -> bool:
        return self.statuses.get(status, self.statuses.get(fold(status))) in CLOSED


def is_open311(source: Source, look: Look) -> bool:
    """Whether the first row looks like one of theirs."""
    try:
        first = next(raw_requests(source, look), None) if look.is_json else None
    except Refused:
        return False
    return isinstance(first, dict) and "service_request_id" in first


def is_xml(source: Source) -> bool:
    with source.opened() as stream:
        return stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def raw_requests(source: Source, look: Look) -> Iterator[Any]:
    if is_xml(source):
        with source.opened() as stream:
            yield from xml_rows(stream, source)
        return
    if not look.is_json:
        raise Refused(f"{source} is neither JSON nor XML, so no Open311.")
    head = json_head(source, look)
    prefix = "item"
    if head != {"": "array"}:
        lists = [name for name in LISTS if head.get(name) == "array"]
        if not lists:
            raise Refused(f"{source} is JSON, but holds no list of requests.")
        prefix = f"{lists[0]}.item"
    for _number, item in json_rows(source, look, prefix):
        yield item


def history(item: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What their history says: when, what kind, in which words. Oldest first, as they give it."""
    notes = item.get("notes")
    found = [
        (as_text(note.get("datetime")), as_text(note.get("type")), _note(note))
        for note in (notes if isinstance(notes, list) else [])
        if isinstance(note, dict) and note.get("datetime")
    ]
    # Where there is no list, what is known of an open request is its latest note.
    last = as_text(item.get("status_notes"))
    at = as_text(item.get("updated_datetime") or item.get("requested_datetime"))
    if not found and last and at and fold(as_text(item.get("status"))) == "open":
        found = [(at, "activity", said(last))]
    return [note for note in found if note[2]]


def flat(item: dict[str, Any], above: str = "") -> dict[str, str]:
    """Fields by name, those within others with a dot: `extended_attributes.police`."""
    values: dict[str, str] = {}
    for name, value in item.items():
        if isinstance(value, dict):
            values |= flat(value, f"{above}{name}.")
        else:
            values[f"{above}{name}"] = as_text(value)
    return values


def _words(values: dict[str, str]) -> str:
    """Their words; where there are none, the name of the service."""
    title, words = values["title"].strip(), said(values.get("description", "")).strip()
    if title and title not in words:
        words = f"{title}\n\n{words}".strip()
    words = words or values.get("service_name", "")
    link = values.get("media_url", "").strip()
    return f"{words}\n\n{link}" if link.startswith(("http://", "https://")) else words


def _note(note: dict[str, Any]) -> str:
    parts = [said(as_text(note.get(name))).strip() for name in ("summary", "description")]
    return ": ".join(dict.fromkeys(part for part in parts if part))


def _closed(notes: list[tuple[str, str, str]]) -> str:
    return next((at for at, kind, _text in reversed(notes) if kind == "closed"), "")


def _place_by_geometry(item: dict[str, Any], values: dict[str, str]) -> None:
    """Some give the point as GeoJSON does."""
    geometry = item.get("geometry")
    points = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if not values["lat"] and isinstance(points, list) and len(points) == 2:  # noqa: PLR2004
        values["long"], values["lat"] = map(as_text, points)


def as_json(item: Any) -> str:
    return json.dumps(item, ensure_ascii=False, default=str)
