"""Whom we reach: what was raised, heard and asked, for each 1,000 who live there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from django.conf import settings
from scipy.stats import binom

from metrics.surveys.models import Release
from portal.areas.models import Area, Population

if TYPE_CHECKING:
    from collections.abc import Mapping

    from metrics.dashboards.rollups.reading import Sums
    from metrics.dashboards.slices import Slice

TALLIED = ("raised", "people", "people_met")
CLEARLY_LESS = 0.67  # of what one would expect by the residents; less than that is worth a word
LEVEL = 0.05


@dataclass(frozen=True)
class Counts:
    """`answers` is None where no wave of the period was released for the place."""

    residents: int | None = None
    raised: int = 0
    people: int = 0
    met: int = 0
    answers: int | None = None

    def each_thousand(self, what: str) -> float | None:
        """For 1,000 residents; None where either is not known, or fewer live there."""
        n = getattr(self, what)
        if n is None or not self.residents or self.residents < 1000:  # noqa: PLR2004
            return None
        return 1000 * float(n) / self.residents


@dataclass(frozen=True)
class PlaceReach:
    name: str
    code: str | None
    counts: Counts


def reach(these: Slice, sums: Sums) -> list[PlaceReach]:
    """By part; what lies in none last. Three statements besides the sums."""
    raised, people, met = (sums.by_part(fact) for fact in TALLIED)
    residents, answers = residents_by_part(these), answers_by_part(these)
    found: dict[str | None, Counts] = {
        code: Counts(
            residents.get(code or ""),
            raised.get(code, 0),
            people.get(code, 0),
            met.get(code, 0),
            answers.get(code or ""),
        )
        for code in {*residents, *raised, *people, *met}
    }
    return [
        PlaceReach(these.name_of(code), code, counts)
        for code, counts in these.in_order(found, Counts())
    ]


def total(places: list[PlaceReach]) -> Counts:
    """All of them; residents only where they are known of every part."""
    columns = {}
    for field in fields(Counts):
        numbers = [getattr(place.counts, field.name) for place in places]
        known = [n for n in numbers if n is not None]
        columns[field.name] = sum(known) if known else None
    return Counts(**columns)  # type: ignore[arg-type]  # zeros where nothing was counted


def least_reached(places: list[PlaceReach]) -> PlaceReach | None:
    """Where clearly fewer concerns are raised than so many residents would; None if none is clear.

    Given all concerns, those of a place are binomial with its share of the residents (exact, one
    side); the chance is multiplied by the number of places (Bonferroni). Nothing is said of fewer
    than `SCORE_FLOOR` concerns in all, nor where less than a third is missing.
    """
    known = [place for place in places if place.counts.residents]
    residents = sum(place.counts.residents or 0 for place in known)
    raised = sum(place.counts.raised for place in known)
    if len(known) < 2 or raised < settings.SCORE_FLOOR:  # noqa: PLR2004
        return None

    def chance(place: PlaceReach) -> float:
        share = (place.counts.residents or 0) / residents
        return float(binom.cdf(place.counts.raised, raised, share)) * len(known)

    least = min(known, key=chance)
    expected = raised * (least.counts.residents or 0) / residents
    clear = chance(least) < LEVEL and least.counts.raised < CLEARLY_LESS * expected
    return least if clear else None


def residents_by_part(these: Slice) -> dict[str, int]:
    """People who live in each part: as set for the area, else as counted, else of what is in it."""
    areas = Area.objects.filter(these.inside("path"), population__gt=0)
    set_for = {path: people or 0 for path, people in areas.values_list("path", "population")}
    counted = _counted(these)
    known = {**counted, **set_for}
    return {part.code: n for part in these.parts if (n := _within(known, part.path)) is not None}


def answers_by_part(these: Slice) -> dict[str, int]:
    """People whose answers were released, of waves that closed in the period; never raw ones."""
    period = these.period
    newest = (
        Release.objects.filter(
            wave__closes_at__gte=period.starts_at, wave__closes_at__lt=period.ends_at
        )
        .order_by("wave_id", "-number")
        .distinct("wave_id")
        .values_list("tables__people", flat=True)
    )
    found: dict[str, int] = defaultdict(int)
    for people in newest:
        for row in people or ():
            if row.get("group") == "area" and row.get("n") is not None:
                found[str(row["category"])] += int(row["n"])
    codes = {part.code for part in these.parts}
    return {code: n for code, n in found.items() if code in codes}


def _counted(these: Slice) -> dict[str, int]:
    """The largest of the margins of each area: each describes the same people."""
    sums: dict[str, dict[tuple[bool, ...], int]] = defaultdict(lambda: defaultdict(int))
    rows = Population.objects.filter(these.inside()).values_list(
        "area__path", "age_band", "sex", "race_ethnicity", "people"
    )
    for path, *traits, people in rows.order_by():
        sums[path][tuple(map(bool, traits))] += people
    return {path: max(margins.values()) for path, margins in sums.items()}


def _within(known: Mapping[str, int], path: str) -> int | None:
    """The area's own number, else the sum of the topmost areas in it that have one."""
    if path in known:
        return known[path]
    inside = sorted(each for each in known if each.startswith(path))
    topmost: list[str] = []
    for each in inside:
        if not topmost or not each.startswith(topmost[-1]):
            topmost.append(each)
    return sum(known[each] for each in topmost) if topmost else None
