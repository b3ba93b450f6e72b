"""One quick pass over a file before anything is touched: how is it written, how long is it?"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.records.imports.errors import Refused
from portal.records.imports.sources import SQUEEZED

if TYPE_CHECKING:
    from portal.records.imports.sources import Source

CHUNK = 2**18
LONGEST = 2**20  # bytes between two line ends (CSV), two commas (JSON) or two tags (XML)
DIVIDERS = {"{": b",", "[": b",", "<": b">"}
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NOT_IN_WINDOWS = b"\x81\x8d\x8f\x90\x9d"


@dataclass(frozen=True)
class Look:
    """What one pass found."""

    encoding: str
    words: str  # to be said aloud where we had to guess
    is_json: bool
    lines: int
    size: int


def look(source: Source, encoding: str = "") -> Look:
    """How the text is written, with Refused for what no reader should be given.

    A line without end, a bomb, zeros between the letters and a given encoding that does
    not fit are all found here, in constant memory, before the database hears of the file.
    """
    if encoding:
        _known(encoding)
    with source.opened() as stream:
        start = stream.read(CHUNK)
        marked = next((name for mark, name in MARKS if start.startswith(mark)), "")
        wide = (encoding or marked).lower().replace("-", "").startswith(("utf16", "utf32"))
        if b"\x00" in start and not wide:
            raise Refused(_zeros(source, start))
        first = _first_letter(start, encoding or marked)
        is_json = first in "{["
        scan = _Scan(source, DIVIDERS.get(first, b"\n"), wide=wide)
        chunk = start
        while chunk:
            scan.take(chunk)
            chunk = stream.read(CHUNK)
        scan.end()
    found, words = (encoding, "") if encoding else _found(source, scan, marked)
    if encoding or wide:
        _fits(source, found)
    return Look(found, words, is_json, scan.lines, scan.size)


def _found(source: Source, scan: _Scan, marked: str) -> tuple[str, str]:
    """The encoding, and what to say about it where it was not plain."""
    if marked == "utf-8-sig" and not scan.is_utf8:
        raise Refused(f"{source} begins as UTF-8 and goes on as something else. Save it again.")
    if marked:
        return marked, "" if marked == "utf-8-sig" else f"Read as {marked.upper()}."
    if scan.is_utf8:
        return "utf-8", ""
    guess, name = ("latin-1", "Latin-1") if scan.is_latin else ("cp1252", "Windows-1252")
    return guess, f"Read as {name}, since it is not UTF-8. If letters look wrong, give --encoding."


class _Scan:
    """What is learned from the bytes as they pass."""

    def __init__(self, source: Source, divider: bytes, *, wide: bool) -> None:
        self.source = source
        self.divider = divider
        self.wide = wide
        self.lines = self.size = self.since = 0
        self.is_utf8 = True
        self.is_latin = False
        self.decoder = codecs.getincrementaldecoder("utf-8")()

    def take(self, chunk: bytes) -> None:
        self.size += len(chunk)
        self.lines += chunk.count(b"\n")
        if self.source.is_bomb(self.size):
            raise Refused(
                f"{self.source} unpacks to more than {SQUEEZED} times its size, as no table does."
                " If you trust it, unpack it first."
            )
        self._measure(chunk)
        if not self.wide:
            if b"\x00" in chunk:
                raise Refused(_zeros(self.source, chunk))
            self._decode(chunk)

    def end(self) -> None:
        if self.is_utf8 and not self.wide:
            self._decode(b"", final=True)

    def _measure(self, chunk: bytes) -> None:
        first = chunk.find(self.divider)
        self.since += len(chunk) if first < 0 else first
        if self.since > LONGEST:
            what = "line" if self.divider == b"\n" else "value"
            raise Refused(
                f"{self.source} has a {what} of more than a million letters near line"
                f" {self.lines + 1:,}. That is no table of rows."
            )
        if first >= 0:
            self.since = len(chunk) - chunk.rfind(self.divider)

    def _decode(self, chunk: bytes, *, final: bool = False) -> None:
        if self.is_utf8:
            try:
                self.decoder.decode(chunk, final)
            except UnicodeDecodeError:
                self.is_utf8 = False
        self.is_latin = self.is_latin or any(byte in chunk for byte in NOT_IN_WINDOWS)


def _first_letter(start: bytes, encoding: str) -> str:
    text = start[:1024].decode(encoding or "utf-8", "replace").lstrip("\ufeff \t\r\n")
    return text[:1] or " "


def _zeros(source: Source, chunk: bytes) -> str:
    if chunk[:200].count(b"\x00") >= len(chunk[:200]) // 3 and chunk.strip(b"\x00"):
        return f"{source} looks like UTF-16 without its mark. Give --encoding utf-16-le or -be."
    return f"{source} is not text: it has zero bytes. Save it as CSV or GeoJSON."


def _known(encoding: str) -> None:
    try:
        codecs.getincrementaldecoder(encoding)()
    except (LookupError, TypeError):
        raise Refused(f"There is no encoding {encoding}. Try utf-8 or windows-1252.") from None


def _fits(source: Source, encoding: str) -> None:
    """The encoding must be able to read all of the file."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with source.opened() as stream:
        try:
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeError:
            raise Refused(f"{source} is not written in {encoding}.") from None
