"""What came of a program, worked out with all the doubts beside it (STATISTICS.md, section 2.8).

The finding holds numbers and codes, no words: pages say them in the reader's language.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils import timezone

from metrics.crime.effects.absorbing import NotEstimableError
from metrics.crime.effects.chance import permutation, score_bootstrap, too_few
from metrics.crime.effects.event_study import event_study
from metrics.crime.effects.ppml import poisson
from metrics.crime.effects.staggered import group_time
from metrics.crime.models import Category
from metrics.crime.panel import month, panel_of
from metrics.trust.change import adjusted
from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from metrics.crime.models import Program
    from metrics.crime.panel import Panel

    Numbers = NDArray[np.float64]

FEWEST_MONTHS = 12
FEWEST_TREATED = FEWEST_CONTROLS = 8
QUARTER = 3
DRAWS = 199
FEWER_DRAWS, LARGE = 99, 20_000
EVERYTHING = "all-together"


def measure(program: Program) -> bool:
    """Work out what came of the program and keep it; False where it changed meanwhile."""
    return program.keep(finding_of(program), timezone.now())


def finding_of(program: Program) -> dict[str, Any]:
    levels = set(program.places.values_list("area__level", flat=True))
    areas = list(Area.objects.filter(level__in=levels).order_by("path"))
    categories = list(Category.objects.all())
    everything = panel_of(program, areas, [category.pk for category in categories])
    if everything is None:
        reason = "no_areas" if not levels else "no_counts"
        return {"status": "empty", "reasons": [reason], "kinds": []}
    found = about(everything)
    known = [(EVERYTHING, False, everything)]
    for category in categories:
        panel = panel_of(program, areas, [category.pk])
        if panel is not None and panel.counts.any() and len(categories) > 1:
            known.append((category.code, category.hardly_affected, panel))
    found["kinds"] = [
        {"code": code, "placebo": placebo, "means": means(panel)} for code, placebo, panel in known
    ]
    if found["status"] == "measured":
        for kind, (_code, _placebo, panel) in zip(found["kinds"], known, strict=True):
            kind.update(effect(panel))
        adjust(found["kinds"])
    return found


def about(panel: Panel) -> dict[str, Any]:
    """How much there is to go by, and whether it is enough to speak of an effect."""
    counted = panel.counts.sum(axis=1) > 0
    treated = int((panel.treated & counted).sum())
    controls = int((~panel.treated & counted).sum())
    starts = panel.began[panel.treated]
    before = int(starts.min() - panel.first)
    after = int(panel.first + panel.counts.shape[1] - starts.min())
    reasons = []
    if before < FEWEST_MONTHS:
        reasons.append("months_before")
    if after < 1:
        reasons.append("months_after")
    if treated < FEWEST_TREATED:
        reasons.append("treated")
    if controls < FEWEST_CONTROLS:
        reasons.append("controls")
    return {
        "status": "descriptive" if reasons else "measured",
        "reasons": reasons,
        "treated": treated,
        "controls": controls,
        "before": max(before, 0),
        "after": max(after, 0),
        "first": month(panel.first).isoformat(),
        "last": month(panel.first + panel.counts.shape[1] - 1).isoformat(),
    }


def means(panel: Panel) -> dict[str, float | None]:
    """Counts a month and area, before the first start and since, with the program and without."""
    late = panel.months >= np.nanmin(panel.began)

    def mean(which: NDArray[np.bool_], when: NDArray[np.bool_]) -> float | None:
        part = panel.counts[np.ix_(which, when)]
        return float(part.mean()) if part.size else None

    return {
        "with_before": mean(panel.treated, ~late),
        "with_after": mean(panel.treated, late),
        "without_before": mean(~panel.treated, ~late),
        "without_after": mean(~panel.treated, late),
    }


def effect(panel: Panel) -> dict[str, Any]:
    """The ratio for one kind, and everything that speaks for or against believing it."""
    y, on, where, when = panel.rows()
    try:
        main = poisson(y, on, where, when)
    except NotEstimableError:
        return {"why": "not_estimable"}
    low, high = main.interval
    found: dict[str, Any] = {
        "ratio": main.ratio, "low": low, "high": high, "p": float(main.fit.p[0]),
        "p_by": "clusters", "areas": main.fit.clusters,
    }  # fmt: skip
    if too_few(main.fit.clusters, int(panel.treated.sum())):
        found |= {"p": score_bootstrap(y, on, where, when), "p_by": "bootstrap"}
    found["dealt"] = dealt(panel)
    found["study"] = study(panel)
    found["year_early"] = year_early(panel)
    found["staggered"] = staggered(panel)
    return found


def dealt(panel: Panel) -> float | None:
    """The share of random deals of the same starts that look at least as strong."""
    y, _on, where, when = panel.rows()
    months = panel.months[when]
    lengths = panel.ended - panel.began

    def estimate(order: Numbers) -> float:
        which = order.astype(int)
        began, length = panel.began[which][where], lengths[which][where]
        over = months >= began + length
        on = ((months >= began) & ~over).astype(float)
        return float(poisson(y, on, where, when).fit.coefficients[0])

    def of_starts(marks: Numbers) -> float:
        return estimate(np.where(np.isnan(marks), never, marks))

    treated = np.flatnonzero(panel.treated).astype(float)
    never = float(np.flatnonzero(~panel.treated)[0])
    marks = np.full(len(panel.began), np.nan)
    marks[panel.treated] = treated
    draws = FEWER_DRAWS if len(y) > LARGE else DRAWS
    try:
        return permutation(of_starts, marks, draws=draws)[0]
    except NotEstimableError:
        return None


def study(panel: Panel) -> dict[str, Any] | None:
    """Quarters before and since the start, and whether areas moved apart before it."""
    y, _on, where, when = panel.rows()
    since = np.floor((panel.months[when] - panel.began[where]) / QUARTER)
    longest = int((np.nanmin(panel.began) - panel.first) // QUARTER)
    try:
        found = event_study(y, where, when, since, before=min(8, longest), after=7)
    except NotEstimableError:
        return None
    ends = (found.coefficients.tolist(), found.low.tolist(), found.high.tolist())
    bars = zip(found.since, *ends, strict=True)
    return {
        "before_p": found.p_before,
        "drift": found.power_words,
        "quarters": [
            {"since": since, "ratio": exp(b), "low": exp(low), "high": exp(high)}
            for since, b, low, high in bars
        ],
    }  # fmt: skip


def year_early(panel: Panel) -> dict[str, float] | None:
    """Had it begun a year earlier, before anything happened: there should be nothing."""
    early = panel.began - FEWEST_MONTHS
    if np.nanmin(early) - panel.first < FEWEST_MONTHS:
        return None
    before = panel.starting(early).up_to(int(np.nanmin(panel.began)))
    y, on, where, when = before.rows()
    try:
        found = poisson(y, on, where, when)
    except NotEstimableError:
        return None
    low, high = found.interval
    return {"ratio": found.ratio, "low": low, "high": high}


def staggered(panel: Panel) -> dict[str, float] | None:
    """Callaway & Sant'Anna on counts as a share of what an area had before any start.

    By quarter, each group of starts against areas that never started; the mean over quarters
    since the start, as a change in the share.
    """
    start = int(np.nanmin(panel.began)) - panel.first
    if start < QUARTER:
        return None
    lead = start % QUARTER  # quarters end where the first start begins
    whole = panel.counts[:, lead:]
    whole = whole[:, : whole.shape[1] // QUARTER * QUARTER]
    quarters = whole.reshape(len(whole), -1, QUARTER).sum(axis=2)
    before = quarters[:, : (start - lead) // QUARTER].mean(axis=1)
    usable = before > 0
    first = np.floor((panel.began - panel.first - lead) / QUARTER)
    try:
        found = group_time(quarters[usable] / before[usable, None], first[usable])
        average = found.overall_group()
    except (NotEstimableError, ValueError, ZeroDivisionError):
        return None
    return {"change": average.value, "se": average.se}


def adjust(kinds: Sequence[dict[str, Any]]) -> None:
    """Several kinds were looked at: p after Benjamini and Hochberg over those not together."""
    looked = [kind for kind in kinds if "p" in kind and kind["code"] != EVERYTHING]
    for kind, p in zip(looked, adjusted([kind["p"] for kind in looked]), strict=True):
        kind["adjusted"] = float(p)
