"""Weights that make who answered look like who lives there, as far as both are counted.

The steps are those of STATISTICS.md, 2.2; what could not be done is said, never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from metrics.surveys.results.reading import TRAITS, UNKNOWN, in_order
from metrics.trust import categories as cats
from metrics.trust.bounded import calibrate
from metrics.trust.weights import NotConvergedError, kish, rake
from portal.areas.models import Area, Population

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from metrics.surveys.models import Wave
    from metrics.surveys.results.reading import Codes, Counted, Numbers
    from metrics.trust.weights import Raked

PEOPLE_DIFFER = 0.05  # margins that count this much more or fewer people are remarked on


@dataclass(frozen=True)
class Line:
    """One category of a margin: its share of those who answered, weighted, and of residents."""

    category: str
    before: float
    after: float
    target: float


@dataclass(frozen=True)
class Remark:
    """What was done to a margin, or why it was not used; `detail` is for its words."""

    margin: str
    what: str
    detail: str = ""


@dataclass(frozen=True)
class Weighting:
    """Weights of mean 1 for each kind of people, and what to publish about them."""

    values: Numbers = field(repr=False)
    is_raked: bool
    n: int
    n_eff: float
    kish_deff: float
    smallest: float
    largest: float
    cap: float
    margins: dict[str, tuple[Line, ...]]
    remarks: tuple[Remark, ...]


def weigh(wave: Wave, counted: Counted) -> Weighting:
    """Rake to the margins the wave names; where that cannot be, say so and leave it.

    Where raking and capping in turn do not settle, weights bounded from the outset may still do.
    """
    remarks: list[Remark] = []
    codes, targets, names = _margins(wave, counted, remarks)
    cap, mask = float(wave.weight_cap), counted.n > 0
    if codes:
        try:
            raked = _raked(
                {name: code[mask] for name, code in codes.items()},
                targets,
                (counted.base[mask], counted.n[mask]),
                cap,
                remarks,
            )
        except ValueError as error:  # NotConvergedError is one
            remarks.append(Remark("", "not_raked", str(error)))
        else:
            values = np.zeros(counted.kinds)
            values[mask] = raked.values
            lines = {
                name: tuple(
                    Line(label, *map(float, shares))
                    for label, *shares in zip(
                        names[name], margin.before, margin.after, margin.target, strict=True
                    )
                )
                for name, margin in raked.margins.items()
            }
            return _summary(counted, values, cap, lines, remarks)
    elif not remarks:
        remarks.append(Remark("", "no_population"))
    return _summary(counted, counted.base, cap, {}, remarks)


def _raked(
    codes: dict[str, Codes],
    targets: dict[str, Numbers],
    rows: tuple[Numbers, Numbers],
    cap: float,
    remarks: list[Remark],
) -> Raked:
    base, n = rows
    try:
        return rake(codes, targets, base, n, cap)
    except NotConvergedError:
        if cap <= 1:
            raise
        found = calibrate(codes, targets, 0, cap, base, n)
    remarks.append(Remark("", "bounded", f"{cap:g}"))
    return found


def _summary(
    counted: Counted,
    values: Numbers,
    cap: float,
    lines: dict[str, tuple[Line, ...]],
    remarks: Iterable[Remark],
) -> Weighting:
    n, mask = float(counted.n.sum()), (counted.n > 0) & (values > 0)
    if not mask.any():
        nothing = 0.0
        return Weighting(values, False, 0, nothing, 1.0, 1.0, 1.0, cap, lines, tuple(remarks))
    values = values * n / float(np.sum(values * counted.n))
    deff = kish(values[mask], counted.n[mask])
    return Weighting(
        values=values,
        is_raked=bool(lines),
        n=round(n),
        n_eff=n / deff,
        kish_deff=deff,
        smallest=float(values[mask].min()),
        largest=float(values[mask].max()),
        cap=cap,
        margins=lines,
        remarks=tuple(remarks),
    )


def _margins(
    wave: Wave, counted: Counted, remarks: list[Remark]
) -> tuple[dict[str, Codes], dict[str, Numbers], dict[str, list[str]]]:
    """Codes, targets and names of the margins that both the sample and the population have."""
    known = residents(wave, counted)
    if not known:
        return {}, {}, {}
    totals = {name: sum(people.values()) for name, people in known.items()}
    most = max(totals.values())
    codes, targets, names = {}, {}, {}
    for name in wave.margins:
        if name not in known:
            remarks.append(Remark(name, "not_in_population"))
            continue
        if totals[name] < (1 - PEOPLE_DIFFER) * most:
            remarks.append(Remark(name, "totals_differ", f"{totals[name]:,} / {most:,}"))
        found = _margin(name, known[name], counted, remarks)
        if found:
            codes[name], targets[name], names[name] = found
    return codes, targets, names


def _margin(
    name: str, people: dict[str, int], counted: Counted, remarks: list[Remark]
) -> tuple[Codes, Numbers, list[str]] | None:
    """One margin, its small categories put together; None where one alone is left."""
    labels = [each for each in in_order(people) if people[each] > 0]
    place = {label: code for code, label in enumerate(labels)}
    own = counted.categories[name]
    translated = np.array([place.get(each, UNKNOWN) for each in own] + [UNKNOWN], dtype=np.int64)
    code = translated[counted.codes[name]]
    if strange := [each for each in own if each not in place]:
        remarks.append(Remark(name, "not_among_residents", ", ".join(strange)))
    said = (code != UNKNOWN) & (counted.n > 0)
    if not said.any():
        remarks.append(Remark(name, "nobody_said"))
        return None
    target = np.array([people[label] for label in labels], dtype=float)
    merged = cats.collapse(
        {name: code[said]},
        {name: target},
        counted.n[said],
        ordered=("age_band",),
    )
    groups = merged.merged[name]
    joined = [" + ".join(labels[each] for each in group) for group in groups]
    if len(groups) == 1:
        remarks.append(Remark(name, "too_few_of_each"))
        return None
    if together := [each for each, group in zip(joined, groups, strict=True) if len(group) > 1]:
        remarks.append(Remark(name, "collapsed", ", ".join(together)))
    new = np.full(counted.kinds, UNKNOWN, dtype=np.int64)
    new[said] = merged.codes[name]
    occurring = counted.n > 0
    full, shares = cats.with_missing(new[occurring], merged.targets[name], counted.n[occurring])
    new[occurring] = full
    if len(shares) > len(joined):
        joined.append("")
    return np.maximum(new, 0), shares, joined


def residents(wave: Wave, counted: Counted) -> dict[str, dict[str, int]]:
    """Population counts by margin and category, from the area of the wave. Two statements."""
    inside = wave.area.path if wave.area else ""
    rows = list(
        Population.objects.filter(area__path__startswith=inside)
        .order_by("area__path")
        .values_list("area__path", *TRAITS, "people")
    )
    cuts: dict[frozenset[str], list[tuple[str, dict[str, str], int]]] = defaultdict(list)
    for path, *values, people in rows:
        traits = {name: value for name, value in zip(TRAITS, values, strict=True) if value}
        cuts[frozenset(traits)].append((path, traits, people))
    found: dict[str, dict[str, int]] = {}
    for margin in TRAITS:
        fitting = sorted(
            (cut for cut in cuts if margin in cut), key=lambda cut: (len(cut), *sorted(cut))
        )
        if fitting:
            found[margin] = defaultdict(int)
            for _path, traits, people in _topmost(cuts[fitting[0]]):
                found[margin][traits[margin]] += people
    if places := _by_district(inside, cuts, counted.districts):
        found["area"] = places
    return found


def _by_district(
    inside: str,
    cuts: dict[frozenset[str], list[tuple[str, dict[str, str], int]]],
    districts: list[Area],
) -> dict[str, int]:
    least = min(cuts, key=_detail, default=None)
    if least is not None:
        counts: list[tuple[str, dict[str, str], int]] = [
            (path, {}, people) for path, _traits, people in _topmost(cuts[least])
        ]
    else:
        known = Area.objects.filter(path__startswith=inside, population__isnull=False)
        counts = _topmost(
            [(path, {}, n) for path, n in known.values_list("path", "population") if n]
        )
    if len(districts) < 2 or not counts:  # noqa: PLR2004 - one place is no margin
        return {}
    return {
        area.code: sum(people for path, _traits, people in counts if path.startswith(area.path))
        for area in districts
    }


def _detail(cut: frozenset[str]) -> tuple[int, str]:
    return len(cut), " ".join(sorted(cut))


def _topmost(
    rows: list[tuple[str, dict[str, str], int]],
) -> list[tuple[str, dict[str, str], int]]:
    """Without what is counted in an area above already."""
    paths = {path for path, *_rest in rows}
    return [row for row in rows if not _lies_in(row[0], paths)]


def _lies_in(path: str, others: Collection[str]) -> bool:
    parts = path.split("/")[:-2]
    return any("/".join(parts[: end + 1]) + "/" in others for end in range(len(parts)))
