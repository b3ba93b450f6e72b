"""What is late at this moment, of every promise the agency gave: by place, with the lists."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003  # said of a constant
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from metrics.dashboards.charts import in_words
from metrics.dashboards.doors import EVERYWHERE
from metrics.dashboards.grids import Count, Grid, Line
from metrics.dashboards.rollups.reading import EVERY, standing

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from metrics.dashboards.doors import Doors
    from metrics.dashboards.rollups.reading import Sums
    from metrics.dashboards.slices import Slice

MOST = 0.5  # more than this share is "most"
SEVERAL = 2


@dataclass(frozen=True)
class Clock:
    """One promise that runs: what is late by it, and of how many; and the list of those."""

    fact: str
    of: str
    name: _StrOrPromise
    list: str
    query: tuple[tuple[str, str], ...]
    is_late: bool = True  # else it waits for a word, and no day for that has passed


CLOCKS = (
    Clock(
        "replies_overdue",
        "concerns_open",
        gettext_lazy("Replies late"),
        "concerns",
        (("show", "late"),),
    ),
    Clock(
        "promises_overdue",
        "promises_open",
        gettext_lazy("Promises late"),
        "promises",
        (("show", "late"),),
    ),
    Clock(
        "promises_untold",
        "",
        gettext_lazy("Residents not told"),
        "promises",
        (("show", "untold"),),
        is_late=False,
    ),
    Clock(
        "priorities_stale",
        "priorities_current",
        gettext_lazy("Priorities without news"),
        "priorities",
        (("show", "stale"),),
    ),
    Clock("minutes_overdue", "", gettext_lazy("Minutes late"), "minutes", (("show", "overdue"),)),
    Clock(
        "recommendations_overdue",
        "recommendations_open",
        gettext_lazy("Recommendations late"),
        "recommendations",
        (("status", "overdue"),),
    ),
)
LATE = tuple(clock for clock in CLOCKS if clock.is_late)
# How many of each kind that may be late, in its own words.
SAID: tuple[Callable[[int], str], ...] = (
    lambda n: ngettext("%(n)s reply", "%(n)s replies", n),
    lambda n: ngettext("%(n)s promise", "%(n)s promises", n),
    lambda n: ngettext("%(n)s priority without news", "%(n)s priorities without news", n),
    lambda n: ngettext("the minutes of %(n)s meeting", "the minutes of %(n)s meetings", n),
    lambda n: ngettext(
        "the answer to %(n)s recommendation", "the answers to %(n)s recommendations", n
    ),
)
FACTS = tuple({fact for clock in CLOCKS for fact in (clock.fact, clock.of) if fact})


@dataclass(frozen=True)
class OurWord:
    """How many of each clock are late, by part of the slice. The period plays no role."""

    these: Slice
    counts: Sums

    @classmethod
    def of(cls, these: Slice) -> OurWord:
        return cls(these, standing(these, FACTS))

    @property
    def late(self) -> int:
        return sum(self.counts.n(clock.fact) for clock in LATE)

    @property
    def late_by_part(self) -> dict[str | None, int]:
        found: dict[str | None, int] = {}
        for clock in LATE:
            for code, n in self.counts.by_part(clock.fact).items():
                found[code] = found.get(code, 0) + n
        return found

    def grid(self, doors: Doors) -> Grid:
        """Places in rows, the one with most that is late first; clocks in columns."""
        found = self.late_by_part
        places = self.these.in_order(dict(found), 0)
        rows = sorted(places, key=lambda place: -place[1])
        return Grid(
            caption=_("What is late today, by place"),
            head=(_("Place"), *(str(clock.name) for clock in CLOCKS)),
            lines=tuple(self._line(self._name(code), code, doors) for code, _n in rows),
            total=self._line(_("All places"), EVERYWHERE, doors),
        )

    @property
    def untold(self) -> int:
        return self.counts.n("promises_untold")

    @property
    def finding(self) -> str:
        """What is late in all, of which kind and where most of it is; then who was not told."""
        said = [self._late(), self._most_where(), self._untold()]
        return " ".join(words for words in said if words)

    def _late(self) -> str:
        kinds = [
            say(n) % {"n": in_words(n)}
            for clock, say in zip(LATE, SAID, strict=True)
            if (n := self.counts.n(clock.fact))
        ]
        if not kinds:
            return _("Nothing that we promised is late today.")
        return _("Late today: %(these)s.") % {"these": ", ".join(kinds)}

    def _most_where(self) -> str:
        found = self.late_by_part
        if len(self.these.parts) < SEVERAL or not self.late:
            return ""
        code, worst = max(found.items(), key=lambda pair: pair[1])
        if code is None:
            return ""
        if worst <= MOST * self.late or worst < SEVERAL:
            return ""
        return _("Most of it is in %(place)s.") % {"place": self._name(code)}

    def _untold(self) -> str:
        if not self.untold:
            return ""
        return ngettext(
            "Residents do not know yet how %(n)s promise ended.",
            "Residents do not know yet how %(n)s promises ended.",
            self.untold,
        ) % {"n": in_words(self.untold)}

    def _name(self, code: str | None) -> str:
        """What has no place is about the whole city, or nobody said where."""
        if code is None:
            return _("Whole city, or place not known")
        return self.these.name_of(code)

    def _line(self, name: str, code: str | None, doors: Doors) -> Line:
        part = EVERY if code == EVERYWHERE else code
        return Line(
            name,
            tuple(
                Count(
                    n := self.counts.n(clock.fact, part),
                    doors.to(clock.list, code, **dict(clock.query)) if n else "",
                    f"{clock.name}, {name}",
                )
                for clock in CLOCKS
            ),
        )
