"""The project's own font files: what charts are measured with and reports are set in."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
FAMILY = "Public Sans"
PLACEHOLDER = "?"


@cache
def characters() -> frozenset[int]:
    """Code points that every one of our font files can draw."""
    return frozenset.intersection(*map(_mapped, sorted(FOLDER.glob("*.ttf"))))


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


def _instead_of(letter: str) -> str:
    """A mark that our fonts cannot set on its letter is left out; a letter is not."""
    return "" if unicodedata.category(letter).startswith("M") else PLACEHOLDER


def _mapped(path: Path) -> frozenset[int]:
    """The code points of a font's character map, format 4 (OpenType specification, `cmap`)."""
    data = path.read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack(">I", data[at + 8 : at + 12])[0]
        for at in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16)
    }
    cmap = tables[b"cmap"]
    found: set[int] = set()
    for i in range(struct.unpack(">H", data[cmap + 2 : cmap + 4])[0]):
        at = cmap + struct.unpack(">I", data[cmap + 8 + 8 * i : cmap + 12 + 8 * i])[0]
        if struct.unpack(">H", data[at : at + 2])[0] == 4:  # noqa: PLR2004  # the format's number
            found |= _segments(data, at)
    return frozenset(found)


def _segments(data: bytes, at: int) -> set[int]:
    doubled = struct.unpack(">H", data[at + 6 : at + 8])[0]
    count = f">{doubled // 2}H"
    ends = struct.unpack(count, data[at + 14 : at + 14 + doubled])
    starts = struct.unpack(count, data[at + 16 + doubled : at + 16 + 2 * doubled])
    pairs = zip(starts, ends, strict=True)
    return {code for start, end in pairs for code in range(start, end + 1)} - {0xFFFF}
