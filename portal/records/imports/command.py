from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.management.base import BaseCommand
from django.db import DatabaseError, transaction

from portal.records.imports.errors import Refused
from portal.records.imports.looking import look
from portal.records.imports.progress import progress
from portal.records.imports.rejects import Rejects
from portal.records.imports.sources import open_source
from portal.records.imports.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.core.management.base import CommandParser

    from portal.records.imports.looking import Look
    from portal.records.imports.sources import Source

Item = TypeVar("Item")


class ImportCommand(BaseCommand):
    """One file in, all or nothing.

    A room's command says in `load` what the rows become; it calls `reject` for a row it cannot
    take and counts the others in `self.tally`. Everything happens in one transaction: a dry run
    rolls it back, and a run that fails or is killed leaves the database as it was.
    """

    source: Source
    look: Look
    tally: Tally
    rejects: Rejects

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="CSV, JSON or GeoJSON, plain, .gz or .zip")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen and keep nothing"
        )
        parser.add_argument(
            "--rejects",
            default="",
            metavar="PATH",
            help="where rejected rows are listed (default: FILE.rejects.csv)",
        )
        parser.add_argument(
            "--encoding", default="", help="how the text is written, when the guess is wrong"
        )

    def load(self, options: dict[str, Any]) -> None:
        """Read `self.source` and write rows. Runs inside the transaction."""
        raise NotImplementedError

    def handle(self, *_args: object, **options: Any) -> None:
        self.tally = Tally()
        self.source = open_source(options["file"])
        self.rejects = Rejects.beside(self.source.path, options["rejects"])
        try:
            if not self.source.is_shapefile:
                self.look = look(self.source, options["encoding"])
                if self.look.words:
                    self.note(self.look.words)
            self._load_all_or_nothing(options)
        except BaseException:
            self.rejects.drop()
            raise
        self.rejects.close()
        self._summarize(dry_run=options["dry_run"])

    def _load_all_or_nothing(self, options: dict[str, Any]) -> None:
        try:
            with transaction.atomic():
                self.load(options)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except KeyboardInterrupt:
            self.note("Stopped. Nothing was imported.")
            sys.exit(130)
        except DatabaseError as error:
            words = " ".join(str(error).split("\n")[0].split())
            raise Refused(f"The database refused, and nothing was imported: {words}") from error
        except OSError as error:
            what = "The disk is full" if error.errno == errno.ENOSPC else f"{error.strerror}"
            raise Refused(f"{what}. Nothing was imported.") from error

    def reject(self, line: int, reason: object, fields: Sequence[str] = ()) -> None:
        self.tally.rejected += 1
        self.rejects.add(line, str(reason), fields)

    def note(self, words: str) -> None:
        """Something a person should know, apart from the summary."""
        self.stderr.write(words, lambda plain: plain)

    def watched(self, items: Iterable[Item], total: int | None = None) -> Iterator[Item]:
        return progress(items, str(self.source), total, self.stderr)

    def _summarize(self, *, dry_run: bool) -> None:
        see = f" (see {self.rejects.path})" if self.rejects.count else ""
        words = f"{self.tally}{see}"
        self.stdout.write(f"Dry run, nothing was kept: {words}" if dry_run else words)
        for sentence in self.tally.more:
            self.stdout.write(sentence)
