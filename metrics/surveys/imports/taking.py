"""Answers on their way in: a block at a time, by COPY, in no order that tells anything."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from django.db import connection

from metrics.surveys.imports.reading import STRAIGHT
from metrics.surveys.models import OwnWords
from metrics.surveys.models.response import COMPLETE

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
NULL = r"\N"
NO_FLAGS, FLAGGED = "[]", json.dumps([STRAIGHT])


class Incoming:
    """Gathers lines and writes a block when there are enough of them.

    Runs inside the transaction of its caller, which keeps all of it or nothing. The file of an
    agency lists people in its own order: rows and own words are shuffled before they are written.
    """

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self.questions = questions
        self.rows: list[str] = []  # as COPY takes them, the key still to come
        self.words: list[OwnWords] = []

    def add(self, line: Line, day: date, batch: Batch, *, with_words: bool = True) -> None:
        age, sex, race = line.traits
        self.rows.append(
            f"{batch.wave_id}\t{batch.pk}\t{NULL if line.area is None else line.area}\t{day}\t"
            f"{line.language}\t{line.mode}\t0\tf\t{line.share_answered < COMPLETE}\t"
            f"{FLAGGED if line.flags else NO_FLAGS}\t{_plain(age)}\t{_plain(sex)}\t"
            f"{_plain(race)}\t{line.weight}\tf\t{_plain(json.dumps(line.answers))}\n"
        )
        if line.words and with_words:
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
        keys = LOTS.randbytes(16 * len(self.rows)).hex()
        with (
            connection.wrap_database_errors,
            connection.cursor() as cursor,
            cursor.copy(COPY) as copy,
        ):
            copy.write(
                "".join(
                    f"{keys[32 * place : 32 * place + 32]}\t{row}"
                    for place, row in enumerate(self.rows)
                )
            )
        OwnWords.objects.bulk_create(self.words)
        self.rows, self.words = [], []


def _plain(text: str) -> str:
    """As COPY reads it back (PostgreSQL, COPY, text format)."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "\t" in text or "\n" in text or "\r" in text:
        text = text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return text
