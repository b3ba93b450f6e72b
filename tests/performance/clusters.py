"""Where concerns repeat, over as many concerns as a large city has in three years."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import h3
from django.db import connection

from tests.performance.rows import Row, milliseconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.performance.house import House
    from tests.performance.rows import Size

FIRST, AFTER = 5.0, 0.5  # seconds
A_DAY = 1_000  # concerns of one day in such a city
MIDDLE = (40.36, -88.96)
RINGS = 105  # of near cells: some 500 square kilometers
DAYS = 3 * 365
NAMES = """
    SELECT column_name FROM information_schema.columns
    WHERE table_name = 'concerns_concern' AND is_generated = 'NEVER' ORDER BY ordinal_position
"""
MADE = {
    "id": "nextval(pg_get_serial_sequence('concerns_concern', 'id'))",
    "receipt_hash": "''", "submission_hash": "''", "external_id": "''", "source_system": "''",
    "near_cell": "raised.near", "cell": "raised.cell", "category_id": "raised.category",
    "latitude": "raised.latitude", "longitude": "raised.longitude", "raised_at": "raised.at",
    "sensitive": "false", "duplicate_of_id": "NULL", "changed_at": "raised.at",
}  # fmt: skip


def measure(house: House, size: Size) -> Iterator[Row]:
    with house.city("repeated"):
        fill(size.many_concerns)
        yield from measured(size.many_concerns)


def measured(many: int) -> Iterator[Row]:
    """In the database that is in use: all of it once, then a day more, then nothing more."""
    from engagement.problems import cluster_counts, clusters

    yield _row(f"First look over {many:,} concerns", FIRST, clusters.find)
    fill(A_DAY, days=1)
    yield _row(f"After {A_DAY:,} more, a day's worth", AFTER, clusters.find)
    yield _row("After nothing new", AFTER, clusters.find)
    wrong = cluster_counts.differences()
    yield Row("Counts that differ from the concerns", "none", str(wrong), wrong == 0)


def fill(many: int, days: int = DAYS, seed: int = 4) -> None:
    """So many concerns over so many days, by COPY: most in a few corners, as in a city."""
    dice = random.Random(seed)  # noqa: S311 -- a believable city, not a secret
    near = list(h3.grid_disk(h3.latlng_to_cell(*MIDDLE, 10), RINGS))
    weights = [min(dice.paretovariate(1.2), 60.0) for _ in near]
    corners = [(cell, h3.cell_to_parent(cell, 8), *h3.cell_to_latlng(cell)) for cell in near]
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM concerns_category ORDER BY id")
        kinds = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "CREATE TEMP TABLE raised (near text, cell text, latitude float, longitude float,"
            " category bigint, at timestamptz)"
        )
        now = time.time()
        with cursor.copy("COPY raised FROM STDIN") as copy:
            for corner in dice.choices(corners, weights, k=many):
                at = time.strftime(
                    "%Y-%m-%d %H:%M:%S+00", time.gmtime(now - dice.random() * days * 86_400)
                )
                copy.write_row((*corner, dice.choice(kinds), at))
        cursor.execute(NAMES)
        names = [row[0] for row in cursor.fetchall()]
        values = ", ".join(MADE.get(name, f"one.{name}") for name in names)
        cursor.execute(
            f"INSERT INTO concerns_concern ({', '.join(names)}) SELECT {values}"  # noqa: S608 -- our own names
            " FROM (SELECT * FROM concerns_concern WHERE NOT sensitive ORDER BY id LIMIT 1) one,"
            " raised"
        )
        cursor.execute("DROP TABLE raised")


def _row(what: str, target: float, act: Callable[[], object]) -> Row:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE concerns_concern")
    began = time.perf_counter()
    found = act()
    took = time.perf_counter() - began
    return Row(
        what,
        f"under {target:g} s",
        f"{milliseconds(took)}, {found} places stand out",
        took < target,
    )
