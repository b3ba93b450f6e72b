"""Estimates from cells: the same as from the answers, and honest about what is not known."""

from dataclasses import asdict

import numpy as np
import pytest

from metrics.surveys.models import Instrument, Response
from metrics.surveys.results import words
from metrics.surveys.results.estimating import results
from metrics.surveys.results.folding import fold
from metrics.trust.estimates import mean
from metrics.trust.weights import rake
from portal.areas.models import Population
from tests.factories.areas import AreaFactory
from tests.factories.surveys import WaveFactory

CHANCE = 7


def survey(slug="results", version=1):
    """Two scales that are the index, and one question with five answers."""
    instrument = Instrument.objects.create(
        slug=slug, version=version, kind="general", title="Trust and safety"
    )
    section = instrument.sections.create(number=1)
    index = instrument.indices.create(code="trust", is_headline=True, names={"en": "Trust"})
    for number, code in enumerate(("listen", "respect"), start=1):
        question = section.questions.create(number=number, code=code)
        question.wordings.create(language="en", ask=f"Do the police {code}?")
        index.items.create(question=question)
    job = section.questions.create(
        number=3, code="job", kind="likert", codes=[1, 2, 3, 4, 5], favorable=[4, 5]
    )
    job.wordings.create(
        language="en",
        ask="How good a job?",
        labels={str(at): f"Step {at}" for at in range(1, 6)},
    )
    return instrument


def city(districts=3):
    return [
        AreaFactory.create(level="district", code=f"D{at}", name=f"District {at}")
        for at in range(districts)
    ]


def answers(wave, n, *, area=None, age="", sex="", middle=6.0, seed=CHANCE, weight=1, **fixed):
    """So many people around a middle answer."""
    dice = np.random.default_rng(seed)
    scores = np.clip(np.round(dice.normal(middle, 2, (n, 2))), 0, 10).astype(int)
    jobs = dice.integers(1, 6, n)
    Response.objects.bulk_create(
        Response(
            wave=wave, area=area, language="en", age_band=age, sex=sex, weight=weight,
            answers={"listen": int(a), "respect": int(b), "job": int(job)} | fixed,
        )
        for (a, b), job in zip(scores, jobs, strict=True)
    )  # fmt: skip


@pytest.fixture
def wave():
    return WaveFactory.create(area=None, instrument=survey(), sample_type="open")


def people(area, by):
    for name, n in by.items():
        field = "sex" if name in {"female", "male"} else "age_band"
        Population.objects.create(area=area, people=n, **{field: name})


def rows(wave):
    found = list(wave.responses.order_by("pk"))
    y = np.array([5 * (r.answers["listen"] + r.answers["respect"]) for r in found], float)
    return found, y


def test_without_population_counts_numbers_are_unweighted_and_say_so(wave):
    answers(wave, 200)
    fold()
    found = results(wave)
    _, y = rows(wave)
    plain = mean(y)
    shown = found.row("trust")
    assert (shown.value, shown.se, shown.n) == pytest.approx((plain.value, plain.se, 200))
    assert (shown.low, shown.high) == pytest.approx((plain.low, plain.high))
    assert not found.weighting.is_raked
    assert [remark.what for remark in found.weighting.remarks] == ["no_population"]


def test_raking_cells_is_raking_people(wave):
    one, *_others = city(1)
    people(one, {"18-34": 500, "55+": 500})
    people(one, {"female": 480, "male": 520})
    for at, (age, sex, n) in enumerate(
        [
            ("18-34", "female", 60),
            ("18-34", "male", 40),
            ("55+", "female", 150),
            ("55+", "male", 90),
        ]
    ):
        answers(wave, n, area=one, age=age, sex=sex, middle=5 + at / 2, seed=at)
    fold()
    found = results(wave)
    persons, y = rows(wave)
    raked = rake(
        {
            "age": [int(each.age_band == "55+") for each in persons],
            "sex": [int(each.sex == "male") for each in persons],
        },
        {"age": [0.5, 0.5], "sex": [0.48, 0.52]},
    )
    of_people = mean(y, raked.values)
    shown = found.row("trust")
    assert (shown.value, shown.se) == pytest.approx((of_people.value, of_people.se))
    assert shown.n_eff == pytest.approx(of_people.n_eff)
    assert found.weighting.kish_deff == pytest.approx(raked.kish_deff)
    lines = {line.category: line for line in found.weighting.margins["age_band"]}
    assert (lines["18-34"].before, lines["18-34"].after) == pytest.approx((100 / 340, 0.5))


