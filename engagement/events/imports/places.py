"""Where a meeting is: the venue in a line of text, and the area its title or column names."""

from __future__ import annotations

import re
from typing import NamedTuple

from engagement.events.imports.titles import beats_in, districts_in
from engagement.events.imports.words import plain
from portal.areas.codes import Codes
from portal.areas.models import Area

STREET = (
    r"st|street|ave|avenue|blvd|boulevard|rd|road|dr|drive|pl|place|ln|lane|ct|court|way|pkwy"
    r"|terrace|square"
)
# "1709 W. Lunt", "40 Mill Street", also where no space parts it from the name of the place.
ADDRESS = re.compile(
    rf"(?<![0-9#])(?:[0-9]{{1,5}}-)?[0-9]{{1,5}}\s+(?:(?:[nsew]\b|north|south|east|west)\.?\s*\S"
    rf"|(?:[\w'.]+\s+){{1,3}}(?:{STREET})\b)",
    re.IGNORECASE,
)
MOST_READ = 1_000
BETWEEN = re.compile(r"[\s,;:@|-]+$|\s+(?:at|in|on|located at)$", re.IGNORECASE)
BEFORE = re.compile(
    r"^(?:the )?meeting (?:is|will be) (?:held )?(?:at|in) (?:the )?", re.IGNORECASE
)
A_NUMBER = re.compile(r"[0-9]{2,5}\s+\w")


class Venue(NamedTuple):
    name: str
    address: str


def venue(text: str) -> Venue:
    """Name and address: "St. Jerome's Parish Center 1709 W. Lunt" is one of each."""
    lines = (line.strip(" ,") for line in plain(text[:MOST_READ]).splitlines())
    said = BEFORE.sub("", ", ".join(line for line in lines if line))
    if found := ADDRESS.search(said):
        name = said[: found.start()]
        while (shorter := BETWEEN.sub("", name)) != name:
            name = shorter
        return Venue(name, said[found.start() :])
    if A_NUMBER.match(said):
        return Venue("", said)
    name, _comma, address = said.partition(", ")
    return Venue(name, address)


def place_key(text: str) -> str:
    """The same for two spellings of one place: its house number, or else its letters."""
    said = plain(text[:MOST_READ])
    if found := ADDRESS.search(said):
        return re.sub(r"\D.*", "", found[0], flags=re.DOTALL)
    return re.sub(r"[\W_]+", "", said.casefold())


class Placed(NamedTuple):
    """An area, and what led to it."""

    area: int | None
    by: str = ""  # "beat", "beats", "district", "column" or ""
    unknown: str = ""  # what the column says, where no area is called so


class Ground:
    """The agency's areas, found by what titles and columns of other calendars say."""

    def __init__(self, level: str = "", default: int | None = None) -> None:
        self.default = default
        self.named = Codes.of(*([level] if level else []))
        self.beats = Codes.of(Area.Level.BEAT)
        self.districts = Codes.of(Area.Level.DISTRICT)
        self.paths = dict(Area.objects.values_list("pk", "path"))
        self.at = {path: pk for pk, path in self.paths.items()}

    def place(self, title: str, column: str = "") -> Placed:
        """The column's area, and a beat in the title where it lies within that one."""
        given = self.named.find(column) if column else None
        unknown = column if column and given is None and column.strip("0") else ""
        said = self._of_title(title)
        if said.area is not None and (given is None or self._within(said.area, given)):
            return said._replace(unknown=unknown)
        if given is not None:
            return Placed(given, "column")
        return Placed(self.default, unknown=unknown)

    def _of_title(self, title: str) -> Placed:
        codes = (self.beats.find(code) for code in beats_in(title))
        beats = list(dict.fromkeys(pk for pk in codes if pk is not None))
        if len(beats) == 1:
            return Placed(beats[0], "beat")
        if beats:
            return Placed(self.shared(beats) or beats[0], "beats")
        districts = {self.districts.find(code) for code in districts_in(title)} - {None}
        if len(districts) == 1:
            return Placed(districts.pop(), "district")
        return Placed(None)

    def shared(self, areas: list[int]) -> int | None:
        """The smallest area that holds them all."""
        steps = [self.paths[pk].rstrip("/").split("/") for pk in areas]
        common: list[str] = []
        for step in zip(*steps, strict=False):
            if len(set(step)) > 1:
                break
            common.append(step[0])
        return self.at.get("/".join(common) + "/")

    def _within(self, inner: int, outer: int) -> bool:
        return self.paths[inner].startswith(self.paths[outer])
