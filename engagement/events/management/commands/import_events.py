from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils import timezone

from engagement.events.imports.calendar_file import CalendarFile
from engagement.events.imports.entries import Entries
from engagement.events.imports.found import Reading
from engagement.events.imports.incoming import Incoming, Policy
from engagement.events.imports.places import Ground
from engagement.events.imports.tables import FIELDS, Rows
from engagement.events.models import Event
from portal.areas.codes import Codes
from portal.areas.models import Area
from portal.records.imports import ImportCommand, Records, Refused, RowError, mapping_of
from portal.records.imports.fetching import check, download, opener_for
from portal.records.imports.values import Moments

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(ImportCommand):
    help = (
        "Import meetings that another calendar holds: iCalendar (.ics), or a table (CSV, JSON)"
        " whose columns you map, from a file or a web address. Fields to map: "
        + ", ".join(FIELDS)
        + ". Running it again brings them up to date; what people here changed or joined stays."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--source",
            required=True,
            help="a name for the calendar; its entries are told apart by it",
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help="which column of a table fills a field; a field mapped twice joins both",
        )
        parser.add_argument(
            "--kind",
            default="",
            choices=["", *Event.Kind.values],
            help="the kind of all of them (default: what the title speaks of)",
        )
        parser.add_argument(
            "--area", default="", metavar="CODE", help="where neither title nor column says"
        )
        parser.add_argument(
            "--area-level",
            default="",
            choices=["", *Area.Level.values],
            help="what the codes of --area and of the column are codes of",
        )
        parser.add_argument(
            "--zone",
            default=settings.TIME_ZONE,
            help=f"where clock times without a zone are meant (default: {settings.TIME_ZONE})",
        )
        parser.add_argument(
            "--language",
            default=settings.LANGUAGE_CODE,
            choices=[code for code, _name in settings.LANGUAGES],
            help="the language they are written in",
        )
        parser.add_argument("--day-first", action="store_true", help="3/4 is the third of April")
        seen = parser.add_mutually_exclusive_group()
        seen.add_argument(
            "--publish",
            action="store_true",
            help="let everyone see those to come at once (otherwise only what is over)",
        )
        seen.add_argument("--draft", action="store_true", help="let nobody see any of them yet")
        parser.add_argument(
            "--allow-host",
            action="append",
            default=[],
            metavar="HOST",
            help="a host that may be asked; an address is fetched from no other",
        )

    def handle(self, *args: object, **options: Any) -> None:
        address = options["file"]
        if "://" not in address:
            super().handle(*args, **options)
            return
        check(address, options["allow_host"])
        with TemporaryDirectory(prefix="import-events-") as folder:
            page = Path(folder) / (Path(urlsplit(address).path).name or "calendar")
            download(opener_for(options["allow_host"]), address, page)
            options["rejects"] = options["rejects"] or f"{urlsplit(address).hostname}.rejects.csv"
            super().handle(*args, **options | {"file": str(page)})

    def load(self, options: dict[str, Any]) -> None:
        source = options["source"].strip()
        if not 0 < len(source) <= 120:  # noqa: PLR2004  as the column is
            raise Refused("Give --source a name of at most 120 letters.")
        reading = Reading(
            source=source,
            ground=Ground(options["area_level"], _area(options)),
            zone=_zone(options["zone"]),
            now=timezone.now(),
            kind=options["kind"],
        )
        incoming = Incoming(
            source=source,
            language=options["language"],
            policy=Policy(options["publish"], options["draft"]),
            now=reading.now,
            tally=self.tally,
            noticed=reading.noticed,
            reject=self.reject,
        )
        if CalendarFile.is_one(self.source, self.look):
            self._calendar(reading, incoming)
        else:
            self._table(reading, incoming, options)
        incoming.flush()
        self.tally.more += reading.noticed.sentences()

    def _calendar(self, reading: Reading, incoming: Incoming) -> None:
        self.rejects.columns = ("entry",)
        entries = Entries(CalendarFile(self.source, self.look), reading)
        entries.prepare()
        for block in self.watched(entries.file.events()):
            try:
                for found in entries.found(block):
                    incoming.add(found)
            except RowError as error:
                self.reject(block.line, error, [block.text[:500]])

    def _table(self, reading: Reading, incoming: Incoming, options: dict[str, Any]) -> None:
        columns = mapping_of(options["map"], FIELDS)
        rows = Rows(reading, columns, Moments(reading.zone, day_first=options["day_first"]))
        records = Records.of(self.source, self.look)
        records.require(*(name for names in columns.values() for name in names))
        self.rejects.columns = records.columns if records.table else ("row",)
        for record in self.watched(records, records.total):
            try:
                incoming.add(rows.found(record))
            except RowError as error:
                self.reject(record.line, error, record.raw)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(f"--zone: there is no time zone {name}. Try America/Chicago.") from None


def _area(options: dict[str, Any]) -> int | None:
    if not options["area"]:
        return None
    level = options["area_level"]
    area = Codes.of(*([level] if level else [])).find(options["area"])
    if area is None:
        raise Refused(f"--area: there is no area {options['area']}, or more than one.")
    return area
