"""Response rates by AAPOR where people were invited; participation where they were not."""

import pytest

from metrics.surveys.models import Disposition, Draft, Invitation, Wave
from metrics.surveys.results import fieldwork
from metrics.surveys.waves.rates import Cases, rates
from tests.factories.surveys import ResponseFactory, WaveFactory

# STATISTICS.md, 3.5
FIXTURE = {
    "RR1": 0.2942857143, "RR2": 0.3214285714, "RR3": 0.3044185016, "RR4": 0.3324959362,
    "RR5": 0.3530419880, "RR6": 0.3856041131, "COOP1": 0.7396768402, "COOP3": 0.7559633028,
    "REF1": 0.0678571429, "CON1": 0.3978571429,
}  # fmt: skip


@pytest.fixture
def wave(riverside):
    return WaveFactory.create(general=True, frame="list", sample_type="listed")


def invited(wave, outcome, number, area=None):
    Invitation.objects.bulk_create(
        Invitation(
            wave=wave, area=area, outcome=outcome, language="en",
            token_hash=f"{wave.pk}-{area}-{outcome}-{n}",
        )
        for n in range(number)
    )  # fmt: skip


def test_the_letters_give_the_rates_of_the_reference():
    cases = Cases(I=412, P=38, R=95, NC=610, O=12, UH=180, UO=53)
    assert cases.invited == 1400
    from metrics.trust.rates import aapor

    told = aapor(I=412, P=38, R=95, NC=610, O=12, UH=180, UO=53, e=0.8)
    for name, value in FIXTURE.items():
        assert told[name] == pytest.approx(value, abs=1e-9)
    # Without anyone known to be ineligible e is 1, so RR3 is RR1: never flattering.
    assert pytest.approx(FIXTURE["RR1"], abs=1e-9) == cases.rates.RR1
    assert cases.rates.RR3 == cases.rates.RR1


def test_e_is_the_share_of_known_cases_that_are_eligible():
    assert Cases(I=60, R=20, ineligible=20).e == pytest.approx(0.8)


def test_a_running_wave_is_counted_live_by_area_and_mode(wave, riverside, hillside, millrace):
    invited(wave, "answered", 5, millrace)
    invited(wave, "declined", 1, riverside)
    invited(wave, "waiting", 4, riverside)
    invited(wave, "undelivered", 2, hillside)
    invited(wave, "ineligible", 1, hillside)
    invited(wave, "waiting", 7)
    ResponseFactory.create_batch(3, wave=wave, area=millrace)
    ResponseFactory.create(wave=wave, area=millrace, is_partial=True, reminders=1)
    ResponseFactory.create(wave=wave, area=riverside, mode="phone")
    told = rates(wave)
    assert told.cases == Cases(I=4, P=1, R=1, NC=11, UO=2, ineligible=1)
    assert told.cases.invited == 20
    by_area = {place.area: place.cases for place in told.places}
    assert by_area[riverside] == Cases(I=4, P=1, R=1, NC=4)
    assert by_area[hillside] == Cases(UO=2, ineligible=1)
    assert by_area[None] == Cases(NC=7)
    assert {mode: (taken.complete, taken.partial) for mode, taken in told.modes} == {
        "On the web": (3, 1),
        "By phone": (1, 0),
    }
    assert told.by_reminder == [(0, 4), (1, 1)]


def test_the_end_of_a_wave_changes_no_rate(wave, riverside):
    invited(wave, "answered", 3, riverside)
    invited(wave, "declined", 2, riverside)
    invited(wave, "waiting", 5)
    ResponseFactory.create_batch(3, wave=wave, area=riverside)
    before = rates(wave)
    Invitation.objects.end(wave)
    wave.refresh_from_db()
    after = rates(wave)
    assert after.cases == before.cases
    assert after.places == before.places
    assert Disposition.objects.count() == 3
    assert wave.closed_invitations == 10


def test_of_older_waves_only_the_number_of_invitations_is_known(wave):
    wave.closed_invitations = 12
    wave.save()
    ResponseFactory.create_batch(2, wave=wave)
    assert rates(wave).cases == Cases(I=2, NC=10)


def test_answers_of_people_who_were_not_invited_are_counted_apart(wave, riverside):
    invited(wave, "answered", 2, riverside)
    invited(wave, "waiting", 3, riverside)
    ResponseFactory.create(wave=wave, area=riverside)
    ResponseFactory.create_batch(2, wave=wave, area=riverside, mode="kiosk")
    ResponseFactory.create_batch(2, wave=wave, area=riverside, mode="paper")
    told = rates(wave)
    # One of them used a code; which one, nobody knows.
    assert told.cases == Cases(I=2, NC=3)
    assert (told.taken.answers, told.apart) == (5, 3)
    counted = Wave.objects.with_counts().get()
    assert (counted.invited, counted.answered, counted.apart) == (5, 5, 3)


def test_of_partial_answers_with_a_code_as_many_are_taken_as_there_are_among_all(wave):
    invited(wave, "answered", 2)
    ResponseFactory.create_batch(2, wave=wave, mode="phone", is_partial=True)
    ResponseFactory.create_batch(2, wave=wave, mode="paper")
    assert rates(wave).cases == Cases(I=1, P=1)


def test_without_anyone_invited_every_answer_stands_apart(wave):
    ResponseFactory.create_batch(3, wave=wave, mode="paper")
    assert rates(wave).cases == Cases()
    assert rates(wave).apart == 3


def test_the_end_of_a_wave_moves_no_answer(wave):
    invited(wave, "answered", 1)
    ResponseFactory.create_batch(2, wave=wave, mode="kiosk")
    Invitation.objects.end(wave)
    assert Wave.objects.with_counts().get().apart == rates(Wave.objects.get()).apart == 1


def test_a_link_has_participation_and_completion_and_no_response_rate(riverside):
    riverside.population = 2_000
    riverside.save()
    wave = WaveFactory.create(general=True, frame="link", sample_type="open")
    ResponseFactory.create_batch(6, wave=wave, area=riverside)
    ResponseFactory.create_batch(2, wave=wave, area=riverside, is_partial=True)
    for number in range(2):
        Draft.objects.create(wave=wave, area=riverside, key_hash=str(number))
    told = rates(wave)
    assert not told.is_list
    taken = told.taken
    assert (taken.complete, taken.partial, taken.begun) == (6, 2, 2)
    assert taken.completion == pytest.approx(60)
    assert taken.break_off == pytest.approx(20)
    assert taken.per_thousand == pytest.approx(4)
    published = [figure for _means, figure in fieldwork.in_words(fieldwork.of(wave))]
    assert published == ["8", "60.0%", "20.0%", "4.0"]


def test_a_wave_nobody_answered_has_no_rates(wave):
    told = rates(wave)
    assert told.cases.percents["RR2"] is None
    assert told.taken.completion is None


def test_counting_costs_the_same_for_any_number(wave, riverside, django_assert_num_queries):
    for number in (1, 30):
        invited(wave, "declined" if number > 1 else "waiting", number, riverside)
        ResponseFactory.create_batch(number, wave=wave, area=riverside)
        with django_assert_num_queries(5):
            rates(wave)
