"""Which list stands behind each row of the board's tables, for a reader who may open it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from metrics.dashboards.doors import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from metrics.dashboards.board import Board
    from metrics.dashboards.charts import Chart, Table
    from metrics.dashboards.doors import Doors

ANY = {"state": "all"}  # open or closed


def tables(found: Mapping[str, Table], board: Board, doors: Doors) -> dict[str, Table]:
    """The same tables; the name of a row leads to what was counted in it."""
    links = {
        "ages": [
            doors.in_period("concerns", EVERYWHERE, state=str(ages.state)) for ages in board.ages
        ],
        "meetings": [
            doors.in_period("meetings", place.code, show="past") for place in board.meetings_by_part
        ],
        "kinds": [
            doors.in_period("outreach", EVERYWHERE, kind=kind.code or "")
            for kind in board.outreach_by_kind
        ],
    }
    return {name: _linked(table, links.get(name, [])) for name, table in found.items()}


def charts(found: Mapping[str, Chart], board: Board, doors: Doors) -> dict[str, Chart]:
    """The same charts, with such tables."""
    buckets = board.these.period.buckets()
    links = {
        "replies": [
            doors.in_period("concerns", place.code, **ANY) for place in board.replies_by_part
        ],
        "topics": [
            doors.in_period("concerns", EVERYWHERE, category=topic.slug, **ANY)
            if topic.slug and topic.count
            else ""
            for topic in board.topics
        ],
        "over_time": [
            doors.to(
                "concerns",
                since=bucket.first.isoformat(),
                until=bucket.last.isoformat(),
                **ANY,
            )
            for bucket in buckets
        ],
    }
    return {
        name: replace(chart, table=_linked(chart.table, links.get(name, [])))
        for name, chart in found.items()
    }


def _linked(table: Table, links: list[str]) -> Table:
    return replace(table, links=tuple(links)) if any(links) else table
