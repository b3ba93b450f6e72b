"""Features out of GeoJSON and zipped Shapefiles: a number, properties, a geometry."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

import pyproj
import shapefile
from pyproj.exceptions import CRSError

from portal.records.imports.errors import Refused
from portal.records.imports.rows import json_head, json_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.records.imports.looking import Look
    from portal.records.imports.sources import Source

LARGEST = 512 * 2**20
WGS84 = "EPSG:4326"


class Feature(NamedTuple):
    number: int
    properties: dict[str, Any]
    geometry: Any


def geojson_features(source: Source, look: Look) -> Iterator[Feature]:
    """Features of a FeatureCollection, in constant memory."""
    for number, item in json_rows(source, look, "features.item"):
        if not isinstance(item, dict):
            raise Refused(f"{source}: feature {number:,} is not an object. It is no GeoJSON.")
        properties = item.get("properties")
        yield Feature(
            number, properties if isinstance(properties, dict) else {}, item.get("geometry")
        )


def geojson_crs(source: Source, look: Look) -> pyproj.CRS | None:
    """The coordinate system the file names; None where it names none, which means WGS 84."""
    named = next(json_rows(source, look, "crs.properties.name"), None)
    return None if named is None else known_crs(str(named[1]), f"{source} says it is in")


def known_crs(name: str, says: str) -> pyproj.CRS:
    try:
        return pyproj.CRS.from_user_input(name)
    except CRSError:
        raise Refused(f"{says} {name[:80]}, a coordinate system we do not know.") from None


def must_be_geojson(source: Source, look: Look) -> None:
    if not look.is_json:
        raise Refused(f"{source} is not GeoJSON. Give a .geojson file or a zipped Shapefile.")
    head = json_head(source, look)
    if head.get("type") == "Topology":
        raise Refused(f"{source} is TopoJSON. Save it as GeoJSON first.")
    if head.get("features") != "array":
        raise Refused(f"{source} is JSON, but not a GeoJSON collection of features.")


class Shapefile:
    """The .shp in a zip, with its .dbf and, where it has them, .prj and .cpg."""

    def __init__(self, source: Source) -> None:
        self.source = source
        with zipfile.ZipFile(source.path) as archive:
            if sum(info.file_size for info in archive.infolist()) > LARGEST:
                raise Refused(f"{source} holds more than 512 MB of shapes. Simplify it first.")
            stem = PurePosixPath(source.member).with_suffix("").as_posix().lower()
            self.parts = {
                PurePosixPath(name).suffix.lower(): archive.read(name)
                for name in archive.namelist()
                if PurePosixPath(name).with_suffix("").as_posix().lower() == stem
            }
        if ".dbf" not in self.parts:
            raise Refused(f"{source} has no .dbf beside it, so its areas have no names.")

    @property
    def crs(self) -> pyproj.CRS | None:
        projection = self.parts.get(".prj", b"").decode("utf-8", "replace").strip()
        return known_crs(projection, f"{self.source} says it is in") if projection else None

    def features(self) -> Iterator[Feature]:
        try:
            with self._reader() as reader:
                for number, record in enumerate(reader.iterShapeRecords(), start=1):
                    drawn = record.shape.__geo_interface__ if record.shape.points else None
                    yield Feature(number, record.record.as_dict(), drawn)
        except (shapefile.ShapefileException, EOFError, ValueError, IndexError) as error:
            raise Refused(f"{self.source} is damaged: {error}.") from error

    def _reader(self) -> Any:
        """Opened in the first encoding that reads every name."""
        code_page = self.parts.get(".cpg", b"utf-8").decode("ascii", "replace").strip()
        for encoding in (code_page, "utf-8", "cp1252", "latin-1"):
            try:
                with self._opened(encoding) as trial:
                    list(trial.iterRecords())
            except (UnicodeDecodeError, LookupError, shapefile.ShapefileException):
                continue
            return self._opened(encoding)
        raise Refused(f"{self.source} has a .dbf that cannot be read.")

    def _opened(self, encoding: str) -> Any:
        files = {end: io.BytesIO(self.parts[f".{end}"]) for end in ("shp", "dbf")}
        return shapefile.Reader(**files, encoding=encoding)
