"""Could it be chance? Starts dealt out at random, and the wild bootstrap for few clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from metrics.crime.effects.absorbing import NotEstimableError, absorbed
from metrics.crime.effects.did import Panel
from metrics.crime.effects.ppml import poisson

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from metrics.crime.effects.absorbing import Groups

    Numbers = NDArray[np.float64]

FEW_CLUSTERS, FEW_TREATED = 40, 10
DRAWS = 999
FEWER_THAN_WEBB = 12
AT_ONCE = 100
WEBB = np.sqrt(np.array([0.5, 1.0, 1.5]))


def too_few(clusters: int, treated: int) -> bool:
    """Whether clustered errors are too small to be believed, and the bootstrap is needed."""
    return clusters < FEW_CLUSTERS or treated < FEW_TREATED


def permutation(
    estimate: Callable[[Numbers], float], starts: ArrayLike, *, draws: int = 199, seed: int = 1
) -> tuple[float, Numbers]:
    """Deal the same starts (one an area, nan for never) to areas at random, over and over.

    Returns the share of deals, the true one among them, whose estimate is at least as far from
    zero (Fisher's exact idea; Phipson & Smyth 2010 for the one added), and those estimates.
    """
    dealt = np.asarray(starts, dtype=float)
    if not np.isnan(dealt).any() or np.isnan(dealt).all():
        raise NotEstimableError("Dealing out starts needs areas with and without one.")
    dice = np.random.default_rng(seed)
    true = estimate(dealt)
    found = []
    for _ in range(draws):
        try:
            found.append(estimate(dice.permutation(dealt)))
        except NotEstimableError:
            continue
    others = np.array(found)
    as_far = int((np.abs(others) >= abs(true) - 1e-12).sum())
    return (as_far + 1) / (len(others) + 1), others


def signs(clusters: int, draws: int, dice: np.random.Generator) -> Numbers:
    """One weight a cluster and draw: plus or minus one, or Webb's six where clusters are few."""
    if clusters < FEWER_THAN_WEBB:
        return dice.choice(np.concatenate([-WEBB, WEBB]), size=(clusters, draws))
    return dice.choice(np.array([-1.0, 1.0]), size=(clusters, draws))


def wild_bootstrap(  # noqa: PLR0913 - a regression has as many sides
    y: ArrayLike,
    x: ArrayLike,
    areas: ArrayLike,
    months: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> float:
    """P of no effect in a difference in differences, residuals flipped by cluster.

    Cameron, Gelbach & Miller 2008 (Rev. Econ. Stat. 90:414), with the null imposed; Webb 2023
    for the weights of few clusters. x is one column.
    """
    panel = Panel.of(areas, months)
    y = np.asarray(y, dtype=float)
    w = np.ones(len(y)) if weights is None else np.asarray(weights, dtype=float)
    left = absorbed(np.column_stack([y, np.asarray(x, dtype=float)]), w, _both(panel))
    target, z = left[:, 0], left[:, 1]
    square = float((w * z * z).sum())
    if not square > 1e-12 * float((w * np.asarray(x, dtype=float) ** 2).sum()):
        raise NotEstimableError("Areas and months explain all of what should have an effect.")

    def t_of(outcomes: Numbers) -> Numbers:
        b = (w * z) @ outcomes / square
        rest = outcomes - np.outer(z, b)
        sums = panel.clusters.sums @ (rest * (w * z)[:, None])
        t: Numbers = b * square / np.sqrt((sums**2).sum(axis=0))
        return t

    true = abs(float(t_of(target[:, None])[0]))
    dice = np.random.default_rng(seed)
    as_far = 0
    for start in range(0, draws, AT_ONCE):
        flips = signs(panel.clusters.size, min(AT_ONCE, draws - start), dice)
        outcomes = absorbed(target[:, None] * flips[panel.clusters.codes], w, _both(panel))
        as_far += int((np.abs(t_of(outcomes)) >= true - 1e-12).sum())
    return (as_far + 1) / (draws + 1)


def score_bootstrap(  # noqa: PLR0913 - a regression has as many sides
    y: ArrayLike,
    x: ArrayLike,
    areas: ArrayLike,
    months: ArrayLike,
    *,
    offset: ArrayLike | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> float:
    """The same for counts: scores at no effect, flipped by cluster (Kline & Santos 2012)."""
    null = poisson(y, None, areas, months, offset=offset)
    x = np.asarray(x, dtype=float)[null.used]
    y = np.asarray(y, dtype=float)[null.used]
    z = absorbed(x[:, None], null.expected, _both(null.panel))[:, 0]
    clusters: Groups = null.panel.clusters
    sums = clusters.sums @ (z * (y - null.expected))
    if not (sums**2).sum() > 0:
        raise NotEstimableError("Areas and months explain all of what should have an effect.")
    flips = signs(clusters.size, draws, np.random.default_rng(seed))
    dealt = sums @ flips / np.sqrt(((sums[:, None] * flips) ** 2).sum(axis=0))
    true = abs(float(sums.sum()) / float(np.sqrt((sums**2).sum())))
    return (int((np.abs(dealt) >= true - 1e-12).sum()) + 1) / (draws + 1)


def _both(panel: Panel) -> tuple[Groups, Groups]:
    return panel.areas, panel.months
