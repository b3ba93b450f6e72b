"""One meeting as another calendar has it, in our terms; and what was noticed on the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from engagement.events.imports.places import place_key, venue
from engagement.events.imports.titles import kind_of, says_cancelled
from engagement.events.imports.words import line, office, plain
from engagement.events.models import Event
from portal.areas.words import fold
from portal.records.imports import RowError

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from engagement.events.imports.clocks import Span
    from engagement.events.imports.places import Ground

TITLE, NAME, ADDRESS, CONTACT, LINK, PURPOSE = 160, 160, 240, 160, 200, 4_000
FARTHEST = 10  # years from now
KINDS = {fold(str(name)): value for value, name in Event.Kind.choices}

# What is said after the numbers, in this order; each with how many there were.
SENTENCES = {
    "no_end": "Without an end: {n}, taken to last an hour.",
    "backwards": "End before they start: {n}, taken to last an hour.",
    "at_once": "End as they start: {n}, taken to last an hour.",
    "endless_day": "Last longer than a year: {n}, taken to last an hour.",
    "over_a_day": "Last longer than a day: {n}, kept so.",
    "all_day": "All day, without a clock time: {n}, from midnight to midnight.",
    "skipped": "At a time that the clocks skip: {n}, an hour later.",
    "twice": "At a time that the clocks show twice: {n}, the first one.",
    "repeats": "Come again by a rule: {n}, each day of theirs a meeting.",
    "goes_on": "Come again without an end: {n}, two years ahead are taken.",
    "cancelled": "Called off: {n}, kept as such.",
    "cut": "Have words longer than fit: {n}, cut off.",
    "beat": "Name a beat in the title: {n}, put there.",
    "beats": "Name several beats in the title: {n}, put where all of those lie.",
    "district": "Name a district in the title: {n}, put there.",
    "nowhere": "Without an area: {n}.",
    "unknown_area": "Name an area not here: {n}, put elsewhere or nowhere.",
    "private": "Have a contact that may be a person's own: {n}, left out.",
    "same": "Come twice, with the same title, start and place: {n}, taken once (see the rejects).",
    "elsewhere": "Have the title, start and area of another, but not its place: {n}, kept apart.",
    "kept": "Differ from the file, since people here changed or joined them: {n}, left so.",
}


class Noticed(Counter[str]):
    """How often each thing of SENTENCES came up."""

    def sentences(self) -> list[str]:
        return [
            words.format(n=f"{self[what]:,}") for what, words in SENTENCES.items() if self[what]
        ]


@dataclass
class Found:
    """A meeting and its one sitting, ready to be compared with what is here."""

    line: int
    number: str  # what the other calendar calls it, or what makes it this one
    same: str  # equal for what is one meeting written down twice
    nearly: str  # the same without the place
    title: str
    kind: str
    purpose: str
    area_id: int | None
    venue_name: str
    venue_address: str
    latitude: float | None
    longitude: float | None
    online_link: str
    host: str
    contact: str
    cancelled: bool
    span: Span


@dataclass
class Said:
    """What an entry says, field by field, before anything is made of it."""

    title: str
    purpose: str = ""
    place: str = ""
    address: str = ""
    area: str = ""
    kind: str = ""
    host: str = ""
    contact: str = ""
    link: str = ""
    status: str = ""
    uid: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass
class Reading:
    """How one file is read, whatever its format."""

    source: str
    ground: Ground
    zone: ZoneInfo
    now: datetime
    kind: str = ""
    noticed: Noticed = field(default_factory=Noticed)

    def found(self, at: int, said: Said, span: Span, occurrence: str = "") -> Found:
        """The meeting, or RowError with the reason it cannot be taken."""
        title = line(said.title)
        if not title:
            raise RowError("It has no title.")
        if span.starts_at.year > self.now.year + FARTHEST:
            raise RowError(f"It starts in {span.starts_at.year}, which must be a slip.")
        where = venue(said.place)
        address = ", ".join(part for part in (where.address, line(said.address)) if part)
        placed = self.ground.place(title, line(said.area))
        key = _digest(fold(title), str(span.starts_at), place_key(f"{said.place} {said.address}"),
                      fold(line(said.area)))  # fmt: skip
        uid = line(said.uid)
        found = Found(
            line=at,
            number=_digest(self.source, uid, occurrence) if uid else _digest(self.source, key),
            same=key,
            nearly=_digest(fold(title), str(span.starts_at), fold(line(said.area))),
            title=self._cut(title, TITLE),
            kind=self._kind(said.kind, title),
            purpose=self._cut(plain(said.purpose), PURPOSE),
            area_id=placed.area,
            venue_name=self._cut(where.name, NAME),
            venue_address=self._cut(address, ADDRESS),
            latitude=said.latitude if said.longitude is not None else None,
            longitude=said.longitude if said.latitude is not None else None,
            online_link=_link(said.link),
            host=self._cut(line(said.host), NAME),
            contact=self._contact(said.contact),
            cancelled=says_cancelled(said.status) or says_cancelled(title),
            span=span,
        )
        self.notice(span.note, placed.by, placed.unknown and "unknown_area")
        self.notice("" if placed.area else "nowhere", "cancelled" if found.cancelled else "")
        return found

    def notice(self, *what: str) -> None:
        self.noticed.update(each for each in what if each)

    def _kind(self, written: str, title: str) -> str:
        if self.kind:
            return self.kind
        name = fold(line(written))
        return KINDS.get(name) or (name if name in Event.Kind.values else kind_of(title))

    def _contact(self, written: str) -> str:
        reach = office(written)
        if reach is None:
            self.notice("private")
        return self._cut(reach or "", CONTACT)

    def _cut(self, words: str, most: int) -> str:
        if len(words) <= most:
            return words
        self.notice("cut")
        return words[: most - 1].rstrip() + "…"


def _link(written: str) -> str:
    """A web address that is one, or none."""
    link = line(written)
    if "://" not in link and "." in link:
        link = f"https://{link}"
    try:
        URLValidator(schemes=["http", "https"])(link)
    except ValidationError:
        return ""
    return link if len(link) <= LINK else ""


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:40]
