"""A second release: what grew by a few since the first is withheld, not told by the difference."""

from collections import Counter

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from metrics.surveys.results.disclosing import disclose
from metrics.surveys.results.estimating import results
from metrics.surveys.results.folding import fold
from metrics.surveys.results.releasing import release
from metrics.trust.disclosure import Publication, audit, suppress
from tests.factories.areas import AreaFactory
from tests.metrics.surveys.test_release import agreeing, over

PLACES, SEXES, STEPS = ("north", "south"), ("female", "male"), ("1", "2", "3")
KINDS = [(place, sex, step) for place in PLACES for sex in SEXES for step in STEPS]
ALL = ("all",)


@pytest.fixture
def towns():
    return [AreaFactory.create(level="district", code=f"D{at}", name=f"Town {at}") for at in (1, 2)]


@pytest.fixture
def wave(towns):
    """Three hundred people of two districts and both sexes."""
    wave = over()
    for at, (area, sex) in enumerate((area, sex) for area in towns for sex in SEXES):
        agreeing(wave, 75, area=area, sex=sex, seed=at)
    return wave


def counts(out, group="area"):
    return {each["category"]: each["n"] for each in out.tables["people"] if each["group"] == group}


def test_a_few_late_answers_of_one_district_are_not_told_by_two_releases(wave, towns, sam):
    first = release(wave, sam)
    assert (counts(first)["D1"], counts(first)["D2"]) == (150, 150)
    agreeing(wave, 56, area=towns[0], sex="female", seed=11)
    agreeing(wave, 4, area=towns[1], sex="female", seed=12)
    second = release(wave, sam, "Paper forms came late.")
    assert second.tables["n"] == 360
    assert (counts(second)["D1"], counts(second)["D2"]) == (None, None)
    assert counts(second, "sex")["male"] == 150


def test_what_is_withheld_is_in_no_other_table(wave, towns, sam):
    release(wave, sam)
    agreeing(wave, 56, area=towns[0], sex="female", seed=11)
    agreeing(wave, 4, area=towns[1], sex="female", seed=12)
    second = release(wave, sam, "Paper forms came late.")
    rows = [each for each in second.tables["rows"] if each["group"] == "area"]
    assert {each["n"] for each in rows if each["category"] in {"D1", "D2"}} == {None}
    lines = second.tables["weighting"]["margins"].get("area", [])
    assert all(line["before"] is None for line in lines)


def test_twelve_late_answers_of_two_districts_hold_each_other_back(wave, towns, sam):
    """The printed total grew by twelve: neither part can seem to have grown by more."""
    release(wave, sam)
    agreeing(wave, 7, area=towns[0], sex="male", seed=11)
    agreeing(wave, 5, area=towns[1], sex="male", seed=12)
    second = counts(release(wave, sam, "Paper forms came late."))
    assert (second["D1"], second["D2"]) == (None, None)


def test_a_third_release_is_guarded_against_the_first_as_well(wave, towns, sam):
    """Four and four more: neither step may be told, nor may both together."""
    first = release(wave, sam)
    for number in (2, 3):
        agreeing(wave, 20, area=towns[0], sex="female", seed=10 * number)
        agreeing(wave, 4, area=towns[1], sex="male", seed=10 * number + 1)
        out = release(wave, sam, "Paper forms came late.")
    assert counts(first)["D2"] == 150
    assert counts(out)["D2"] is None


def test_two_releases_stand_the_audit_together(wave, towns):
    fold()
    first = disclose(results(wave))
    agreeing(wave, 30, area=towns[0], sex="female", seed=11)
    agreeing(wave, 3, area=towns[1], sex="male", seed=12)
    fold()
    second = disclose(results(wave), [first.kept()])
    assert audit(second.found).safe


def published(people):
    """People by district, sex and answer, as a release counts them."""
    cells = {ALL: sum(people.values())}
    sums = []
    for at, margin in ((0, PLACES), (1, SEXES), (2, STEPS)):
        parts = {
            (at, each): sum(n for kind, n in people.items() if kind[at] == each) for each in margin
        }
        cells |= parts
        sums.append((ALL, list(parts)))
    for place in PLACES:
        chose = {(place, step): sum(people[place, sex, step] for sex in SEXES) for step in STEPS}
        cells |= chose
        sums.append(((0, place), list(chose)))
    sums += [((2, step), [(place, step) for place in PLACES]) for step in STEPS]
    return Publication.of(cells, sums)


people = st.fixed_dictionaries({kind: st.integers(0, 40) for kind in KINDS}).map(Counter)
late = st.fixed_dictionaries({kind: st.integers(0, 6) for kind in KINDS}).map(Counter)


@tries(deadline=None, max_examples=25)
@given(people, st.lists(late, min_size=1, max_size=2))
def test_whatever_grows_no_small_difference_is_told_or_it_is_refused(people, waves):
    now, told = Counter({kind: n + 5 for kind, n in people.items()}), None
    for late in [Counter(), *waves]:
        now = Counter({kind: now[kind] + late[kind] for kind in KINDS})
        try:
            told = suppress(
                published(now), settings.PUBLISH_FLOOR, printed={ALL: True}, earlier=told
            )
        except ValueError as refused:
            assert "already public" in str(refused)  # noqa: PT017
            return
        assert audit(told).safe
        assert not told.suppressed[ALL]
        shown, before = told.published, told.earlier
        while before:
            for name, count in before.published.items():
                assert not 0 < shown[name] - count < settings.PUBLISH_FLOOR
            before = before.earlier
