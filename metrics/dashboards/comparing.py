"""The numbers of one slice beside those of another: a year ago, just before, or another area.

The difference is told in words. Whether it is more than chance is said of shares and of what
people raise, and only where there is enough of both; no difference is ever called good or bad.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from metrics.dashboards.charts import Table, in_words
from metrics.dashboards.rollups.reading import tallied
from metrics.dashboards.slices import Slice
from metrics.trust.intervals import wilson

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrOrPromise

    from metrics.dashboards.rollups.reading import Sums
    from portal.areas.models import Area

SURE = 1.96  # standard errors: chance goes further in 5 of 100 cases
AN_HOUR = 60


class Against(models.TextChoices):
    """What one may compare with."""

    NOTHING = "", gettext_lazy("Nothing")
    A_YEAR_AGO = "year", gettext_lazy("The same period a year ago")
    BEFORE = "before", gettext_lazy("The period before")
    ANOTHER_AREA = "area", gettext_lazy("Another area")


@dataclass(frozen=True)
class Measure:
    """A count of some facts; with `of`, a share of those. `by_chance`: each comes by itself."""

    name: _StrOrPromise
    facts: tuple[str, ...]
    of: tuple[str, ...] = ()
    by_chance: bool = False
    per: int = 1

    def n(self, sums: Sums) -> int:
        return round(sum(sums.n(fact) for fact in self.facts) / self.per)

    def base(self, sums: Sums) -> int:
        return sum(sums.n(fact) for fact in self.of)


DUE = ("in_time", "late", "overdue")
MEASURES = (
    Measure(gettext_lazy("Concerns raised"), ("raised",), by_chance=True),
    Measure(gettext_lazy("Replies in time"), ("in_time",), DUE),
    Measure(gettext_lazy("Promises kept in time"), ("kept",), ("promise_due",)),
    Measure(gettext_lazy("Residents told how it ended"), ("told",), ("promise_due",)),
    Measure(gettext_lazy("Meetings held"), ("held",)),
    Measure(gettext_lazy("People who came"), ("people",)),
    Measure(
        gettext_lazy("Minutes in time"), ("minutes_in_time",), ("minutes_in_time", "minutes_late")
    ),
    Measure(gettext_lazy("Officer hours of outreach"), ("officer_minutes",), per=AN_HOUR),
    Measure(gettext_lazy("People met"), ("people_met",)),
)
FACTS = tuple({fact for measure in MEASURES for fact in (*measure.facts, *measure.of)})


def other_slice(
    these: Slice, against: str, area: Area | None, scope: Iterable[str] | None
) -> Slice | None:
    """What the slice is compared with; None for nothing."""
    if against == Against.A_YEAR_AGO:
        return replace(these, period=these.period.a_year_ago())
    if against == Against.BEFORE:
        return replace(these, period=these.period.before())
    if against == Against.ANOTHER_AREA:
        return Slice.of(these.period, area=area, scope=scope, at=these.at)
    return None


@dataclass(frozen=True)
class Comparison:
    """Two slices and their sums."""

    these: Slice
    those: Slice
    now: Sums
    then: Sums

    @classmethod
    def of(cls, these: Slice, those: Slice) -> Comparison:
        return cls(these, those, tallied(these, FACTS), tallied(those, FACTS))

    @property
    def is_of_places(self) -> bool:
        return self.these.paths != self.those.paths

    @property
    def names(self) -> tuple[str, str]:
        """What is compared, in full."""
        if self.is_of_places:
            return self.these.where, self.those.where
        return str(self.these.period), str(self.those.period)

    @property
    def heads(self) -> tuple[str, str]:
        """The same, short enough for a column."""
        return self.names if self.is_of_places else (_("This period"), _("Then"))

    @property
    def table(self) -> Table:
        return Table(
            caption=_("Compared"),
            head=(_("What"), *self.heads, _("Difference")),
            rows=tuple(self._row(measure) for measure in MEASURES),
        )

    def _row(self, measure: Measure) -> tuple[str, ...]:
        return (
            str(measure.name),
            _told(measure, self.now),
            _told(measure, self.then),
            _share_words(measure, self.now, self.then)
            if measure.of
            else _count_words(measure, self.now, self.then, of_places=self.is_of_places),
        )


def _told(measure: Measure, sums: Sums) -> str:
    if not measure.of:
        return in_words(measure.n(sums))
    if not measure.base(sums):
        return _("none was due")
    return _("%(n)s of %(all)s") % {
        "n": in_words(measure.n(sums)),
        "all": in_words(measure.base(sums)),
    }


def _count_words(measure: Measure, now: Sums, then: Sums, *, of_places: bool) -> str:
    """How many more or fewer."""
    a, b = measure.n(now), measure.n(then)
    if a == b:
        return _("The same")
    if not b and not of_places:
        return _("Nothing was counted then")
    words = (
        ngettext("%(n)s more", "%(n)s more", a - b)
        if a > b
        else ngettext("%(n)s fewer", "%(n)s fewer", b - a)
    ) % {"n": in_words(abs(a - b))}
    if not measure.by_chance or of_places:
        return words
    if abs(a - b) <= SURE * sqrt(a + b):
        return _("%(more)s; chance alone could do that") % {"more": words}
    return _("%(more)s, by more than chance") % {"more": words}


def _share_words(measure: Measure, now: Sums, then: Sums) -> str:
    """Whether the share differs by more than chance, where there is enough of both to say."""
    if min(measure.base(now), measure.base(then)) < settings.PUBLISH_FLOOR:
        return _("Too few to compare")
    low, high = _range(measure, now)
    other_low, other_high = _range(measure, then)
    if low > other_high:
        return _("A larger share, by more than chance")
    if high < other_low:
        return _("A smaller share, by more than chance")
    return _("The ranges overlap: we cannot say that it differs")


def _range(measure: Measure, sums: Sums) -> tuple[float, float]:
    base = measure.base(sums)
    return wilson(min(measure.n(sums) / base, 1.0), base)
