"""What everyone may read of how we keep our word: counts under the floor are held back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from metrics.dashboards.numbers import concerns
from metrics.dashboards.numbers import trust as by_place
from metrics.dashboards.periods import Period, months_before
from metrics.dashboards.remember import remember
from metrics.dashboards.rollups.reading import tallied
from metrics.dashboards.slices import Slice

if TYPE_CHECKING:
    from metrics.dashboards.numbers.concerns import Replies

DAYS = 90
KEPT_FOR = 10 * 60
A_DAY = timedelta(days=1)
SETTLED = timedelta(days=30)  # so long people may answer after a meeting


@dataclass(frozen=True)
class PublicReplies:
    """First replies due in the last 90 days, the whole city.

    `due` is None when even that is under the floor. `in_time` and `late` are None together:
    from one of them and the whole, the other could be worked out.
    """

    due: int | None = None
    in_time: int | None = None
    late: int | None = None
    few_late: bool = False
    median_hours: float | None = None

    @classmethod
    def of(cls, counts: Replies, floor: int) -> PublicReplies:
        missed = counts.late + counts.overdue
        if counts.due < floor:
            return cls()
        shown = all(count == 0 or count >= floor for count in (counts.in_time, missed))
        return cls(
            due=counts.due,
            in_time=counts.in_time if shown else None,
            late=missed if shown else None,
            few_late=not shown and missed < floor,
            median_hours=counts.median_hours,
        )

    @property
    def percent(self) -> int | None:
        if self.in_time is None or not self.due:
            return None
        return round(100 * self.in_time / self.due)


@dataclass(frozen=True)
class PublicTrust:
    """What people who came to a meeting in the settled year say. All None under the floor."""

    score: int | None = None
    low: int | None = None
    high: int | None = None
    n: int | None = None


def settled_year() -> Period:
    """The last four quarters about which everybody has had the time to answer.

    It moves four times a year: a score that moved by the day would tell, by what it was
    yesterday, what the people of one evening said.
    """
    heard = timezone.localdate() - SETTLED
    quarter = months_before(heard.replace(day=1), (heard.month - 1) % 3)
    return Period(months_before(quarter, 12), quarter - A_DAY)


def trust() -> PublicTrust:
    """Asked once in ten minutes for all readers."""

    def ask() -> PublicTrust:
        number = by_place.trust(Slice.of(settled_year())).number
        if number.score is None or number.low is None or number.high is None:
            return PublicTrust()
        return PublicTrust(round(number.score), round(number.low), round(number.high), number.n)

    return remember("public-trust:1", KEPT_FOR, ask)


def trust_of_district(code: str) -> PublicTrust:
    """The same of one district, by its code."""
    known = remember("public-trust-by-district:1", KEPT_FOR, _by_district)
    return known.get(code, PublicTrust())


def _by_district() -> dict[str, PublicTrust]:
    """Those with enough answers.

    Where one alone is held back, the one with the fewest answers is too: else the held one would
    be the city less the others.
    """
    places = by_place.trust(Slice.of(settled_year())).by_part
    shown = sorted((each for each in places if each.n and each.code), key=lambda each: each.n or 0)
    if len(places) - len(shown) == 1:
        shown = shown[1:]
    return {
        each.code: PublicTrust(round(each.score), round(each.low), round(each.high), each.n)
        for each in shown
        if each.code and each.score is not None and each.low is not None and each.high is not None
    }


def replies() -> PublicReplies:
    """Counted once in ten minutes for all readers, in whole days."""

    def count() -> PublicReplies:
        yesterday = timezone.localdate() - A_DAY
        period = Period(yesterday - timedelta(days=DAYS - 1), yesterday)
        sums = tallied(Slice.of(period), concerns.TALLIED)
        return PublicReplies.of(concerns.replies(sums), settings.PUBLISH_FLOOR)

    return remember("public-replies:1", KEPT_FOR, count)
