"""Answers in blocks, so that no two numbers differ by a few people.

Whoever may ask for any days and any area could take one score from another and read what is left:
the answers of one evening. So a score is made of whole blocks: what was answered in one district,
to one wording, after meetings of one quarter. A block of fewer people than the floor is in no
score. Two scores then differ by whole blocks or not at all, and a block is never small.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from metrics.dashboards.periods import Period, months_before
from metrics.trust import estimates

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from metrics.trust.estimates import Estimate

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wording:
    """What was asked: an instrument in one of its versions."""

    version: int
    instrument: int
    title: str


@dataclass(frozen=True)
class Block:
    """How many answered in a district after the meetings of a quarter, and the sums of it."""

    district: str | None
    quarter: date
    wording: Wording
    n: int
    total: float
    squares: float


@dataclass(frozen=True)
class Blocks:
    """Those of a slice that are large enough, and how many were not."""

    kept: tuple[Block, ...]
    left_out: int
    wording: Wording | None

    @classmethod
    def of(cls, found: Iterable[Block], floor: int) -> Blocks:
        """Of the newest wording among them: answers to different questions are never mixed."""
        blocks = list(found)
        newest = max((each.wording for each in blocks), key=_age, default=None)
        asked = [each for each in blocks if each.wording == newest]
        kept = tuple(each for each in asked if each.n >= floor)
        return cls(kept, len(asked) - len(kept), newest)

    @property
    def estimate(self) -> Estimate | None:
        return combined(self.kept)

    def by_district(self) -> dict[str | None, Estimate | None]:
        districts = {each.district for each in self.kept}
        return {
            district: combined(each for each in self.kept if each.district == district)
            for district in districts
        }


def combined(blocks: Iterable[Block]) -> Estimate | None:
    """The plain mean over all of their answers; None of none."""
    sums = [(each.n, each.total, each.squares) for each in blocks]
    if not sums:
        return None
    n, total, squares = (sum(column) for column in zip(*sums, strict=True))
    return estimates.from_sums(n, total, squares)


def whole_quarters(period: Period) -> Period:
    """The calendar quarters that a period touches."""
    first = months_before(period.first.replace(day=1), (period.first.month - 1) % 3)
    last = months_before(period.last.replace(day=1), (period.last.month - 1) % 3 - 3)
    return Period(first, last - A_DAY)


def _age(wording: Wording) -> tuple[int, int]:
    return wording.version, wording.instrument
