"""One place against a mixture of others that moved as it did before.

Abadie & Gardeazabal 2003 (AER 93:113); Abadie, Diamond & Hainmueller 2010. How much each
predictor counts is found by search, and the search has many ends (STATISTICS.md, section 3.13):
so several starts are tried, and what came of each is reported with the optimiser and the loss.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize, nnls

from metrics.crime.effects.absorbing import NotEstimableError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]

FIRM = 1e3  # how firmly weights must sum to one
FEWEST_BEFORE = 20
NEAR = 1.05  # a loss this close to the best is as good
SAME = 0.1  # of all weights, differently placed


@dataclass(frozen=True)
class Attempt:
    """Where one start of the search ended."""

    start: str
    loss: float
    weights: Numbers


@dataclass(frozen=True)
class Synthetic:
    """The best of the attempts: weights of donors (sum 1), loss as mean square before the start."""

    weights: Numbers
    importance: Numbers
    loss: float
    optimiser: str
    attempts: tuple[Attempt, ...]

    @property
    def agree(self) -> bool:
        """Whether every start that came near the best loss found the same mixture."""
        near = [each for each in self.attempts if each.loss <= self.loss * NEAR + 1e-12]
        return all(float(np.abs(each.weights - self.weights).sum()) < SAME for each in near)

    def gap(self, treated: ArrayLike, donors: ArrayLike) -> Numbers:
        """The place less its mixture, one a period: treated (t,), donors (t, d)."""
        gap: Numbers = np.asarray(treated, dtype=float) - np.asarray(donors) @ self.weights
        return gap


def synthetic(  # noqa: PLR0913 - the method has as many sides
    treated_traits: ArrayLike,
    donor_traits: ArrayLike,
    treated_before: ArrayLike,
    donors_before: ArrayLike,
    *,
    starts: int = 5,
    seed: int = 1,
    optimiser: str = "Nelder-Mead",
) -> Synthetic:
    """Traits (k,) and (k, d); outcomes before the start (t,) and (t, d).

    The first start counts all predictors alike; the others are drawn at random.
    """
    traits = np.column_stack([np.asarray(treated_traits, float), np.asarray(donor_traits, float)])
    spread = traits.std(axis=1, ddof=1)
    if not (spread > 0).all():
        raise NotEstimableError("A predictor that is the same everywhere says nothing.")
    traits = traits / spread[:, None]
    one, many = traits[:, 0], traits[:, 1:]
    y, others = np.asarray(treated_before, float), np.asarray(donors_before, float)
    k = len(one)

    def loss(v: Numbers) -> float:
        return float(np.mean((y - others @ mixture(one, many, v)) ** 2))

    dice = np.random.default_rng(seed)
    firsts = [("equal", np.full(k, 1 / k))]
    firsts += [(f"random {n}", dice.dirichlet(np.ones(k))) for n in range(1, starts)]
    ends, attempts = [], []
    for name, v in firsts:
        options = {"maxiter": 5_000, "maxfev": 20_000} if optimiser == "Nelder-Mead" else {}
        end = minimize(loss, v, method=optimiser, options=options)
        best = end.x if end.fun <= loss(v) else v
        ends.append(best)
        attempts.append(Attempt(name, loss(best), mixture(one, many, best)))
    best = min(range(len(ends)), key=lambda place: attempts[place].loss)
    importance = np.abs(ends[best]) / np.abs(ends[best]).sum()
    return Synthetic(
        attempts[best].weights, importance, attempts[best].loss, optimiser, tuple(attempts)
    )


def mixture(one: Numbers, many: Numbers, v: Numbers) -> Numbers:
    """Weights from zero that sum to one and bring the donors' traits nearest, as v counts them."""
    root = np.sqrt(np.abs(v) / max(float(np.abs(v).sum()), 1e-300))
    rows = np.vstack([many * root[:, None], np.full((1, many.shape[1]), FIRM)])
    weights, _rest = nnls(rows, np.append(one * root, FIRM))
    found: Numbers = weights / weights.sum()
    return found


def placebo_p(outcomes: ArrayLike, before: int, *, treated: int = 0) -> float:
    """How unusual the place is when each takes its turn: ratio of errors after and before.

    outcomes (t, places), `before` periods come first; the past outcomes are the traits. Needs
    20 periods before the start. A share of places whose ratio is at least as large.
    """
    y = np.asarray(outcomes, dtype=float)
    if before < FEWEST_BEFORE or before >= len(y):
        raise NotEstimableError("A synthetic control needs 20 months before the start.")
    ratios = []
    for place in range(y.shape[1]):
        mine, others = y[:, place], np.delete(y, place, axis=1)
        w = mixture(mine[:before], others[:before], np.ones(before))
        square = (mine - others @ w) ** 2
        ratios.append(square[before:].mean() / max(square[:before].mean(), 1e-12))
    return float(np.mean(np.array(ratios) >= ratios[treated]))
