"""HSDS as tables: a folder or an archive of CSV, in the words of versions 1 to 3.

Rows of a table that belong to something (phones, hours, addresses…) are hung below it, whatever
the table is called; so what a later version of HSDS adds comes along as well.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from partnerships.organizations.hsds.items import Item
from portal.records.imports import Refused
from portal.records.imports.looking import look
from portal.records.imports.rows import Table
from portal.records.imports.sources import open_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Reject = Callable[[int, object, list[str]], None]

ENTITIES = {
    "organizations": "organization",
    "organization": "organization",
    "locations": "location",
    "location": "location",
    "services": "service",
    "service": "service",
    "service_at_locations": "place",
    "services_at_location": "place",
    "service_at_location": "place",
}
# What versions 1 and 2 call what version 3 calls otherwise.
RENAMED = {
    "postal_addresses": "addresses",
    "physical_addresses": "addresses",
    "regular_schedules": "schedules",
    "accessibility_for_disabilities": "accessibility",
    "phone": "phones",
    "address": "addresses",
    "contact": "contacts",
    "schedule": "schedules",
    "language": "languages",
    "service_area": "service_areas",
    "program": "programs",
    "attribute": "attributes",
    "taxonomy_term": "taxonomy_terms",
}
ADDRESS_TYPE = {"postal_addresses": "postal", "physical_addresses": "physical"}
# The nearest owner is asked first.
OWNERS = (
    ("phone_id", "phones"),
    ("contact_id", "contacts"),
    ("attribute_id", "attributes"),
    ("service_at_location_id", "place"),
    ("service_id", "service"),
    ("location_id", "location"),
    ("organization_id", "organization"),
    ("link_id", ""),
    ("resource_id", ""),
)
# Rows that are named by others instead of naming an owner.
NAMED_BY = {
    "program_id": ("programs", "program"),
    "taxonomy_term_id": ("taxonomy_terms", "taxonomy_term"),
    "taxonomy_id": ("taxonomies", "taxonomy_detail"),
}
NAMED_TABLES = [table for table, _key in NAMED_BY.values()]


@dataclass
class Row:
    table: str
    line: int
    values: dict[str, Any]


@dataclass
class Tables:
    """All tables of a set, held together: a county's fit in memory many times over."""

    folder: Path
    reject: Reject
    entities: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    by_id: dict[str, dict[str, list[Row]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path, reject: Reject) -> Tables:
        """Refused where there is no table of organizations."""
        tables = cls(folder, reject)
        loose: list[Row] = []
        files = sorted(folder.rglob("*.csv"))
        if not any(ENTITIES.get(file.stem.lower()) == "organization" for file in files):
            found = ", ".join(file.name for file in files[:8]) or "no CSV"
            raise Refused(f"{folder.name} has no organizations.csv. It holds: {found}.")
        for file in files:
            rows = list(_rows(file))
            kind = ENTITIES.get(file.stem.lower())
            if kind:
                tables._entities(kind, rows)
            else:
                loose += rows
        tables._hang(loose)
        return tables

    def _entities(self, kind: str, rows: list[Row]) -> None:
        for row in rows:
            number = str(row.values.get("id", ""))
            if not number and kind != "place":
                self.reject(row.line, f"{row.table}: it has no id.", list(row.values.values()))
            elif number and number in self.by_id[kind]:
                self.reject(
                    row.line,
                    f"{row.table}: there is a {kind} {number} already; the first was taken.",
                    list(row.values.values()),
                )
            else:
                self.by_id[kind][number].append(row)
                self.entities[kind].append(row)

    def _hang(self, loose: list[Row]) -> None:
        for row in loose:
            if number := row.values.get("id"):
                self.by_id[row.table][str(number)].append(row)
        for row in loose:
            self._name_what_it_names(row)
        for kind in self.entities:
            for row in self.entities[kind]:
                self._name_what_it_names(row)
        lost: dict[str, int] = defaultdict(int)
        for row in loose:
            if not self._hung(row) and row.table not in (
                "taxonomy_terms",
                "taxonomies",
                "programs",
            ):
                lost[row.table] += 1
        for table, number in lost.items():
            self.notes.append(f"{number:,} rows of {table} belong to nothing and were left out.")

    def _name_what_it_names(self, row: Row) -> None:
        for column, (table, key) in NAMED_BY.items():
            number = row.values.get(column)
            rows = self.by_id[table].get(str(number), []) if number else []
            # One that belongs to an organization stays there and is named by its id alone.
            named = next((one for one in rows if not one.values.get("organization_id")), None)
            if named is not None and named is not row:
                row.values[key] = named.values
                del row.values[column]

    def _hung(self, row: Row) -> bool:
        """Below what it names as its owner; a row that names one which is not there is told of."""
        for column, kind in OWNERS:
            number = str(row.values.get(column, ""))
            if not number:
                continue
            kinds = [kind] if kind else list(self.entities)
            owners = [owner for each in kinds for owner in self.by_id[each].get(number, ())]
            if not owners:
                self.reject(
                    row.line,
                    f"{row.table}: it belongs to {column.removesuffix('_id')} {number},"
                    " which is not in the set.",
                    [str(value) for value in row.values.values()],
                )
                return True
            if column in ("phone_id", "contact_id", "attribute_id"):
                del row.values[column]
            for owner in owners:
                owner.values.setdefault(row.table, []).append(row.values)
            return True
        return False

    def items(self) -> Iterator[tuple[Row, Item]]:
        """Organizations, then sites, services and places; each with the row it comes from."""
        for kind in ("organization", "location", "service", "place"):
            for row in self.entities[kind]:
                yield row, self._item(kind, row)

    def _item(self, kind: str, row: Row) -> Item:
        values = dict(row.values)
        owner = str(values.pop("organization_id", ""))
        if kind == "organization":
            return Item(kind, str(values["id"]), values, {})
        if kind == "place":
            of = {name: str(values.pop(f"{name}_id", "")) for name in ("service", "location")}
            number = str(values.get("id") or f"{of['service']}@{of['location']}")
            return Item(kind, number, values, of)
        if kind == "location" and not owner:
            owner = self._owner_of_site(str(values["id"]))
        return Item(kind, str(values["id"]), values, {"organization": owner})

    def _owner_of_site(self, number: str) -> str:
        """A site may name no organization; then it is that of a service which is offered there."""
        for place in self.entities["place"]:
            if place.values.get("location_id") == number:
                for service in self.by_id["service"].get(str(place.values.get("service_id")), ()):
                    return str(service.values.get("organization_id", ""))
        return ""


def _rows(file: Path) -> Iterator[Row]:
    """Rows with what stands in them; an empty field is no field."""
    source = open_source(str(file))
    table = Table.of(source, look(source))
    name = file.stem.lower()
    called = RENAMED.get(name, name)
    for line, cells in table:
        values: dict[str, Any] = {
            column: cell
            for column, cell in zip(table.columns, cells, strict=False)
            if cell and column
        }
        if name in ADDRESS_TYPE:
            values.setdefault("address_type", ADDRESS_TYPE[name])
        if values:
            yield Row(called, line, values)
