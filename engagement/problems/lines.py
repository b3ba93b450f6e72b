"""A goal as a line: where it stood on the left, where it should be on the right, where it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from decimal import Decimal

    from engagement.problems.models import Goal

START, TARGET = 14.0, 82.0  # percent of the drawing's width
LOW, HIGH = 3.0, 97.0


@dataclass(frozen=True)
class GoalLine:
    """Places along the line, in percent; `now` is None before it was counted again."""

    goal: Goal
    start: float
    target: float
    now: float | None
    words: str
    was: str
    should: str

    @classmethod
    def of(cls, goal: Goal) -> GoalLine:
        share = goal.share
        now = None
        if share is not None:
            now = min(max(START + (TARGET - START) * float(share), LOW), HIGH)
        return cls(
            goal,
            START,
            TARGET,
            now,
            _in_words(goal),
            _("Was %(number)s, %(day)s") % _when(goal, goal.baseline, goal.baseline_on),
            _("Goal %(number)s by %(day)s") % _when(goal, goal.target, goal.target_on),
        )

    @property
    def left(self) -> float:
        return min(self.start, self.now or self.start)

    @property
    def right(self) -> float:
        return max(self.start, self.now or self.start)


def plain(number: Decimal) -> str:
    """A count without the digits behind it that say nothing."""
    whole = number == number.to_integral_value()
    return number_format(number.quantize(1) if whole else number.normalize(), force_grouping=True)


def _when(goal: Goal, number: Decimal, on: object) -> dict[str, str]:
    del goal
    return {"number": plain(number), "day": date_format(on, "YEAR_MONTH_FORMAT")}  # type: ignore[arg-type]


def _in_words(goal: Goal) -> str:
    """What came of it, as plainly for a miss as for a hit."""
    if goal.result is None or goal.share is None or goal.result_on is None:
        return _("Not counted again yet.")
    about = _when(goal, goal.result, goal.result_on)
    if goal.share >= 1:
        return _("Now %(number)s, %(day)s: the goal is met.") % about
    if goal.share > 0:
        return _("Now %(number)s, %(day)s: better, but the goal is not met.") % about
    if goal.share == 0:
        return _("Now %(number)s, %(day)s: no change.") % about
    return _("Now %(number)s, %(day)s: worse than before.") % about
