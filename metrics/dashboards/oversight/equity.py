"""Whether a first reply comes as soon in one district or language as in the others.

Each place is compared with all the others together, by the difference of two shares over its
standard error, pooled (two-proportion test), with every p adjusted for the comparisons on the
page (Benjamini and Hochberg 1995). What is not more than chance is called so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import erfc, sqrt
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from metrics.dashboards.rollups.reading import as_of, tallied
from metrics.dashboards.rollups.sketch import quantile
from metrics.trust.change import LEVEL, adjusted
from metrics.trust.intervals import wilson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from metrics.dashboards.rollups.reading import Sums
    from metrics.dashboards.slices import Slice

DUE = ("in_time", "late", "overdue")
FACTS = (*DUE, "not_due", "reply_hours")
DAYS_FROM = 72  # hours; more than that is told in days


@dataclass(frozen=True)
class Share:
    """How many of the first replies that were due came in time, somewhere."""

    name: str
    in_time: int
    due: int
    not_due: int
    hours: float | None = None
    held: bool = False
    differs: bool = False
    behind: bool = False
    words: str = ""

    @property
    def percent(self) -> int:
        return round(100 * self.in_time / self.due)

    @property
    def range(self) -> tuple[int, int]:
        """Where the share would lie 95 times in 100, in percent."""
        low, high = wilson(self.in_time / self.due, self.due)
        return round(100 * low), round(100 * high)

    @property
    def median(self) -> str:
        """Half of the replies came within that time."""
        if self.hours is None:
            return "–"
        if self.hours < DAYS_FROM:
            return _("%(n)s hours") % {"n": number_format(round(self.hours, 1))}
        return _("%(n)s days") % {"n": number_format(round(self.hours / 24, 1))}


@dataclass(frozen=True)
class Equity:
    """The page: by district, by language, and as of when."""

    districts: tuple[Share, ...]
    languages: tuple[Share, ...]
    as_of: datetime | None

    @classmethod
    def of(cls, these: Slice) -> Equity:
        sums = tallied(these, FACTS)
        return cls(compared(_by_district(these, sums)), compared(_by_language(sums)), as_of())

    @property
    def behind(self) -> list[Share]:
        """Those of which one may say that fewer are answered in time than elsewhere."""
        return [share for share in (*self.districts, *self.languages) if share.behind]


def compared(shares: Sequence[Share]) -> tuple[Share, ...]:
    """The shares with what may be said of each; those of few are held back.

    Where one alone would be, the next smallest is held back with it, so that nobody works it
    out from the whole.
    """
    floor = settings.PUBLISH_FLOOR
    small = sorted((share for share in shares if share.due), key=lambda share: share.due)
    held = {share.name for share in small if share.due < floor}
    if len(held) == 1 and len(small) > 1:
        held.add(small[1].name)
    kept = [share for share in small if share.name not in held]
    chances = dict(zip((s.name for s in kept), adjusted([_p(s, kept) for s in kept]), strict=True))
    told = []
    for share in shares:
        if not share.due:
            told.append(replace(share, words=_("No reply was due.")))
        elif share.name in held:
            told.append(replace(share, words=_("Held back: too few to say."), held=True))
        else:
            p = float(chances[share.name])
            yes, n = _rest(share, kept)
            fewer = p < LEVEL and share.in_time / share.due < yes / n
            told.append(
                replace(share, words=_words(share, kept, p), differs=p < LEVEL, behind=fewer)
            )
    return tuple(told)


def _rest(share: Share, kept: Sequence[Share]) -> tuple[int, int]:
    others = [other for other in kept if other.name != share.name]
    return sum(other.in_time for other in others), sum(other.due for other in others)


def _p(share: Share, kept: Sequence[Share]) -> float:
    """Two-sided chance of a difference as large, if both shares were the same."""
    yes, n = _rest(share, kept)
    if not n:
        return 1.0
    pooled = (share.in_time + yes) / (share.due + n)
    se = sqrt(pooled * (1 - pooled) * (1 / share.due + 1 / n))
    if not se:
        return 1.0
    return erfc(abs(share.in_time / share.due - yes / n) / se / sqrt(2))


def _words(share: Share, kept: Sequence[Share], p: float) -> str:
    yes, n = _rest(share, kept)
    if not n:
        return _("There is nothing to compare it with.")
    if p >= LEVEL:
        return _("We cannot say that it differs from the others.")
    points = round(abs(100 * share.in_time / share.due - 100 * yes / n))
    words = (
        _("%(n)d of a hundred fewer in time than elsewhere, more than chance would do.")
        if share.in_time / share.due < yes / n
        else _("%(n)d of a hundred more in time than elsewhere, more than chance would do.")
    )
    return words % {"n": points}


def _by_district(these: Slice, sums: Sums) -> list[Share]:
    due = {fact: sums.by_part(fact) for fact in (*DUE, "not_due")}
    codes: dict[str | None, None] = {}
    for counts in due.values():
        codes |= dict.fromkeys(counts)
    return [
        Share(
            these.name_of(code),
            due["in_time"].get(code, 0),
            sum(due[fact].get(code, 0) for fact in DUE),
            due["not_due"].get(code, 0),
            _median({int(of): n for of, n in sums.by_kind("reply_hours", code).items()}),
        )
        for code, _found in these.in_order(codes, None)
    ]


def _by_language(sums: Sums) -> list[Share]:
    due = {fact: sums.by_kind(fact) for fact in (*DUE, "not_due")}
    spoken = sorted({code for counts in due.values() for code in counts})
    shares = [
        Share(
            language_name(code),
            due["in_time"].get(code, 0),
            sum(due[fact].get(code, 0) for fact in DUE),
            due["not_due"].get(code, 0),
        )
        for code in spoken
    ]
    return sorted(shares, key=lambda share: -share.due)


def language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code or _("Not known")


def _median(steps: Mapping[int, int]) -> float | None:
    """Hours; None where there are too few to say."""
    return quantile(steps, 0.5) if sum(steps.values()) >= settings.PUBLISH_FLOOR else None
