"""Permutation, bootstrap and event study: simulated, so that the truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from metrics.crime.effects.absorbing import NotEstimableError
from metrics.crime.effects.chance import (
    permutation,
    score_bootstrap,
    signs,
    too_few,
    wild_bootstrap,
)
from metrics.crime.effects.did import fixed_effects
from metrics.crime.effects.event_study import detectable_slope, event_study
from metrics.crime.effects.ppml import poisson


def panel(ratio=1.0, areas=24, months=36, treated=12, seed=4, drift=0.0):
    dice = np.random.default_rng(seed)
    where, when = np.repeat(np.arange(areas), months), np.tile(np.arange(months), areas)
    starts = np.where(np.arange(areas) < treated, months // 2, np.nan)
    on = (when >= starts[where]).astype(float)
    level = dice.uniform(8, 40, areas)[where]
    slope = np.exp(drift * (where < treated) * (when - months // 2))
    return dice.poisson(level * slope * ratio**on), on, where, when, starts


def test_starts_dealt_at_random_tell_an_effect_from_none():
    def p(ratio):
        y, _on, where, when, starts = panel(ratio)

        def estimate(dealt):
            return float(
                poisson(y, (when >= dealt[where]).astype(float), where, when).fit.coefficients[0]
            )

        return permutation(estimate, starts, draws=39)[0]

    assert p(0.7) == pytest.approx(1 / 40)
    assert p(1.0) > 0.1


def test_deals_need_areas_with_and_without_a_start():
    with pytest.raises(NotEstimableError, match="with and without"):
        permutation(lambda _starts: 0.0, [3, 4, 5])


def test_a_deal_that_cannot_be_estimated_is_left_out():
    def estimate(dealt):
        if np.isnan(dealt[0]):
            raise NotEstimableError
        return 1.0

    p, others = permutation(estimate, [2, np.nan, np.nan], draws=30)

    assert p == 1
    assert 0 < len(others) < 30


@pytest.mark.parametrize("bootstrap", [wild_bootstrap, score_bootstrap], ids=["linear", "counts"])
def test_the_bootstrap_finds_an_effect_and_no_other(bootstrap):
    y, on, where, when, _starts = panel(0.7)
    assert bootstrap(y, on, where, when, draws=199) < 0.02

    y, on, where, when, _starts = panel(1.0)
    assert bootstrap(y, on, where, when, draws=199) > 0.05


def test_the_bootstrap_agrees_with_clustered_errors_where_clusters_are_many():
    y, on, where, when, _starts = panel(0.97, areas=60, treated=30)

    p = wild_bootstrap(y, on, where, when, draws=999)

    assert p == pytest.approx(fixed_effects(y, on, where, when).p[0], abs=0.06)


@pytest.mark.parametrize("bootstrap", [wild_bootstrap, score_bootstrap], ids=["linear", "counts"])
def test_the_bootstrap_refuses_what_cannot_be_told(bootstrap):
    y, _on, where, when, _starts = panel()

    with pytest.raises(NotEstimableError):
        bootstrap(y, (where < 3).astype(float), where, when, draws=9)


def test_few_clusters_take_six_weights():
    dice = np.random.default_rng(1)

    assert len(np.unique(signs(8, 400, dice).round(6))) == 6
    assert set(np.unique(signs(20, 400, dice))) == {-1.0, 1.0}
    assert too_few(30, 15)
    assert too_few(60, 9)
    assert not too_few(60, 15)


def test_leads_are_flat_where_areas_moved_together():
    y, _on, where, when, starts = panel(0.7)
    since = np.floor((when - starts[where]) / 3)

    found = event_study(y, where, when, since, before=5, after=5)

    assert found.p_before is not None
    assert found.p_before > 0.05
    assert found.since == (-5, -4, -3, -2, 0, 1, 2, 3, 4, 5)
    assert found.coefficients[4:].mean() == pytest.approx(np.log(0.7), abs=0.12)
    assert found.slope is not None
    assert 0 < found.slope < 0.2
    assert found.power_words == pytest.approx(np.expm1(found.slope))


def test_leads_show_areas_that_drifted_apart_before():
    y, _on, where, when, starts = panel(1.0, drift=-0.02)
    since = np.floor((when - starts[where]) / 3)

    found = event_study(y, where, when, since, before=5, after=5)

    assert found.p_before < 0.05


def test_the_slope_that_would_be_found():
    v = np.diag([0.04, 0.04, 0.04])

    steep = detectable_slope(v, [3, 2, 1])

    assert detectable_slope(v / 4, [3, 2, 1]) == pytest.approx(steep / 2)


def test_an_event_study_needs_a_start():
    y, _on, where, when, _starts = panel()

    with pytest.raises(NotEstimableError, match="No area started"):
        event_study(y, where, when, np.full(len(y), np.nan))
