"""What staff see before, and everyone after, a release."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from metrics.surveys.results.folding import fold
from metrics.surveys.results.releasing import fingerprint, release
from tests.factories.areas import AreaFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.surveys import WaveFactory
from tests.metrics.surveys.test_release import agreeing, over
from tests.metrics.surveys.test_results import survey


@pytest.fixture
def wave():
    wave = over(title="Trust, spring")
    one, two = (
        AreaFactory.create(level="district", code=f"D{at}", name=f"Town {at}") for at in (1, 2)
    )
    agreeing(wave, 200, area=one, sex="female")
    agreeing(wave, 150, area=two, middle=4, seed=8, sex="male")
    fold()
    return wave


@pytest.fixture
def plain():
    """A wave whose people are told apart by nothing."""
    wave = over(title="Pulse")
    agreeing(wave, 300)
    return wave


@pytest.fixture
def released(wave, sam):
    return release(wave, sam)


def test_staff_see_numbers_that_are_not_public_yet(client, kim, wave):
    client.force_login(kim)
    page = client.get(f"/desk/surveys/results/{wave.pk}/").text
    assert "not public yet" in page
    assert "out of 10, not" in page
    assert "Places differ by more than chance." in page
    assert "Not enough answers" not in page
    assert "Trust, spring" not in client.get("/surveys/results/").text


def test_police_see_nothing_of_what_another_runs(client, kim):
    wave = over(operator=OrganizationFactory.create(), title="Run by others")
    agreeing(wave, 100)
    fold()
    client.force_login(kim)
    assert client.get(f"/desk/surveys/results/{wave.pk}/").status_code == 403


def test_numbers_are_released_with_one_press(client, kim, wave):
    client.force_login(kim)
    answer = client.post(f"/desk/surveys/results/{wave.pk}/release/", follow=True)
    assert "Everyone can read these numbers now" in answer.text
    wave.refresh_from_db()
    assert "Trust, spring" in client.get("/surveys/results/").text
    again = client.post(f"/desk/surveys/results/{wave.pk}/release/")
    assert (again.status_code, wave.releases.count()) == (422, 1)
    assert "Say why they are released again" in again.text


def test_an_open_wave_cannot_be_released_from_the_page(client, kim):
    wave = WaveFactory.create(area=None, instrument=survey(), sample_type="open")
    client.force_login(kim)
    answer = client.post(f"/desk/surveys/results/{wave.pk}/release/")
    assert answer.status_code == 422
    assert "still takes answers" in answer.text


def test_everyone_reads_the_score_its_range_and_how_it_was_measured(client, released):
    page = client.get(f"/surveys/results/{released.wave.slug}/").text
    headline = released.tables["headline"]
    assert f"{headline['value']:.0f} = an average of {headline['value'] / 10:.1f} out of 10" in page
    assert "not a random sample" in page
    assert "modelled precision interval" in page
    assert "margin of error" not in page
    assert "Do the police listen?" in page
    assert released.sha256 in page


def test_page_csv_and_json_say_the_same(client, released):
    base = f"/surveys/results/{released.wave.slug}/{released.number}/"
    everything = client.get(f"{base}all.json")
    assert fingerprint(json.loads(everything.content)) == released.sha256
    sheet = client.get(f"{base}estimates.csv")
    first = sheet.content.decode("utf-8-sig").splitlines()[1].split(",")
    assert first[:3] == ["trust", "mean", "all"]
    assert float(first[6]) == released.tables["rows"][0]["value"]


@pytest.mark.parametrize(
    "name",
    [
        "estimates",
        "without_flagged",
        "benchmarks",
        "people",
        "weighting",
        "changes",
        "measures",
        "dictionary",
    ],
)
def test_every_table_can_be_taken_along(client, released, name):
    base = f"/surveys/results/{released.wave.slug}/{released.number}/"
    answer = client.get(f"{base}{name}.csv")
    assert answer.status_code == 200
    assert f"{released.wave.slug}-1-{name}.csv" in answer["Content-Disposition"]
    assert client.get(f"{base}{name}").status_code == 404
    assert client.get(f"{base}passwords.csv").status_code == 404


def test_older_releases_are_kept(client, sam, plain):
    wave = plain
    released = release(wave, sam)
    wave.refresh_from_db()
    agreeing(wave, 60, seed=9)
    second = release(wave, sam, "Paper forms came late.")
    newest = client.get(f"/surveys/results/{wave.slug}/").text
    first = client.get(f"/surveys/results/{wave.slug}/1/").text
    assert second.sha256 in newest
    assert "Paper forms came late." in newest
    assert released.sha256 in first
    assert "There is a newer release" in first
    assert client.get(f"/surveys/results/{wave.slug}/3/").status_code == 404


def test_nothing_is_public_that_was_not_released(client, wave):
    wave.refresh_from_db()
    assert client.get(f"/surveys/results/{wave.slug or 'none'}/").status_code == 404
    assert "Nothing is published yet" in client.get("/surveys/results/").text


def test_the_method_is_told_in_plain_words(client):
    page = client.get("/surveys/results/method/").text
    assert "It is not 65 percent of people" in page
    assert "Deming and Stephan" in page


def test_waves_stand_beside_each_other_with_their_breaks(client, sam, wave):
    released = release(wave, sam)
    after = WaveFactory.create(
        area=None, instrument=wave.instrument, sample_type="open", mode="phone",
        title="Trust, summer", opens_at=timezone.now() - timedelta(hours=1, minutes=50),
        closes_at=timezone.now() - timedelta(hours=1, minutes=5),
    )  # fmt: skip
    agreeing(after, 60)
    later = release(after, sam)
    page = client.get(f"/surveys/results/{later.wave.slug}/").text
    assert "Trust, spring" in page
    assert "answered in another way from here on" in page
    assert "So the two are not compared." in page
    assert released.tables["since"] is None


@pytest.mark.parametrize("people", [40, 400])
def test_pages_cost_the_same_however_many_answered(
    client, kim, people, django_assert_max_num_queries
):
    wave = over()
    agreeing(wave, people)
    fold()
    released = release(wave, kim)
    client.force_login(kim)
    cache.clear()
    client.get(f"/desk/surveys/results/{wave.pk}/")
    with django_assert_max_num_queries(26):
        client.get(f"/desk/surveys/results/{wave.pk}/")
    client.logout()
    with django_assert_max_num_queries(12):
        client.get(f"/surveys/results/{released.wave.slug}/")
    with django_assert_max_num_queries(5):
        client.get("/surveys/results/")


def test_what_a_census_knows_stands_beside_what_people_said(client, sam, settings, plain):
    settings.SURVEY_BENCHMARKS = {"job": 0.58, "elsewhere": 0.5}
    out = release(plain, sam)
    (known,) = out.tables["benchmarks"]
    row = next(
        row for row in out.tables["rows"]
        if (row["measure"], row["part"], row["group"]) == ("job", "1", "all")
    )  # fmt: skip
    assert (known["value"], known["residents"]) == (row["value"], 0.58)
    page = client.get(f"/surveys/results/{out.wave.slug}/").text
    assert f"(weighted) {100 * row['value']:.0f}% say “Step 1”, of all residents 58%" in page
    sheet = client.get(f"/surveys/results/{out.wave.slug}/1/benchmarks.csv")
    assert "0.58" in sheet.content.decode()


@pytest.mark.parametrize(("odd", "why"), [(40, ""), (4, "covers")], ids=["many", "few"])
def test_a_release_says_the_score_without_odd_answers(client, sam, odd, why):
    wave = over(title="Pulse")
    agreeing(wave, 300)
    agreeing(wave, odd, seed=5, flags=["straight_line"])
    out = release(wave, sam)
    (without,) = out.tables["without_flagged"]
    assert (without["why"], without["n"]) == (why, None if why else 300)
    page = client.get(f"/surveys/results/{out.wave.slug}/").text
    assert "Without them the scores would be" in page
    assert ("fewer than 10" in page) == bool(why)


def test_the_scores_of_a_series_are_drawn_with_their_breaks(client, sam, wave):
    release(wave, sam)
    after = over(instrument=wave.instrument, mode="phone", title="Trust, summer")
    agreeing(after, 60, seed=4)
    later = release(after, sam)
    page = client.get(f"/surveys/results/{later.wave.slug}/").text
    assert "Score over time" in page
    assert "scores on its two sides cannot be compared" in page
    assert page.count("People answered in another way from here on.") >= 2
