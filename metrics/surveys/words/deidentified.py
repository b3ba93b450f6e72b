"""Who someone is, told so coarsely that there are always several like them.

k-anonymity by suppression (Samarati and Sweeney 1998; the global order of suppression is ours):
of every row whose combination of traits fewer than `floor` rows share, the trait that is rarest
in the table is left out, again and again, until enough rows are alike. Pure functions; the
same counts always give the same result.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Traits = tuple[str, ...]  # one value per column; "" is left out, or never told


def suppressed(counts: Mapping[Traits, int], floor: int) -> dict[Traits, Traits]:
    """What to show of each combination, so that whatever is shown occurs `floor` times or more.

    `counts`: how many rows have each combination, all of one length. The rows of which nothing
    is shown are as many too: were they fewer, they would stand out as the rare ones. So where
    they are, those of the smallest combination join them. With fewer than `floor` rows in all,
    nothing is shown of any.
    """
    if sum(counts.values()) < floor:
        return {traits: ("",) * len(traits) for traits in counts}
    shown = {traits: traits for traits in counts}
    common = _how_common(counts)
    while True:
        alike = _alike(counts, shown)
        small = {traits for traits, n in alike.items() if n < floor and any(traits)}
        if not small:
            break
        coarser = {traits: _without_the_rarest(traits, common) for traits in small}
        shown = {was: coarser.get(now, now) for was, now in shown.items()}
    blank = next(((n, now) for now, n in alike.items() if not any(now)), None)
    if blank and blank[0] < floor:
        joins = min((t for t in alike if any(t)), key=lambda t: (alike[t], t))
        shown = {was: blank[1] if now == joins else now for was, now in shown.items()}
    return shown


def suppressed_in_turn(
    counts: Mapping[tuple[Traits, Traits], int], floor: int
) -> dict[tuple[Traits, Traits], tuple[Traits, Traits]]:
    """The same for traits in two parts: of the second only what leaves the first as it is.

    First the first parts are made coarse enough; then, among the rows that show the same of
    it, the second parts. So every combination of both occurs `floor` times or more.
    """
    firsts: Counter[Traits] = Counter()
    for (first, _second), n in counts.items():
        firsts[first] += n
    shown_first = suppressed(firsts, floor)
    within: dict[Traits, Counter[Traits]] = {}
    for (first, second), n in counts.items():
        within.setdefault(shown_first[first], Counter())[second] += n
    shown_second = {first: suppressed(seconds, floor) for first, seconds in within.items()}
    return {
        (first, second): (shown_first[first], shown_second[shown_first[first]][second])
        for first, second in counts
    }


def coarse_weights(counts: Mapping[Decimal, int], floor: int) -> dict[Decimal, Decimal]:
    """Each weight as the mean of at least `floor` rows with the nearest weights.

    A weight of its own would tell rare people apart. Microaggregation (Domingo-Ferrer and
    Mateo-Sanz 2002) keeps the sum of the weights. Rounded to four places.
    """
    groups: list[list[Decimal]] = [[]]
    for weight in sorted(counts):
        if sum(counts[each] for each in groups[-1]) >= floor:
            groups.append([])
        groups[-1].append(weight)
    if len(groups) > 1 and sum(counts[each] for each in groups[-1]) < floor:
        last = groups.pop()
        groups[-1] += last
    coarse: dict[Decimal, Decimal] = {}
    for group in groups:
        rows = sum(counts[each] for each in group)
        total = sum((each * counts[each] for each in group), Decimal())
        coarse |= {each: round(total / rows, 4) for each in group} if rows else {}
    return coarse


def _alike(counts: Mapping[Traits, int], shown: Mapping[Traits, Traits]) -> Counter[Traits]:
    alike: Counter[Traits] = Counter()
    for was, n in counts.items():
        alike[shown[was]] += n
    return alike


def _how_common(counts: Mapping[Traits, int]) -> Counter[tuple[int, str]]:
    common: Counter[tuple[int, str]] = Counter()
    for traits, n in counts.items():
        for column, value in enumerate(traits):
            common[column, value] += n
    return common


def _without_the_rarest(traits: Traits, common: Mapping[tuple[int, str], int]) -> Traits:
    told = [column for column, value in enumerate(traits) if value]
    rarest = min(told, key=lambda column: (common[column, traits[column]], column))
    return (*traits[:rarest], "", *traits[rarest + 1 :])
