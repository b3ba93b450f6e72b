"""A list of completions, pasted or from a file: read whole, or refused with every line told.

Columns: e-mail, course, day; then a note, if any. With a first line that names them they may
stand in any order. A course is named by its name in any language, or by its address.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from engagement.training.models import Completion, Course
from engagement.training.models.completion import people_of, refuse_day
from portal.records.export import BEGINS_A_FORMULA
from portal.refusals import NotPossible
from portal.wordings import in_languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from portal.accounts.models import User

MOST_BYTES = 2**20
MOST_LINES = 5_000
LONGEST_NOTE = 200
ORDER = ("email", "course", "day", "note")
NAMES = {
    "email": ("email", "e-mail", "mail", "person", "correo", "correo electrónico"),
    "course": ("course", "training", "curso"),
    "day": ("day", "date", "completed", "completed on", "día", "fecha"),
    "note": ("note", "notes", "nota"),
}
# The day as ISO has it, or as spreadsheets here write it.
DAYS = ("%Y-%m-%d", "%m/%d/%Y")


@dataclass(frozen=True)
class Line:
    person: User
    course: Course
    day: date
    note: str


@dataclass(frozen=True)
class Wrong:
    """A line that cannot be kept, and why."""

    line: int
    why: str


@dataclass
class Sheet:
    lines: list[Line] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


def decoded(content: bytes) -> str:
    """The text of a file as spreadsheets save it: UTF-8, UTF-16 with its mark, or Windows."""
    if len(content) > MOST_BYTES:
        raise NotPossible(_("This file is larger than 1 MB. Split it."))
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise NotPossible(_("This is no text. Save the list as CSV and choose that file."))


def read(text: str, by: User) -> Sheet:
    """Every completion on the list, and every line that is wrong. Two statements."""
    rows = list(_rows(text))
    if not rows:
        raise NotPossible(_("There is nothing on this list."))
    order = _order(rows[0][1])
    if order:
        rows = rows[1:]
    if len(rows) > MOST_LINES:
        raise NotPossible(_("A list has at most %(most)d lines. Split it.") % {"most": MOST_LINES})
    people = {person.email: person for person in people_of(by)}
    courses = _by_name()
    sheet = Sheet()
    for line, cells in rows:
        told = dict(zip(order or ORDER, cells, strict=False))
        try:
            sheet.lines.append(_line(told, people, courses))
        except NotPossible as refused:
            sheet.wrong.append(Wrong(line, str(refused.words)))
    return sheet


@transaction.atomic
def keep(lines: list[Line], by: User) -> int:
    """All of them or none; how many were new."""
    before = Completion.objects.count()
    for line in lines:
        Completion.objects.enter(
            person=line.person, course=line.course, on=line.day, by=by, note=line.note
        )
    return Completion.objects.count() - before


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each line that says something."""
    text = text.lstrip("\ufeff")
    first = text.partition("\n")[0]
    divider = max(",;\t", key=first.count)
    # Strict: a quote that never ends would swallow everything after it.
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
    by_name = {name: column for column, names in NAMES.items() for name in names}
    order = [by_name.get(cell.lower(), f"unknown {place}") for place, cell in enumerate(cells)]
    return order if "email" in order else []


def _by_name() -> dict[str, Course]:
    known: dict[str, Course] = {}
    for course in Course.objects.offered():
        for name in (course.slug, *in_languages(course.name).values()):
            known[name.casefold()] = course
    return known


def _line(
    told: Mapping[str, str], people: Mapping[str, User], courses: Mapping[str, Course]
) -> Line:
    if any(cell.startswith(BEGINS_A_FORMULA) for cell in told.values()):
        raise NotPossible(_("A cell begins like a formula. Write the words alone."))
    email, name = told.get("email", "").lower(), told.get("course", "")
    if email not in people:
        raise NotPossible(
            _("“%(email)s” is nobody on staff in your areas.") % {"email": email[:80]}
        )
    if name.casefold() not in courses:
        raise NotPossible(_("“%(name)s” is no course we offer.") % {"name": name[:80]})
    if len(told.get("note", "")) > LONGEST_NOTE:
        raise NotPossible(_("A note has at most %(most)d letters.") % {"most": LONGEST_NOTE})
    day = _day(told.get("day", ""))
    refuse_day(day)
    return Line(people[email], courses[name.casefold()], day, told.get("note", ""))


def _day(written: str) -> date:
    for form in DAYS:
        try:
            return datetime.strptime(written, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise NotPossible(_("“%(day)s” is no day. Write it like 2026-03-31.") % {"day": written[:40]})
