"""Group-time effects against R's `did` (STATISTICS.md, section 3.8)."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from metrics.crime.effects.absorbing import NotEstimableError
from metrics.crime.effects.did import fixed_effects
from metrics.crime.effects.staggered import group_time
from tests.real_data import real

FROM_R = {
    (2004, 2004): (-0.01050324622, 0.0232510364),
    (2004, 2005): (-0.07042315810, 0.0309847668),
    (2004, 2006): (-0.13725873889, 0.0364356643),
    (2004, 2007): (-0.10081136309, 0.0343592258),
    (2006, 2004): (0.00652011242, 0.0233268051),
    (2006, 2005): (-0.00275081875, 0.0195585610),
    (2006, 2006): (-0.00459460695, 0.0177551967),
    (2006, 2007): (-0.04122447155, 0.0202291807),
    (2007, 2004): (0.03050665558, 0.0150335603),
    (2007, 2005): (-0.00272589289, 0.0163958329),
    (2007, 2006): (-0.03108711939, 0.0178775113),
    (2007, 2007): (-0.02605441072, 0.0166554353),
}


@pytest.fixture(scope="module")
def counties():
    with real("trust/mpdta.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    return {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}


@pytest.fixture(scope="module")
def teens(counties):
    places = np.unique(counties["countyreal"])
    y = np.empty((len(places), 5))
    first = np.empty(len(places))
    for row, place in enumerate(places):
        mine = counties["countyreal"] == place
        y[row] = counties["lemp"][mine][np.argsort(counties["year"][mine])]
        start = counties["g"][mine][0]
        first[row] = start - 2003 if start else np.nan
    return group_time(y, first)


def test_every_effect_by_group_and_time(teens):
    found = {(each.group + 2003, each.time + 2003): each for each in teens.effects}

    assert found.keys() == FROM_R.keys()
    for key, (value, se) in FROM_R.items():
        assert found[key].value == pytest.approx(value, abs=1e-10)
        assert found[key].se == pytest.approx(se, abs=1e-9)


def test_the_simple_average(teens):
    assert teens.simple().value == pytest.approx(-0.0399512752, abs=1e-9)
    assert teens.simple().se == pytest.approx(0.0120, abs=5e-5)


def test_by_group(teens):
    values = [each.value for each in teens.by_group().values()]

    assert values == pytest.approx([-0.0797491266, -0.0229095392, -0.0260544107], abs=1e-9)
    assert teens.overall_group().value == pytest.approx(-0.0310182822, abs=1e-9)
    assert 0.011 < teens.overall_group().se < 0.014


def test_by_time_since_the_start(teens):
    dynamic = teens.dynamic()

    assert [each.value for each in dynamic.values()] == pytest.approx(
        [0.030506655583, -0.000563084626, -0.024458744971, -0.019931816789,
         -0.050957367065, -0.137258738889, -0.100811363085], abs=1e-9,
    )  # fmt: skip
    assert teens.overall_dynamic().value == pytest.approx(-0.0772398215, abs=1e-9)
    assert 0.019 < teens.overall_dynamic().se < 0.022


def test_two_way_effects_mix_early_and_late(counties):
    treated = (counties["g"] > 0) & (counties["year"] >= counties["g"])

    fit = fixed_effects(counties["lemp"], treated, counties["countyreal"], counties["year"])

    assert fit.coefficients[0] == pytest.approx(-0.0365489367, abs=1e-9)
    assert fit.se[0] == pytest.approx(0.0132651554, abs=1e-9)


def test_late_starters_serve_as_controls_until_they_start():
    y = np.array([[0, 0, 3.0, 3], [0, 0, 3, 3.2], [0, 0, 0, 3], [0, 0.1, 0, 3]])
    first = np.array([2, 2, 3, 3])

    found = group_time(y, first, control="not_yet")

    assert {(each.group, each.time) for each in found.effects if each.time >= each.group} == {
        (2, 2)
    }
    with pytest.raises(NotEstimableError, match="can be compared"):
        group_time(y, first)


def test_areas_that_started_at_once_have_no_before():
    y = np.arange(12.0).reshape(4, 3) ** 2
    found = group_time(y, [0, 1, np.nan, np.nan])

    assert {each.group for each in found.effects} == {1}


def test_holes_are_refused():
    with pytest.raises(NotEstimableError, match="each area and period"):
        group_time([[1, np.nan], [1, 2]], [1, np.nan])
