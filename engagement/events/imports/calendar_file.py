"""Passes over an iCalendar file block by block, in constant memory, and knows its time zones."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, cast

from icalendar import Timezone

from engagement.events.imports.limits import TooSlow, within_seconds
from portal.records.imports import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from portal.records.imports import Source
    from portal.records.imports.looking import Look

DEEPEST = 4  # calendar, event, alarm, and one for what the future brings
MOST_LETTERS = 2**18  # of one entry
MOST_ZONES = 100


class Block(NamedTuple):
    """One part of a calendar: an event, a time zone, a task."""

    line: int
    kind: str
    text: str
    too_long: bool = False


@dataclass
class CalendarFile:
    source: Source
    look: Look
    zones: dict[str, tzinfo] = field(default_factory=dict)
    called_off: bool = False  # METHOD:CANCEL: all that is in it

    @staticmethod
    def is_one(source: Source, look: Look) -> bool:
        with source.opened() as stream:
            text = io.TextIOWrapper(stream, look.encoding, errors="replace")
            start = text.read(2_000).lstrip("\ufeff \t\r\n")
        return start[:15].upper() == "BEGIN:VCALENDAR"

    def events(self) -> Iterator[Block]:
        return (block for block in self.blocks() if block.kind == "VEVENT")

    def learn_zones(self) -> None:
        """Read the time zones it brings along. Refused where one cannot be told."""
        seen = 0
        for block in self.blocks():
            if block.kind != "VTIMEZONE":
                continue
            seen += 1
            if seen > MOST_ZONES or block.too_long:
                raise Refused(f"{self.source} brings more time zones than there can be.")
            self._learn(block)

    def blocks(self) -> Iterator[Block]:
        """What stands directly in the calendar, each with the line it begins on."""
        opened: list[str] = []
        began, size = 0, 0
        kept: list[str] = []
        for number, line in self._lines():
            word, _colon, name = line.strip().partition(":")
            word, name = word.upper(), name.strip().upper()
            if word == "BEGIN":
                self._must_fit(opened, name, number)
                opened.append(name)
                if len(opened) == 2:  # noqa: PLR2004  directly in the calendar
                    began, size, kept = number, 0, []
            elif not opened:
                raise Refused(f"{self.source}, line {number:,}: this is outside the calendar.")
            elif len(opened) == 1 and word == "METHOD":
                self.called_off = name == "CANCEL"
            size += len(line)
            if len(opened) > 1 and size <= MOST_LETTERS:
                kept.append(line)
            if word == "END":
                self._must_close(opened, name, number)
                opened.pop()
                if len(opened) == 1:
                    yield Block(began, name, "\r\n".join(kept) + "\r\n", size > MOST_LETTERS)
        if opened:
            raise Refused(f"{self.source} was cut short. Download it again.")

    def _lines(self) -> Iterator[tuple[int, str]]:
        with self.source.opened() as stream:
            text = io.TextIOWrapper(stream, self.look.encoding, errors="replace", newline=None)
            for number, line in enumerate(text, start=1):
                if line.strip():
                    yield number, line.rstrip("\n").lstrip("\ufeff")

    def _must_close(self, opened: list[str], name: str, number: int) -> None:
        if name != opened[-1]:
            raise Refused(
                f"{self.source}, line {number:,}: END:{name[:40]} does not close {opened[-1][:40]}."
            )

    def _must_fit(self, opened: list[str], name: str, number: int) -> None:
        where = f"{self.source}, line {number:,}"
        if not opened and name != "VCALENDAR":
            raise Refused(f"{where}: this is no calendar.")
        if name in {"VEVENT", "VTIMEZONE", "VCALENDAR"} and name in opened:
            raise Refused(f"{where}: one {name} begins before the last one has ended.")
        if "VTIMEZONE" in opened and (name not in {"STANDARD", "DAYLIGHT"} or len(opened) > 2):  # noqa: PLR2004
            raise Refused(f"{where}: a time zone holds {name[:40]}, which none can.")
        if len(opened) >= DEEPEST:
            raise Refused(f"{where}: one thing is inside another more than {DEEPEST} times.")

    def _learn(self, block: Block) -> None:
        where = f"{self.source}, line {block.line:,}"
        lines = block.text.splitlines()
        names = [line for line in lines if line.upper().startswith("TZID")]
        if len(names) != 1:
            told = "no name" if not names else "more than one name (TZID)"
            raise Refused(
                f"{where}: a time zone has {told}, so its times cannot be told. Ask whoever made"
                " the calendar to mend it."
            )
        name = names[0].partition(":")[2].strip()
        try:
            with within_seconds(2):
                read = Timezone.from_ical(block.text)
                self.zones[name] = cast("Timezone", read).to_tz()
        except (Exception, TooSlow) as error:  # the library breaks in many ways
            raise Refused(f"{where}: the time zone {name[:60]} cannot be read.") from error
