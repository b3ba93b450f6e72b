"""Hours beside what is asked for, by place. Never by officer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from metrics.dashboards.rollups.reading import Sums
    from metrics.dashboards.slices import Slice

TALLIED = ("officer_minutes", "diverted_minutes", "raised")
STANDING = ("problems_open",)


@dataclass(frozen=True)
class Effort:
    """Hours are those of all officers there, added up."""

    hours: float = 0.0
    diverted: float = 0.0
    raised: int = 0
    problems: int = 0


@dataclass(frozen=True)
class PlaceEffort:
    name: str
    code: str | None
    effort: Effort


def effort(these: Slice, sums: Sums, now: Sums) -> list[PlaceEffort]:
    minutes, diverted, raised = (sums.by_part(fact) for fact in TALLIED)
    problems = now.by_part("problems_open")
    found = {
        code: Effort(
            round(minutes.get(code, 0) / 60, 1),
            round(diverted.get(code, 0) / 60, 1),
            raised.get(code, 0),
            problems.get(code, 0),
        )
        for code in {*minutes, *diverted, *raised, *problems}
    }
    return [
        PlaceEffort(these.name_of(code), code, counts)
        for code, counts in these.in_order(found, Effort())
    ]


def total(places: list[PlaceEffort]) -> Effort:
    every = [place.effort for place in places]
    return Effort(
        round(sum(each.hours for each in every), 1),
        round(sum(each.diverted for each in every), 1),
        sum(each.raised for each in every),
        sum(each.problems for each in every),
    )
