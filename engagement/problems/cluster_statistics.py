"""Does a place have more of something lately than it used to have? Pure functions on numbers.

What is compared. In a neighborhood (a cell and the six around it) `observed` concerns of one kind
came in during a window. `expected` is what its own earlier months, a little drawn towards the
whole city, would have brought in as long a time.

The model. Concerns arrive as a Poisson process whose rate is not known but estimated: the
neighborhood's own count over the earlier time, with the city's habits as a gamma prior worth
`PRIOR_TIME` of the window. What a window then brings follows a negative binomial distribution
(A. Gelman et al., *Bayesian Data Analysis*, 3rd ed., section 2.6; for small areas D. Clayton and
J. Kaldor, *Biometrics* 43, 1987). Being unsure of the rate makes chance a better excuse than the
plain Poisson tail would, most of all where little was known before: few false alarms.

The prior of a neighborhood and kind is the neighborhood's concerns of any kind, times the kind's
share in the city: the expectation of a space-time scan on case counts alone, which needs no
population (M. Kulldorff et al., *PLoS Medicine* 2(3), 2005). When the whole city raises more of a
kind than before, such as noise in summer, that alone is no cluster: `trend` raises what is
expected, measured outside the neighborhood.

Many corners are looked at, so some stand out by luck. Among those suggested, the expected share
of lucky ones is held under `q` (Y. Benjamini and Y. Hochberg, *J. R. Stat. Soc. B* 57, 1995; also
where neighborhoods overlap: Y. Benjamini and D. Yekutieli, *Annals of Statistics* 29, 2001).

None of it speaks of persons or of what will happen: it compares what was reported with what was
reported before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import nbinom

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

# What the city says counts as much as this share of a window of the neighborhood's own past.
PRIOR_TIME = 1.0
# A trend is believed within these bounds: less never makes a cluster of what is usual.
LEAST_TREND, MOST_TREND = 0.5, 3.0
# So many concerns of a kind are added on both sides of the trend, against luck in small cities.
TREND_WEIGHT = 10.0
LEAST_RATE = 1e-9


def prior_rates(of_place: Numbers, of_kind: Numbers, in_all: float) -> Numbers:
    """What the earlier time would have brought were the place like the city: no window's worth.

    `of_place` are concerns of any kind in the place, `of_kind` those of the kind in the city,
    `in_all` all of them, each over the whole earlier time.
    """
    return np.asarray(of_place * of_kind / max(in_all, 1.0), dtype=float)


def trends(now: Numbers, before: Numbers, windows: float) -> Numbers:
    """How many times as often a kind is raised elsewhere now; 1 is as before.

    `now` is the count in the window, `before` over the earlier time, `windows` how many windows
    that time is long.
    """
    usual = before / max(windows, LEAST_RATE)
    found = (now + TREND_WEIGHT) / (usual + TREND_WEIGHT)
    return np.clip(found, LEAST_TREND, MOST_TREND)


def expected(before: Numbers, prior: Numbers, trend: Numbers, windows: float) -> Numbers:
    """Concerns to be expected in a window: the mean of what the model foresees."""
    shape, exposure = _posterior(before, prior, windows)
    return np.asarray(shape / exposure * trend)


def chances(
    observed: Numbers, before: Numbers, prior: Numbers, trend: Numbers, windows: float
) -> Numbers:
    """How likely a window brings as many or more, were nothing different: between 0 and 1."""
    shape, exposure = _posterior(before, prior, windows)
    return np.asarray(nbinom.sf(observed - 1, shape, exposure / (exposure + trend)))


def _posterior(before: Numbers, prior: Numbers, windows: float) -> tuple[Numbers, float]:
    """Shape, and exposure in windows, of the gamma distribution of the rate of a window."""
    a_window = prior / max(windows, LEAST_RATE)
    shape = before + np.maximum(a_window * PRIOR_TIME, LEAST_RATE)
    return np.asarray(shape, dtype=float), windows + PRIOR_TIME


def stand_out(chance: Numbers, q: float, looked_at: int | None = None) -> NDArray[np.bool_]:
    """Which are kept so that at most `q` of them, on average, stand out by luck.

    `looked_at` is how many were looked at, where `chance` holds only the smallest.
    """
    many = looked_at or len(chance)
    if not len(chance):
        return np.zeros(0, dtype=bool)
    ranked = np.sort(chance)
    good = np.nonzero(ranked <= q * np.arange(1, len(ranked) + 1) / many)[0]
    return np.asarray(chance <= ranked[good[-1]] if len(good) else np.zeros(len(chance), bool))
