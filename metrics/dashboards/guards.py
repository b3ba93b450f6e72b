"""Which columns of the board's tables count people, so that they can be held back where few.

Facts are named as in `rollups/facts.py`. Besides: `due` = in_time + late + overdue, `waiting` =
overdue + not_due, `raised_before` is raised in as many days before, `adults` and `adults_met` are
the people who are not under 18. `age_0` to `age_4` are the groups of days open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.dashboards.charts import Guard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.dashboards.board import Board

NAME = None
NOT_KNOWN, ELSEWHERE = "not-known", "elsewhere"  # rows of no part; codes of areas are never so
DUE = ("due", ("in_time", "late", "overdue"))
RAISED = ("raised", ("due", "not_due", "no_promise"))
WAITING = ("waiting", ("overdue", "not_due"))
HOURS = 8  # the column of the median


def replies(board: Board) -> Guard:
    return Guard(
        facts=(
            NAME,
            "raised",
            "due",
            "in_time",
            "late",
            "overdue",
            "not_due",
            "no_promise",
            None,
        ),
        along="place",
        codes=_places(place.code for place in board.replies_by_part),
        ties=(DUE, RAISED),
        derived=((HOURS, "in_time"),),
    )


def topics(board: Board) -> Guard:
    return Guard(
        facts=(NAME, "raised", "raised_before"),
        along="topic",
        codes=tuple(topic.slug or "no-topic" for topic in board.topics),
    )


def time(board: Board) -> Guard:
    period = board.these.period
    return Guard(
        facts=(NAME, "in_time", "late", "waiting", "no_promise"),
        along=period.grain(),
        codes=tuple(bucket.first.isoformat() for bucket in period.buckets()),
        ties=(("raised", ("in_time", "late", "waiting", "no_promise")), WAITING),
    )


def ages(board: Board, groups: int) -> Guard:
    """`groups` of days open, then all of a state."""
    of_age = tuple(f"age_{group}" for group in range(groups))
    return Guard(
        facts=(NAME, *of_age, "raised"),
        along="state",
        codes=tuple(str(ages.state) for ages in board.ages),
        ties=(("raised", of_age),),
    )


def meetings(board: Board) -> Guard:
    """Meetings themselves are public; who came is counted."""
    return Guard(
        facts=(NAME, None, None, None, "people", "youth", None),
        along="place",
        codes=_places(place.code for place in board.meetings_by_part),
        ties=(("people", ("youth", "adults")),),
    )


def effort(codes: Iterable[str | None]) -> Guard:
    return Guard(
        facts=(NAME, None, None, "people_met", "raised"),
        along="place",
        codes=_places(codes),
    )


def kinds(board: Board) -> Guard:
    return Guard(
        facts=(NAME, None, None, "people_met", "youth_met"),
        along="kind",
        codes=tuple(kind.code or "" for kind in board.outreach_by_kind),
        ties=(("people_met", ("youth_met", "adults_met")),),
    )


def _places(codes: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(NOT_KNOWN if code is None else code or ELSEWHERE for code in codes)
