"""What is kept of one person's answers, and what is marked."""

from datetime import timedelta

import pytest

from metrics.surveys.errors import NotAnswerable
from metrics.surveys.models import OwnWords, Response
from tests.factories.instruments import WHOLE, Kind, a_survey, an_instrument, ask
from tests.factories.surveys import WaveFactory


@pytest.fixture
def wave():
    return WaveFactory.create(instrument=a_survey())


def take(wave, answers, **about):
    about = {"area": None, "language": "en", "mode": "web"} | about
    assert Response.take(wave, answers, **about) is None
    return Response.objects.filter(wave=wave).last()


def test_answers_are_kept_as_codes_and_words_apart(wave):
    response = take(wave, WHOLE, words={"next": "  A bench.  "}, lot=7, weight=1.5)
    assert response.answers == WHOLE
    assert (response.age_band, response.sex) == ("25+", "")
    assert (response.lot, response.weight, response.flags) == (7, 1.5, [])
    assert not response.is_partial
    assert [(words.question.code, words.text) for words in OwnWords.objects.all()] == [
        ("next", "A bench.")
    ]


def test_what_was_not_asked_is_not_kept(wave):
    response = take(wave, WHOLE | {"contact_fair": 1, "unheard_of": 4})
    assert response.answers == WHOLE
    with_contact = WHOLE | {"contact": 1, "contact_fair": 4}
    Response.objects.all().delete()
    assert take(wave, with_contact).answers == with_contact


@pytest.mark.parametrize(
    ("code", "said"),
    [("listen", 11), ("explain", 5), ("contact", 0), ("heard", [1, 9]), ("next", 1)],
)
def test_a_code_that_is_no_answer_is_refused(wave, code, said):
    with pytest.raises(NotAnswerable):
        take(wave, WHOLE | {code: said})
    assert not Response.objects.exists()


@pytest.mark.parametrize(("answered", "partial"), [(5, True), (6, False), (7, False), (4, True)])
def test_a_whole_answer_has_four_fifths(wave, answered, partial):
    codes = [code for code in WHOLE if code != "age"][:answered]
    assert take(wave, {code: 88 if code != "heard" else [88] for code in codes}).is_partial is (
        partial
    )


def test_less_than_half_is_no_answer(wave):
    with pytest.raises(NotAnswerable, match="at least half"):
        take(wave, {"listen": 1, "safe": 2, "explain": 3, "age": 1}, words={"next": "Well"})
    assert not OwnWords.objects.exists()


def test_an_hour_after_the_end_it_is_late_and_a_typed_in_form_is_not(wave):
    at = wave.closes_at + timedelta(minutes=30)
    assert take(wave, WHOLE, at=at).is_late
    Response.objects.all().delete()
    assert not take(wave, WHOLE, at=at, mode="paper").is_late


@pytest.mark.parametrize(("seconds", "flags"), [(2, ["speeding"]), (120, []), (None, [])])
def test_faster_than_anyone_reads_is_marked(wave, seconds, flags):
    assert take(wave, WHOLE, seconds=seconds).flags == flags


@pytest.mark.parametrize(
    ("rows", "flags"),
    [((2, 2, 2), ["straight_line"]), ((2, 2, 3), []), ((88, 88, 88), []), ((2, 2, None), [])],
)
def test_a_grid_answered_all_alike_is_marked(wave, rows, flags):
    given = dict(zip(("explain", "dignity", "rights"), rows, strict=True))
    answers = WHOLE | {code: said for code, said in given.items() if said}
    if None in rows:
        answers.pop("rights")
    assert take(wave, answers, flags=()).flags == flags


@pytest.mark.parametrize(
    ("scales", "flags"), [(5, ["straight_line", "unproven"]), (4, ["unproven"])]
)
def test_five_scales_all_alike_are_marked(scales, flags):
    instrument = an_instrument([ask(f"item{number}", Kind.SCALE) for number in range(scales)])
    wave = WaveFactory.create(instrument=instrument)
    answers = {f"item{number}": 5 for number in range(scales)}
    assert take(wave, answers, flags=["unproven"]).flags == flags


def test_many_answers_of_one_wave_read_its_questions_once(wave, django_assert_max_num_queries):
    take(wave, WHOLE)
    with django_assert_max_num_queries(2):
        take(wave, WHOLE)
