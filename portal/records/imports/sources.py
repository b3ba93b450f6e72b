"""Opens what people send: plain, .gz and .zip files, however large, and says what they are."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from portal.records.imports.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
NOT_TABLES = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"PAR1": "a Parquet file",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word document",
    b"SQLite format 3": "a database",
    b"7z\xbc\xaf": "a 7z archive",
    b"\xfd7zXZ": "an xz archive",
    b"BZh": "a bzip2 archive",
}
READABLE = (".csv", ".tsv", ".txt", ".json", ".geojson", ".xml", ".ics")
SQUEEZED = 200  # a real table shrinks five- to fifty-fold
HARMLESS = 64 * 2**20


@dataclass(frozen=True)
class Source:
    """A file that exists and can be read, and the one in its archive that is meant."""

    path: Path
    packing: str  # "", "gzip" or "zip"
    member: str = ""

    def __str__(self) -> str:
        return f"{self.path.name}/{self.member}" if self.member else self.path.name

    @property
    def packed_size(self) -> int:
        return self.path.stat().st_size

    @property
    def is_shapefile(self) -> bool:
        return self.member.lower().endswith(".shp")

    def is_bomb(self, unpacked: int) -> bool:
        """Unpacks to far more than any real table would."""
        return bool(self.packing) and unpacked > max(HARMLESS, SQUEEZED * self.packed_size)

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """What is in it, unpacked as it is read."""
        try:
            with self._unpacked() as stream:
                yield stream
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
            raise Refused(f"{self} is damaged or was cut short. Download it again.") from error
        except (RuntimeError, NotImplementedError) as error:
            if self.packing != "zip":
                raise
            raise Refused(f"{self} is locked or packed in a way we cannot open.") from error

    @contextmanager
    def _unpacked(self) -> Iterator[IO[bytes]]:
        if self.packing == "gzip":
            with gzip.open(self.path, "rb") as stream:
                yield io.BufferedReader(stream, 2**18)
        elif self.packing == "zip":
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
                yield cast("IO[bytes]", io.BufferedReader(stream, 2**18))
        else:
            with self.path.open("rb") as stream:
                yield stream


def open_source(name: str) -> Source:
    """The file by this name, or a Refused that says what is wrong with it."""
    path = Path(name)
    try:
        with path.open("rb") as file:
            start = file.read(32)
    except FileNotFoundError:
        raise Refused(f"There is no file {name}.") from None
    except IsADirectoryError:
        raise Refused(f"{name} is a folder. Give the file in it.") from None
    except OSError as error:
        raise Refused(f"{name} cannot be read: {error.strerror}.") from error
    if not start:
        raise Refused(f"{path.name} is empty.")
    if start.startswith(GZIP):
        return _checked(Source(path, "gzip"))
    if start.startswith(ZIP):
        return _checked(Source(path, "zip", _member(path)))
    return _checked(Source(path, ""))


def _member(path: Path) -> str:
    """The one file in an archive that can be imported."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError) as error:
        raise Refused(f"{path.name} is damaged or was cut short. Download it again.") from error
    if any(name.startswith(("xl/", "word/")) for name in names):
        raise Refused(f"{path.name} is an Excel or Word document. Save the sheet as CSV first.")
    names = [name for name in names if not name.startswith("__MACOSX/")]
    shapes = [name for name in names if name.lower().endswith(".shp")]
    tables = [name for name in names if name.lower().endswith(READABLE)]
    meant = shapes or tables
    if len(meant) != 1:
        found = ", ".join(sorted(names)[:5]) or "nothing"
        raise Refused(
            f"{path.name} must hold one CSV, JSON or Shapefile. It holds {len(meant)} ({found})."
        )
    return meant[0]


def _checked(source: Source) -> Source:
    """Refuse what is plainly no table, however it is packed."""
    with source.opened() as stream:
        start = stream.read(512)
    if not start:
        raise Refused(f"{source} is empty.")
    for magic, what in NOT_TABLES.items():
        if start.startswith(magic):
            raise Refused(f"{source} is {what}. Save it as CSV or GeoJSON first.")
    if start.startswith((GZIP, ZIP)):
        raise Refused(f"{source} is packed twice. Unpack it once first.")
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise Refused(f"{source} is a web page. Download the data itself, as CSV or GeoJSON.")
    return source
