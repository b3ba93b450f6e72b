"""Finds an area by the code or name that another system writes for it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from portal.areas.models import Area
from portal.areas.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable


class Coded(NamedTuple):
    """What is needed of an area to find it."""

    pk: int
    level: str
    code: str
    name: str


class Codes:
    """All codes and names of areas, of one level or of all.

    What is written exactly so wins; then 7 finds 07 and "ROGERS PARK" finds Rogers Park, unless
    that could mean two.
    """

    def __init__(self, areas: Iterable[Coded]) -> None:
        self._exact: dict[str, set[int]] = defaultdict(set)
        self._loose: dict[str, set[int]] = defaultdict(set)
        self._named: dict[str, set[int]] = defaultdict(set)
        for area in areas:
            self._exact[area.code].add(area.pk)
            self._loose[bare(area.code)].add(area.pk)
            self._named[fold(area.name)].add(area.pk)

    @classmethod
    def of(cls, *levels: str) -> Codes:
        areas = Area.objects.filter(level__in=levels) if levels else Area.objects.all()
        return cls(Coded(*row) for row in areas.values_list("pk", "level", "code", "name"))

    def find(self, written: str) -> int | None:
        """The key of the area; None where there is none, or more than one it may be."""
        for found in self._steps(written.strip()):
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None

    def means_several(self, written: str) -> bool:
        return any(len(found) > 1 for found in self._steps(written.strip())) and (
            self.find(written) is None
        )

    def _steps(self, written: str) -> Iterable[set[int]]:
        yield self._exact.get(written, set())
        yield self._loose.get(bare(written), set())
        yield self._named.get(fold(written), set())


def bare(code: str) -> str:
    """A code without case and leading zeros; zero itself stays."""
    folded = fold(code)
    if folded.endswith(".0") and folded[:-2].isdigit():
        folded = folded[:-2]  # a spreadsheet took the code for a number
    return folded.lstrip("0") or "0"
