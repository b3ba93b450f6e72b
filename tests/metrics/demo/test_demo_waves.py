"""What residents of the demo city answered, and what was made of it."""

from collections import Counter

import pytest
from django.db import transaction
from django.db.models import F

from metrics.surveys.models import Draft, OwnWords, Release, Response, Wave
from metrics.surveys.results.estimating import results
from metrics.surveys.results.folding import check
from portal.accounts.models import User
from portal.areas.models import Population
from tests.metrics.demo.test_demo import NOON, a_city

pytestmark = pytest.mark.xdist_group("one city, its waves")


@pytest.fixture(scope="module")
def one_city(django_db_setup, django_db_blocker):
    """Built once for all of these: they only look."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_city(responses=800)
        transaction.set_rollback(True)


@pytest.fixture
def city(one_city, db):
    return one_city


def quarters():
    waves = Wave.objects.filter(instrument__slug="community-trust", operator=None)
    return list(waves.order_by("opens_at"))


def test_residents_are_asked_in_eight_quarters_and_the_newest_still_runs(city):
    waves = quarters()

    assert len(waves) == 8
    assert [wave.is_open(NOON) for wave in waves] == [False] * 7 + [True]
    assert {wave.sample_type for wave in waves} == {"probability"}
    assert [wave.releases.count() for wave in waves] == [1] * 7 + [0]
    assert waves[-1].quotas.count() == 3
    assert Draft.objects.filter(wave=waves[-1]).exists()


def test_every_answer_of_every_survey_is_counted(city):
    assert not Response.objects.filter(is_folded=False).exists()
    for wave in quarters()[::3]:
        assert not check(wave)


def test_answers_come_by_web_paper_and_phone_and_some_look_odd(city):
    answers = Response.objects.filter(wave__in=quarters())

    assert set(answers.values_list("mode", flat=True)) == {"web", "paper", "phone"}
    assert set(answers.values_list("language", flat=True)) == {"en", "es"}
    assert answers.filter(is_partial=True).exists()
    flagged = Counter(flag for flags in answers.values_list("flags", flat=True) for flag in flags)
    assert set(flagged) == {"speeding", "straight_line"}


def test_trust_is_lower_in_the_harbor_and_falls_in_the_mill_district_for_a_while(city):
    waves = quarters()
    means = [
        [
            wave.responses.within(city.areas[code]).estimate("listen").value
            for code in ("1", "2", "3")
        ]
        for wave in waves[:7]
    ]
    assert all(upper > harbor for upper, _mill, harbor in means)
    mill = [each[1] for each in means]
    assert mill[3] < mill[2] - 0.3
    assert mill[6] > mill[3] + 0.3


def test_people_wrote_in_two_languages_and_not_all_of_it_is_shown(city):
    for wave in quarters():
        texts = wave.own_words.all()
        assert texts.count() == 40
        assert {"en", "es"} == set(texts.values_list("language", flat=True))
    assert set(OwnWords.objects.values_list("state", flat=True)) == {"held", "shown", "withheld"}


def test_a_college_runs_one_wave_that_the_police_cannot_read(city):
    wave = Wave.objects.exclude(operator=None).get()
    chief = User.objects.get(email="command@demo.example")

    assert wave.responses.exists()
    assert not wave.releases.exists()
    assert not chief.has_perm("surveys.see_numbers", wave)
    assert not wave.own_words.exclude(state="held").exists()


def test_a_code_on_posters_is_never_taken_for_a_sample(city):
    wave = Wave.objects.get(frame="qr")

    assert (wave.sample_type, wave.is_open(NOON), wave.has_kiosk) == ("open", True, True)
    assert set(wave.responses.values_list("mode", flat=True)) == {"web", "kiosk"}


def test_of_everyone_invited_it_is_known_what_became_of_them(city):
    for wave in quarters()[:7]:
        counted = sum(wave.dispositions.values_list("invitations", flat=True))
        answered = wave.dispositions.filter(outcome="answered")
        assert counted == wave.closed_invitations
        assert sum(answered.values_list("invitations", flat=True)) == wave.responses.count()
    newest = quarters()[-1]
    said = newest.invitations.filter(outcome="answered").count()
    assert said == newest.responses.count()


def test_after_contact_is_a_survey_of_its_own(city):
    wave = Wave.objects.get(instrument__kind="contact")

    assert wave.releases.exists()
    assert not wave.responses.filter(answers__has_key="listen").exists()


def test_answers_are_in_the_words_of_the_population_counts(city):
    for trait in ("age_band", "sex", "race_ethnicity"):
        counted = set(Population.objects.exclude(**{trait: ""}).values_list(trait, flat=True))
        told = set(Response.objects.exclude(**{trait: ""}).values_list(trait, flat=True))
        assert told == counted, trait


def test_nothing_is_released_before_it_is_over(city):
    assert Release.objects.count() == 8  # seven quarters, and after contact
    assert not Release.objects.filter(released_at__lt=F("wave__closes_at")).exists()


def test_estimates_of_a_quarter_can_be_shown_by_district(city):
    found = results(quarters()[6])

    by_district = [row for row in found.rows if row.measure == "trust" and row.group == "area"]
    assert len(by_district) == 3
    assert not [row.why for row in by_district if row.why]
