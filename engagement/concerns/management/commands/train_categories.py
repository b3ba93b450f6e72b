"""Learns which words speak for which category, from concerns that people have labelled."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from engagement.concerns import training

if TYPE_CHECKING:
    from argparse import ArgumentParser

HELD_BACK = 5  # every fifth line checks what the others taught


class Command(BaseCommand):
    """Nothing is sent anywhere, and the file it writes holds words and weights, no sentences."""

    help = (
        "Learn from CSV files with a text and a category in each row, and write the words that"
        " speak for each category. Point CATEGORY_WORDS at the file to use it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--text", default="text", help="the column with the words")
        parser.add_argument("--category", default="category", help="the column with the label")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="LABEL=CATEGORY",
            help="what a label is called here; other labels are left out if any is mapped",
        )
        parser.add_argument("--out", type=Path, default=Path("category_words.json"))
        parser.add_argument("--words", type=int, default=200, help="at most, for each category")

    def handle(self, *_args: Any, **options: Any) -> None:
        lines = sorted(self._lines(options))
        Random(11).shuffle(lines)  # noqa: S311  the same order each time
        taught = [line for place, line in enumerate(lines) if place % HELD_BACK]
        if len({slug for _text, slug in taught}) < 2:  # noqa: PLR2004
            raise CommandError("Nothing to tell apart: at least two categories are needed.")
        checked = training.learn(taught, options["words"])
        share = training.share_right(checked, lines[::HELD_BACK])
        options["out"].write_text(
            json.dumps(training.learn(lines, options["words"]), ensure_ascii=False, indent=1),
            encoding="utf-8",
        )
        for slug, count in sorted(Counter(slug for _text, slug in lines).items()):
            self.stdout.write(f"{slug}: {count:,} lines")
        self.stdout.write(f"Right for {share:.0%} of the lines it had not seen.")
        self.stdout.write(f"Written to {options['out']}.")

    def _lines(self, options: dict[str, Any]) -> list[tuple[str, str]]:
        names = dict(pair.rsplit("=", 1) for pair in options["map"] if "=" in pair)
        if len(names) != len(options["map"]):
            raise CommandError("Write each --map as LABEL=CATEGORY.")
        found = []
        for path in options["files"]:
            try:
                with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
                    found += self._rows(csv.DictReader(file), names, options)
            except (OSError, csv.Error) as error:
                raise CommandError(f"{path} cannot be read: {error}") from error
        return found

    def _rows(
        self, rows: csv.DictReader[str], names: dict[str, str], options: dict[str, Any]
    ) -> list[tuple[str, str]]:
        missing = {options["text"], options["category"]} - set(rows.fieldnames or ())
        if missing:
            raise CommandError(f"There is no column {' or '.join(sorted(missing))}.")
        pairs = (
            ((row[options["text"]] or "").strip(), (row[options["category"]] or "").strip())
            for row in rows
        )
        return [
            (text, names.get(label, label))
            for text, label in pairs
            if text and label and (not names or label in names)
        ]
