from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from portal.areas import boundaries
from portal.areas.boundaries import BoundaryError
from portal.areas.imports.areas import Draft, Parents, Register, known_bounds, listed
from portal.areas.imports.features import (
    LARGEST,
    Shapefile,
    geojson_crs,
    geojson_features,
    known_crs,
    must_be_geojson,
)
from portal.areas.imports.placing import Placing
from portal.areas.models import Area
from portal.records.imports import ImportCommand, Refused, RowError
from portal.records.imports.rows import as_text, missing_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyproj
    from django.core.management.base import CommandParser

    from portal.areas.imports.features import (
        Feature,
    )

UNLIKELY = 20_000  # areas of one level in one agency


class Command(ImportCommand):
    help = "Import the boundaries of districts, beats or neighborhoods from GeoJSON or a Shapefile."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--id-field", required=True, help="property with the area's code")
        parser.add_argument("--name-field", default="", help="property with its name")
        parser.add_argument("--level", required=True, choices=Area.Level.values)
        parser.add_argument("--parent-field", default="", help="property with its parent's code")
        parser.add_argument(
            "--parent-level",
            default="",
            choices=["", *Area.Level.values],
            help="kind of the parent; without --parent-field found by the largest overlap",
        )
        parser.add_argument("--crs", default="", help="coordinate system, such as EPSG:3435")
        parser.add_argument("--swap", action="store_true", help="latitude stands before longitude")

    def load(self, options: dict[str, Any]) -> None:
        self.rejects.columns = ("properties",)
        if options["parent_level"] == options["level"]:
            raise Refused("--parent-level must differ from --level.")
        crs, features = self._features()
        if options["crs"]:
            crs = known_crs(options["crs"], "--crs:")
        placing = Placing(self.source, crs, swap=options["swap"])
        drafts = self._drafts(features, placing, options)
        placing.check([piece for draft in drafts for piece in draft.pieces], known_bounds())
        if placing.words:
            self.note(placing.words.strip())
        self._put_all(drafts, options)

    def _features(self) -> tuple[pyproj.CRS | None, Iterator[Feature]]:
        if self.source.is_shapefile:
            shapes = Shapefile(self.source)
            if shapes.crs is None:
                self.note("It has no .prj, so its coordinates are taken for WGS 84.")
            return shapes.crs, shapes.features()
        if self.look.size > LARGEST:
            raise Refused(f"{self.source} holds more than 512 MB of shapes. Simplify it first.")
        must_be_geojson(self.source, self.look)
        crs = geojson_crs(self.source, self.look)
        return crs, geojson_features(self.source, self.look)

    def _drafts(
        self, features: Iterator[Feature], placing: Placing, options: dict[str, Any]
    ) -> list[Draft]:
        """Features gathered by id. What has no id, name or polygon is rejected here."""
        drafts: dict[str, Draft] = {}
        wanted = [options[name] for name in ("id_field", "name_field", "parent_field")]
        number = 0
        for number, feature in enumerate(self.watched(features), start=1):
            if number == 1:
                self._require([name for name in wanted if name], feature.properties)
            try:
                draft = self._draft(feature, wanted, options["level"])
                piece = placing.placed(boundaries.parse(feature.geometry))
            except (RowError, BoundaryError) as error:
                self._reject(feature, error)
                continue
            draft = drafts.setdefault(draft.code, draft)
            draft.pieces.append(piece)
            draft.numbers.append(number)
        if number == 0:
            raise Refused(f"{self.source} has no features.")
        if len(drafts) > UNLIKELY:
            raise Refused(f"{self.source} has {len(drafts):,} areas. Is --id-field right?")
        return list(drafts.values())

    def _require(self, wanted: list[str], properties: dict[str, Any]) -> None:
        missing = [name for name in wanted if name not in properties]
        if missing:
            raise Refused(missing_columns(self.source, missing, list(properties)))

    def _draft(self, feature: Feature, wanted: list[str], level: str) -> Draft:
        code, name, parent = (
            as_text(feature.properties.get(field)).strip() if field else "" for field in wanted
        )
        id_field, name_field, _parent_field = wanted
        if not code:
            raise RowError(f"It has no {id_field}.")
        if name_field and not name:
            raise RowError(f"It has no {name_field}.")
        if len(code) > 80 or len(name) > 120:  # noqa: PLR2004 as the columns are
            raise RowError("Its code or name is too long.")
        if name in {"", code} and code[0].isdigit():
            name = f"{Area.Level(level).label} {code}"
        return Draft(code, name or code, parent)

    def _put_all(self, drafts: list[Draft], options: dict[str, Any]) -> None:
        level = options["level"]
        by_field = bool(options["parent_field"])
        parents = Parents(level, by_field=by_field, parent_level=options["parent_level"])
        register = Register(level, self.tally)
        joined, mended, failed = [], [], []
        for draft in drafts:
            try:
                whole = draft.boundary()
                parent = parents.of(draft, whole)
            except (RowError, BoundaryError) as error:
                failed.append(f"{draft.name}: {error}")
                for number in draft.numbers:
                    self.reject(number, error, [f"{options['id_field']}={draft.code}"])
                continue
            register.put(draft, whole, parent)
            joined += [draft.code] if len(draft.pieces) > 1 else []
            mended += [draft.name] if draft.mended else []
        if len(failed) == len(drafts):
            raise Refused(f"{self.source}: no area in it can be used. {'; '.join(failed[:1])}")
        self._say("Joined from several pieces", joined)
        self._say("Mended where they crossed themselves", mended)
        self._say("No longer in the file and left as they are", register.gone(drafts))

    def _say(self, what: str, names: list[str]) -> None:
        if names:
            self.tally.more.append(f"{what}: {listed(names)}.")

    def _reject(self, feature: Feature, error: Exception) -> None:
        self.reject(feature.number, error, [json.dumps(feature.properties, default=str)])
