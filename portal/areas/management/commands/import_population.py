from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.areas.codes import Codes
from portal.areas.imports.population import Counts, cells_of, long_count, wide_counts
from portal.areas.models import Area
from portal.records.imports import ImportCommand, Records, Refused, RowError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser

    from portal.areas.imports.population import Cell
    from portal.records.imports import Record


class Command(ImportCommand):
    help = (
        "Import how many people live in each area, by age, sex and race or ethnicity."
        " A file with one count a row needs the columns area, people and any of age_band, sex,"
        " race_ethnicity. A file with one area a row needs a --map for each column of counts."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--area-field", default="area", help="column with the area's code")
        parser.add_argument("--level", default="", choices=["", *Area.Level.values])
        parser.add_argument("--people-field", default="people", help="column with the count")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=CELL",
            help='such as "Male 18 to 24=age_band:18-24,sex:male" or "Total=total"',
        )
        parser.add_argument("--map-file", default="", help="a file with one such line each")
        parser.add_argument("--from", dest="origin", default="", help="where the counts come from")
        parser.add_argument(
            "--partial",
            action="store_true",
            help="the counts leave people out: do not take their sum for the population",
        )

    def load(self, options: dict[str, Any]) -> None:
        records = Records.of(self.source, self.look)
        wide = cells_of([*options["map"], *self._lines(options["map_file"])])
        needed = [*wide] if wide else [options["people_field"]]
        records.require(options["area_field"], *needed)
        self.rejects.columns = records.columns if records.table else ("row",)
        counts = Counts()
        self._stage(records, wide, counts, options)
        self._reject_repeated(records, counts)
        counts.move(options["origin"] or str(self.source), self.tally)
        if not options["partial"]:
            counts.set_populations()
            self.tally.more.extend(counts.disagreements())

    def _stage(
        self, records: Records, wide: dict[str, Cell], counts: Counts, options: dict[str, Any]
    ) -> None:
        codes = Codes.of(*([options["level"]] if options["level"] else []))
        line = 0
        with counts.staging.copying() as put:
            for record in self.watched(records, records.total):
                line = record.line
                try:
                    area = self._area(record, codes, options["area_field"])
                    for cell, people in self._counts(record, wide, options["people_field"]):
                        put((line, area, *cell, people))
                except RowError as error:
                    self.reject(line, error, record.raw)
        if not line:
            raise Refused(f"{self.source} has no rows.")

    def _counts(
        self, record: Record, wide: dict[str, Cell], people_field: str
    ) -> list[tuple[Cell, int]]:
        """All counts of the row, read before any is staged: a row goes in whole or not at all."""
        return list(wide_counts(record, wide)) if wide else [long_count(record, people_field)]

    def _area(self, record: Record, codes: Codes, field: str) -> int:
        if record.problem:
            raise RowError(record.problem)
        code = record.values.get(field, "").strip()
        if not code:
            raise RowError(f"It has no {field}.")
        found = codes.find(code)
        if found is None and codes.means_several(code):
            raise RowError(f"There is more than one area {code}; give --level.")
        if found is None:
            raise RowError(f"There is no area {code} here.")
        return found

    def _reject_repeated(self, records: Records, counts: Counts) -> None:
        """A second pass over the file, only where it counts someone twice."""
        repeated = counts.repeated()
        late = next(repeated, None)
        if late is None:
            return
        for record in records:
            if late and record.line == late[0]:
                self.reject(
                    record.line, f"Line {late[1]:,} has already counted these people.", record.raw
                )
                late = next(repeated, None)
        counts.drop_repeated()

    def _lines(self, name: str) -> Iterator[str]:
        if not name:
            return
        try:
            yield from Path(name).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            raise Refused(f"The mapping file {name} cannot be read.") from None
