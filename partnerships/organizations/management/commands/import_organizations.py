from __future__ import annotations

import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import ijson

from partnerships.organizations.hsds.incoming import Incoming
from partnerships.organizations.hsds.items import items_of
from partnerships.organizations.hsds.mapped import FIELDS, items_of_row
from partnerships.organizations.hsds.tables import Tables
from partnerships.organizations.models import Organization
from portal.records.imports import (
    ImportCommand,
    Records,
    Refused,
    RowError,
    Source,
    Tally,
    mapping_of,
)
from portal.records.imports.rejects import Rejects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser

MOST_UNPACKED = 500 * 2**20


class Command(ImportCommand):
    help = (
        "Import partners with their sites and services: Open Referral HSDS as JSON (one, a list,"
        " or a document a line), HSDS as a folder or zip of CSV (versions 1 to 3), or any other"
        " table whose columns you map. Fields to map: " + ", ".join(FIELDS) + ". Running it again"
        " brings them up to date; what their own people look after stays as they wrote it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--source", default="", help="a name for where they come from (default: the file's)"
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
            default=Organization.Kind.NON_PROFIT.value,
            choices=Organization.Kind.values,
            help="the kind of all that are new",
        )
        parser.add_argument("--approve", action="store_true", help="let everyone see them at once")
        parser.add_argument(
            "--placeholders",
            action="store_true",
            help="where a service or site names an organization that is not in the set, make one",
        )

    def handle(self, *args: object, **options: Any) -> None:
        path = Path(options["file"])
        if path.is_dir():
            self._handle_set(path, path, options)
        elif _is_set(path):
            with TemporaryDirectory(prefix="import-organizations-") as folder:
                _unpack(path, Path(folder))
                self._handle_set(path, Path(folder), options)
        else:
            super().handle(*args, **options)

    def _handle_set(self, path: Path, folder: Path, options: dict[str, Any]) -> None:
        """As the other way round, but for several files at once."""
        self.tally = Tally()
        self.source = Source(path, "")
        self.rejects = Rejects.beside(path, options["rejects"])
        self.rejects.columns = ("row",)
        try:
            self._load_all_or_nothing({**options, "folder": folder})
        except BaseException:
            self.rejects.drop()
            raise
        self.rejects.close()
        self._summarize(dry_run=options["dry_run"])

    def load(self, options: dict[str, Any]) -> None:
        incoming = Incoming(
            source=(options["source"].strip() or Path(options["file"]).stem)[:120],
            tally=self.tally,
            approve=options["approve"],
            placeholders=options["placeholders"],
            kind=options["kind"],
        )
        if "folder" in options:
            self._tables(incoming, options["folder"])
        elif self.look.is_json:
            self._documents(incoming)
        else:
            self._rows(incoming, options["map"])
        incoming.tie_parents()

    def _tables(self, incoming: Incoming, folder: Path) -> None:
        tables = Tables.of(folder, self.reject)
        for row, item in self.watched(tables.items(), sum(map(len, tables.entities.values()))):
            try:
                incoming.take(item)
            except RowError as error:
                values = [str(value)[:500] for value in row.values.values()]
                self.reject(row.line, f"{row.table}: {error}", values)
        self.tally.more += tables.notes

    def _documents(self, incoming: Incoming) -> None:
        whole: set[str] = set()
        for number, document in self.watched(_each_document(self.source, self.look.encoding)):
            top = str(document.get("id", "")) if isinstance(document, dict) else ""
            if top and top in whole:
                self.reject(number, f"There is one with id {top} already; the first was taken.")
                continue
            whole.add(top)
            try:
                items = list(items_of(document))
            except RowError as error:
                self.reject(number, error, [json.dumps(document, default=str)[:500]])
                continue
            for item in items:
                try:
                    incoming.take(item)
                except RowError as error:
                    self.reject(number, f"{item.kind} {item.id}: {error}")

    def _rows(self, incoming: Incoming, pairs: list[str]) -> None:
        columns = mapping_of(pairs, FIELDS)
        if "organization" not in columns:
            raise Refused("Say which column names the organization: --map organization=COLUMN.")
        records = Records.of(self.source, self.look)
        records.require(*(name for names in columns.values() for name in names))
        self.rejects.columns = records.columns
        for record in self.watched(records, records.total):
            try:
                for item in [] if record.problem else items_of_row(record.values, columns):
                    incoming.take(item)
            except RowError as error:
                self.reject(record.line, error, record.raw)
            if record.problem:
                self.reject(record.line, record.problem, record.raw)


def _each_document(source: Source, encoding: str) -> Iterator[tuple[int, Any]]:
    """Documents of a list, of lines, of a page of the HSDS API, or the only one."""
    number = 0
    with source.opened() as stream:
        is_list = _first_letter(source) == "["
        found = ijson.items(
            stream, "item" if is_list else "", multiple_values=not is_list, use_float=True
        )
        try:
            for document in found:
                inside = document.get("contents") if isinstance(document, dict) else None
                for each in inside if isinstance(inside, list) else [document]:
                    number += 1
                    yield number, each
        except (ijson.JSONError, UnicodeError) as error:
            words = " ".join(str(error).split("\n")[0].split())
            if "premature" in words or "incomplete" in words.casefold():
                raise Refused(f"{source} was cut short. Download it again.") from error
            raise Refused(f"{source} is not JSON ({encoding}): {words}.") from error


def _first_letter(source: Source) -> str:
    with source.opened() as stream:
        return stream.read(512).decode("utf-8", "replace").lstrip("\ufeff \t\r\n")[:1]


def _is_set(path: Path) -> bool:
    """A zip of several tables."""
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return sum(name.lower().endswith(".csv") for name in archive.namelist()) > 1


def _unpack(path: Path, folder: Path) -> None:
    """Its tables, by their bare names, so that no path in the archive leads out of the folder."""
    with zipfile.ZipFile(path) as archive:
        tables = [info for info in archive.infolist() if info.filename.lower().endswith(".csv")]
        if sum(info.file_size for info in tables) > MOST_UNPACKED:
            raise Refused(
                f"{path.name} unpacks to more than 500 MB. Unpack it and give the folder."
            )
        for info in tables:
            name = Path(info.filename).name
            if not name.startswith("."):
                with archive.open(info) as stream, (folder / name).open("wb") as file:
                    left = info.file_size
                    while left > 0 and (chunk := stream.read(min(left, 2**20))):
                        file.write(chunk)
                        left -= len(chunk)
