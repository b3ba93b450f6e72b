"""Answers added up, and a wave estimated anew: the same at ten million as at ten thousand."""

from __future__ import annotations

import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.performance.rows import Row, at_least, milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from metrics.surveys.models import Wave
    from tests.performance.house import House
    from tests.performance.rows import Size

FEW = 10_000
MOST_LONGER = 1.5
A_BLOCK = 1 << 20
# Answers to the trust questions of people in all districts, made where they are kept.
FILL = """
    INSERT INTO surveys_response (
        id, wave_id, area_id, answered_on, language, mode, reminders, is_late, is_partial, flags,
        age_band, sex, race_ethnicity, weight, is_folded, answers
    )
    SELECT gen_random_uuid(), %(wave)s, areas.ids[1 + number %% cardinality(areas.ids)],
           '2026-01-05', 'en', 'web', 0, false, false, '[]',
           (ARRAY['18-34', '35-54', '55+'])[1 + number / 3 %% 3],
           (ARRAY['female', 'male'])[1 + number / 9 %% 2], '', 1, false,
           jsonb_build_object(
               'listen', floor(11 * random())::int, 'respect', floor(11 * random())::int,
               'safe', floor(11 * random())::int,
               'good_job', 1 + floor(5 * random())::int,
               'explain', 1 + floor(5 * random())::int,
               'decide_fairly', 1 + floor(5 * random())::int,
               'dignity', 1 + floor(5 * random())::int,
               'rights', 1 + floor(5 * random())::int,
               'cooperate', 1 + floor(4 * random())::int,
               'after_dark', 1 + floor(4 * random())::int,
               'contact', 1 + floor(2 * random())::int, 'heard_from', ARRAY[1, 3],
               'age', 1, 'gender', 1, 'race', 77
           )
    FROM generate_series(1, %(count)s) AS number,
         (SELECT array_agg(id ORDER BY id) AS ids FROM areas_area WHERE level = 'beat') AS areas
"""


def measure(house: House, size: Size) -> Iterator[Row]:
    with house.city() as city:
        city.use()
        yield from measured(size.imported, size.rounds)


def measured(many: int, rounds: int) -> Iterator[Row]:
    """In the database that Django speaks to, which has areas and no such wave yet."""
    from metrics.surveys.results.estimating import results
    from metrics.surveys.results.folding import fold

    small, large, copied = (a_wave(name) for name in ("Few", "Many", "Copied"))
    fill(small, FEW)
    fold(small)
    fill(large, many)
    bare = copy_rate(large, copied, many)
    began = time.monotonic()
    while fold(large):
        pass
    rate = many / (time.monotonic() - began)
    yield Row(
        f"Answers added up, of {many:,}, a second",
        "0.3 of a bare COPY of the same rows",
        f"{rate / bare:.2f} ({rate:,.0f} to {bare:,.0f})",
        at_least(rate / bare, 0.3),
    )
    few, lots = (duration(lambda wave=wave: results(wave), rounds) for wave in (small, large))
    yield Row(
        f"All estimates of a wave at {FEW:,} and at {many:,} answers",
        f"no more than {MOST_LONGER} times as long",
        f"{lots / few:.2f} ({milliseconds(few)}, {milliseconds(lots)})",
        lots / few <= MOST_LONGER,
    )


def a_wave(title: str) -> Wave:
    from django.utils import timezone

    from metrics.surveys.models import Instrument, Wave
    from metrics.surveys.shipped import COMMUNITY_TRUST

    instrument = Instrument.objects.shipped(COMMUNITY_TRUST)
    instrument.field()
    now = timezone.now()
    return Wave.objects.create(
        instrument=instrument, title=title, sample_type="open",
        opens_at=now - timedelta(days=14), closes_at=now - timedelta(hours=2),
    )  # fmt: skip


def fill(wave: Wave, count: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(FILL, {"wave": wave.pk, "count": count})
        cursor.execute("ANALYZE surveys_response")


def copy_rate(wave: Wave, into: Wave, rows: int) -> float:
    """Rows a second of a bare COPY of the same responses into the same table, for another wave."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM surveys_response LIMIT 0")
        names = [column.name for column in cursor.description]
    listed = ", ".join(names)
    chosen = listed.replace("id,", "gen_random_uuid(),", 1).replace("wave_id", str(into.pk))
    rows_of = f"SELECT {chosen} FROM surveys_response WHERE wave_id = {wave.pk}"  # noqa: S608 -- ours
    with tempfile.TemporaryDirectory() as folder:
        stored = Path(folder) / "stored"
        with (
            connection.cursor() as cursor,
            stored.open("wb") as file,
            cursor.copy(f"COPY ({rows_of}) TO STDOUT") as stream,
        ):
            for block in stream:
                file.write(block)
        began = time.monotonic()
        with connection.cursor() as cursor, stored.open("rb") as file:
            with cursor.copy(f"COPY surveys_response ({listed}) FROM STDIN") as stream:
                while block := file.read(A_BLOCK):
                    stream.write(block)
            assert cursor.rowcount == rows, cursor.rowcount
        return rows / (time.monotonic() - began)


def duration(act, rounds: int) -> float:
    act()
    taken = []
    for _ in range(max(3, rounds)):
        began = time.monotonic()
        act()
        taken.append(time.monotonic() - began)
    return median(taken)
