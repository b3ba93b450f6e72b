"""Daily counts of concerns by cell and category, kept up to date from what changed.

A day on which anything changed is counted again whole, so that counting twice, or dying
half-way, changes nothing: the counts are always those of the concerns themselves.

What changed is found behind a mark. New concerns have higher numbers than those before; every
change of an old one leaves a row in its history, which has numbers, too. But a number may be
given out before and seen after the next one, when two write at once. So the mark moves only over
what was seen at a time when all that was being written then has ended since: until then the same
few rows are looked at once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from engagement.problems.models import ClusterMark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

# What the earlier time is compared with, and a little more, for windows that are looked back at.
EARLIER = timedelta(days=365)
SPARE = timedelta(days=31)

# The cell of resolution 9 (about 0.1 square kilometres) in which a near cell (resolution 10) lies,
# as a number. An H3 index holds its resolution in bits 52 to 55 and the tenth digit in bits 15 to
# 17; the digits beyond a cell's own resolution are all ones.
CELL = """(
    (('x' || lpad({row}.near_cell, 16, '0'))::bit(64)::bigint & ~(15::bigint << 52))
    | (9::bigint << 52) | (7::bigint << 15)
)"""
# What counts: it has a place and a kind, is nothing sensitive, and says nothing said before.
COUNTS = """{row}.near_cell <> '' AND {row}.category_id IS NOT NULL
    AND NOT {row}.sensitive AND {row}.duplicate_of_id IS NULL"""
DAY = "({row}.raised_at AT TIME ZONE %(zone)s)::date"

SELECT = f"""
    SELECT {CELL}, category_id, {DAY}, count(*)
    FROM concerns_concern concern
    WHERE {COUNTS}
""".format(row="concern")  # noqa: S608  # made of constants alone
GROUP = " GROUP BY 1, 2, 3"
INSERT = "INSERT INTO problems_clustercount (cell, category_id, day, number)"
AT_A_TIME = "concern.raised_at >= %(begins)s AND concern.raised_at < %(ends)s"

SEEN = """
    SELECT (SELECT coalesce(max(id), 0) FROM concerns_concern),
           (SELECT coalesce(max(pgh_id), 0) FROM concerns_concernevent)
