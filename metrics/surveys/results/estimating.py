"""Estimates of a wave, from its cells alone: scores, shares and who they are of.

Every number comes with its interval, n, effective n, and where it may not be shown with the
reason. STATISTICS.md 1.10, 2.3, 2.4 and 2.6.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from django.conf import settings

from metrics.surveys.models import Question
from metrics.surveys.results import weighting
from metrics.surveys.results.reading import TRAITS, Sums, read
from metrics.surveys.results.small import modelled
from metrics.surveys.results.summing import ends
from metrics.trust import estimates, intervals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.surveys.models import Wave
    from metrics.surveys.results.reading import Counted, Mask, Numbers
    from metrics.surveys.results.weighting import Weighting
    from metrics.trust.estimates import Estimate

WIDEST = 20.0  # points of 100 that the interval of a score may span
FEWEST_OF_A_GROUP = 50  # people of one age, sex or race in a wave that is of one area
DIRECT, DIRECT_EFF = 100, 50  # answers from which a district speaks for itself
ALL = "all"


@dataclass(frozen=True)
class Measure:
    """What is estimated: an index from 0 to 100, or a question on its own scale."""

    code: str
    kind: str  # “index”, or the kind of the question
    low: float
    high: float
    favorable: tuple[int, ...] = ()
    codes: tuple[int, ...] = ()
    is_headline: bool = False

    @property
    def points(self) -> float:
        """What one unit is in points of 100."""
        return 100 / (self.high - self.low)

    @property
    def has_mean(self) -> bool:
        return self.kind in {"index", Question.Kind.SCALE, Question.Kind.LIKERT}


@dataclass(frozen=True)
class Row:
    """One estimate. `why` is empty where it may be shown; `part` says what of the measure it is.

    `part` is “mean”, “favorable” (the share of favorable answers) or an answer's code (the share
    who chose it). `how` is “direct” or “modelled”, and `own_share` then the weight, 0 to 1, of the
    district's own answers. `count` is how many answered so; it is published through `disclosing`.
    """

    measure: str
    part: str
    group: str  # “all”, “area”, “age_band”, “sex”, “race_ethnicity”
    category: str
    n: int
    count: int | None = None
    n_eff: float | None = None
    value: float | None = None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    deff: float | None = None
    how: str = "direct"
    own_share: float | None = None
    why: str = ""

    @property
    def name(self) -> tuple[str, str, str, str]:
        return self.measure, self.part, self.group, self.category

    def held(self, why: str) -> Row:
        """The same without its numbers."""
        return replace(
            self, n_eff=None, value=None, se=None, low=None, high=None, deff=None,
            own_share=None, how="direct", why=why,
        )  # fmt: skip


@dataclass(frozen=True)
class WaveResults:
    wave: Wave
    counted: Counted
    weighting: Weighting
    measures: tuple[Measure, ...]
    rows: tuple[Row, ...]
    without_flagged: tuple[Row, ...]  # the indices, without those whose answers look odd
    flags: dict[str, int]
    modes: dict[str, int]

    @property
    def n(self) -> int:
        return self.weighting.n

    @property
    def headline(self) -> Measure | None:
        first = [each for each in self.measures if each.kind == "index"]
        return next((each for each in first if each.is_headline), next(iter(self.measures), None))

    def row(self, measure: str, part: str = "mean", group: str = ALL, category: str = "") -> Row:
        return self._by_name[measure, part, group, category]

    @cached_property
    def _by_name(self) -> dict[tuple[str, str, str, str], Row]:
        return {row.name: row for row in self.rows}


def results(wave: Wave) -> WaveResults:
    """Everything there is to say about a wave, from its cells. About ten statements."""
    counted = read(wave)
    weights = weighting.weigh(wave, counted)
    measured = measures(wave)
    rows = [row for measure in measured for row in _rows(measure, counted, weights, wave)]
    indices = [measure for measure in measured if measure.kind == "index"]
    cells = wave.cells.filter(item="").order_by()
    modes: dict[str, int] = {}
    for mode, n in cells.values_list("mode", "n"):
        modes[mode] = modes.get(mode, 0) + n
    return WaveResults(
        wave=wave,
        counted=counted,
        weighting=weights,
        measures=measured,
        rows=tuple(rows),
        without_flagged=tuple(_without(measure, counted, weights) for measure in indices),
        flags={
            name.removeprefix("!"): round(float(sums.n.sum()))
            for name, sums in counted.items.items()
            if name.startswith("!")
        },
        modes=dict(sorted(modes.items())),
    )


def measures(wave: Wave) -> tuple[Measure, ...]:
    """Indices first, the headline at the top; then questions as asked. Two statements."""
    indices = sorted(wave.instrument.indices.all(), key=lambda each: not each.is_headline)
    found = [Measure(each.code, "index", 0, 100, is_headline=each.is_headline) for each in indices]
    asked = Question.objects.of(wave.instrument).answered().prefetch_related(None)
    for question in asked.filter(trait="").exclude(kind="open").select_related("row_of"):
        codes = question.codes or (question.row_of.codes if question.row_of else [])
        low, high = ends(question)
        favorable = question.favorable or (question.row_of.favorable if question.row_of else [])
        if question.kind == Question.Kind.SCALE:
            codes = list(question.scale)
        found.append(
            Measure(question.code, question.kind, low, high, tuple(favorable), tuple(codes))
        )
    return tuple(found)


def _rows(measure: Measure, counted: Counted, weights: Weighting, wave: Wave) -> Iterable[Row]:
    sums = counted.item(measure.code)
    groups = [(ALL, "", counted.everyone)]
    for margin in ("area", *TRAITS):
        groups += [(margin, name, mask) for name, mask in counted.groups(margin)]
    if measure.has_mean:
        means = [
            _mean(measure, sums.within(mask), weights, group, name, wave)
            for group, name, mask in groups
        ]
        yield from modelled(measure, means, DIRECT, DIRECT_EFF)
    if measure.favorable:
        for group, name, mask in groups:
            yield _share(
                "favorable", measure, measure.favorable, mask, group, name, counted, weights
            )
    for code in measure.codes:
        yield _share(str(code), measure, (code,), counted.everyone, ALL, "", counted, weights)


def _mean(  # noqa: PLR0913, PLR0917 - what, of whom, and how weighted
    measure: Measure, sums: Sums, weights: Weighting, group: str, category: str, wave: Wave
) -> Row:
    row = Row(measure.code, "mean", group, category, n=round(float(sums.n.sum())))
    found = _estimate(sums, weights)
    if found is None:
        return row.held("none")
    why = enough(found, measure.points)
    if group in TRAITS and wave.area_id and found.n < FEWEST_OF_A_GROUP:
        why = why or "few_here"
    return filled(row, found, measure.low, measure.high, why)


def _estimate(sums: Sums, weights: Weighting) -> Estimate | None:
    w = weights.values[sums.of]
    if not float(np.sum(sums.n * w)) > 0:
        return None
    return estimates.from_sums(sums.n, sums.total, sums.squares, w)


def filled(row: Row, found: Estimate, low: float, high: float, why: str) -> Row:
    if not np.isfinite(found.se):
        return row.held(why or "few")
    return replace(
        row,
        n_eff=found.n_eff,
        value=found.value,
        se=found.se,
        low=max(low, found.low),
        high=min(high, found.high),
        deff=found.kish_deff,
        why=why,
    )


def enough(found: Estimate, points: float) -> str:
    """Why a score is not shown; empty where it is."""
    if min(found.n, found.n_eff) < settings.SCORE_FLOOR:
        return "few"
    return "wide" if (found.high - found.low) * points > WIDEST else ""


def _share(  # noqa: PLR0913, PLR0917 - what, of whom, and how weighted
    part: str,
    measure: Measure,
    codes: tuple[int, ...],
    mask: Mask,
    group: str,
    category: str,
    counted: Counted,
    weights: Weighting,
) -> Row:
    """The share who chose one of the codes, of those who answered the question."""
    asked = counted.item(measure.code).within(mask).people(counted.kinds)
    chose = np.zeros(counted.kinds)
    for code in codes:
        chose += counted.item(f"{measure.code}={code}").within(mask).people(counted.kinds)
    chose = np.minimum(chose, asked)
    n, count = round(float(asked.sum())), round(float(chose.sum()))
    row = Row(measure.code, part, group, category, n=n, count=count)
    if not float(np.sum(asked * weights.values)) > 0:
        return row.held("none")
    found = estimates.share(
        np.repeat([1.0, 0.0], counted.kinds),
        np.tile(weights.values, 2),
        np.concatenate([chose, asked - chose]),
    )
    # As wide as 30 points is too wide: the rule of the US health statistics for a share.
    why = "wide" if found.high - found.low >= intervals.WIDE else ""
    if min(found.n, found.n / found.kish_deff) < settings.SCORE_FLOOR:
        why = "few"
    return filled(row, found, 0, 1, why)


def _without(measure: Measure, counted: Counted, weights: Weighting) -> Row:
    """The index over those with no flag: the sums of all less those of the flagged."""
    sums, odd = counted.item(measure.code), counted.item(f"{measure.code}!")

    def less(of: Numbers, odd_of: Numbers) -> Numbers:
        return of - np.bincount(odd.of, odd_of, minlength=counted.kinds)[sums.of]

    n = less(sums.n, odd.n)
    rest = Sums(
        sums.of, n, less(sums.total, odd.total), np.maximum(0, less(sums.squares, odd.squares))
    )
    row = Row(measure.code, "mean", ALL, "", n=round(float(n.sum())))
    found = _estimate(rest, weights)
    if found is None:
        return row.held("none")
    return filled(row, found, measure.low, measure.high, enough(found, measure.points))
