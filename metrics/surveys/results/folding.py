"""Responses added up into cells, each exactly once.

A response says itself whether it is counted (`is_folded`); that and the cells change in one
statement, so a worker killed at any point leaves all as it was. Whoever folds or rebuilds a
wave holds its row: others pass it by. What is read of a response is written in `summing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from metrics.surveys.models import Cell, Response, Wave
from metrics.surveys.results.summing import KEY, Summing

if TYPE_CHECKING:
    from metrics.surveys.models import Batch

A_BATCH = 100_000
AT_MOST = 1_000_000

# Rows someone else holds (answers being mixed) are left for the next time.
TAKE = """
    UPDATE surveys_response SET is_folded = true
    WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM surveys_response WHERE wave_id = %(wave)s AND NOT is_folded
        LIMIT %(at_most)s FOR UPDATE SKIP LOCKED
    ))
    RETURNING *
"""
# Those counted before and those not, as one statement sees them.
TAKE_ALL = """
    SELECT * FROM surveys_response WHERE wave_id = %(wave)s AND is_folded
    UNION ALL SELECT * FROM fresh
"""
MARK_ALL = """
    UPDATE surveys_response SET is_folded = true
    WHERE wave_id = %(wave)s AND NOT is_folded RETURNING *
"""
COUNTED = "SELECT * FROM surveys_response WHERE wave_id = %(wave)s AND is_folded"
REMOVE = "DELETE FROM surveys_response WHERE batch_id = %(batch)s RETURNING *"

# In one order always, so that no two writers wait for each other.
ADD = f"""
    INSERT INTO surveys_cell AS cell (wave_id, {KEY}, item, n, total, squares)
    SELECT %(wave)s, {KEY}, item, n, total, squares FROM sums ORDER BY item, {KEY}
    ON CONFLICT ON CONSTRAINT people_alike_are_one_cell DO UPDATE SET
        n = cell.n + excluded.n,
        total = cell.total + excluded.total,
        squares = cell.squares + excluded.squares
"""  # noqa: S608 - our own words
SAME_CELL = " AND ".join(
    f"cell.{name} IS NOT DISTINCT FROM sums.{name}" for name in (*KEY.split(", "), "item")
)
SUBTRACT = f"""
    UPDATE surveys_cell AS cell SET
        n = cell.n - sums.n,
        total = cell.total - sums.total,
        squares = cell.squares - sums.squares
    FROM sums WHERE cell.wave_id = %(wave)s AND {SAME_CELL}
"""  # noqa: S608 - our own words
COMPARE = """
    SELECT COALESCE(cell.item, sums.item), COALESCE(cell.n, 0), COALESCE(sums.n, 0),
           COALESCE(cell.total, 0), COALESCE(sums.total, 0)
    FROM (SELECT * FROM surveys_cell WHERE wave_id = %(wave)s) AS cell
    FULL JOIN sums ON (cell.item, COALESCE(cell.area_id, 0), cell.age_band, cell.sex,
                       cell.race_ethnicity, cell.mode, cell.weight)
                    = (sums.item, COALESCE(sums.area_id, 0), sums.age_band, sums.sex,
                       sums.race_ethnicity, sums.mode, sums.weight)
    WHERE cell.n IS DISTINCT FROM sums.n
       OR abs(cell.total - sums.total) > 1e-9 * (1 + abs(sums.total))
       OR abs(cell.squares - sums.squares) > 1e-9 * (1 + abs(sums.squares))
    ORDER BY 1
"""
PEOPLE = "SELECT COALESCE(sum(n), 0) FROM sums WHERE item = ''"


@dataclass(frozen=True)
class Difference:
    """A cell that says something else than the responses it was made from."""

    item: str
    kept: int
    counted: int
    kept_total: float
    counted_total: float


def fold(wave: Wave | None = None, at_most: int = AT_MOST) -> int:
    """Count what is not counted yet, of one wave or of all; returns how many that were.

    A wave that someone else is folding is passed by: they count the same.
    """
    waves = Wave.objects.filter(
        Exists(Response.objects.filter(wave=OuterRef("pk"), is_folded=False))
    ).order_by("pk")
    if wave is not None:
        waves = waves.filter(pk=wave.pk)
    folded = 0
    for each in waves.select_related("instrument"):
        while folded < at_most:
            count = _fold_some(each, min(A_BATCH, at_most - folded))
            folded += count
            if not count:
                break
    return folded


@transaction.atomic
def _fold_some(wave: Wave, at_most: int) -> int:
    if not held(wave, skip_locked=True):
        return 0
    summing = Summing.of(wave)
    added = f"added AS ({ADD} RETURNING 1)"
    return _count(
        f"WITH taken AS ({TAKE}), {summing.sql}, {added} {PEOPLE}",
        {"wave": wave.pk, "at_most": at_most, **summing.values},
    )


@transaction.atomic
def rebuild(wave: Wave) -> int:
    """All cells of a wave anew, from all its responses; returns how many those are."""
    held(wave)
    Cell.objects.filter(wave=wave).delete()
    summing = Summing.of(wave)
    added = f"added AS ({ADD} RETURNING 1)"
    return _count(
        f"WITH fresh AS ({MARK_ALL}), taken AS ({TAKE_ALL}), {summing.sql}, {added} {PEOPLE}",
        {"wave": wave.pk, **summing.values},
    )


@transaction.atomic
def take_back(batch: Batch) -> int:
    """Delete the responses that came in with a batch, and subtract them from the cells.

    The one way in which responses go: single ones cannot be told apart. Returns how many went.
    """
    held(batch.wave)
    summing = Summing.of(batch.wave)
    # Whatever of it is not counted yet is first: only what was added is subtracted.
    while _fold_some(batch.wave, A_BATCH):
        pass
    gone = _count(
        f"WITH taken AS ({REMOVE}), {summing.sql}, less AS ({SUBTRACT} RETURNING 1) {PEOPLE}",
        {"wave": batch.wave_id, "batch": batch.pk, **summing.values},
    )
    Cell.objects.filter(wave=batch.wave, n=0).delete()
    return gone


def check(wave: Wave) -> list[Difference]:
    """Where the cells differ from the responses counted in them. One statement."""
    summing = Summing.of(wave)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH taken AS ({COUNTED}), {summing.sql} {COMPARE}",
            {"wave": wave.pk, **summing.values},
        )
        return [Difference(*row) for row in cursor.fetchall()]


def held(wave: Wave, *, skip_locked: bool = False) -> bool:
    """Whether this transaction has the wave's sums to itself; waits for it, or does not."""
    rows = Wave.objects.select_for_update(no_key=True, skip_locked=skip_locked).order_by()
    return rows.filter(pk=wave.pk).values_list("pk", flat=True).first() is not None


def _count(statement: str, values: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        (count,) = cursor.fetchone()
        return int(count)
