"""Where the numbers of the board lead: the desk lists behind them, for those who may open them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

if TYPE_CHECKING:
    from metrics.dashboards.slices import Slice
    from portal.accounts.models import User

# The list and the permission that opens it; what is public needs none.
LISTS = {
    "concerns": ("desk_concerns:queue", "concerns.read_desk"),
    "promises": ("desk_commitments:ledger", "commitments.keep_ledger"),
    "priorities": ("desk_priorities:areas", "priorities.keep_priorities"),
    "minutes": ("desk_events:minutes", "events.prepare"),
    "meetings": ("desk_events:list", "events.prepare"),
    "outreach": ("outreach:list", "outreach.log"),
    "problems": ("desk_problems:problems", "problems.read_desk"),
    "recommendations": ("boards:register", ""),
}
EVERYWHERE = "*"


@dataclass(frozen=True)
class Doors:
    """The lists of one slice that one reader may open."""

    these: Slice
    open: frozenset[str]

    @classmethod
    def of(cls, these: Slice, reader: User) -> Doors:
        return cls(
            these,
            frozenset(
                name for name, (_view, perm) in LISTS.items() if not perm or reader.has_perm(perm)
            ),
        )

    def to(self, name: str, code: str | None = EVERYWHERE, **query: str) -> str:
        """The list, narrowed to a part; empty where it cannot be, or may not be opened."""
        if name not in self.open:
            return ""
        area = self._area(code)
        if area is None:
            return ""
        asked = query | ({"area": area} if area else {})
        return f"{reverse(LISTS[name][0])}?{urlencode(asked)}"

    def in_period(self, name: str, code: str | None = EVERYWHERE, **query: str) -> str:
        """The same for the days of the period."""
        period = self.these.period
        days = {"since": period.first.isoformat(), "until": period.last.isoformat()}
        return self.to(name, code, **query, **days)

    def _area(self, code: str | None) -> str | None:
        """What a list calls the part; None for rows that lie in no part."""
        if code == EVERYWHERE:
            return self.these.area.slug if self.these.area else ""
        return next((part.slug for part in self.these.parts if part.code == code), None)
