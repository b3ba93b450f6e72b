from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from engagement.concerns.imports import FIELDS, Incoming, Reading
from engagement.concerns.models import Category, OtherSystem
from engagement.concerns.open311 import reading as open311
from engagement.concerns.open311.fetching import fetch
from engagement.concerns.open311.history import keep_history
from engagement.concerns.states import State
from portal.areas.codes import Codes
from portal.areas.locate import current_atlas
from portal.areas.models import Area
from portal.areas.words import fold
from portal.records.imports import (
    ImportCommand,
    Records,
    Refused,
    RowError,
    mapping_of,
    pairs_of,
)

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

    from engagement.concerns.open311.fetching import Feed


class Command(ImportCommand):
    help = (
        "Import concerns that another system holds, such as a city's 311: a table (CSV, JSON) or"
        " Open311 GeoReport v2 (JSON, XML), from a file or a web address. Fields to map: "
        + ", ".join(FIELDS)
        + ". Running it again brings them up to date; what people here have worked on stays."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--format",
            default="auto",
            choices=["auto", "table", "open311"],
            help="what it is, when the guess is wrong; in Open311 no column needs mapping",
        )
        parser.add_argument(
            "--allow-host",
            action="append",
            default=[],
            metavar="HOST",
            help="a host that may be asked; an address is fetched from no other",
        )
        parser.add_argument(
            "--full",
            action="store_true",
            help="ask an address for everything, not only for what changed since the last time",
        )
        parser.add_argument(
            "--source-system",
            required=True,
            help="a name for the other system; its numbers are told apart by it",
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help="which column fills a field; text, place and outcome may join several",
        )
        parser.add_argument(
            "--status",
            action="append",
            default=[],
            metavar="THEIRS=STATE",
            help=f"what a status of theirs means here: {', '.join(State.values)}",
        )
        parser.add_argument("--area-level", default="", choices=["", *Area.Level.values])
        parser.add_argument(
            "--unknown-area",
            default="reject",
            choices=["reject", "locate", "keep"],
            help="a row that names an area not here: reject it, find its area from the point,"
            " or keep it without one",
        )
        parser.add_argument("--day-first", action="store_true", help="dates are 31/12/2026")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE)
        parser.add_argument(
            "--public", action="store_true", help="the other system publishes them already"
        )

    def handle(self, *args: object, **options: Any) -> None:
        self.feed: Feed | None = None
        address = options["file"]
        if "://" not in address:
            super().handle(*args, **options)
            return
        with TemporaryDirectory(prefix="import-concerns-") as folder:
            self.feed = self._fetched(address, Path(folder), options)
            if not self.feed.rows:
                self.stdout.write("Nothing new there.")
                return
            options |= {"file": str(self.feed.path), "format": "open311"}
            options["rejects"] = options["rejects"] or f"{urlsplit(address).hostname}.rejects.csv"
            super().handle(*args, **options)

    def load(self, options: dict[str, Any]) -> None:
        options |= {"open311": self._is_open311(options)}
        reading = self._reading(options)
        records = self._records(reading, options)
        records.require(*(name for names in reading.columns.values() for name in names))
        self.rejects.columns = records.columns if records.table else ("row",)
        incoming = Incoming(current_atlas())
        self._stage(records, reading, incoming)
        self._reject_repeated(records, incoming)
        incoming.move(
            options["source_system"],
            public=options["public"],
            language=options["language"],
            tally=self.tally,
        )
        if isinstance(records, open311.Requests):
            keep_history(records, options["source_system"])
        if self.feed and self.feed.newest:
            OtherSystem.objects.update_or_create(
                name=options["source_system"],
                defaults={"heard_until": self.feed.newest, "heard_at": timezone.now()},
            )
        self._tell(reading, options["unknown_area"])

    def _fetched(self, address: str, folder: Path, options: dict[str, Any]) -> Feed:
        """What the other system says; only what is new, once it has been heard out."""
        known = OtherSystem.objects.filter(name=options["source_system"]).first()
        since = known.heard_until if known and not options["full"] else None
        feed = fetch(address, options["allow_host"], folder, since)
        self.note(f"{urlsplit(address).hostname} gave {feed.rows:,} requests.")
        return feed

    def _is_open311(self, options: dict[str, Any]) -> bool:
        if options["format"] != "auto":
            return bool(options["format"] == "open311")
        return open311.is_xml(self.source) or (
            not options["map"] and open311.is_open311(self.source, self.look)
        )

    def _records(self, reading: Reading, options: dict[str, Any]) -> Records | open311.Requests:
        if not options["open311"]:
            return Records.of(self.source, self.look)
        return open311.Requests(self.source, self.look, reading.categories, reading.statuses)

    def _reading(self, options: dict[str, Any]) -> Reading:
        statuses = dict(pairs_of(options["status"], "--status"))
        for state in statuses.values():
            if state not in State.values:
                raise Refused(f"--status: there is no state {state}. {', '.join(State.values)}.")
        level = options["area_level"]
        return Reading(
            columns=(open311.COLUMNS if options["open311"] else {})
            | mapping_of(options["map"], FIELDS),
            codes=Codes.of(*([level] if level else [])),
            categories={
                fold(name): pk
                for pk, slug, english, names in Category.objects.values_list(
                    "pk", "slug", "name", "names"
                )
                for name in (slug, english, *names.values())
            },
            now=timezone.now(),
            statuses=statuses,
            unknown_area=options["unknown_area"],
            day_first=options["day_first"],
        )

    def _stage(
        self, records: Records | open311.Requests, reading: Reading, incoming: Incoming
    ) -> None:
        seen = 0
        with incoming.staging.copying() as put:
            for seen, record in enumerate(self.watched(records, records.total), start=1):  # noqa: B007
                try:
                    draft = reading.read(record)
                except RowError as error:
                    self.reject(record.line, error, record.raw)
                else:
                    incoming.add(draft, put)
            incoming.flush(put)
        if not seen:
            raise Refused(f"{self.source} has a header and no rows.")

    def _reject_repeated(self, records: Records | open311.Requests, incoming: Incoming) -> None:
        """List the rows that a later one replaces: a second pass, only where there are some."""
        repeated = incoming.repeated()
        early = next(repeated, None)
        if early is None:
            return
        for record in records:
            if early and record.line == early[0]:
                self.reject(
                    record.line, f"Line {early[1]:,} has the same number and counts.", record.raw
                )
                early = next(repeated, None)

    def _tell(self, reading: Reading, unknown_area: str) -> None:
        if reading.unknown:
            named = ", ".join(sorted(reading.unknown)[:8])
            done = {
                "reject": "rejected; --unknown-area locate finds their area from the point",
                "locate": "their area was found from the point",
                "keep": "kept without one",
            }[unknown_area]
            total = sum(reading.unknown.values())
            self.tally.more.append(f"Rows that name an area not here: {total:,} ({named}), {done}.")
        if reading.closed_without_date:
            self.tally.more.append(
                f"Closed without a date: {reading.closed_without_date:,}, taken as closed when they"
                " were raised."
            )
