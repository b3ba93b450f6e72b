"""Which words of HSDS fill which of our columns, both ways."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

from partnerships.organizations.models import Service

if TYPE_CHECKING:
    from django.db import models

Parse = Callable[[Any], tuple[Any, ...]]
Render = Callable[..., Any]
EMPTY: tuple[Any, ...] = (None, "", [], {})
ADDRESS = ("address_1", "address_2", "city", "region", "postal_code", "country")


@dataclass(frozen=True)
class Field:
    """`keys` are its name in HSDS 3 and older names of the same; `columns` are ours."""

    keys: tuple[str, ...]
    columns: tuple[str, ...]
    parse: Parse
    render: Render

    def read(self, document: dict[str, Any], rest: dict[str, Any]) -> dict[str, Any]:
        """Values for our columns; `rest` loses what the columns say by themselves."""
        key = next((key for key in self.keys if document.get(key) not in EMPTY), self.keys[0])
        values = self.parse(document.get(key))
        alone = key == self.keys[0] and not any(old in rest for old in self.keys[1:])
        # What the column says by itself anyway must stay, or it would not come out again.
        told = values != self.parse(None)
        if alone and told and key in rest and same(self.render(*values), rest[key]):
            del rest[key]
        return dict(zip(self.columns, values, strict=True))

    def write(self, row: models.Model, document: dict[str, Any]) -> None:
        """Put it into `document`, which holds the rest already."""
        values = tuple(getattr(row, column) for column in self.columns)
        if any(key in document and self.parse(document[key]) == values for key in self.keys):
            return
        if values == self.parse(None) and not any(key in document for key in self.keys):
            return
        for old in self.keys[1:]:
            document.pop(old, None)
        document[self.keys[0]] = self.render(*values)


def same(ours: Any, theirs: Any) -> bool:
    """Equal, and of one type: 12 and "12" are written differently, and so are 1 and true."""
    return type(ours) is type(theirs) and bool(ours == theirs)


def plain(value: Any) -> Any:
    return value


def text(most: int) -> Parse:
    def parse(value: Any) -> tuple[str]:
        if isinstance(value, (dict, list)) or value is None:
            return ("",)
        return (str(value).strip()[:most],)

    return parse


def checked(most: int, check: Callable[[str], None]) -> Parse:
    """Text, or nothing where it is not what it should be; the original is kept beside it."""
    read = text(most)

    def parse(value: Any) -> tuple[str]:
        (found,) = read(value)
        try:
            check(found)
        except ValidationError:
            return ("",)
        return (found,)

    return parse


def whole(most: int) -> Parse:
    def parse(value: Any) -> tuple[int | None]:
        try:
            number = float(value)
        except (TypeError, ValueError):
            return (None,)
        return (int(number),) if number.is_integer() and 0 <= number <= most else (None,)

    return parse


def degree(most: int) -> Parse:
    def parse(value: Any) -> tuple[float | None]:
        try:
            number = float(value)
        except (TypeError, ValueError):
            return (None,)
        return (number,) if math.isfinite(number) and -most <= number <= most else (None,)

    return parse


def rows(value: Any) -> tuple[list[dict[str, Any]]]:
    good = isinstance(value, list) and all(isinstance(one, dict) for one in value)
    return (value if good else [],)


def codes(value: Any) -> tuple[list[str]]:
    """Language codes of a list of HSDS languages."""
    found = [str(one.get("code") or one.get("language") or "") for one in rows(value)[0]]
    return (list(dict.fromkeys(code.lower() for code in found if 0 < len(code) <= 10)),)  # noqa: PLR2004


def address(value: Any) -> tuple[str, ...]:
    """The physical address where there is one, or the first."""
    (found,) = rows(value)
    best = next((one for one in found if one.get("address_type") == "physical"), None)
    best = best or (found[0] if found else {})
    names = ("address_1", "address_2", "city", "state_province", "postal_code", "country")
    mosts = (255, 255, 120, 80, 20, 60)
    return tuple(text(most)(best.get(name))[0] for name, most in zip(names, mosts, strict=True))


def as_address(*parts: str) -> list[dict[str, str]]:
    names = ("address_1", "address_2", "city", "state_province", "postal_code", "country")
    written = {name: part for name, part in zip(names, parts, strict=True) if part}
    return [{**written, "address_type": "physical"}] if written else []


def accessible(value: Any) -> tuple[str]:
    if isinstance(value, str):
        return (value.strip(),)
    said = [str(one.get("description") or one.get("accessibility") or "") for one in rows(value)[0]]
    return ("\n".join(words for words in said if words),)


def status(value: Any) -> tuple[str]:
    return (value if value in Service.Status.values else Service.Status.ACTIVE.value,)


def first_number(value: Any) -> tuple[str]:
    (found,) = rows(value)
    return (str(found[0].get("number") or "").strip('"').strip()[:40] if found else "",)


def program(value: Any) -> tuple[str]:
    name = value.get("name") if isinstance(value, dict) else value
    return text(200)(name)


def one(key: str, column: str, parse: Parse, render: Render = plain) -> Field:
    return Field((key,), (column,), parse, render)


ORGANIZATION = (
    one("name", "name", text(160)),
    one("alternate_name", "alternate_name", text(160)),
    one("description", "about", text(20_000)),
    one("email", "email", checked(254, EmailValidator())),
    Field(("website", "url"), ("website",), checked(200, URLValidator(("http", "https"))), plain),
    one("legal_status", "legal_status", text(120)),
    one("year_incorporated", "year_incorporated", whole(2200)),
    one("tax_id", "tax_id", text(60)),
    one("phones", "phone", first_number, lambda number: [{"number": number}] if number else []),
)
LOCATION = (
    one("name", "name", text(200)),
    one("alternate_name", "alternate_name", text(200)),
    one("description", "description", text(20_000)),
    one("transportation", "transportation", text(20_000)),
    Field(("addresses",), ADDRESS, address, as_address),
    one("accessibility", "accessibility", accessible, lambda said: [{"description": said}]),
    one("languages", "languages", codes, lambda found: [{"code": code} for code in found]),
    one("phones", "phones", rows),
    one("schedules", "schedules", rows),
)
SERVICE = (
    one("program", "program", program, lambda name: {"name": name}),
    one("name", "name", text(200)),
    one("alternate_name", "alternate_name", text(200)),
    one("description", "description", text(20_000)),
    one("url", "url", checked(500, URLValidator(("http", "https")))),
    one("email", "email", checked(254, EmailValidator())),
    one("status", "status", status),
    one("interpretation_services", "interpretation", text(20_000)),
    one("application_process", "application_process", text(20_000)),
    Field(("fees_description", "fees"), ("fees",), text(20_000), plain),
    Field(("eligibility_description", "eligibility"), ("eligibility",), text(20_000), plain),
    one("minimum_age", "minimum_age", whole(150)),
    one("maximum_age", "maximum_age", whole(150)),
    one("languages", "languages", codes, lambda found: [{"code": code} for code in found]),
    one("contacts", "contacts", rows),
    one("phones", "phones", rows),
    one("schedules", "schedules", rows),
)
PLACE = (
    one("description", "description", text(20_000)),
    one("phones", "phones", rows),
    one("schedules", "schedules", rows),
)


def columns_of(fields: tuple[Field, ...], document: dict[str, Any]) -> dict[str, Any]:
    """Our columns, and `hsds` for the rest."""
    rest = dict(document)
    found: dict[str, Any] = {}
    for field in fields:
        found |= field.read(document, rest)
    return {**found, "hsds": rest}


def point_of(document: dict[str, Any]) -> tuple[dict[str, float | None], dict[str, Any]]:
    """Latitude and longitude, both or neither, and what must be kept as it was written."""
    (lat,), (lon,) = degree(90)(document.get("latitude")), degree(180)(document.get("longitude"))
    if lat is None or lon is None:
        lat = lon = None
    said = {"latitude": lat, "longitude": lon}
    kept = {
        key: document[key] for key in said if key in document and not same(said[key], document[key])
    }
    return said, kept


def document_of(fields: tuple[Field, ...], row: Any) -> dict[str, Any]:
    """The other way: what HSDS says of this row."""
    document = dict(row.hsds)
    for field in fields:
        field.write(row, document)
    return document
