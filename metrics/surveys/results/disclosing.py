"""Which counts of a release are withheld: one pass over all that goes out together.

The counts are tied to one another (districts add up to the city, answers to those who answered),
so what is small is withheld with as much else as it takes. What an earlier release of the same
wave said is taken into account. STATISTICS.md, 2.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.conf import settings

from metrics.surveys.results.estimating import ALL
from metrics.surveys.results.reading import TRAITS
from metrics.trust.disclosure import Publication, Suppression, suppress
from metrics.trust.publication import lay_out

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from metrics.surveys.results.estimating import Measure, Row, WaveResults

Name = tuple[str, str, str, str]  # of what, which part, of which group, of which category
PEOPLE = "people"
EVERYONE = (PEOPLE, "n", ALL, "")  # always said: how many took part
FLAGGED, UNFLAGGED = "flagged", "unflagged"  # those whose answers look odd, and the others
REST = "\N{HORIZONTAL ELLIPSIS}"  # those in none of the categories


@dataclass(frozen=True)
class Disclosed:
    """Cells and their sums as counted, and what of them is withheld."""

    cells: dict[Name, int]
    sums: list[tuple[Name, list[Name]]]
    found: Suppression

    def withheld(self, name: Name) -> bool:
        hidden: dict[Name, bool] = self._hidden
        return hidden.get(name, False)

    @property
    def _hidden(self) -> dict[Name, bool]:
        return dict(zip(self.cells, self.found.suppressed_cells.tolist(), strict=True))

    @property
    def count(self) -> int:
        """How many counts are withheld."""
        return int(self.found.suppressed_cells.sum())

    def kept(self) -> dict[str, Any]:
        """All of it, to guard a later release by. Never shown: it has what is withheld."""
        number = {name: at for at, name in enumerate(self.cells)}
        return {
            "floor": self.found.floor,
            "cells": [[list(name), n] for name, n in self.cells.items()],
            "sums": [
                [number[total], [number[each] for each in parts]] for total, parts in self.sums
            ],
            "primary": np.flatnonzero(self.found.primary_cells).tolist(),
            "hidden": np.flatnonzero(self.found.suppressed_cells).tolist(),
        }


def disclose(results: WaveResults, earlier: Sequence[Mapping[str, Any]] = ()) -> Disclosed:
    """Withhold what must be. `earlier` is what was kept of each release before, the newest first.

    Growth by a few since any of them is protected like a small count: more is withheld now.
    ValueError where they counted people now gone, or where no withholding hides who is few.
    """
    cells, sums = _counts(results)
    found = suppress(
        Publication.of(cells, sums),
        settings.PUBLISH_FLOOR,
        # That nobody from there took part tells of nobody; that nobody answered so, of everyone.
        structural={
            name: True
            for name, n in cells.items()
            if not cells.get((name[0], "n", *name[2:]), 1) or (name[1] == FLAGGED and not n)
        },
        printed={EVERYONE: True},
        earlier=_published(earlier),
    )
    return Disclosed(cells, sums, found)


def _published(kept: Sequence[Mapping[str, Any]]) -> Suppression | None:
    """The releases as they were, each with those before it."""
    found = None
    for each in reversed(kept):
        names: list[Name] = [tuple(name) for name, _n in each["cells"]]
        cells = {name: n for name, (_same, n) in zip(names, each["cells"], strict=True)}
        sums = [(names[total], [names[part] for part in parts]) for total, parts in each["sums"]]
        primary, hidden = np.zeros(len(names), dtype=bool), np.zeros(len(names), dtype=bool)
        primary[each["primary"]] = True
        hidden[each["hidden"]] = True
        layout = lay_out(Publication.of(cells, sums), totals=None, levels=None)
        floor = each["floor"]
        found = Suppression(layout, floor, float(floor), primary, hidden, found)
    return found


def _counts(results: WaveResults) -> tuple[dict[Name, int], list[tuple[Name, list[Name]]]]:
    cells: dict[Name, int] = {}
    sums: list[tuple[Name, list[Name]]] = []
    cells[EVERYONE] = results.n
    for margin in ("area", *TRAITS):
        people = {
            name: round(float(results.counted.n[mask].sum()))
            for name, mask in results.counted.groups(margin)
        }
        _split(cells, sums, EVERYONE, margin, people)
    _split(cells, sums, EVERYONE, "mode", results.modes)
    for measure in results.measures:
        _measure(cells, sums, measure, [row for row in results.rows if row.measure == measure.code])
    for row in results.without_flagged:
        answered = (row.measure, "n", ALL, "")
        parts = {(row.measure, UNFLAGGED, ALL, ""): row.n}
        parts[row.measure, FLAGGED, ALL, ""] = cells[answered] - row.n
        cells |= parts
        sums.append((answered, list(parts)))
    return cells, sums


def _split(
    cells: dict[Name, int],
    sums: list[tuple[Name, list[Name]]],
    total: Name,
    margin: str,
    counts: Mapping[str, int],
) -> None:
    """The parts of a total along one margin, and whoever is in none of them."""
    if not counts or not any(counts.values()):
        return
    of, part, _group, _category = total
    parts = {(of, part, margin, category): n for category, n in counts.items()}
    if rest := cells[total] - sum(counts.values()):
        parts[of, part, margin, REST] = rest
    cells |= parts
    sums.append((total, list(parts)))


def _measure(
    cells: dict[Name, int],
    sums: list[tuple[Name, list[Name]]],
    measure: Measure,
    rows: list[Row],
) -> None:
    answered = (measure.code, "n", ALL, "")
    if not rows:
        return
    cells[answered] = next(row.n for row in rows if row.group == ALL)
    chosen = {
        (row.measure, row.part, ALL, ""): row.count or 0
        for row in rows
        if row.group == ALL and row.part not in {"mean", "favorable"}
    }
    cells |= chosen
    if chosen and measure.kind != "multiple":
        sums.append((answered, list(chosen)))
    elif chosen:
        for name, n in chosen.items():
            _rest(cells, sums, answered, name, cells[answered] - n)
    favorable = {row.name: row for row in rows if row.part == "favorable"}
    for margin in ("area", *TRAITS):
        first = "mean" if measure.has_mean else "favorable"
        groups = {row.category: row.n for row in rows if (row.part, row.group) == (first, margin)}
        _split(cells, sums, answered, margin, groups)
    whole = (measure.code, "favorable", ALL, "")
    if whole not in favorable:
        return
    cells[whole] = favorable[whole].count or 0
    sums.append((whole, [(measure.code, str(code), ALL, "") for code in measure.favorable]))
    _rest(cells, sums, answered, whole, cells[answered] - cells[whole])
    for margin in ("area", *TRAITS):
        of = {row.category: row for row in favorable.values() if row.group == margin}
        _split(cells, sums, whole, margin, {name: row.count or 0 for name, row in of.items()})
        for category, row in of.items():
            there = (measure.code, "n", margin, category)
            if there in cells and row.name in cells:
                _rest(cells, sums, there, row.name, row.n - (row.count or 0))


def _rest(
    cells: dict[Name, int],
    sums: list[tuple[Name, list[Name]]],
    total: Name,
    part: Name,
    others: int,
) -> None:
    measure, what, group, category = part
    rest = (measure, f"not {what}", group, category)
    cells[rest] = others
    sums.append((total, [part, rest]))
