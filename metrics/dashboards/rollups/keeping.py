"""Keeps the rollups: brings them up to date, makes them anew, and checks them.

`refresh` first takes away what triggers wrote into `Touched`, then counts those days anew. What
is committed between the two is counted and has a row of its own still, so it is counted once
more; what is committed later has one too. Nothing is added to a count: a day is replaced. So
nothing is lost and nothing counted twice, whoever dies when. A lock keeps two from replacing
the same day at once.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from metrics.dashboards.models import Rollup, Touched
from metrics.dashboards.periods import midnight
from metrics.dashboards.rollups.subject import set_here
from metrics.dashboards.rollups.subjects import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from metrics.dashboards.rollups.subject import Subject

Key = tuple[date, int | None]
AT_MOST = 4_000  # days of areas in one transaction
A_MOMENT = timedelta(microseconds=1)

LOCK = "SELECT pg_advisory_xact_lock(hashtext('dashboards.rollups'), hashtext(%s))"
TRY_LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('dashboards.rollups'), hashtext(%s))"
TOUCH = """
    INSERT INTO dashboards_touched (subject, day, area_id)
    SELECT DISTINCT %(subject)s, day, area_id FROM ({passing}) AS passed (day, area_id)
"""
# What is not known is 0 where it is compared, for the database hashes what is equal.
TAKE = """
    WITH first AS (
        SELECT DISTINCT day, area_id FROM dashboards_touched
        WHERE subject = %(subject)s ORDER BY day LIMIT %(at_most)s
    )
    DELETE FROM dashboards_touched touched USING first
    WHERE touched.subject = %(subject)s AND touched.day = first.day
      AND COALESCE(touched.area_id, 0) = COALESCE(first.area_id, 0)
    RETURNING touched.day, touched.area_id
"""
KEYS = """
    unnest(%(days)s::date[], %(areas)s::bigint[]) AS key (day, area_id)
"""
FORGET = f"""
    DELETE FROM dashboards_tally tally USING {KEYS}
    WHERE tally.fact = ANY(%(facts)s) AND tally.day = key.day
      AND COALESCE(tally.area_id, 0) = COALESCE(key.area_id, 0)
"""  # noqa: S608 -- our own words
COUNT = """
    INSERT INTO dashboards_tally (fact, day, area_id, of, n)
    SELECT fact, day, area_id, of, sum(n) FROM ({tallies}) AS counted GROUP BY 1, 2, 3, 4
"""
MONTHS = f"SELECT DISTINCT date_trunc('month', day)::date AS month, area_id FROM {KEYS}"  # noqa: S608 -- our own words
FORGET_MONTHS = f"""
    DELETE FROM dashboards_monthtally tally USING ({MONTHS}) AS key
    WHERE tally.fact = ANY(%(facts)s) AND tally.month = key.month
      AND COALESCE(tally.area_id, 0) = COALESCE(key.area_id, 0)
"""  # noqa: S608 -- our own words
ADD_MONTHS = """
    INSERT INTO dashboards_monthtally (fact, month, area_id, of, n)
    SELECT tally.fact, date_trunc('month', tally.day)::date, tally.area_id, tally.of, sum(tally.n)
    FROM dashboards_tally tally {within}
    WHERE tally.fact = ANY(%(facts)s) GROUP BY 1, 2, 3, 4
"""
OF_KEYS = f"""
    JOIN ({MONTHS}) AS key ON COALESCE(tally.area_id, 0) = COALESCE(key.area_id, 0)
     AND date_trunc('month', tally.day)::date = key.month
     AND tally.day >= key.month AND tally.day < key.month + interval '1 month'
"""
FORGET_ALL = "DELETE FROM {table} WHERE fact = ANY(%(facts)s)"
STAND = """
    INSERT INTO dashboards_standing (fact, area_id, of, n)
    SELECT fact, area_id, of, sum(n) FROM ({standing}) AS found (fact, area_id, of, n)
    GROUP BY 1, 2, 3
