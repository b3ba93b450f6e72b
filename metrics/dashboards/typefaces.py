"""The project's own font files: what charts are measured with and reports are set in."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
FAMILY = "Public Sans"
REGULAR, BOLD = FOLDER / "PublicSans-Regular.ttf", FOLDER / "PublicSans-Bold.ttf"
PLACEHOLDER = "?"
CUT = "\N{HORIZONTAL ELLIPSIS}"


@cache
def characters() -> frozenset[int]:
    """Code points that every one of our font files can draw."""
    return frozenset.intersection(*(frozenset(_advances(path)) for path in FOLDER.glob("*.ttf")))


def printable(text: str) -> str:
    """The text with what we cannot draw shown as a placeholder.

    A tagged PDF may hold no character without a glyph, and a resident may type any.
    """
    composed = unicodedata.normalize("NFC", visible(text))
    return "".join(
        letter if ord(letter) in characters() else _instead_of(letter) for letter in composed
    )


def visible(text: str) -> str:
    """The text without characters that nobody sees: controls, halves of pairs, directions.

    One of them in a drawing ends the process that draws it (vl-convert 1.9), and XML allows none.
    """
    return "".join(
        " " if letter.isspace() else letter
        for letter in text
        if letter.isspace() or not unicodedata.category(letter).startswith("C")
    )


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the text stands, in the unit of `size`; without kerning, which only narrows it.

    A letter that our fonts lack is taken as wide as it is high.
    """
    advances = _advances(BOLD if bold else REGULAR)
    return size * sum(advances.get(ord(letter), 1.0) for letter in text)


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, cut with three dots where it would be wider than `room`."""
    if width(text, size, bold=bold) <= room:
        return text
    left = room - width(CUT, size, bold=bold)
    for end in range(min(len(text), int(room)), 0, -1):
        if width(text[:end].rstrip(), size, bold=bold) <= left:
            return text[:end].rstrip() + CUT
    return CUT


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The text in lines no wider than `room`; a word that is wider is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(fitted(word, room, size, bold=bold))
    return lines


def _instead_of(letter: str) -> str:
    """A mark that our fonts cannot set on its letter is left out; a letter is not."""
    return "" if unicodedata.category(letter).startswith("M") else PLACEHOLDER


@cache
def _advances(path: Path) -> dict[int, float]:
    """How far each code point moves the pen, in parts of the size (OpenType: `cmap`, `hmtx`)."""
    data = path.read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack(">I", data[at + 8 : at + 12])[0]
        for at in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16)
    }
    em = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    count = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    steps = struct.unpack_from(">" + "HH" * count, data, tables[b"hmtx"])[::2]
    return {
        code: steps[min(glyph, count - 1)] / em
        for code, glyph in _glyphs(data, tables[b"cmap"]).items()
    }


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """The glyph of each code point, from all subtables of format 4."""
    found: dict[int, int] = {}
    for i in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        at = cmap + struct.unpack_from(">I", data, cmap + 8 + 8 * i)[0]
        if struct.unpack_from(">H", data, at)[0] == 4:  # noqa: PLR2004  # the format's number
            found |= _segments(data, at)
    return found


def _segments(data: bytes, at: int) -> dict[int, int]:
    doubled = struct.unpack_from(">H", data, at + 6)[0]
    count = f">{doubled // 2}H"
    ends = struct.unpack_from(count, data, at + 14)
    starts, deltas, offsets = (
        struct.unpack_from(count, data, at + 16 + part * doubled) for part in (1, 2, 3)
    )
    found = {}
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        here = at + 16 + 3 * doubled + 2 * place + offsets[place]
        for code in range(start, end + 1):
            glyph = code
            if offsets[place]:
                glyph = struct.unpack_from(">H", data, here + 2 * (code - start))[0]
            found[code] = (glyph + deltas[place]) & 0xFFFF
    found.pop(0xFFFF, None)
    return found