def test_weights_that_came_with_the_answers_are_the_start(wave):
    answers(wave, 100, weight="0.5", seed=1)
    answers(wave, 100, weight="2", seed=2, middle=4)
    fold()
    persons, y = rows(wave)
    expected = mean(y, [float(each.weight) for each in persons])
    shown = results(wave).row("trust")
    assert (shown.value, shown.se, shown.n_eff) == pytest.approx(
        (expected.value, expected.se, expected.n_eff)
    )


def test_a_category_nobody_here_belongs_to_is_put_together_with_its_neighbor(wave):
    (one,) = city(1)
    people(one, {"18-34": 400, "35-54": 300, "55+": 300})
    answers(wave, 100, area=one, age="18-34")
    answers(wave, 100, area=one, age="35-54", seed=2)
    fold()
    found = results(wave).weighting
    assert found.is_raked
    assert [line.category for line in found.margins["age_band"]] == ["18-34", "35-54 + 55+"]
    assert ("age_band", "collapsed") in {(each.margin, each.what) for each in found.remarks}


def test_a_category_residents_do_not_have_is_treated_as_not_known(wave):
    (one,) = city(1)
    people(one, {"female": 400, "male": 300})
    answers(wave, 60, area=one, sex="female")
    answers(wave, 60, area=one, sex="male", seed=2)
    answers(wave, 60, area=one, sex="another", seed=3)
    fold()
    found = results(wave).weighting
    assert ("sex", "not_among_residents", "another") in {
        (each.margin, each.what, each.detail) for each in found.remarks
    }
    assert [line.category for line in found.margins["sex"]] == ["female", "male", ""]
    assert found.margins["sex"][-1].after == pytest.approx(1 / 3)


def test_margins_that_count_other_people_are_remarked_on_and_used_as_shares(wave):
    (one,) = city(1)
    people(one, {"female": 400, "male": 400})
    people(one, {"18-34": 250, "55+": 250})
    for sex, age in (("female", "18-34"), ("male", "55+"), ("male", "18-34"), ("female", "55+")):
        answers(wave, 50, area=one, sex=sex, age=age)
    fold()
    found = results(wave).weighting
    assert found.is_raked
    assert ("age_band", "totals_differ") in {(each.margin, each.what) for each in found.remarks}


def test_raking_that_cannot_be_done_leaves_numbers_unweighted(wave):
    (one,) = city(1)
    people(one, {"female": 500, "male": 500})
    people(one, {"18-34": 900, "55+": 100})
    # Men are all old, women all young: no weights meet both.
    answers(wave, 100, area=one, sex="female", age="18-34")
    answers(wave, 100, area=one, sex="male", age="55+", seed=2)
    fold()
    found = results(wave)
    assert not found.weighting.is_raked
    assert found.weighting.remarks[-1].what == "not_raked"
    assert found.row("trust").deff == pytest.approx(1)


def test_where_capping_in_turn_does_not_settle_weights_are_bounded_from_the_outset(wave):
    (one,) = city(1)
    wave.weight_cap = "1.34"
    wave.save()
    people(one, {"female": 600, "male": 400})
    people(one, {"18-34": 600, "55+": 400})
    for at, (sex, age, n) in enumerate(
        [
            ("female", "18-34", 60),
            ("female", "55+", 140),
            ("male", "18-34", 140),
            ("male", "55+", 60),
        ]
    ):
        answers(wave, n, area=one, sex=sex, age=age, seed=at)
    fold()
    found = results(wave).weighting
    assert found.is_raked
    assert found.largest <= 1.34
    for lines in found.margins.values():
        assert [line.after for line in lines] == pytest.approx([0.6, 0.4])
    (told,) = [each for each in found.remarks if each.what == "bounded"]
    assert "keeps every weight below 1.34" in words.remark(asdict(told))


def test_too_few_to_weigh_by_anything(wave):
    (one,) = city(1)
    people(one, {"female": 500, "male": 500})
    answers(wave, 35, area=one, sex="female")
    answers(wave, 5, area=one, sex="male")
    fold()
    found = results(wave).weighting
    assert not found.is_raked
    assert ("sex", "too_few_of_each") in {(each.margin, each.what) for each in found.remarks}


