"""Figures that others printed, which one function or one line of ours must give again."""

import csv

import numpy as np
import pytest

from metrics.trust import estimates
from metrics.trust.weights import rake
from tests.real_data import real
from tests.stored_tables import Rda

ESS_BELGIUM = [33, 23, 65, 87, 123, 284, 258, 427, 295, 67, 39]
MARGINS = ("gender", "age", "education", "race", "region")
GOOD_JOB = '"Good Job" local'


def rows_of(name):
    with real(f"trust/{name}").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.real_data
def test_a_simple_random_sample_of_schools_gives_its_mean():
    scores = [float(row["api00"]) for row in rows_of("apisrs_small.csv")]

    found = estimates.mean(np.array(scores), np.ones(200))

    assert found.value == pytest.approx(656.585, rel=1e-8)


@pytest.mark.real_data
def test_the_truth_about_all_schools_lies_in_the_range_of_the_sample():
    everyone = np.mean([float(row["api00"]) for row in rows_of("apipop_small.csv")])
    scores = [float(row["api00"]) for row in rows_of("apisrs_small.csv")]

    found = estimates.mean(np.array(scores), np.ones(200))

    assert everyone == pytest.approx(664.7126, abs=5e-5)
    assert found.low < everyone < found.high


@pytest.mark.real_data
def test_the_opt_in_sample_before_weighting():
    cells = rows_of("optin_cells.csv")
    people = np.array([float(row["n"]) for row in cells])
    voted = np.array([float(row["y"]) for row in cells])

    assert voted.sum() / people.sum() == pytest.approx(0.321050276, abs=5e-10)


def test_how_trust_in_the_police_spreads_in_belgium():
    steps, counts = np.arange(11.0), np.array(ESS_BELGIUM, float)

    found = estimates.mean(steps, np.ones(11), counts=counts)

    assert found.n == 1_701
    assert found.se * found.n**0.5 == pytest.approx(2.057402876, rel=1e-8)


@pytest.mark.real_data
def test_weighting_repairs_only_what_it_is_given():
    people = Rda.frame(real("trust/respondent_data.rda"))
    targets = {name: {} for name in MARGINS}
    for row in rows_of("optin_autumn_targets.csv"):
        targets[row["variable"]][row["level"]] = float(row["proportion"])
    residents = Rda.frame(real("trust/ns_target.rda"))
    codes = {name: [list(of).index(each) for each in people[name]] for name, of in targets.items()}

    raked = rake(codes, {name: list(of.values()) for name, of in targets.items()})

    said = np.array([each is not None for each in people["household_income"]])
    poor = np.array([each == "$19,999 or less" for each in people["household_income"]])[said]
    idle = np.array([each == "No vote" for each in people["vote_2016"]])
    assert len(said) == 6_703
    assert poor.mean() == pytest.approx(0.212362, abs=5e-7)
    assert estimates.share(poor, raked.values[said]).value == pytest.approx(0.232471, abs=5e-7)
    assert residents["household_income"][0] == pytest.approx(0.106711, abs=5e-7)
    assert estimates.share(idle, raked.values).value == pytest.approx(0.301150, abs=5e-7)
    assert residents["vote_2016"][-1] == pytest.approx(0.41)


@pytest.mark.real_data
def test_trust_in_chicago_is_the_mean_of_listening_and_respect():
    months = [row for row in rows_of("chicago_city_monthly.csv") if row["T_LISTEN"]]

    assert len(rows_of("chicago_city_monthly.csv")) == 71
    for row in months:
        halves = float(row["T_LISTEN"]) + float(row["T_RESPECT"])
        assert float(row["TRUST"]) == pytest.approx(halves / 2, abs=0.00501), row
    last = months[-1]
    assert [float(last[name]) for name in ("SAFETY", "TRUST", "T_LISTEN", "T_RESPECT")] == [
        60.13, 60.18, 59.02, 61.34,
    ]  # fmt: skip


@pytest.mark.real_data
def test_what_london_said_of_its_police_over_nine_years():
    quarters = {row["Date"]: row for row in rows_of("pas_mps_quarterly.csv")}
    good = {day: float(row[GOOD_JOB]) for day, row in quarters.items()}
    trusted = {day: float(row["Trust MPS"]) for day, row in quarters.items() if row["Trust MPS"]}

    assert len(quarters) == 37
    assert (good["2014-12-31"], max(good.values()), good["2023-12-31"]) == (0.67, 0.69, 0.47)
    assert next(iter(trusted.values())) == 0.86
    assert list(trusted.values())[-1] == 0.69
