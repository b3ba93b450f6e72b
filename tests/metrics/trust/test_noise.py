"""Noise that hides a person, and what it gives away. See STATISTICS.md, 3.15."""

import random
from collections import Counter
from fractions import Fraction
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.trust.noise import epsilon, mass, noisy

FAR = range(-400, 401)
ROUNDING = 1 + 1e-12


@pytest.mark.parametrize(
    ("scale", "sensitivity", "expected"), [(1, 1, 1.0), (2, 1, 0.5), (2, 3, 1.5)]
)
def test_what_noise_gives_away(scale, sensitivity, expected):
    assert epsilon(scale, sensitivity) == expected


def test_all_noise_together_is_certain():
    for scale in (0.4, 1, 2, 10):
        assert sum(mass(noise, scale) for noise in FAR) == pytest.approx(1, abs=1e-12)


@given(st.floats(0.3, 20), st.integers(-50, 50), st.sets(st.integers(-60, 60), min_size=1))
def test_no_outcome_is_likelier_by_more_than_epsilon_for_a_count_with_one_more(scale, count, seen):
    here = sum(mass(each - count, scale) for each in seen)
    there = sum(mass(each - count - 1, scale) for each in seen)
    limit = exp(epsilon(scale)) * ROUNDING
    assert here <= limit * there
    assert there <= limit * here


def test_the_limit_is_reached():
    assert mass(3, 2) / mass(4, 2) == pytest.approx(exp(epsilon(2)))


@pytest.mark.parametrize("scale", [1, 2.5, Fraction(2, 3)], ids=["one", "wide", "narrow"])
def test_noise_falls_as_its_mass_says(scale):
    dice, draws = random.Random(4), 20_000  # noqa: S311 - the same each time
    seen = Counter(noisy(100, scale, dice) - 100 for _ in range(draws))
    for noise in range(-3, 4):
        chance = mass(noise, float(scale))
        assert seen[noise] / draws == pytest.approx(
            chance, abs=4.5 * (chance * (1 - chance) / draws) ** 0.5
        )
    spread = sum(noise**2 * n for noise, n in seen.items()) / draws
    a = exp(-1 / float(scale))
    assert spread == pytest.approx(2 * a / (1 - a) ** 2, rel=0.1)


@pytest.mark.parametrize("scale", [0, -1, float("nan"), float("inf")])
def test_noise_without_a_scale_is_refused(scale):
    with pytest.raises(ValueError, match="above zero"):
        epsilon(scale)
    with pytest.raises(ValueError, match="above zero"):
        mass(0, scale)
    with pytest.raises(ValueError, match="above zero"):
        noisy(5, scale, random.SystemRandom())


@pytest.mark.parametrize("sensitivity", [0, -1, float("nan")])
def test_a_number_no_one_changes_hides_no_one(sensitivity):
    with pytest.raises(ValueError, match="able to change"):
        epsilon(1, sensitivity)
