"""What may be given to someone who asks for public records, collected from the rooms.

A room's own `disclosing.py` is imported when the site starts. There it registers each kind:

    @discloses("concerns", _("Concerns"), fields=(Field("topic", _("Topic"), topic), ...))
    def concerns(asked):
        return Concern.objects.filter(...)

Each field is public as it stands, shown without the words that may point to a person, or
withheld; the last two with the ground for it. `withhold` may shut single fields of single rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.records import addresses, privacy
from portal.records.privacy import Kind as Sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from django.db.models import Model, QuerySet
    from django.utils.functional import _StrOrPromise

    from portal.areas.models import Area


class Rule(StrEnum):
    PUBLIC = "public"
    REDACT = "redact"
    EXEMPT = "exempt"


def midnight(day: date) -> datetime:
    """When the day begins in the agency's zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


# The grounds on which something is left out. An agency adds the law it goes by in
# RECORDS_CITATIONS.
CONTACT, PRIVATE, ANONYMOUS = "contact", "private", "anonymous"
SENSITIVE, PLACE, INTERNAL, FEW = "sensitive", "place", "internal", "few"
GROUNDS: dict[str, _StrOrPromise] = {
    CONTACT: gettext_lazy("Ways to reach a private person"),
    PRIVATE: gettext_lazy("Words that may point to a private person"),
    ANONYMOUS: gettext_lazy("Told anonymously, and not on a public page"),
    SENSITIVE: gettext_lazy("Someone may come to harm"),
    PLACE: gettext_lazy("Where a private person may live or be found"),
    INTERNAL: gettext_lazy("Drafts and notes before a decision"),
    FEW: gettext_lazy("So few people that they could be told apart"),
}


@dataclass(frozen=True)
class Asked:
    """What a request is about: days, both included, and perhaps an area and a topic."""

    first: date
    last: date
    area: Area | None = None
    topic: str = ""

    @property
    def starts_at(self) -> datetime:
        return midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first instant after the last day."""
        return midnight(self.last + timedelta(days=1))

    def within(self, rows: Any, path: str = "area__path") -> Any:
        """The rows of the area; all of them when none was named."""
        return rows.filter(**{f"{path}__startswith": self.area.path}) if self.area else rows


@dataclass(frozen=True)
class Field:
    """One column: its name in the file, what it is, how to read it, and what rule it is under."""

    name: str
    label: _StrOrPromise
    value: Callable[[Any], Any]
    rule: Rule = Rule.PUBLIC
    ground: str = ""

    def __post_init__(self) -> None:
        if (self.rule == Rule.PUBLIC) != (self.ground == ""):
            raise ValueError(f"{self.name}: what is left out needs a ground, and nothing else.")
        if self.ground and self.ground not in GROUNDS:
            raise ValueError(f"{self.ground} is no ground.")


@dataclass(frozen=True)
class Left:
    """One entry of the log: what was left out of which field of which record, and why."""

    record: str
    field: str
    rule: Rule
    ground: str


@dataclass(frozen=True)
class Kind:
    """One kind of record that people may ask for."""

    name: str
    label: _StrOrPromise
    fields: tuple[Field, ...]
    rows: Callable[[Asked], QuerySet[Any]]
    withhold: Callable[[Any, str], str]
    topics: Callable[[], Iterable[tuple[str, _StrOrPromise]]] | None

    @property
    def grounds(self) -> set[str]:
        """Those its fields may be left out on, whatever the row."""
        return {field.ground for field in self.fields if field.ground}

    def lines(
        self, asked: Asked, known: Iterable[str] = ()
    ) -> Iterator[tuple[list[Any], list[Left]]]:
        """Each record as a line of the file, with what was left out of it. Streams."""
        names = list(known)
        for row in self.rows(asked).iterator(chunk_size=500):
            yield self.line(row, names)

    def line(self, row: Model, known: Iterable[str] = ()) -> tuple[list[Any], list[Left]]:
        cells, left = [], []
        record = f"{self.name}-{row.pk}"
        for field in self.fields:
            value = field.value(row)
            cell, ground, rule = value, "", field.rule
            if value not in (None, "", []):
                if ground := self.withhold(row, field.name):
                    cell, rule = "", Rule.EXEMPT
                elif rule == Rule.EXEMPT:
                    cell, ground = "", field.ground
                elif rule == Rule.REDACT:
                    cell = redacted(str(value), known)
                    ground = field.ground if cell != value else ""
            cells.append("" if cell is None else cell)
            if ground:
                left.append(Left(record, field.name, rule, ground))
        return [record, *cells], left


_kinds: dict[str, Kind] = {}


def _nothing(_row: Any, _field: str) -> str:
    return ""


def discloses(
    name: str,
    label: _StrOrPromise,
    *,
    fields: tuple[Field, ...],
    withhold: Callable[[Any, str], str] = _nothing,
    topics: Callable[[], Iterable[tuple[str, _StrOrPromise]]] | None = None,
) -> Callable[[Callable[[Asked], QuerySet[Any]]], Callable[[Asked], QuerySet[Any]]]:
    def register(rows: Callable[[Asked], QuerySet[Any]]) -> Callable[[Asked], QuerySet[Any]]:
        _kinds[name] = Kind(name, label, fields, rows, withhold, topics)
        return rows

    return register


def kinds() -> list[Kind]:
    """Every kind of record, by its name."""
    return [kind for _name, kind in sorted(_kinds.items())]


def kind_named(name: str) -> Kind:
    return _kinds[name]


def topics() -> list[tuple[str, str]]:
    """All topics any kind knows, by their words. The same code means the same in every room."""
    found: dict[str, str] = {}
    for kind in kinds():
        for code, label in kind.topics() if kind.topics else ():
            found.setdefault(code, str(label))
    return sorted(found.items(), key=lambda pair: pair[1].casefold())


POINTS_TO_SOMEONE = (Sign.PHONE, Sign.EMAIL, Sign.PLATE, Sign.NAME)


def redacted(text: str, known: Iterable[str] = ()) -> str:
    """The text without phone numbers, addresses, plates and what looks like a private name.

    Patterns find most of it, not all: a person reads the file before it goes out.
    """
    stretches = [
        (finding.start, finding.start + len(finding.found), _said(finding.kind))
        for finding in privacy.warnings(text, known)
        if finding.kind in POINTS_TO_SOMEONE
    ]
    # Each finding is told once; the same words may stand elsewhere too.
    for start, end, what in list(stretches):
        words, at = text[start:end], text.find(text[start:end])
        while at >= 0:
            stretches.append((at, at + len(words), what))
            at = text.find(words, at + len(words))
    stretches += [(m.start(), m.end(), _("address")) for m in addresses.ADDRESS.finditer(text)]
    parts, at = [], 0
    for start, end, what in sorted(stretches, key=lambda each: (each[0], -each[1])):
        if start >= at:
            parts += [text[at:start], f"[{what}]"]
        at = max(at, end)
    return "".join([*parts, text[at:]])


def _said(kind: Sign) -> str:
    return {
        Sign.PHONE: _("phone number"),
        Sign.EMAIL: _("email address"),
        Sign.PLATE: _("license plate"),
        Sign.NAME: _("name"),
    }[kind]
