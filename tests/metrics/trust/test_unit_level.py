"""Battese, Harter and Fuller's small areas against R's lme4. See STATISTICS.md, 3.9."""

import csv

import numpy as np
import pytest

from metrics.trust.areas import unit_level
from tests.real_data import real


def columns(name, *wanted):
    with real(f"trust/{name}").open() as file:
        rows = list(csv.DictReader(file))
    return [np.array([float(row[each]) for row in rows]) for each in wanted]


@pytest.mark.real_data
def test_schools_by_county_are_those_of_r():
    county, meals, score = columns("apisrs_small.csv", "cnum", "meals", "api00")
    counties, all_meals, all_scores = columns("apipop_small.csv", "cnum", "meals", "api00")
    names, of = np.unique(counties, return_inverse=True)
    size = np.bincount(of)
    means, truth = np.bincount(of, all_meals) / size, np.bincount(of, all_scores) / size
    place = np.searchsorted(names, county)

    found = unit_level(score, meals, place, means)

    assert found.beta == pytest.approx([828.81618128, -3.53074463], abs=1e-6)
    # Near its top the likelihood is too flat for either search to say more.
    assert found.area_variance == pytest.approx(654.044853, rel=1e-6)
    assert found.unit_variance == pytest.approx(6189.607154, rel=1e-7)
    n = np.bincount(place, minlength=len(names))
    sampled = n > 0
    assert sampled.sum() == 38
    plain = np.bincount(place, score, len(names))[sampled] / n[sampled]

    def rmse(estimate):
        return np.sqrt(np.mean((estimate - truth[sampled]) ** 2))

    assert rmse(plain) == pytest.approx(73.2984, abs=5e-5)
    assert rmse(found.estimate[sampled]) == pytest.approx(19.6733, abs=5e-5)
    line = found.beta[0] + found.beta[1] * means
    assert found.estimate[~sampled] == pytest.approx(line[~sampled])


def balanced():
    """Four areas of three answers that differ around one line, x the same in each."""
    middle, x = np.repeat([10.0, 14, 18, 30], 3), np.tile([0.0, 1, 2], 4)
    odd = np.tile([0.5, -1, 0.5], 4) * np.repeat([1, -1, 2, -2], 3)
    return middle + 2 * x + odd, x, np.repeat(np.arange(4), 3)


def test_as_many_answers_everywhere_have_variances_by_hand():
    y, x, area = balanced()

    found = unit_level(y, x, area, np.full(4, 1.0))

    # Analysis of variance: within, 12 answers less four areas and one slope.
    odd = y - np.repeat([10.0, 14, 18, 30], 3) - 2 * x
    within = float(odd @ odd) / 7
    between = np.var([10, 14, 18, 30], ddof=1) - within / 3
    assert found.beta == pytest.approx([18, 2])
    assert found.unit_variance == pytest.approx(within, rel=1e-5)
    assert found.area_variance == pytest.approx(between, rel=1e-5)
    own = between / (between + within / 3)
    assert found.own_share == pytest.approx([own] * 4, rel=1e-5)
    assert found.estimate == pytest.approx(20 + own * (np.array([10, 14, 18, 30]) - 18), rel=1e-5)


def test_areas_that_differ_no_more_than_chance_lie_on_the_line():
    y = np.array([1.0, 5, 9, 1, 5, 9, 1, 5.5, 9])

    found = unit_level(y, [0, 1, 0, 1, 0, 1, 0, 1, 1], np.repeat([0, 1, 2], 3), [0.5, 0.5, 0.5])

    assert found.area_variance == 0
    assert found.own_share.tolist() == [0, 0, 0]
    assert found.estimate == pytest.approx([found.beta @ [1, 0.5]] * 3)


def test_the_names_of_areas_do_not_matter():
    y, x, area = balanced()
    means = np.array([0.5, 1, 1.5, 2])

    turned = unit_level(y, x, 3 - area, means[::-1])

    assert turned.estimate[::-1] == pytest.approx(unit_level(y, x, area, means).estimate)


@pytest.mark.parametrize(
    ("y", "x", "area", "means", "words"),
    [
        ([1, 2, 3], [1, 2], [0, 0, 1], [1, 2], "one row each"),
        ([1, 2, 3], [1, 2, 4], [0, 1], [1, 2], "one row each"),
        ([1, 2, 3], [1, 2, 4], [0, 0, 1], [[1, 2]], "one row each"),
        ([[1, 2, 3]], [1], [0], [1, 2], "one row each"),
        ([1, 2, np.nan], [1, 2, 4], [0, 0, 1], [1, 2], "Leave missing"),
        ([1, 2, 3], [1, 2, 4], [0, 0, 1], [1, np.nan], "Leave missing"),
        ([1, 2, 3], [1, 2, 4], [0, 0, 2], [1, 2], "number of its row"),
        ([1, 2, 3], [1, 2, 4], [0, 0, -1], [1, 2], "number of its row"),
        ([1, 2, 3], [1, 2, 4], [0.0, 0, 1], [1, 2], "number of its row"),
        ([1, 2], [1, 2], [0, 1], [1, 2], "more answers"),
        ([1, 2, 4], [1, 1, 1], [0, 0, 1], [1, 2], "none said twice"),
        ([1, 2, 4], [1, 2, 4], [0, 0, 0], [1, 2], "from two areas"),
        ([1, 2, 4], [1, 2, 4], [0, 1, 2], [1, 2, 3], "from two areas"),
    ],
)
def test_what_cannot_be_modelled_is_refused(y, x, area, means, words):
    with pytest.raises(ValueError, match=words):
        unit_level(y, x, area, means)
