"""Answers on their way in: a block at a time, by COPY, in no order that tells anything."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from metrics.surveys.models import OwnWords

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from metrics.surveys.imports.reading import Line
    from metrics.surveys.models import Batch, Question

BLOCK = 10_000
COLUMNS = (
    "id", "wave_id", "batch_id", "area_id", "answered_on", "language", "mode", "reminders",
    "is_late", "is_partial", "flags", "age_band", "sex", "race_ethnicity", "weight", "is_folded",
    "answers",
)  # fmt: skip
COPY = f"COPY surveys_response ({', '.join(COLUMNS)}) FROM STDIN"
# Each is a key of its own; what it says must not follow from when it came.
LOTS = random.SystemRandom()
NO_FLAGS = "[]"


class Incoming:
    """Gathers lines and writes a block when there are enough of them.

    Runs inside the transaction of its caller, which keeps all of it or nothing. The file of an
    agency lists people in its own order: rows and own words are shuffled before they are written.
    """

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self.questions = questions
        self.rows: list[tuple[Any, ...]] = []
        self.words: list[OwnWords] = []

    def add(self, line: Line, day: date, batch: Batch, flags: list[str] | None = None) -> None:
        self.rows.append((
            UUID(int=LOTS.getrandbits(128), version=4).hex,
            batch.wave_id,
            batch.pk,
            line.area,
            day,
            line.language,
            line.mode,
            0,
            "f",
            "t" if line.is_partial else "f",
            json.dumps(flags) if flags else NO_FLAGS,
            *line.traits,
            line.weight,
            "f",
            json.dumps(line.answers),
        ))  # fmt: skip
        if line.words:
            self.words += [
                OwnWords(
                    wave_id=batch.wave_id,
                    question=self.questions[code],
                    language=line.language,
                    text=text,
                )
                for code, text in line.words.items()
            ]
        if len(self.rows) >= BLOCK:
            self.write()

    def write(self) -> None:
        """What is still waiting. Call it once more at the end."""
        LOTS.shuffle(self.rows)
        LOTS.shuffle(self.words)
        with (
            connection.wrap_database_errors,
            connection.cursor() as cursor,
            cursor.copy(COPY) as copy,
        ):
            for row in self.rows:
                copy.write_row(row)
        OwnWords.objects.bulk_create(self.words)
        self.rows, self.words = [], []
