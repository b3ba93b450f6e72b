"""A list of people to ask, from a file or pasted: read whole, or refused with every line told.

Columns: email; then, where there are any, language, area code and time zone. With a first line
that names them they may stand in any order.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from metrics.surveys.waves.inviting import Person
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portal.areas.models import Area

MOST_BYTES = 5 * 2**20
MOST_PEOPLE = 20_000
LONGEST_ADDRESS = 254
ORDER = ("email", "language", "area", "zone")
NAMES = {
    "email": ("email", "e-mail", "mail", "address", "correo", "correo electrónico"),
    "language": ("language", "lang", "idioma"),
    "area": ("area", "area code", "beat", "district", "zona"),
    "zone": ("zone", "time zone", "timezone", "huso horario"),
}


@dataclass(frozen=True)
class Wrong:
    """A line that cannot be read, and why."""

    line: int
    why: str


@dataclass
class Read:
    people: list[Person] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


def decoded(content: bytes) -> str:
    """The text of a file as spreadsheets save it: UTF-8, UTF-16 with its mark, or Windows."""
    if len(content) > MOST_BYTES:
        raise NotPossible(_("This file is larger than 5 MB. Split it."))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise NotPossible(_("This is no text. Save the list as CSV and choose that file."))


def read(text: str, areas: Iterable[Area]) -> Read:
    """Everybody on the list, and every line that is wrong."""
    if len(text) > MOST_BYTES:
        raise NotPossible(_("This list is larger than 5 MB. Split it."))
    rows = list(_rows(text))
    if not rows:
        raise NotPossible(_("There is nobody on this list."))
    order = _order(rows[0][1])
    if order:
        rows = rows[1:]
    if len(rows) > MOST_PEOPLE:
        raise NotPossible(
            _("A list has at most %(most)d people. Split it.") % {"most": MOST_PEOPLE}
        )
    known = _by_code(areas)
    found = Read()
    for line, cells in rows:
        told = dict(zip(order or ORDER, cells, strict=False))
        try:
            found.people.append(_person(told, known))
        except NotPossible as refused:
            found.wrong.append(Wrong(line, str(refused.words)))
    return found


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each line that says something."""
    text = text.lstrip("\ufeff")
    first = text.partition("\n")[0]
    divider = max(",;\t", key=first.count)
    # Strict: a quote that never ends would swallow everyone after it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True)
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield reader.line_num, stripped
    except csv.Error as error:
        raise NotPossible(
            _("Line %(line)d cannot be read as a table.") % {"line": reader.line_num}
        ) from error


def _order(cells: list[str]) -> list[str]:
    """What the columns are called, where the first line names them."""
    if any("@" in cell for cell in cells):
        return []
    by_name = {name: column for column, names in NAMES.items() for name in names}
    order = [by_name.get(cell.lower(), f"unknown {place}") for place, cell in enumerate(cells)]
    return order if "email" in order else []


def _by_code(areas: Iterable[Area]) -> dict[str, list[Area]]:
    known: dict[str, list[Area]] = {}
    for area in areas:
        known.setdefault(area.code.lower(), []).append(area)
    return known


def _person(told: dict[str, str], known: dict[str, list[Area]]) -> Person:
    address = told.get("email", "")
    if len(address) > LONGEST_ADDRESS:
        raise NotPossible(_("This address is too long."))
    try:
        validate_email(address)
    except ValidationError:
        raise NotPossible(
            _("“%(address)s” is no email address.") % {"address": address[:80]}
        ) from None
    language = told.get("language", "").lower().split("-")[0]
    if language and language not in dict(settings.LANGUAGES):
        raise NotPossible(
            _("We do not write in “%(language)s”. Known: %(known)s.")
            % {"language": language[:20], "known": ", ".join(dict(settings.LANGUAGES))}
        )
    zone = told.get("zone", "")
    if zone and zone not in available_timezones():
        raise NotPossible(
            _("“%(zone)s” is no time zone. Write it like America/Chicago.") % {"zone": zone[:40]}
        )
    return Person(address, language, _area(told.get("area", ""), known), zone)


def _area(code: str, known: dict[str, list[Area]]) -> int | None:
    if not code:
        return None
    found = known.get(code.lower(), [])
    if not found:
        raise NotPossible(
            _("“%(code)s” is no area of this wave. Write its code.") % {"code": code[:40]}
        )
    if len(found) > 1:
        raise NotPossible(_("More than one area has the code “%(code)s”.") % {"code": code[:40]})
    return found[0].pk