@pytest.mark.parametrize(("n", "why"), [(0, "none"), (29, "few"), (30, "")])
def test_below_the_floor_there_is_a_reason_in_place_of_a_score(wave, n, why):
    answers(wave, n)
    fold()
    assert results(wave).row("trust").why == why


def test_an_interval_wider_than_20_points_is_not_shown(wave):
    answers(wave, 16, listen=0, respect=0)
    answers(wave, 16, listen=10, respect=10)
    fold()
    assert results(wave).row("trust").why == "wide"


def test_all_the_same_answers_are_a_score_without_spread(wave):
    answers(wave, 40, listen=7, respect=7, job=4)
    fold()
    found = results(wave)
    shown = found.row("trust")
    assert (shown.value, shown.se, shown.low, shown.high) == (70, 0, 70, 70)
    assert found.row("job", "favorable").value == 1
    assert found.row("job", "favorable").low < 1


def test_a_share_has_wilsons_interval(wave):
    answers(wave, 100, job=4)
    answers(wave, 100, job=2)
    fold()
    shown = results(wave).row("job", "favorable")
    assert (shown.value, shown.low, shown.high) == pytest.approx((0.5, 0.4314, 0.5686), abs=1e-4)
    assert (shown.n, shown.count) == (200, 100)


def test_a_large_district_speaks_for_itself_and_a_small_one_is_held_back(wave):
    one, two, three = city(3)
    answers(wave, 150, area=one)
    answers(wave, 60, area=two)
    fold()
    found = results(wave)
    assert found.row("trust", group="area", category=one.code).why == ""
    assert found.row("trust", group="area", category=two.code).why == "small_area"
    empty = found.row("trust", group="area", category=three.code)
    assert (empty.why, empty.n, empty.value) == ("none", 0, None)


def test_with_five_districts_a_small_one_is_modelled_and_says_how_much_is_its_own(wave):
    districts = city(6)
    for at, area in enumerate(districts):
        answers(wave, 40 if at == 5 else 150, area=area, middle=5 + at * 0.4, seed=at)
    fold()
    found = results(wave)
    small = found.row("trust", group="area", category=districts[5].code)
    assert (small.how, small.why, small.n) == ("modelled", "", 40)
    assert 0 < small.own_share < 1
    others = [found.row("trust", group="area", category=each.code) for each in districts[:5]]
    assert {each.how for each in others} == {"direct"}
    own = mean([5 * (r.answers["listen"] + r.answers["respect"])
                for r in wave.responses.filter(area=districts[5])])  # fmt: skip
    assert small.value < own.value


def test_an_area_moved_under_another_counts_where_it_lies_now(wave):
    one, two = city(2)
    beat = AreaFactory.create(level="beat", code="B1", name="Beat", parent=one)
    answers(wave, 120, area=beat)
    fold()
    beat.move(two)
    found = results(wave)
    assert found.row("trust", group="area", category=one.code).n == 0
    assert found.row("trust", group="area", category=two.code).n == 120


def test_groups_within_one_area_need_fifty():
    (one,) = city(1)
    wave = WaveFactory.create(area=one, instrument=survey(), sample_type="open")
    answers(wave, 49, area=one, sex="female")
    answers(wave, 51, area=one, sex="male")
    fold()
    found = results(wave)
    assert found.row("trust", group="sex", category="female").why == "few_here"
    assert found.row("trust", group="sex", category="male").why == ""


def test_what_looks_odd_is_counted_and_shown_without(wave):
    answers(wave, 60)
    odd = wave.responses.first()
    Response.objects.filter(pk=odd.pk).update(flags=["speeding", "straight_line"])
    fold()
    found = results(wave)
    assert found.flags == {"speeding": 1, "straight_line": 1}
    _, y = rows(wave)
    persons = list(wave.responses.order_by("pk"))
    rest = mean([each for each, person in zip(y, persons, strict=True) if not person.flags])
    assert found.without_flagged[0].value == pytest.approx(rest.value)
    assert found.without_flagged[0].se == pytest.approx(rest.se)


def test_the_cost_does_not_grow_with_answers(wave, django_assert_max_num_queries):
    city(2)
    answers(wave, 5)
    fold()
    with django_assert_max_num_queries(11):
        results(wave)
    answers(wave, 50)
    fold()
    with django_assert_max_num_queries(11):
        results(wave)
