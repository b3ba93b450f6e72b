"""What the public was told before about the same days, by whichever room told it.

A district's report and the city's numbers count the same people. So whoever publishes asks here
for all that is out already, and holds back what the two together would give away.

A room registers what it told:

    @tells
    def reports(period):
        return [(when it was published, its tables in full), ...]
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from metrics.dashboards.charts import Table
    from metrics.dashboards.periods import Period

    Told = Iterable[tuple[datetime, Mapping[str, Table]]]
    Tell = Callable[[Period], Told]

_rooms: list[Tell] = []


def tells(tell: Tell) -> Tell:
    _rooms.append(tell)
    return tell


def told_about(period: Period) -> list[Mapping[str, Table]]:
    """The full tables of all that was published about days of the period, newest first."""
    told = [each for tell in _rooms for each in tell(period)]
    return [tables for _at, tables in sorted(told, key=lambda each: each[0], reverse=True)]


def about(tables: Mapping[str, Table], *, within: str, when: str) -> dict[str, Table]:
    """The same tables, their guards told which area their totals are of, and which days."""
    return {
        key: replace(table, guard=replace(table.guard, within=within, when=when))
        if table.guard
        else table
        for key, table in tables.items()
    }
