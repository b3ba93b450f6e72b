"""Programs that start at different times: effects by group and time, never early against late.

Callaway & Sant'Anna 2021 (J. Econometrics 225:200), unconditional; errors by influence
functions, as in their R package `did`. STATISTICS.md, section 3.8.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from metrics.crime.effects.absorbing import NotEstimableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]


class Att(NamedTuple):
    """The average effect on the group that started in period `group`, in period `time`."""

    group: int
    time: int
    value: float
    se: float


class Average(NamedTuple):
    value: float
    se: float


@dataclass(frozen=True)
class Staggered:
    """All effects by group and time, and the averages people ask for."""

    effects: tuple[Att, ...]
    influence: Numbers  # (areas, effects)
    first: Numbers

    def simple(self) -> Average:
        """Over all that come after a start, by how many areas each stands for."""
        return self._weighted([each.time >= each.group for each in self.effects])

    def by_group(self) -> dict[int, Average]:
        """Each group over the periods since it started, alike."""
        return {
            group: self._plain(
                [each.group == group and each.time >= group for each in self.effects]
            )
            for group in sorted({each.group for each in self.effects})
            if any(each.group == group and each.time >= group for each in self.effects)
        }

    def overall_group(self) -> Average:
        """Groups by their size."""
        groups = self.by_group()
        shares = np.array([np.mean(self.first == group) for group in groups])
        values = np.array([each.value for each in groups.values()])
        parts = []
        for group in groups:
            keep = [each.group == group and each.time >= group for each in self.effects]
            parts.append(self.influence[:, keep].mean(axis=1))
        weights = shares / shares.sum()
        change = self._of_shares(list(groups), shares)
        return _average(values @ weights, np.column_stack(parts) @ weights + change @ values)

    def dynamic(self) -> dict[int, Average]:
        """By periods since the start; below zero is before it."""
        since = sorted({each.time - each.group for each in self.effects})
        return {e: self._weighted([x.time - x.group == e for x in self.effects]) for e in since}

    def overall_dynamic(self) -> Average:
        """All periods since the start, alike."""
        after = {e: each for e, each in self.dynamic().items() if e >= 0}
        parts = [self._influence_of([x.time - x.group == e for x in self.effects]) for e in after]
        value = float(np.mean([each.value for each in after.values()]))
        return _average(value, np.mean(parts, axis=0))

    def _plain(self, keep: Sequence[bool]) -> Average:
        mask = np.array(keep)
        return _average(float(self._values[mask].mean()), self.influence[:, mask].mean(axis=1))

    def _weighted(self, keep: Sequence[bool]) -> Average:
        mask = np.array(keep)
        if not mask.any():
            raise NotEstimableError("There is no such period.")
        shares = self._shares[mask]
        value = float(self._values[mask] @ shares / shares.sum())
        return _average(value, self._influence_of(keep))

    def _influence_of(self, keep: Sequence[bool]) -> Numbers:
        mask = np.array(keep)
        shares = self._shares[mask]
        groups = [each.group for each, yes in zip(self.effects, keep, strict=True) if yes]
        weights = shares / shares.sum()
        change = self._of_shares(groups, shares)
        total: Numbers = self.influence[:, mask] @ weights + change @ self._values[mask]
        return total

    def _of_shares(self, groups: Sequence[int], shares: Numbers) -> Numbers:
        """What not knowing the sizes of groups adds, (areas, groups)."""
        here = np.column_stack([self.first == group for group in groups]) - shares
        total = shares.sum()
        change: Numbers = here / total - here.sum(axis=1, keepdims=True) * shares / total**2
        return change

    @property
    def _values(self) -> Numbers:
        return np.array([each.value for each in self.effects])

    @property
    def _shares(self) -> Numbers:
        return np.array([np.mean(self.first == each.group) for each in self.effects])


def group_time(
    y: ArrayLike, first: ArrayLike, control: Literal["never", "not_yet"] = "never"
) -> Staggered:
    """Effects from y (areas, periods) and the period each area started in; nan for never.

    Before the start each period is compared with the one before it, after it with the last
    before the start. Periods are 0, 1, 2 …; areas that started in period 0 are left out.
    """
    y, first = np.asarray(y, dtype=float), np.asarray(first, dtype=float)
    if first.shape != y.shape[:1] or y.ndim <= 1 or not np.isfinite(y).all():
        raise NotEstimableError("Give a number for each area and period.")
    usable = ~(first <= 0)
    y, first = y[usable], first[usable]
    n, periods = y.shape
    never = np.isnan(first)
    effects, influence = [], []
    for group in sorted({int(each) for each in first[~never] if each < periods}):
        for time in range(1, periods):
            base = group - 1 if time >= group else time - 1
            treated = first == group
            others = never | (first > max(time, base)) if control == "not_yet" else never
            others = others & ~treated
            if not others.any():
                continue
            change = y[:, time] - y[:, base]
            value = float(change[treated].mean() - change[others].mean())
            part = np.zeros(n)
            part[treated] = n / treated.sum() * (change[treated] - change[treated].mean())
            part[others] -= n / others.sum() * (change[others] - change[others].mean())
            effects.append(Att(group, time, value, _average(value, part).se))
            influence.append(part)
    if not effects:
        raise NotEstimableError("No area that started can be compared with one that did not.")
    return Staggered(tuple(effects), np.column_stack(influence), first)


def _average(value: float, influence: Numbers) -> Average:
    return Average(float(value), float(np.sqrt(np.mean(influence**2) / len(influence))))
