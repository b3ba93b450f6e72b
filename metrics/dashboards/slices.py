"""Where and when: what every number is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import CharField, F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from metrics.dashboards.periods import Period

T = TypeVar("T")


@dataclass(frozen=True)
class Part:
    """One of the places a slice is broken down into."""

    name: str
    slug: str
    path: str

    @property
    def code(self) -> str:
        return self.path.rstrip("/").rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Slice:
    """A period and the areas someone looks at, with the parts to compare.

    `paths` is None for the whole city; then rows without an area count too. `depth` is how
    far down the tree the parts lie, 1 at the top.
    """

    period: Period
    at: datetime
    area: Area | None
    paths: tuple[str, ...] | None
    parts: tuple[Part, ...]
    depth: int

    @classmethod
    def of(
        cls,
        period: Period,
        *,
        area: Area | None = None,
        scope: Iterable[str] | None = None,
        at: datetime | None = None,
    ) -> Slice:
        """The area with its parts; without one, the districts of the scope (None: all)."""
        if area is None:
            paths = None if scope is None else tuple(scope)
            parts, depth = _districts(paths), 1
        else:
            paths = (area.path,)
            parts, depth = _parts_of(area)
        return cls(period, at or timezone.now(), area, paths, parts, depth)

    @property
    def where(self) -> str:
        if self.area:
            return self.area.name
        return _("Whole city") if self.paths is None else _("All your areas")

    @property
    def whole_city(self) -> bool:
        return self.paths is None

    def inside(self, path: str = "area__path") -> Q:
        """Rows within the areas. `path` names the column with the area's path."""
        if self.paths is None:
            return Q()
        within = Q(pk__in=[])
        for prefix in self.paths:
            within |= Q(**{f"{path}__startswith": prefix})
        return within

    def part(self, path: str = "area__path") -> Func:
        """SQL for the code of the part a row lies in: '' above them all, null without an area."""
        return Func(
            F(path),
            Value("/"),
            Value(self.depth),
            function="split_part",
            output_field=CharField(),
        )

    def grouped(
        self, rows: QuerySet[Any], path: str = "area__path", **sums: Any
    ) -> dict[str | None, dict[str, Any]]:
        """The aggregates of each part, by its code; what lies in none under '' or None."""
        found = rows.order_by().annotate(part=self.part(path)).values("part").annotate(**sums)
        return {row.pop("part"): row for row in found}

    def name_of(self, code: str | None) -> str:
        """What to call the rows of that code: a part, or what lies in none."""
        for part in self.parts:
            if part.code == code:
                return part.name
        if code is None:
            return _("Place not known")
        return _("Elsewhere in %(area)s") % {"area": self.where} if self.area else _("Elsewhere")

    def in_order(self, found: dict[str | None, T], nothing: T) -> list[tuple[str | None, T]]:
        """Each part with what was found for its code or `nothing`, then what lies in no part."""
        known = [part.code for part in self.parts]
        others = sorted((code for code in found if code not in known), key=str)
        ours = [(code, found.get(code, nothing)) for code in known]
        return [*ours, *((code, found[code]) for code in others)]


def _parts_of(area: Area) -> tuple[tuple[Part, ...], int]:
    children = Area.objects.filter(parent=area).order_by("path")
    if parts := tuple(Part(child.name, child.slug, child.path) for child in children):
        return parts, area.depth + 1
    return (Part(area.name, area.slug, area.path),), area.depth


def _districts(paths: tuple[str, ...] | None) -> tuple[Part, ...]:
    """Those at the top of the tree; only the districts where there are any."""
    top = list(Area.objects.filter(parent=None).order_by("path"))
    districts = [area for area in top if area.level == Area.Level.DISTRICT] or top
    return tuple(
        Part(area.name, area.slug, area.path)
        for area in districts
        if paths is None or any(path.startswith(area.path) for path in paths)
    )
