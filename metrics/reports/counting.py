"""The numbers of a district report, and how they are kept beside it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from metrics.dashboards.board import Board
from metrics.dashboards.numbers.meetings import sessions

if TYPE_CHECKING:
    from datetime import date

    from metrics.dashboards.slices import Slice


@dataclass(frozen=True)
class Meeting:
    """One meeting as the report lists it. `people` is None where nobody counted."""

    day: date
    title: str
    kind: str
    place: str
    state: str
    people: int | None
    youth: int | None
    languages: str


@dataclass(frozen=True)
class DistrictNumbers:
    board: Board
    meetings: list[Meeting]

    def as_json(self) -> dict[str, Any]:
        """What is kept with the report, so that it can be checked to the record later."""
        board = asdict(self.board)
        these = self.board.these
        board["these"] = {
            "area": these.area.path if these.area else None,
            "first": these.period.first,
            "last": these.period.last,
            "at": these.at,
        }
        return {"edition": EDITION, "board": board, "meetings": [asdict(m) for m in self.meetings]}


EDITION = 1  # of the definitions in `district.py`; raise it when a number comes to mean otherwise


def count(these: Slice) -> DistrictNumbers:
    return DistrictNumbers(Board.of(these), _meetings(these))


def _meetings(these: Slice) -> list[Meeting]:
    held = sessions(these).select_related("event").order_by("starts_at", "pk")
    return [
        Meeting(
            day=timezone.localdate(session.starts_at),
            title=str(session.event.title),
            kind=session.event.kind,
            place=session.event.place,
            state=_state(session.event.is_cancelled, session.is_over(these.at)),
            people=session.people,
            youth=session.youth_came,
            languages=", ".join(session.event.languages),
        )
        for session in held
    ]


def _state(cancelled: bool, over: bool) -> str:  # noqa: FBT001  # two facts, one word
    if cancelled:
        return "cancelled"
    return "held" if over else "planned"
