"""What the builders of the demo city share: the dice, the clock, and who is already there."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from metrics.demo.places import PLACES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from engagement.events.models import Session
    from metrics.demo.places import Place
    from partnerships.organizations.models import Organization
    from portal.accounts.models import User
    from portal.areas.models import Area

CONCERNS_A_YEAR = 0.45  # for each resident with an account


@dataclass
class City:
    """Linden Ferry while it is being built. The same seed builds the same city."""

    now: datetime
    residents: int = 4_000
    responses: int = 1_500
    years: int = 1
    seed: int = 20
    advance: Callable[[int], object] = lambda _: None

    areas: dict[str, Area] = field(default_factory=dict)  # by code, districts too
    officers: dict[str, list[User]] = field(default_factory=dict)  # by beat code
    supervisors: dict[str, User] = field(default_factory=dict)  # by district code
    neighbors: list[User] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)  # noqa: S311 - a believable city, not a secret

    @property
    def start(self) -> datetime:
        return self.now - timedelta(days=365 * self.years)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def concerns(self) -> int:
        """How many concerns people raise over the years."""
        return int(self.residents * CONCERNS_A_YEAR * self.years)

    @property
    def meetings(self) -> int:
        """A meeting a month and beat and a few between, for two years at least."""
        return 20 * len(PLACES) * max(self.years, 2)

    @property
    def outreach(self) -> int:
        return 40 * len(PLACES) * self.years

    @property
    def size(self) -> int:
        """How many rows the bar counts to, near enough."""
        return self.residents + self.concerns + self.meetings + self.outreach + self.responses

    def chance(self, share: float) -> bool:
        """True in `share` of all throws."""
        return self.dice.random() < share

    def place(self) -> Place:
        """A beat, the fuller ones more often."""
        return self.dice.choices(PLACES, weights=[place.people for place in PLACES])[0]

    def officer(self, beat: str) -> User:
        return self.dice.choice(self.officers[beat])

    def moment(self, start: datetime, end: datetime) -> datetime:
        """A moment at which people are awake."""
        day = start + (end - start) * self.dice.random()
        local = timezone.localtime(day)
        hour = self.dice.choices(
            range(7, 23), weights=[2, 3, 3, 3, 3, 3, 3, 3, 4, 5, 5, 5, 4, 4, 3, 2]
        )[0]
        awake = local.replace(hour=hour, minute=self.dice.randrange(60), second=0, microsecond=0)
        return min(max(awake, start), end)

    def point_in(self, place: Place) -> tuple[float, float]:
        """Latitude and longitude somewhere well inside a beat."""
        lat, lon = place.middle
        return (
            round(lat + self.dice.uniform(-0.006, 0.006), 6),
            round(lon + self.dice.uniform(-0.009, 0.009), 6),
        )
