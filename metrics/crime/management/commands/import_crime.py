from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metrics.crime.imports import HELD, Kinds, Months, Sums, stem
from metrics.crime.models import Program
from portal.areas.codes import Codes
from portal.areas.locate import NOWHERE, current_atlas
from portal.areas.models import Area
from portal.records.imports import ImportCommand, Records, Refused, RowError, pairs_of
from portal.records.imports.values import degrees, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from django.core.management.base import CommandParser


class Command(ImportCommand):
    first_reason = ""
    help = (
        "Import recorded crime as counts by area, month and kind. A file has one incident a row,"
        " or one count a row with --count-field. Nothing about an incident is kept but its place,"
        " month and kind, added up. A file replaces the months it covers, for the kinds it names."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--area-field", default="beat", help="column with the area’s code")
        parser.add_argument("--level", default="beat", choices=["", *Area.Level.values])
        parser.add_argument("--month-field", default="month", help="column with a date or month")
        parser.add_argument("--count-field", default="", help="column with a count; else incidents")
        parser.add_argument("--category-field", default="", help="column with the kind of crime")
        parser.add_argument("--category", default="", help="the kind, where the file has only one")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="WORD=CODE",
            help='what the file calls a kind, such as "BURGLARY=break-ins"; *=CODE takes the rest',
        )
        parser.add_argument("--map-file", default="", help="a file with one such line each")
        parser.add_argument(
            "--new-categories", action="store_true", help="make the kinds the file names"
        )
        parser.add_argument(
            "--latitude-field", default="", help="finds the area of rows without one"
        )
        parser.add_argument("--longitude-field", default="")
        parser.add_argument("--within", default="", help="the file covers this area only, by code")
        parser.add_argument("--day-first", action="store_true", help="3/9/2024 is in September")

    def load(self, options: dict[str, Any]) -> None:
        if bool(options["latitude_field"]) != bool(options["longitude_field"]):
            raise Refused("Give --latitude-field and --longitude-field, or neither.")
        if bool(options["category"]) == bool(options["category_field"]):
            raise Refused("Give --category-field, or --category where the file has only one kind.")
        records = Records.of(self.source, self.look)
        self.rejects.columns = records.columns if records.table else ("row",)
        names = ("area_field", "month_field", "count_field", "category_field",
                 "latitude_field", "longitude_field")  # fmt: skip
        records.require(*(options[name] for name in names))
        self.kinds = Kinds(pairs_of(self._lines(options), "--map"), new=options["new_categories"])
        self.one_kind = self.kinds.called(options["category"]) if options["category"] else None
        self.months = Months(day_first=options["day_first"])
        self.codes = Codes.of(*([options["level"]] if options["level"] else []))
        self.level = options["level"]
        self.area_of = lru_cache(maxsize=2**14)(self._area_of)
        self.within = self._within(options["within"])
        # While rows are copied in, the database cannot be asked: what is needed is fetched now.
        self.places = {area.pk: area for area in Area.objects.all()}
        self.atlas = current_atlas() if options["latitude_field"] else None
        sums = Sums()
        line = self._stage(records, sums, [options[name] for name in names])
        if not line:
            raise Refused(f"{self.source} has no rows.")
        if sums.first is None:
            raise Refused(f"No row of {self.source} could be used. The first: {self.first_reason}")
        if options["count_field"]:
            self._reject_repeated(records, sums)
        covered = self.kinds.named_by_map() | ({self.one_kind} if self.one_kind else set())
        sums.move(covered, self.within, self.tally)
        if self.tally.added or self.tally.changed:
            Program.objects.all().forget_findings()

    def reject(self, line: int, reason: object, fields: Sequence[str] = ()) -> None:
        self.first_reason = self.first_reason or f"line {line:,}: {reason}"
        super().reject(line, reason, fields)

    def _stage(self, records: Records, sums: Sums, names: list[str]) -> int:
        """Read every row once. What a code, a date or a word means is looked up once each."""
        by_point, by_kind, by_count = bool(names[4]), bool(names[3]), names[2]
        areas: dict[str, int] = {}
        days: dict[str, date] = {}
        kinds: dict[str, int] = {} if by_kind else {"": self.one_kind or 0}
        line, held = 0, sums.held
        self.kinds.copying = True
        with sums.staging.copying() as put:
            for line, cells, raw in self._rows(records, names):
                try:
                    if isinstance(cells, str):
                        raise RowError(cells)  # noqa: TRY301 - as any other reason
                    code, when, count, word, north, east = cells
                    area = areas.get(code)
                    if area is None:
                        area = self._area(code, (north, east) if by_point else None)
                        if code.strip():
                            areas[code] = area
                    word = word if by_kind else ""
                    kind = kinds.get(word)
                    if kind is None:
                        kind = kinds[word] = self.kinds.find(word)
                    text = stem(when)
                    month = days.get(text)
                    if month is None:
                        day = self.months.day(text)
                        sums.reach(day)
                        month = days[text] = day.replace(day=1)
                    if by_count:
                        put((line, area, month, kind, word[:200], whole_number(count, by_count)))
                    else:
                        held[area, month, kind] += 1
                except RowError as error:
                    self.reject(line, error, raw)
                if not line % HELD:
                    sums.write(put)
                    areas.clear()
                    days.clear()
            sums.write(put)
        sums.settle(self.kinds)
        return line

    def _rows(
        self, records: Records, names: list[str]
    ) -> Iterator[tuple[int, tuple[str, ...] | str, Sequence[str]]]:
        """Line, the cells we ask for (or what is wrong with the row), and the row itself."""
        table = records.table
        if table is None:
            for record in self.watched(records, records.total):
                cells = tuple(record.values.get(name, "") for name in names)
                yield record.line, record.problem or cells, record.raw
            return
        # A column nobody named is read as the first one, and not looked at.
        pick = itemgetter(*(table.columns.index(name or names[0]) for name in names))
        width = len(table.columns)
        for line, fields in self.watched(table, records.total):
            if len(fields) == width:
                yield line, pick(fields), fields
            else:
                yield line, f"It has {len(fields)} fields where the header names {width}.", fields

    def _area(self, code: str, point: tuple[str, str] | None) -> int:
        """The area the file names; one found by the point only where it names none."""
        if code.strip():
            return self.area_of(code)
        if self.atlas is None or point is None:
            raise RowError("It names no area.")
        north, east = degrees(point[0], 90, "The latitude"), degrees(point[1], 180, "The longitude")
        index = NOWHERE
        if north is not None and east is not None:
            index = int(self.atlas.find([north], [east])[0])
        found = None if index == NOWHERE else self.places.get(self.atlas.areas[index].pk)
        while found is not None and self.level and found.level != self.level:
            found = self.places.get(found.parent_id) if found.parent_id else None
        if found is None:
            raise RowError("It names no area, and its point lies in none.")
        return self._inside(found)

    def _area_of(self, code: str) -> int:
        found = self.codes.find(code)
        if found is None and self.codes.means_several(code):
            raise RowError(f"There is more than one area {code.strip()[:40]}; give --level.")
        if found is None:
            raise RowError(f"There is no area {code.strip()[:40]} here.")
        return self._inside(self.places[found])

    def _inside(self, area: Area) -> int:
        if self.within is not None and not area.path.startswith(self.within.path):
            raise RowError(f"It lies outside {self.within}.")
        return area.pk

    def _within(self, code: str) -> Area | None:
        if not code:
            return None
        found = Codes.of().find(code)
        if found is None:
            raise Refused(f"--within: there is no area {code}, or more than one.")
        return Area.objects.get(pk=found)

    def _reject_repeated(self, records: Records, sums: Sums) -> None:
        """A second pass over the file, only where it gives a count twice."""
        repeated = sums.repeated()
        late = next(repeated, None)
        if late is None:
            return
        for record in records:
            if late and record.line == late[0]:
                self.reject(record.line, f"Line {late[1]:,} has given this count.", record.raw)
                late = next(repeated, None)
        sums.drop_repeated()

    def _lines(self, options: dict[str, Any]) -> list[str]:
        lines = list(options["map"])
        if options["map_file"]:
            try:
                text = Path(options["map_file"]).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                raise Refused(f"The file {options['map_file']} cannot be read.") from None
            lines += [line for line in text.splitlines() if line.strip() and line[0] != "#"]
        return lines
