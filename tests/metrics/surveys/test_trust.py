"""The number staff see, and when there is none."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from metrics.dashboards.numbers import trust as by_place
from metrics.dashboards.periods import Period
from metrics.dashboards.slices import Slice
from metrics.surveys.models import Wave
from metrics.surveys.results.folding import fold
from metrics.trust.estimates import mean
from tests.factories.surveys import ResponseFactory, WaveFactory

OPENED = timezone.make_aware(datetime(2026, 6, 4, 20))  # noqa: DTZ001 - made aware here
THEN = {"opens_at": OPENED, "closes_at": OPENED + timedelta(days=14)}
A_DAY = timedelta(days=1)
SPRING = Period(date(2026, 4, 1), date(2026, 6, 30))


def trust(area=None):
    return by_place.trust(Slice.of(SPRING, area=area)).number


def answers(wave, scores, **about):
    for score in scores:
        ResponseFactory.create(wave=wave, listen=score, **about)
    fold(wave)


@pytest.fixture
def wave(millrace):
    return WaveFactory.create(area=millrace, **THEN)


def test_the_score_is_the_mean_of_real_answers(wave, riverside):
    scores = [3, 5, 8, 10] * 10
    answers(wave, [*scores, 77, 88])
    found = trust(riverside)
    assert found.estimate == mean(scores)
    assert found.n == 40
    assert found.score == pytest.approx(65)
    assert found.low < 65 < found.high
    assert (found.sample_type, found.version, found.why_held_back) == ("attended", 1, "")


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "No one has answered yet"), (4, "few people"), (29, "29 people have answered so far")],
)
def test_below_the_floor_there_is_no_number_but_a_reason(wave, count, words):
    answers(wave, [7] * count)
    found = trust()
    assert (found.estimate, found.score, found.low, found.high) == (None, None, None, None)
    assert words in str(found.why_held_back)
    assert wave.estimate() is None


def test_only_answers_of_the_place_and_the_period_count(wave, riverside, hillside, millrace):
    answers(wave, [7] * 30)
    later = OPENED + timedelta(days=27)
    answers(WaveFactory.create(area=millrace, opens_at=later, closes_at=later + A_DAY), [0] * 12)
    answers(WaveFactory.create(area=hillside, **THEN), [0] * 12)
    assert trust(riverside).n == 30
    assert trust().n == 42
    assert wave.estimate(millrace).n == 30
    assert wave.estimate(hillside) is None


def test_kinds_of_samples_are_never_mixed(wave, millrace):
    answers(wave, [7] * 30)
    answers(WaveFactory.create(area=millrace, sample_type="open", **THEN), [0] * 30)
    assert trust().estimate.value == 7


def test_versions_of_the_wording_are_never_mixed(wave, millrace):
    answers(wave, [7] * 30)
    newer = type(wave.instrument).objects.create(
        slug=wave.instrument.slug, version=2, kind="event", title="Other words"
    )
    newer.sections.create().questions.create(number=1, code="listen")
    answers(WaveFactory.create(area=millrace, instrument=newer, **THEN), [2] * 30)
    found = trust()
    assert (found.version, found.estimate.value) == (2, 2)


def test_what_residents_say_in_general_is_never_counted_as_after_a_meeting(wave, millrace):
    answers(wave, [7] * 30)
    other = type(wave.instrument).objects.create(slug="other", kind="general", title="In general")
    other.sections.create().questions.create(number=1, code="listen")
    answers(WaveFactory.create(area=millrace, instrument=other, **THEN), [0] * 30)
    assert trust().estimate.value == 7


def test_the_floor_is_the_agencys(wave, settings):
    settings.SCORE_FLOOR = 5
    answers(wave, [7, 8, 6, 7, 7])
    assert wave.estimate().n == 5


def test_dana_sees_counts_of_her_beat_only(client, dana, millrace, hillside):
    answers(WaveFactory.create(area=millrace, title="In Millrace"), [7] * 3)
    WaveFactory.create(area=hillside, title="In Hillside")
    client.force_login(dana)
    page = client.get("/desk/surveys/").text
    assert "In Millrace" in page
    assert "In Hillside" not in page
    assert "<b>3</b> answers" in page
    assert "Held back" in page


def test_dana_finds_running_questions_on_her_desk(client, dana, millrace, hillside):
    WaveFactory.create(area=millrace, title="In Millrace")
    WaveFactory.create(area=hillside, title="In Hillside")
    client.force_login(dana)
    page = client.get("/desk/").text
    assert "In Millrace" in page
    assert "In Hillside" not in page


def test_staff_see_a_score_with_its_range_and_its_sample(client, sam, wave):
    answers(wave, [3, 5, 8, 10] * 10)
    client.force_login(sam)
    page = client.get("/desk/surveys/").text
    assert "average answer of 6.5 out of 10" in page
    assert "People who came to a meeting and chose to answer" in page
    assert "not a random sample" in page


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_list_costs_the_same_however_long(
    client, sam, millrace, count, django_assert_max_num_queries
):
    for _ in range(count):
        answers(WaveFactory.create(area=millrace), [7] * 2)
    client.force_login(sam)
    client.get("/desk/surveys/")
    with django_assert_max_num_queries(8):
        client.get("/desk/surveys/")


def test_a_wave_closes_after_it_opens(millrace):
    wave = WaveFactory.create(area=millrace)
    assert wave.is_open()
    assert not wave.is_open(timezone.now() + timedelta(days=14))
    assert list(Wave.objects.open()) == [wave]
