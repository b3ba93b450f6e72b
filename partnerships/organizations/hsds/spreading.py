"""Documents spread out into the tables of HSDS 3, a row for each thing in them."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from partnerships.organizations.hsds.writing import is_placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable

ONE_OF = {
    "organizations": "organization",
    "services": "service",
    "locations": "location",
    "service_at_locations": "service_at_location",
    "phones": "phone",
    "contacts": "contact",
    "attributes": "attribute",
}
# A thing that is named by its id, and the table it stands in.
NAMED = {"program": "programs", "taxonomy_term": "taxonomy_terms", "taxonomy_detail": "taxonomies"}
NAMED_AS = {
    "program": "program_id",
    "taxonomy_term": "taxonomy_term_id",
    "taxonomy_detail": "taxonomy_id",
}


class Spread:
    """Tables as they fill: rows that are alike stand once."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        self.columns: dict[str, dict[str, None]] = defaultdict(dict)

    def add(self, organization: dict[str, Any]) -> None:
        number = organization["id"]
        locations, services = organization.pop("locations"), organization.pop("services")
        if not is_placeholder(organization):
            self._row("organizations", organization)
        for location in locations:
            self._row("locations", {"organization_id": number, **location})
        for service in services:
            for place in service.pop("service_at_locations"):
                site = place.pop("location")
                owner = {"service_id": service["id"], "location_id": site["id"]}
                self._row("service_at_locations", {**owner, **place})
            self._row("services", {"organization_id": number, **service})

    def _row(self, table: str, thing: dict[str, Any], owner: tuple[str, str] | None = None) -> None:
        cells: dict[str, Any] = {}
        inner: list[tuple[str, Any]] = []
        for key, value in thing.items():
            if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
                inner += [(key, one) for one in value]
            elif isinstance(value, dict) and key in NAMED and value.get("id"):
                self._row(NAMED[key], value)
                cells[NAMED_AS[key]] = value["id"]
            elif isinstance(value, dict | list):
                cells[key] = json.dumps(value, ensure_ascii=False) if value else ""
            elif value is not None:
                cells[key] = value
        if owner:
            cells.setdefault(*owner)
        self.tables[table].setdefault(json.dumps(cells, sort_keys=True, default=str), cells)
        self.columns[table] |= dict.fromkeys(key for key, cell in cells.items() if cell != "")
        above = ONE_OF.get(table)
        for key, one in inner:
            number = thing.get("id")
            self._row(key, one, (f"{above}_id", number) if above and number else owner)

    def as_csv(self) -> dict[str, str]:
        """File name -> its text."""
        files = {}
        for table, rows in self.tables.items():
            columns = sorted(
                self.columns[table], key=lambda name: (name != "id", not name.endswith("_id"))
            )
            out = io.StringIO(newline="")
            writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\r\n")
            writer.writeheader()
            writer.writerows(rows.values())
            files[f"{table}.csv"] = out.getvalue()
        return files


def spread(documents: Iterable[dict[str, Any]]) -> dict[str, str]:
    """File name -> CSV text, for a set of tables."""
    tables = Spread()
    for document in documents:
        tables.add(document)
    return tables.as_csv()


def datapackage(files: Iterable[str]) -> dict[str, Any]:
    """What HSDS asks to lie beside its tables."""
    return {
        "name": "human-services-data",
        "profile": "tabular-data-package",
        "hsds_version": "3.0",
        "resources": [
            {"name": file.removesuffix(".csv"), "path": file, "profile": "tabular-data-resource"}
            for file in sorted(files)
        ],
    }
