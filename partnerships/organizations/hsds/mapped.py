"""Any other table of agencies and their sites, by a mapping of columns.

One row is one offer at one site. The agency, the site and the service are each found again by
what names them, so a table of 1,354 rows gives as many agencies as it truly has.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from partnerships.organizations.hsds.items import Item
from partnerships.organizations.naming import plain_name
from portal.records.imports import RowError

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS = (
    "organization", "website", "email", "about", "service", "description", "category", "site",
    "address", "address_2", "city", "state", "zip", "phone", "extension", "latitude",
    "longitude", "languages",
)  # fmt: skip
STREET = {"avenue": "ave", "street": "st", "boulevard": "blvd", "drive": "dr", "place": "pl"}


def items_of_row(values: dict[str, str], columns: dict[str, list[str]]) -> Iterator[Item]:
    """An organization, and a site and a service of it where the row tells of them."""

    def said(name: str, between: str = " ") -> str:
        parts = [" ".join(values.get(column, "").split()) for column in columns.get(name, ())]
        return between.join(part for part in parts if part)

    name = said("organization")
    if not name:
        raise RowError("It names no organization.")
    owner = _number("organization", plain_name(name))
    yield Item("organization", owner, _filled({
        "id": owner, "name": name, "website": said("website"), "email": said("email"),
        "description": said("about"),
    }), {})  # fmt: skip
    address, site = said("address"), said("site")
    where = what = ""
    if address or site:
        where = _number(
            "site", owner, plain_name(site), _street(address), said("address_2"), said("zip")
        )
        yield Item("location", where, _site(said, site or address), {"organization": owner})
    if service := said("service", ": "):
        what = _number("service", owner, plain_name(service))
        yield Item("service", what, _service(said, service), {"organization": owner})
    if where and what:
        number = _number("place", where, what)
        yield Item("place", number, {}, {"service": what, "location": where})


def _site(said: Any, name: str) -> dict[str, Any]:
    address = _filled({
        "address_1": said("address"), "address_2": said("address_2"), "city": said("city"),
        "state_province": said("state"), "postal_code": said("zip"),
    })  # fmt: skip
    phone = _filled({"number": _phone(said("phone")), "extension": said("extension")})
    codes = re.split(r"[,; ]+", said("languages"))
    return _filled({
        "name": name,
        "addresses": [{**address, "address_type": "physical"}] if address else [],
        "phones": [phone] if phone.get("number") else [],
        "latitude": _degree(said("latitude"), 90), "longitude": _degree(said("longitude"), 180),
        "languages": [{"code": code} for code in codes if code],
    })  # fmt: skip


def _service(said: Any, name: str) -> dict[str, Any]:
    terms = [{"taxonomy_term": {"name": said("category")}}] if said("category") else []
    return _filled({
        "name": name[:200], "description": said("description"), "attributes": terms,
    })  # fmt: skip


def _degree(text: str, most: int) -> float | None:
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        raise RowError(f"{text[:40]!r} is no place on the map.") from None
    if not -most <= number <= most:
        raise RowError(f"{text[:40]} is outside the world.")
    return number


def _phone(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 else text  # noqa: PLR2004


def _street(address: str) -> str:
    words = re.sub(r"[^\w\s]", "", address.casefold()).split()
    return " ".join(STREET.get(word, word) for word in words)


def _filled(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if value not in ("", None, [])}


def _number(*names: str) -> str:
    return hashlib.sha256("|".join(names).encode()).hexdigest()[:24]
