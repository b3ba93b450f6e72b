"""What the portal holds of an organization, collected from the rooms that hold it.

A room's `panels.py` registers what it has:

    @holds("agreements")
    def agreements(organization):
        return [{"title": …, "signed on": …}, …]

Each becomes a JSON file and, where it is a list of flat rows, a CSV in the archive its owner takes.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder

from partnerships.organizations.hsds.spreading import datapackage, spread
from partnerships.organizations.hsds.writing import documents
from partnerships.organizations.models import Organization

if TYPE_CHECKING:
    from collections.abc import Iterable

Collect = Callable[[Organization], Any]
_held: dict[str, Collect] = {}
# A cell that begins so is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def holds(what: str) -> Callable[[Collect], Collect]:
    def register(collect: Collect) -> Collect:
        _held[what] = collect
        return collect

    return register


def everything_of(organization: Organization) -> dict[str, Any]:
    """All of it, by room. Notes are not in it: they are their own file, for members alone."""
    return {what: collect(organization) for what, collect in sorted(_held.items())}


def archive_of(organization: Organization, extra: dict[str, Any] | None = None) -> bytes:
    """A zip: everything as JSON and CSV, and sites and services as HSDS 3."""
    out = io.BytesIO()
    found = {**everything_of(organization), **(extra or {})}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for what, rows in found.items():
            archive.writestr(
                f"{what}.json",
                json.dumps(rows, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False),
            )
            if isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows):
                archive.writestr(f"{what}.csv", as_csv(rows))
        one = Organization.objects.filter(pk=organization.pk)
        archive.writestr(
            "hsds/organization.json",
            json.dumps(list(documents(one, public=False)), indent=2, ensure_ascii=False),
        )
        files = spread(documents(one, public=False))
        for name, text in files.items():
            archive.writestr(f"hsds/{name}", text)
        archive.writestr("hsds/datapackage.json", json.dumps(datapackage(files), indent=2))
    return out.getvalue()


def as_csv(rows: Iterable[dict[str, Any]]) -> str:
    """Rows with the columns any of them has; nothing in it that a spreadsheet would run."""
    rows = list(rows)
    columns = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_safe(row.get(column, "")) for column in columns])
    return text.getvalue()


def _safe(value: Any) -> str:
    said = "" if value is None else str(value)
    return f"'{said}" if said.startswith(FORMULA) else said


@holds("organization")
def itself(organization: Organization) -> dict[str, Any]:
    return {
        "name": organization.name,
        "kind": organization.get_kind_display(),
        "what it does": organization.about,
        "languages": organization.languages,
        "areas": [area.name for area in organization.areas.all()],
        "registered": organization.created_at,
        "approved": organization.approved_at,
        "page": organization.get_absolute_url(),
    }


@holds("people")
def people(organization: Organization) -> list[dict[str, Any]]:
    seats = organization.memberships.select_related("user").order_by("since")
    return [
        {"name": seat.user.name, "email": seat.user.email, "role": seat.role, "since": seat.since}
        for seat in seats
    ]
