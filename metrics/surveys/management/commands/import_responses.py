from __future__ import annotations

from typing import TYPE_CHECKING, Any

from metrics.surveys.answering.questionnaire import Questionnaire
from metrics.surveys.imports.batches import Batches
from metrics.surveys.imports.drafting import drafted
from metrics.surveys.imports.making import instrument_for, questions_of
from metrics.surveys.imports.mapping import Mapping
from metrics.surveys.imports.reading import Reading, within
from metrics.surveys.imports.taking import Incoming
from portal.areas.codes import Codes
from portal.records.imports import ImportCommand, Records, Refused, RowError

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

SHOWN = 5  # errors said aloud; all of them stand in the file of rejects


class Command(ImportCommand):
    help = (
        "Import the answers of a survey that was asked elsewhere, coded by person and row."
        " What the columns mean stands in a mapping (JSON; see metrics/surveys/imports/README.md);"
        " --draft-mapping writes a first one from a codebook with the columns column, label,"
        " values. All rows come in or none; the same file again adds nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--codebook", metavar="MAPPING", default="", help="the mapping (JSON)")
        parser.add_argument(
            "--draft-mapping",
            action="store_true",
            help="FILE is a codebook: print a first mapping and import nothing",
        )
        parser.add_argument(
            "--wave", default="", help="put all rows into this wave, by its slug or number"
        )
        parser.add_argument(
            "--lenient",
            action="store_true",
            help="take codes the codebook does not know for not answered, and count them",
        )
        parser.add_argument(
            "--keep-good",
            action="store_true",
            help="import the rows without errors; otherwise one bad row stops the file",
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="take back what came in before from a file of this name",
        )

    def handle(self, *args: object, **options: Any) -> None:
        if options["draft_mapping"]:
            self.stdout.write(drafted(options["file"]), ending="")
            return
        if not options["codebook"]:
            raise Refused("Give the mapping with --codebook, or write one with --draft-mapping.")
        super().handle(*args, **options)

    def load(self, options: dict[str, Any]) -> None:
        mapping = Mapping.of_file(options["codebook"])
        records = Records.of(self.source, self.look)
        records.require(*mapping.columns)
        self.rejects.columns = records.columns if records.table else ("row",)
        instrument = instrument_for(mapping)
        questions = questions_of(instrument)
        levels = [mapping.area_level] if mapping.area_level else []
        reading = Reading(
            mapping,
            questions,
            Codes.of(*levels),
            Questionnaire.of(instrument),
            lenient=options["lenient"],
        )
        batches = Batches(
            mapping,
            instrument,
            self.source,
            wave=options["wave"],
            replace=options["replace"],
        )
        if options["wave"]:
            mapping.waves.clear()
        self._take(records, reading, batches, Incoming(questions))
        if self.tally.rejected and not options["keep_good"]:
            self._stop()
        self._tell(reading, batches)

    def _take(
        self, records: Records, reading: Reading, batches: Batches, incoming: Incoming
    ) -> None:
        seen = 0
        self.first: list[str] = []
        for seen, record in enumerate(self.watched(records, records.total), start=1):  # noqa: B007
            try:
                line = reading.read(record)
                batch = batches.of(line.wave)
                if batch is None:
                    self.tally.unchanged += 1
                    continue
                day = within(batch.wave, line.answered_on)
                incoming.add(line, day, batch, with_words=not batches.replaced)
            except RowError as error:
                self.reject(record.line, error, record.raw)
                if len(self.first) < SHOWN:
                    self.first.append(f"Line {record.line:,}: {error}")
            else:
                self.tally.added += 1
        incoming.write()
        if not seen:
            raise Refused(f"{self.source} has a header and no rows.")

    def _stop(self) -> None:
        """Keep the list of what is wrong, and nothing else."""
        self.rejects.close()
        rest = self.tally.rejected - len(self.first)
        more = f" And {rest:,} more, see {self.rejects.path}." if rest else ""
        count = self.tally.rejected
        rows = "One row has errors" if count == 1 else f"{count:,} rows have errors"
        raise Refused(
            f"{rows}, and nothing was imported."
            f" {' '.join(self.first)}{more} Mend them, or add --lenient (unknown codes count as"
            " not answered) or --keep-good (leave these rows out)."
        )

    def _tell(self, reading: Reading, batches: Batches) -> None:
        for batch in batches.made:
            self.tally.more.append(f"{batch.wave}: {batch.responses.count():,} people.")
        if reading.left_out:
            total = sum(reading.left_out.values())
            worst = ", ".join(
                f"{column} {text!r} ({count:,})"
                for (column, text), count in reading.left_out.most_common(SHOWN)
            )
            self.tally.more.append(f"Unknown, counted as not answered: {total:,} ({worst}).")
