"""How far one person's desk reaches, looked up once a request: areas and people, by number.

The queue needs numbers, not paths: then each area is one place in an index.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from django.db.models import Q

from engagement.concerns.covering import covered_by
from engagement.concerns.models.querysets import district_of
from portal.areas.models import Area

if TYPE_CHECKING:
    from portal.accounts.models import User

WORKERS = ("officer", "supervisor", "command")


@dataclass(frozen=True)
class Reach:
    user: User
    areas: tuple[Area, ...]  # by name
    people: tuple[int, ...]  # this one, and those they stand in for
    own: frozenset[int]  # the beats they serve
    near: frozenset[int]  # the rest of the district
    city: bool  # everything there is, without a list of areas
    supervised: frozenset[int] | None  # None: all of it
    unplaced: bool = True  # also what has no area yet
    only: frozenset[int] | None = None  # one area was asked for

    @classmethod
    def of(cls, user: User) -> Self:
        paths = user.scope(*WORKERS, "oversight")
        away = list(covered_by(user).values_list("user_id", "area__path"))
        serves = [*(user.scope(*WORKERS) or []), *(path for _, path in away)]
        areas = _areas([*(paths or []), *serves], everything=paths is None)
        watches = user.scope("supervisor", "command")
        own = _under(areas, serves)
        return cls(
            user=user,
            areas=areas,
            people=(user.pk, *{absent for absent, _ in away}),
            own=own,
            near=frozenset(area.pk for area in areas) - own,
            city=paths is None,
            supervised=None if watches is None else _under(areas, watches),
            unplaced=paths != [],
        )

    def within(self, area: Area) -> Self:
        """The same desk, looking at one area."""
        inside = _under(self.areas, [area.path])
        return replace(
            self,
            own=self.own & inside,
            near=self.near & inside,
            city=False,
            unplaced=False,
            only=inside,
        )

    @property
    def readable(self) -> Q:
        """Sensitive concerns are for the officer who has them, and the supervisors."""
        free = Q(sensitive=False) | Q(assigned_to=self.user.pk)
        if self.supervised is None:
            return Q()
        return free | Q(area__in=self.supervised) if self.supervised else free


def _areas(paths: list[str], *, everything: bool) -> tuple[Area, ...]:
    areas = Area.objects.only("name", "slug", "path").order_by("name")
    if everything:
        return tuple(areas)
    wanted = Q(pk__in=[])
    for district in {district_of(path) for path in paths}:
        wanted |= Q(path__startswith=district)
    return tuple(areas.filter(wanted))


def _under(areas: tuple[Area, ...], paths: list[str]) -> frozenset[int]:
    return frozenset(area.pk for area in areas if any(area.path.startswith(path) for path in paths))