"""
# Since when the oldest of all others who are at it here is, and what time it is: in microseconds.
RUNNING = """
    SELECT coalesce(floor(extract(epoch FROM min(xact_start)) * 1000000), now.at)::bigint, now.at
    FROM (SELECT floor(extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS at) now
    LEFT JOIN pg_stat_activity ON datname = current_database() AND pid <> pg_backend_pid()
    GROUP BY now.at
"""
# Days of concerns that are new, and of those whose part in the counts is another one now.
TOUCHED = f"""
    SELECT {DAY.format(row="concern")} FROM concerns_concern concern
    WHERE id > %(concern)s
    UNION
    SELECT unnest(ARRAY[{DAY.format(row="was")}, {DAY.format(row="concern")}])
    FROM concerns_concernevent was LEFT JOIN concerns_concern concern ON concern.id = was.pgh_obj_id
    WHERE was.pgh_id > %(change)s AND (
        (was.near_cell, was.category_id, was.sensitive, was.duplicate_of_id, was.raised_at)
        IS DISTINCT FROM
        (concern.near_cell, concern.category_id, concern.sensitive, concern.duplicate_of_id,
         concern.raised_at)
    )
"""  # noqa: S608  # made of constants alone
KEPT = "SELECT cell, category_id, day, number FROM problems_clustercount"
MADE = f"{SELECT} AND concern.raised_at >= %(begins)s {GROUP}"
DIFFERENT = f"""
    SELECT count(*) FROM (({KEPT} EXCEPT {MADE}) UNION ALL ({MADE} EXCEPT {KEPT})) AS other
"""  # noqa: S608  # made of constants alone


@dataclass(frozen=True)
class Counted:
    """What one run did: over how many days, and whether it was all of them."""

    days: int
    whole: bool


def first_day(on: date) -> date:
    """The earliest day that is kept."""
    return on - timedelta(days=settings.CLUSTER_DAYS) - EARLIER - SPARE


@transaction.atomic
def count(on: date | None = None) -> Counted:
    """Bring the counts up to date. Of two at once the second waits, and finds little to do."""
    on = on or timezone.localdate()
    mark = _locked_mark()
    concern, change, running, ahead = _seen()
    if mark.first_day is None:
        _count_all(first_day(on))
        days, whole = 0, True
        mark.settled_concern, mark.settled_change = 0, 0
        mark.first_day = first_day(on)
        if running >= ahead:
            mark.settled_concern, mark.settled_change = concern, change
    else:
        days, whole = _count_touched(mark), False  # from the old mark: this time all is seen
        if running >= mark.seen_at:
            mark.settled_concern, mark.settled_change = mark.seen_concern, mark.seen_change
        mark.first_day = _forget_before(first_day(on), mark.first_day)
    mark.seen_concern, mark.seen_change, mark.seen_at = concern, change, ahead
    mark.counted_at = timezone.now()
    mark.save()
    return Counted(days, whole)


@transaction.atomic
def rebuild(on: date | None = None) -> None:
    """Make all of them again."""
    mark = _locked_mark()
    mark.first_day = None
    mark.save()
    count(on)


def differences() -> int:
    """In how many rows the counts are not those of the concerns; 0 is as it should be."""
    mark = ClusterMark.objects.filter(pk=True, first_day__isnull=False).first()
    if mark is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENT, {"zone": settings.TIME_ZONE, "begins": midnight(mark.first_day)})
        return int(cursor.fetchone()[0])


def _locked_mark() -> ClusterMark:
    ClusterMark.objects.bulk_create([ClusterMark()], ignore_conflicts=True)
    return ClusterMark.objects.select_for_update().get(pk=True)


def _seen() -> tuple[int, int, int, int]:
    """The last numbers there are; then since when the oldest writer writes. In this order."""
    with connection.cursor() as cursor:
        cursor.execute(SEEN)
        concern, change = cursor.fetchone()
        cursor.execute(RUNNING)
        running, ahead = cursor.fetchone()
    return concern, change, running, ahead


def _count_all(since: date) -> None:
    """Count every day, by way of a table of its own.

    Several workers count into that one, which they may not into one that is kept; and what is
    put in sorted by its key finds its place in the index at once.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM problems_clustercount")
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(
            f"CREATE TEMP TABLE made_at_once AS {MADE} ORDER BY 1, 2, 3",
            {"zone": settings.TIME_ZONE, "begins": midnight(since)},
        )
        cursor.execute(f"{INSERT} SELECT * FROM made_at_once")  # noqa: S608  # our own names
        cursor.execute("DROP TABLE made_at_once")
        cursor.execute("ANALYZE problems_clustercount")


def _count_touched(mark: ClusterMark) -> int:
    """Count each touched day again; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(
            TOUCHED,
            {
                "zone": settings.TIME_ZONE,
                "concern": mark.settled_concern,
                "change": mark.settled_change,
            },
        )
        touched = {row[0] for row in cursor.fetchall() if row[0] is not None}
        days = sorted(day for day in touched if mark.first_day and day >= mark.first_day)
        for first, last in _runs(days):
            cursor.execute(
                "DELETE FROM problems_clustercount WHERE day BETWEEN %s AND %s", [first, last]
            )
            cursor.execute(
                f"{INSERT} {SELECT} AND {AT_A_TIME}{GROUP}",
                {
                    "zone": settings.TIME_ZONE,
                    "begins": midnight(first),
                    "ends": midnight(last + timedelta(days=1)),
                },
            )
    return len(days)


def _runs(days: Sequence[date]) -> list[tuple[date, date]]:
    """Days that follow one another, as first and last."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _forget_before(first: date, was: date | None) -> date | None:
    if was is None or first <= was:
        return was
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM problems_clustercount WHERE day < %s", [first])
    return first


def midnight(day: date | None) -> datetime | None:
    """When a day begins, here."""
    return timezone.make_aware(datetime.combine(day, time())) if day else None
