"""A document of HSDS taken apart: one item for each organization, site, service and place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portal.records.imports import RowError

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 12
KINDS = ("organization", "location", "service", "place")


@dataclass(frozen=True)
class Item:
    """`values` without what has a row of its own; `of` names the rows it belongs to."""

    kind: str
    id: str
    values: dict[str, Any]
    of: dict[str, str]


def items_of(document: Any) -> Iterator[Item]:
    """Its items, each after those it belongs to. RowError for what is none of HSDS."""
    if not isinstance(document, dict):
        raise RowError("It is not an object with fields.")
    _not_too_deep(document)
    if isinstance(document.get("service"), dict) or (
        "service_id" in document and "location_id" in document
    ):
        yield from _place(document, "")
    elif isinstance(document.get("organization"), dict) or "organization_id" in document:
        yield from _service(document, "")
    else:
        yield from _organization(document)


def _organization(document: dict[str, Any]) -> Iterator[Item]:
    number = _id(document)
    values = {key: each for key, each in document.items() if key not in ("services", "locations")}
    yield Item("organization", number, values, {})
    for location in _list(document, "locations"):
        yield Item("location", _id(location), location, {"organization": number})
    for service in _list(document, "services"):
        yield from _service(service, number)


def _service(document: dict[str, Any], owner: str) -> Iterator[Item]:
    theirs = document.get("organization")
    if isinstance(theirs, dict):
        yield from _organization(theirs)
        owner = _id(theirs)
    owner = str(document.get("organization_id") or owner)
    number = _id(document)
    nested = ("organization", "organization_id", "service_at_locations")
    values = {key: each for key, each in document.items() if key not in nested}
    yield Item("service", number, values, {"organization": owner})
    for place in _list(document, "service_at_locations"):
        yield from _place(place, owner, number)


def _place(document: dict[str, Any], owner: str, service: str = "") -> Iterator[Item]:
    offered = document.get("service")
    if isinstance(offered, dict):
        for item in _service(offered, owner):
            owner = item.of.get("organization", owner)
            yield item
        service = _id(offered)
    service = str(document.get("service_id") or service)
    site = document.get("location")
    where = str(document.get("location_id") or "")
    if isinstance(site, dict):
        where = _id(site)
        yield Item("location", where, site, {"organization": owner})
    nested = ("service", "service_id", "location", "location_id")
    values = {key: each for key, each in document.items() if key not in nested}
    yield Item(
        "place",
        _id(document, f"{service}@{where}"),
        values,
        {"service": service, "location": where},
    )


def _id(document: dict[str, Any], otherwise: str = "") -> str:
    number = str(document.get("id") or otherwise).strip()
    if not number:
        raise RowError("It has no id.")
    if len(number) > 120:  # noqa: PLR2004  as the column is
        raise RowError("Its id is longer than 120 letters.")
    return number


def _list(document: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = document.get(key) or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise RowError(f"Its {key} are not a list of objects.")
    return found


def _not_too_deep(value: Any, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise RowError("It is nested too deep for HSDS.")
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        if isinstance(each, str) and "\x00" in each:
            raise RowError("It has a zero byte in a text.")
        _not_too_deep(each, depth + 1)
