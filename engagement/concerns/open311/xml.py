"""Reads other people's XML one request at a time, with nothing in it that could be a trap."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any
from xml.parsers import expat

from portal.records.imports import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 2**16
DEEPEST = 12
LONGEST = 2**20  # letters in one request


def xml_rows(stream: IO[bytes], name: object) -> Iterator[dict[str, Any]]:
    """Each element right below the root, as fields. Memory holds one of them."""
    reader = _Reader(name)
    try:
        while chunk := stream.read(CHUNK):
            reader.parser.Parse(chunk, False)
            yield from reader.taken()
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        words = expat.ErrorString(error.code)
        raise Refused(f"{name}, line {error.lineno:,}: this is not whole XML ({words}).") from error
    yield from reader.taken()


class _Reader:
    def __init__(self, name: object) -> None:
        self.name = name
        self.ready: list[dict[str, Any]] = []
        self.open: list[_Element] = []
        self.letters = 0
        parser = self.parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        # Entities are how a small file becomes a large one, or reads another.
        parser.StartDoctypeDeclHandler = self.refuse

    def taken(self) -> list[dict[str, Any]]:
        ready, self.ready = self.ready, []
        return ready

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        if len(self.open) >= DEEPEST:
            raise Refused(f"{self.name} is nested too deep for a list of requests.")
        self.open.append(_Element(tag.rpartition(":")[2]))

    def text(self, letters: str) -> None:
        self.letters += len(letters)
        if self.letters > LONGEST:
            raise Refused(f"{self.name} has a request of more than a million letters.")
        if self.open:
            self.open[-1].text += letters

    def end(self, _tag: str) -> None:
        element = self.open.pop()
        if len(self.open) == 1:
            value = element.value
            self.ready.append(value if isinstance(value, dict) else {element.tag: value})
            self.letters = 0
        elif self.open:
            self.open[-1].parts.append((element.tag, element.value))

    def refuse(self, *_declared: object) -> None:
        raise Refused(f"{self.name} declares a document type, as no list of requests needs to.")


class _Element:
    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.text = ""
        self.parts: list[tuple[str, Any]] = []

    @property
    def value(self) -> Any:
        """Text, fields, or a list where the parts all have one name that repeats or is plural."""
        if not self.parts:
            return self.text.strip()
        names = {name for name, _value in self.parts}
        if len(names) == 1 and (len(self.parts) > 1 or self.tag == f"{min(names)}s"):
            return [value for _name, value in self.parts]
        return dict(self.parts)
