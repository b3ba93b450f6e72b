"""Difference in differences against Stata's and R's numbers (STATISTICS.md, section 3.8)."""

from __future__ import annotations

import numpy as np
import pytest

from metrics.crime.effects.absorbing import NotEstimableError
from metrics.crime.effects.did import fixed_effects
from metrics.crime.effects.ppml import poisson
from tests.real_data import real
from tests.stored_tables import dta


@pytest.fixture(scope="module")
def castle():
    return dta(real("trust/castle.dta"))


@pytest.fixture(scope="module")
def blocks():
    table = dta(real("trust/MonthlyPanel.dta"))
    keep = ~np.isin(table["mes"], [72, 73]) & np.isfinite(table["totrob"])
    return {name: column[keep] for name, column in table.items()}


def homicide(castle, column, **options):
    return fixed_effects(
        np.log(castle["homicide"]), castle[column], castle["sid"], castle["year"], **options
    )


def test_castle_doctrine_as_published(castle):
    fit = homicide(castle, "cdl", weights=castle["popwt"])

    assert fit.coefficients[0] == pytest.approx(0.0800635, abs=5e-8)
    assert fit.se[0] == pytest.approx(0.0342247, abs=5e-8)
    assert (fit.n, fit.clusters) == (550, 50)


def test_castle_doctrine_when_areas_are_counted_as_areg_does(castle):
    fit = homicide(castle, "cdl", weights=castle["popwt"], count_areas=True)

    assert fit.se[0] == pytest.approx(0.0358985, abs=5e-8)


def test_castle_doctrine_with_a_year_of_its_own_for_each_region(castle):
    regions = np.column_stack([castle[name] for name in castle if name.startswith("r20")])
    assert regions.shape[1] == 44

    fit = homicide(castle, "cdl", weights=castle["popwt"], controls=regions)

    assert fit.coefficients[0] == pytest.approx(0.0945878, abs=5e-8)
    assert fit.se[0] == pytest.approx(0.0278651, abs=5e-8)


def test_castle_doctrine_with_every_state_alike(castle):
    fit = homicide(castle, "cdl", count_areas=True)

    assert fit.coefficients[0] == pytest.approx(0.0877014, abs=5e-8)
    assert fit.se[0] == pytest.approx(0.0668991, abs=5e-8)


def test_castle_doctrine_as_yes_or_no(castle):
    fit = homicide(castle, "post", weights=castle["popwt"])

    assert fit.coefficients[0] == pytest.approx(0.0755333, abs=5e-8)
    assert fit.se[0] == pytest.approx(0.0331936, abs=5e-8)


def guarded(blocks, distance):
    return ((blocks["distanci"] == distance) & (blocks["mes"] > 7)).astype(float)


def test_police_on_the_block(blocks):
    args = (blocks["totrob"], guarded(blocks, 0), blocks["observ"], blocks["mes"])

    fit = fixed_effects(*args)
    plain = fixed_effects(*args, robust=True)

    assert fit.coefficients[0] == pytest.approx(-0.0775295558, abs=1e-9)
    assert fit.se[0] == pytest.approx(0.0235069818, abs=1e-9)
    assert plain.se[0] == pytest.approx(0.0224361679, abs=1e-9)
    assert (fit.n, fit.clusters) == (7884, 876)


def test_police_on_the_block_and_one_and_two_blocks_away(blocks):
    rings = np.column_stack([guarded(blocks, distance) for distance in (0, 1, 2)])

    fit = fixed_effects(blocks["totrob"], rings, blocks["observ"], blocks["mes"])

    assert fit.coefficients == pytest.approx(
        [-0.0808022901, -0.0139880380, -0.0021847345], abs=1e-9
    )
    assert fit.se == pytest.approx([0.0239399932, 0.0150858332, 0.0123905760], abs=1e-9)


def test_the_four_means_of_which_it_is_the_difference(blocks):
    after, near = blocks["mes"] > 7, blocks["distanci"] == 0
    far = blocks["distanci"] > 2
    mean = {
        (near_by, late): blocks["totrob"][where & (after == late)].mean()
        for near_by, where in ((True, near), (False, far))
        for late in (True, False)
    }

    assert mean[True, False] == pytest.approx(0.0895270270, abs=1e-10)
    assert mean[True, True] == pytest.approx(0.0351351351, abs=1e-10)
    assert mean[False, False] == pytest.approx(0.0814435841, abs=1e-10)
    assert mean[False, True] == pytest.approx(0.1078539823, abs=1e-10)


