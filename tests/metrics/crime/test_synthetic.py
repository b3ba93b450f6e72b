"""The Basque country against its mixture (STATISTICS.md, section 3.13)."""

from __future__ import annotations

import numpy as np
import pytest

from metrics.crime.effects.absorbing import NotEstimableError
from metrics.crime.effects.synthetic import mixture, placebo_p, synthetic
from tests.real_data import real
from tests.stored_tables import Rda

SCHOOLS = ["school.illit", "school.prim", "school.med", "school.high"]
SECTORS = ["agriculture", "energy", "industry", "construction"]
SECTORS += ["services.venta", "services.nonventa"]


@pytest.fixture(scope="module")
def spain():
    table = Rda.frame(real("trust/basque.rda"))
    table["regionname"] = np.array(table["regionname"])
    table["school.high"] = table["school.high"] + table["school.post.high"]
    everyone = sum(table[name] for name in SCHOOLS)
    for name in SCHOOLS:
        table[name] = 100 * table[name] / everyone
    return table


def traits(spain, region):
    here, year = spain["regionname"] == region, spain["year"]

    def mean(name, years):
        return np.nanmean(spain[name][here & np.isin(year, years)])

    return [
        *(mean(name, range(1964, 1970)) for name in [*SCHOOLS, "invest"]),
        mean("gdpcap", range(1960, 1970)),
        *(mean(f"sec.{name}", range(1961, 1970, 2)) for name in SECTORS),
        mean("popdens", [1969]),
    ]


def test_the_basque_country(spain):
    regions = [name for name in dict.fromkeys(spain["regionname"]) if "Espana" not in name]
    basque = next(name for name in regions if "Basque" in name)
    donors = [name for name in regions if name != basque]
    outcome = {name: spain["gdpcap"][spain["regionname"] == name] for name in regions}
    years = spain["year"][spain["regionname"] == basque]
    before = (years >= 1960) & (years <= 1969)
    others = np.column_stack([outcome[name] for name in donors])
    assert len(donors) == 16

    found = synthetic(
        traits(spain, basque),
        np.column_stack([traits(spain, name) for name in donors]),
        outcome[basque][before],
        others[before],
        starts=1,
    )

    weights = dict(zip(donors, found.weights, strict=True))
    assert weights["Cataluna"] == pytest.approx(0.8508, abs=2e-3)
    assert weights["Madrid (Comunidad De)"] == pytest.approx(0.1492, abs=2e-3)
    gap = found.gap(outcome[basque], others)
    assert gap[(years >= 1975) & (years <= 1997)].mean() == pytest.approx(-0.69957, abs=5e-3)
    assert found.optimiser == "Nelder-Mead"
    assert found.attempts[0].loss == found.loss


def places(seed=2, periods=40):
    dice = np.random.default_rng(seed)
    common = np.cumsum(dice.normal(size=(periods, 2)), axis=0)
    return 20 + common @ dice.uniform(0.5, 1.5, (2, 12)) + dice.normal(0, 0.1, (periods, 12))


def test_a_fall_that_was_put_in_stands_out_among_placebos():
    y = places()
    y[25:, 0] -= 4

    assert placebo_p(y, 25) == pytest.approx(1 / 12)
    assert placebo_p(y, 25, treated=5) > 1 / 12


def test_several_starts_are_all_reported():
    y = places()

    found = synthetic(y[:8, 0], y[:8, 1:], y[:25, 0], y[:25, 1:], starts=3)

    assert [each.start for each in found.attempts] == ["equal", "random 1", "random 2"]
    assert found.loss == min(each.loss for each in found.attempts)
    assert found.agree in {True, False}
    assert found.weights.sum() == pytest.approx(1)
    assert (found.weights >= 0).all()


def test_a_donor_that_is_the_same_is_the_whole_mixture():
    y = places()

    w = mixture(y[:10, 3], y[:10], np.ones(10))

    assert w[3] == pytest.approx(1, abs=1e-6)


def test_too_few_months_and_constant_traits_are_refused():
    with pytest.raises(NotEstimableError, match="20 months"):
        placebo_p(places(), 12)
    with pytest.raises(NotEstimableError, match="same everywhere"):
        synthetic([1.0], [[1.0, 1.0]], [1, 2], [[1, 2], [2, 3]])
