"""Tables as other statistics programs store them: Stata's .dta (118) and R's .rda, as columns.

Only what the reference files need; neither format has a reader among our dependencies.
"""

from __future__ import annotations

import bz2
import gzip
import struct
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

MISSING_DOUBLE = 8.988465674311579e307
KINDS = {65526: "<f8", 65527: "<f4", 65528: "<i4", 65529: "<i2", 65530: "<i1"}
MOST = {"<i4": 2147483620, "<i2": 32740, "<i1": 100}
NA_INTEGER = -(2**31)


def dta(path: Path) -> dict[str, np.ndarray]:
    """Columns by name, little-endian release 118; missing numbers are nan."""
    data = path.read_bytes()
    assert b"<release>118</release><byteorder>LSF" in data[:80], "another release of .dta"

    def after(tag: str) -> int:
        return data.index(f"<{tag}>".encode()) + len(tag) + 2

    width = struct.unpack_from("<H", data, after("K"))[0]
    rows = struct.unpack_from("<Q", data, after("N"))[0]
    types = struct.unpack_from(f"<{width}H", data, after("variable_types"))
    start = after("varnames")
    names = [
        data[start + 129 * n : start + 129 * (n + 1)].split(b"\0")[0].decode() for n in range(width)
    ]
    layout = np.dtype(
        [(name, KINDS.get(kind, f"S{kind}")) for name, kind in zip(names, types, strict=True)]
    )
    table = np.frombuffer(data, layout, rows, after("data"))
    return {name: _numbers(table[name], layout[name].str) for name in names}


def _numbers(column: np.ndarray, kind: str) -> np.ndarray:
    if "S" in kind:
        return np.char.decode(column, "latin-1")
    found = column.astype(float)
    most = {"<f8": MISSING_DOUBLE, "<f4": 1.7e38, "|i1": MOST["<i1"]}.get(kind, MOST.get(kind, 0))
    found[found > most] = np.nan
    return found


class Rda:
    """R's serialization (XDR, version 2 or 3), as far as a data frame needs it."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.seen: list[Any] = []

    @classmethod
    def frame(cls, path: Path) -> dict[str, np.ndarray]:
        raw = path.read_bytes()
        raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
        raw = bz2.decompress(raw) if raw[:3] == b"BZh" else raw
        reader = cls(raw)
        assert raw[:5] in (b"RDX2\n", b"RDX3\n")
        reader.at = 5
        assert raw[5:7] == b"X\n"
        reader.at = 7
        version = reader.integer()
        reader.integer(), reader.integer()
        if version == 3:
            reader.take(reader.integer())
        _name, value, attributes = reader.first_pair()
        names = attributes["names"]
        return dict(zip(names, value, strict=True))

    def take(self, size: int) -> bytes:
        part = self.data[self.at : self.at + size]
        self.at += size
        return part

    def integer(self) -> int:
        return int(struct.unpack(">i", self.take(4))[0])

    def first_pair(self) -> tuple[str, Any, dict[str, Any]]:
        flags = self.integer()
        assert flags & 0xFF == 2
        if flags & 0x200:
            self.item()
        name = self.item()[0] if flags & 0x400 else ""
        value, attributes = self.item()
        return name, value, attributes

    def item(self) -> tuple[Any, dict[str, Any]]:
        flags = self.integer()
        kind = flags & 0xFF
        if kind == 254:
            return None, {}
        if kind == 255:
            return self.seen[(flags >> 8) - 1], {}
        if kind == 1:
            name, _none = self.item()
            self.seen.append(name)
            return name, {}
        if kind == 9:
            size = self.integer()
            return (None if size < 0 else self.take(size).decode("latin-1")), {}
        if kind == 2:
            return self.pairs(flags)
        value: Any
        size = self.integer()
        if kind in (10, 13):
            value = np.frombuffer(self.take(4 * size), ">i4").astype(float)
            value[value == NA_INTEGER] = np.nan
        elif kind == 14:
            value = np.frombuffer(self.take(8 * size), ">f8").astype(float)
        elif kind == 16:
            value = [self.item()[0] for _ in range(size)]
        elif kind == 19:
            value = [self.labelled(*self.item()) for _ in range(size)]
        else:
            raise AssertionError(f"R type {kind}")
        attributes = self.item()[0] if flags & 0x200 else {}
        return value, attributes or {}

    def pairs(self, flags: int) -> tuple[dict[str, Any], dict[str, Any]]:
        found = {}
        while True:
            if flags & 0x200:
                self.item()
            name = self.item()[0] if flags & 0x400 else ""
            value, attributes = self.item()
            found[name] = self.labelled(value, attributes)
            flags = self.integer()
            if flags & 0xFF == 254:
                return found, {}

    @staticmethod
    def labelled(value: Any, attributes: dict[str, Any]) -> Any:
        levels = attributes.get("levels")
        if levels is None:
            return value
        return np.array([levels[int(code) - 1] for code in value])
