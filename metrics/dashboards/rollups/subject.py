"""What a subject is: where its facts are counted from, and what makes its counts out of date.

The SQL is assembled of words of our own. Values go in as parameters: `%(at)s` is the moment the
counts are made for, `%(today)s` its day in the agency's `%(zone)s`; the clock ran from `%(since)s`
to `%(until)s`, days from `%(since_day)s` to `%(until_day)s`; settings go by their names.
"""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from metrics.dashboards.rollups.watching import Watch

# Days of areas that are counted anew: a day from its first instant to before the next day's.
KEYS = """
    key AS MATERIALIZED (
        SELECT * FROM unnest(
            %(days)s::date[], %(starts)s::timestamptz[], %(ends)s::timestamptz[],
            %(areas)s::bigint[]
        ) AS key (day, starts, ends, area_id)
    )
"""
TALLIES = """
    SELECT fact.name AS fact, picked.day, picked.area_id, COALESCE(fact.of, '') AS of,
           sum(fact.n)::bigint AS n
    FROM picked CROSS JOIN LATERAL (VALUES {facts}) AS fact (name, of, n)
    WHERE fact.name IS NOT NULL AND fact.n <> 0
    GROUP BY 1, 2, 3, 4
"""


@dataclass(frozen=True)
class Source:
    """Rows of the record, each on a day (`when`) of an area, and the facts that each makes.

    `facts` are rows of VALUES: name, kind, how many; a name of NULL or none of it is left out.
    """

    area: str
    when: str
    columns: str
    tables: str
    facts: str
    where: str = "TRUE"

    def picked(self, *, by_instant: bool, keyed: bool) -> str:
        """The rows: all, or those of the days in `key`."""
        day = f"({self.when} AT TIME ZONE %(zone)s)::date" if by_instant else self.when
        select = f"SELECT {self.area} AS area_id, {day} AS day, {self.columns} FROM "  # noqa: S608 -- our own words
        where = f" WHERE {self.where} AND {self.when} IS NOT NULL"
        if not keyed:
            return f"{select}{self.tables}{where}"
        within = f"{self.when} = key.day"
        if by_instant:
            within = f"{self.when} >= key.starts AND {self.when} < key.ends"
        # Two halves, for an index finds what is equal and what is null, not one or the other.
        rows = f"{select}key CROSS JOIN {self.tables}{where} AND {within}"
        return (
            f"{rows} AND {self.area} = key.area_id"
            f" UNION ALL {rows} AND {self.area} IS NULL AND key.area_id IS NULL"
        )


@dataclass(frozen=True)
class Subject:
    """Facts that are counted together. One is brought up to date in one transaction.

    `standing` selects fact, area_id, of and n at a moment. `passing` selects the day and area_id
    of what the clock alone has changed since the last time.
    """

    name: str
    facts: tuple[str, ...] = ()
    standing_facts: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    by_instant: bool = False
    standing: str = ""
    passing: str = ""
    watches: tuple[Watch, ...] = ()

    def tallies(self, *, keyed: bool) -> str:
        """SQL for fact, day, area_id, of and n: of all days, or of those in `key`."""
        counted = []
        for source in self.sources:
            picked = source.picked(by_instant=self.by_instant, keyed=keyed)
            keys = f"{KEYS}, " if keyed else ""
            facts = TALLIES.format(facts=source.facts)
            counted.append(f"(WITH {keys}picked AS ({picked}) {facts})")
        return " UNION ALL ".join(counted)

    @property
    def recipe(self) -> str:
        """What the counts are made by. Where it changes, all are made anew."""
        plain = (self.facts, self.standing_facts, [astuple(each) for each in self.sources])
        words = repr((plain, self.by_instant, self.standing, self.passing, set_here()))
        return hashlib.sha256(words.encode()).hexdigest()


def set_here() -> dict[str, str | int]:
    """Settings that counts depend on."""
    return {
        "zone": settings.TIME_ZONE,
        "minutes_days": settings.MINUTES_DAYS,
        "stale_days": settings.PRIORITY_STALE_DAYS,
    }