"""
DIFFER = """
    SELECT COALESCE(kept.fact, found.fact), COALESCE(kept.day, found.day),
           COALESCE(kept.area_id, found.area_id), COALESCE(kept.of, found.of),
           COALESCE(kept.n, 0), COALESCE(found.n, 0)
    FROM ({kept}) AS kept FULL JOIN ({found}) AS found
      ON (kept.fact, COALESCE(kept.day, 'epoch'), COALESCE(kept.area_id, 0), kept.of)
       = (found.fact, COALESCE(found.day, 'epoch'), COALESCE(found.area_id, 0), found.of)
    WHERE kept.n IS DISTINCT FROM found.n ORDER BY 1, 2, 3, 4
"""


@dataclass(frozen=True)
class Difference:
    """A count that is kept otherwise than the record has it. `day` is None for what stands."""

    fact: str
    day: date | None
    area_id: int | None
    of: str
    kept: int
    counted: int


def refresh(at: datetime | None = None, *, names: Iterable[str] = (), wait: bool = True) -> None:
    """Bring the rollups up to a moment, now unless one is given: of these subjects, or of all.

    Only what was touched is counted, at most `AT_MOST` days in one transaction. With `wait` off,
    a subject that someone else is at is passed by: they count the same.
    """
    at = at or timezone.now()
    for subject in _chosen(names):
        _refresh(subject, at, wait=wait)


def rebuild(name: str, at: datetime | None = None) -> None:
    """Count all of one subject anew, in one transaction. Pages read what was there until then."""
    subject = SUBJECTS[name]
    with transaction.atomic():
        _lock(subject, wait=True)
        _count_all(subject, at or timezone.now())


def differences(name: str, at: datetime | None = None) -> list[Difference]:
    """Where the rollups of a subject would differ from the record once they are up to date.

    All is looked at as of one instant, and nothing is changed.
    """
    subject, at = SUBJECTS[name], at or timezone.now()
    with _alone(subject), _one_instant():
        rollup = Rollup.objects.filter(subject=name).first()
        values = _values(subject, at, rollup.as_of if rollup else at)
        _touch_what_passed(subject, values)
        while _count_some(subject, values):
            pass
        _stand(subject, values)
        found = _compare(subject, values)
        transaction.set_rollback(True)
        return found


def _chosen(names: Iterable[str]) -> list[Subject]:
    wanted = list(names)
    return [SUBJECTS[name] for name in wanted] if wanted else list(SUBJECTS.values())


def _refresh(subject: Subject, at: datetime, *, wait: bool) -> None:
    """Several short transactions, each of which leaves the rollups true.

    Killed between two, what is left is touched still, and the next refresh counts it.
    """
    through = None
    while True:
        with transaction.atomic():
            if not _lock(subject, wait=wait):
                return
            rollup = Rollup.objects.filter(subject=subject.name, recipe=subject.recipe).first()
            if rollup is None:
                _count_all(subject, at)
                return
            values = _values(subject, at, rollup.as_of)
            if through is None:
                _touch_what_passed(subject, values)
                through = _last_touched(subject)
            _count_some(subject, values)
            if not Touched.objects.filter(subject=subject.name, pk__lte=through).exists():
                _stand(subject, values)
                Rollup.objects.filter(subject=subject.name).update(as_of=at)
                return


def _lock(subject: Subject, *, wait: bool) -> bool:
    """Nobody else counts this subject until the transaction ends; or False, someone does."""
    found = _ask(LOCK if wait else TRY_LOCK, [subject.name])
    return wait or bool(found[0][0])


def _touch_what_passed(subject: Subject, values: dict[str, Any]) -> None:
    """What the clock alone changed counts as touched, so that it is not lost half-way."""
    if subject.passing:
        _do(TOUCH.format(passing=subject.passing), values)


def _last_touched(subject: Subject) -> int:
    last = Touched.objects.filter(subject=subject.name).order_by("-pk").values_list("pk", flat=True)
    return last.first() or 0


def _count_some(subject: Subject, values: dict[str, Any]) -> int:
    """Take what was touched, then count those days. In this order: see above."""
    taken = set(_ask(TAKE, values | {"at_most": AT_MOST}))
    if taken and subject.sources:
        keys = values | _keys(taken, by_instant=subject.by_instant)
        _do(FORGET, keys)
        _do(COUNT.format(tallies=subject.tallies(keyed=True)), keys)
        _do(FORGET_MONTHS, keys)
        _do(ADD_MONTHS.format(within=OF_KEYS), keys)
    return len(taken)


def _count_all(subject: Subject, at: datetime) -> None:
    values = _values(subject, at, at)
    Touched.objects.filter(subject=subject.name).delete()
    for table in ("dashboards_tally", "dashboards_monthtally"):
        _do(FORGET_ALL.format(table=table), values)
    if subject.sources:
        _do(COUNT.format(tallies=subject.tallies(keyed=False)), values)
        _do(ADD_MONTHS.format(within=""), values)
    _stand(subject, values)
    Rollup.objects.update_or_create(
        subject=subject.name, defaults={"as_of": at, "recipe": subject.recipe}
    )


def _stand(subject: Subject, values: dict[str, Any]) -> None:
    if subject.standing:
        facts = values | {"facts": list(subject.standing_facts)}
        _do(FORGET_ALL.format(table="dashboards_standing"), facts)
        _do(STAND.format(standing=subject.standing), values)


def _compare(subject: Subject, values: dict[str, Any]) -> list[Difference]:
    found = []
    if subject.sources:
        counted = subject.tallies(keyed=False)
        counted = (
            f"SELECT fact, day, area_id, of, sum(n) AS n FROM ({counted}) AS c GROUP BY 1,2,3,4"  # noqa: S608 -- our own words
        )
        found += _differ("SELECT * FROM dashboards_tally", counted, values)
        months = "SELECT fact, month AS day, area_id, of, n FROM dashboards_monthtally"
        added = (
            "SELECT fact, date_trunc('month', day)::date AS day, area_id, of, sum(n) AS n"  # noqa: S608 -- our own words
            f" FROM ({counted}) AS days GROUP BY 1, 2, 3, 4"
        )
        found += _differ(months, added, values)
    if subject.standing:
        kept = "SELECT fact, NULL::date AS day, area_id, of, n FROM dashboards_standing"
        now = (
            "SELECT fact, NULL::date AS day, area_id, of, sum(n) AS n"  # noqa: S608 -- our own words
            f" FROM ({subject.standing}) AS s (fact, area_id, of, n) GROUP BY 1, 3, 4"
        )
        found += _differ(kept, now, values | {"facts": list(subject.standing_facts)})
    return found


def _differ(kept: str, found: str, values: dict[str, Any]) -> list[Difference]:
    mine = f"{kept} WHERE fact = ANY(%(facts)s)"
    return [Difference(*row) for row in _ask(DIFFER.format(kept=mine, found=found), values)]


def _values(subject: Subject, at: datetime, since: datetime) -> dict[str, Any]:
    """What the SQL of a subject may ask for. A clock that went back is taken as one that ran."""
    since, until = sorted((since, at))
    days = sorted((timezone.localdate(since), timezone.localdate(until)))
    return {
        **set_here(),
        "subject": subject.name,
        "facts": list(subject.facts),
        "at": at,
        "today": timezone.localdate(at),
        "since": since,
        "until": until,
        "since_day": days[0],
        "until_day": days[1],
    }


def _keys(taken: Iterable[Key], *, by_instant: bool) -> dict[str, list[Any]]:
    """The days here as parallel lists. A day of UTC lies in two of ours, or is one."""
    keys = sorted(
        {
            (day, area)
            for touched, area in taken
            for day in (_days_here(touched) if by_instant else {touched})
        },
        key=lambda key: (key[0], key[1] or 0),
    )
    return {
        "days": [day for day, _ in keys],
        "starts": [midnight(day) for day, _ in keys],
        "ends": [midnight(day + timedelta(days=1)) for day, _ in keys],
        "areas": [area for _, area in keys],
    }


def _days_here(day: date) -> set[date]:
    starts = datetime.combine(day, time.min, UTC)
    ends = starts + timedelta(days=1) - A_MOMENT
    return {timezone.localdate(starts), timezone.localdate(ends)}


@contextmanager
def _alone(subject: Subject) -> Iterator[None]:
    """Before any transaction begins: one that sees a single instant must not begin to wait."""
    _do(LOCK.replace("_xact", ""), [subject.name])
    try:
        yield
    finally:
        _do(
            "SELECT pg_advisory_unlock(hashtext('dashboards.rollups'), hashtext(%s))",
            [subject.name],
        )


@contextmanager
def _one_instant() -> Iterator[None]:
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            _do("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _do(statement: str, values: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _ask(statement: str, values: Any = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