def test_police_on_the_block_as_a_ratio(blocks):
    found = poisson(blocks["totrob"], guarded(blocks, 0), blocks["observ"], blocks["mes"])

    assert found.fit.coefficients[0] == pytest.approx(-1.18504882, abs=1e-7)
    assert found.ratio == pytest.approx(0.305731253, abs=1e-7)
    assert 0.3306 < found.fit.se[0] < 0.3309  # R's with G/(G-1), and fixest's
    assert (found.fit.n, found.fit.clusters) == (5967, 663)


def simulated(ratio=0.8, areas=24, months=36, seed=4):
    dice = np.random.default_rng(seed)
    where, when = np.repeat(np.arange(areas), months), np.tile(np.arange(months), areas)
    treated = ((where < areas // 2) & (when >= months // 2)).astype(float)
    level = dice.uniform(8, 40, areas)[where] * (1 + 0.2 * np.sin(when * np.pi / 6))
    return dice.poisson(level * ratio**treated), treated, where, when


def test_a_ratio_that_was_put_in_comes_out():
    y, treated, where, when = simulated(0.7)

    found = poisson(y, treated, where, when)

    low, high = found.interval
    assert low < 0.7 < high
    assert high - low < 0.12


def test_an_offset_that_grows_is_taken_away():
    y, treated, where, when = simulated(1.0)
    people = 1000.0 * np.where(treated, 2, 1)

    found = poisson(y, treated, where, when, offset=np.log(people))

    assert found.ratio == pytest.approx(0.5, abs=0.05)


def test_an_area_without_any_count_changes_nothing():
    y, treated, where, when = simulated()
    silent = np.where(where == 3, 0, y)
    rest = where != 3

    with_it = poisson(silent, treated, where, when)
    without = poisson(y[rest], treated[rest], where[rest], when[rest])

    assert with_it.ratio == pytest.approx(without.ratio, rel=1e-8)
    assert with_it.fit.se[0] == pytest.approx(without.fit.se[0], rel=1e-6)


def test_rows_in_any_order_give_the_same():
    y, treated, where, when = simulated()
    order = np.random.default_rng(1).permutation(len(y))

    one = poisson(y, treated, where, when)
    other = poisson(y[order], treated[order], where[order], when[order])

    assert other.fit.coefficients[0] == pytest.approx(one.fit.coefficients[0], rel=1e-9)


@pytest.mark.parametrize("fit", [fixed_effects, poisson], ids=["linear", "counts"])
def test_what_areas_and_months_explain_cannot_be_estimated(fit):
    y, _treated, where, when = simulated()

    with pytest.raises(NotEstimableError, match="explain all"):
        fit(y, (where < 5).astype(float), where, when)


def test_no_count_at_all_after_the_start_is_no_ratio():
    y, treated, where, when = simulated()

    with pytest.raises(NotEstimableError, match="nothing was counted"):
        poisson(np.where(treated > 0, 0, y), treated, where, when)


def test_nothing_counted_and_counts_below_zero_are_refused():
    _y, treated, where, when = simulated()

    with pytest.raises(NotEstimableError, match="Nothing was counted"):
        poisson(np.zeros(len(where)), treated, where, when)
    with pytest.raises(NotEstimableError, match="from zero"):
        poisson(-np.ones(len(where)), treated, where, when)


def test_missing_numbers_and_one_cluster_are_refused():
    y, treated, where, when = simulated()

    with pytest.raises(NotEstimableError, match="needs numbers"):
        fixed_effects(np.where(when == 2, np.nan, y), treated, where, when)
    with pytest.raises(NotEstimableError, match="two clusters"):
        fixed_effects(y, treated, where, when, clusters=np.zeros(len(y)))


def test_clusters_above_areas_and_below_them():
    y, treated, where, when = simulated()

    above = fixed_effects(y, treated, where, when, clusters=where // 2)
    below = fixed_effects(y, treated, where, when, clusters=when)

    assert (above.clusters, below.clusters) == (12, 36)
    assert above.coefficients == pytest.approx(below.coefficients)
    assert 0 < above.p[0] < 1
