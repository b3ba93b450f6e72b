from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from metrics.crime import measuring
from metrics.crime.models import Forecast, Program, Surge
from tests.factories.concerns import CategoryFactory
from tests.factories.crime import (
    CrimeCategoryFactory,
    ForecastRunFactory,
    MonthlyCountFactory,
    ProgramAreaFactory,
    ProgramFactory,
)


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def theft():
    return CrimeCategoryFactory.create(code="theft", name="Theft", names={"es": "Hurto"})


def test_command_sees_counts_by_month_kind_and_place(client, kim, millrace, eastbank, theft):
    for place, n in ((millrace, 12), (eastbank, 31)):
        MonthlyCountFactory.create(area=place, category=theft, n=n)
    client.force_login(kim)

    page = client.get(reverse("crime:counts"))

    assert "All kinds together, the whole city: 43 in 1 months" in page.text
    assert "Eastbank" in page.text
    one = client.get(reverse("crime:counts"), {"area": millrace.slug, "category": "theft"})
    assert "Theft, Millrace: 12" in one.text


def test_beats_and_districts_are_not_added_up_together(client, kim, riverside, millrace, theft):
    MonthlyCountFactory.create(area=riverside, category=theft, n=500)
    MonthlyCountFactory.create(area=millrace, category=theft, n=12)
    client.force_login(kim)

    assert "the whole city: 12 in" in client.get(reverse("crime:counts")).text


def test_a_wrong_choice_is_said_at_the_field_and_an_empty_city_says_how_to_fill_it(client, kim):
    client.force_login(kim)

    assert "import_crime" in client.get(reverse("crime:counts")).text
    page = client.get(reverse("crime:counts"), {"category": "nonsense", "span": "x"})
    assert "usa-error-message" in page.text


def test_counts_cost_the_same_for_one_beat_and_for_many(
    client, kim, riverside, theft, django_assert_max_num_queries
):
    client.force_login(kim)
    for n in range(12):
        MonthlyCountFactory.create(area__parent=riverside, category=theft, n=n + 1)

    with django_assert_max_num_queries(18):
        client.get(reverse("crime:counts"))


def test_command_adds_a_program_with_its_areas(
    client, kim, millrace, eastbank, django_capture_on_commit_callbacks
):
    client.force_login(kim)
    page = client.post(reverse("crime:new"), {"title": "Porch lights", "about": "Lights on."})
    program = Program.objects.get()
    assert page.url == reverse("crime:places", args=[program.pk])

    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(page.url, {"areas": "11, Eastbank", "began_on": "2024-01"}, follow=True)

    assert "Millrace" in page.text
    assert "Not yet" in client.get(reverse("crime:programs")).text
    assert {place.area for place in program.places.all()} == {millrace, eastbank}
    program.refresh_from_db()
    assert program.entered_by == kim
    assert program.measured_at is not None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"areas": "99", "began_on": "2024-01"}, "no area “99” here"),
        ({"areas": " , ", "began_on": "2024-01"}, "Name at least one area"),
        ({"areas": "11", "began_on": "soon"}, "such as 2026-04"),
        ({"areas": "11", "began_on": "1890-01"}, "not possible"),
        ({"areas": "11", "began_on": "2024-05", "ended_on": "2024-01"}, "end after it began"),
        ({"areas": "12", "began_on": "2024-01"}, "Eastbank already"),
    ],
    ids=["unknown", "none", "no month", "old", "backwards", "again"],
)
@pytest.mark.usefixtures("millrace")
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, kim, eastbank, typed, words):
    program = ProgramAreaFactory.create(area=eastbank).program
    client.force_login(kim)

    page = client.post(reverse("crime:places", args=[program.pk]), typed)

    assert words in page.text
    assert typed["areas"].strip() in page.text
    assert program.places.count() == 1


def test_an_area_is_taken_out_again(client, kim, millrace):
    place = ProgramAreaFactory.create(area=millrace)
    client.force_login(kim)

    client.post(reverse("crime:removal", args=[place.program_id, place.pk]))

    assert not place.program.places.exists()
    other = ProgramFactory.create()
    assert client.post(reverse("crime:removal", args=[other.pk, place.pk])).status_code == 404


def test_a_program_in_few_areas_is_described_and_claims_nothing(client, olivia, millrace, theft):
    place = ProgramAreaFactory.create(area=millrace, began_on=date(2024, 9, 1))
    MonthlyCountFactory.create(area=millrace, category=theft)
    measuring.measure(place.program)
    client.force_login(olivia)

    page = client.get(place.program.get_absolute_url()).text

    assert "Described only: no effect is claimed" in page
    assert "Engaged neighbors report more" in page
    assert "Blair et al. 2021" in page
    assert "Areas and months" not in page


def test_a_measured_program_shows_the_chart_the_checks_and_the_table(client, kim):
    before, since = ({"since": n, "ratio": 0.9, "low": 0.7, "high": 1.2} for n in (-2, 0))
    kind = {
        "placebo": False,
        "means": {"with_before": 3.2, "with_after": 3, "without_before": 4, "without_after": None},
        "ratio": 0.8, "low": 0.7, "high": 0.9, "p": 0.001, "p_by": "clusters",
        "dealt": 0.01,
        "study": {"before_p": 0.01, "drift": 0.02, "quarters": [before, since]},
        "year_early": {"ratio": 0.7, "low": 0.5, "high": 0.9},
        "staggered": {"change": -0.1, "se": 0.02},
    }  # fmt: skip
    CrimeCategoryFactory.create(code="checks", name="Bad checks")
    CrimeCategoryFactory.create(code="theft", name="Theft")
    program = ProgramFactory.create(
        finding={
            "status": "measured", "reasons": [],
            "treated": 9, "controls": 20, "before": 24, "after": 12,
            "kinds": [
                kind | {"code": measuring.EVERYTHING},
                kind | {"code": "theft", "adjusted": 0.4},
                kind | {"code": "checks", "placebo": True, "adjusted": 0.9},
                {"code": "gone", "placebo": False, "means": kind["means"], "why": "not_estimable"},
            ],
        }
    )  # fmt: skip
    client.force_login(kim)

    page = client.get(program.get_absolute_url()).text

    assert "20% lower than without it" in page
    assert "already moving apart" in page
    assert "Something else is at work" in page
    assert "6 months before" in page
    assert "Theft: No clear difference" in page
    assert "Bad checks" in page
    assert "being worked out" in page


def test_looking_ahead_explains_that_it_is_off(client, kim):
    client.force_login(kim)

    assert "turned off" in client.get(reverse("crime:ahead")).text
    assert "turned off" in client.get(reverse("public_crime:model_card")).text


def test_looking_ahead_shows_ranges_and_what_rose(client, kim, millrace, settings):
    settings.FORECASTS = True
    client.force_login(kim)
    assert "Nothing was looked at yet" in client.get(reverse("crime:ahead")).text
    millrace.population = 5000
    millrace.save()
    topic = CategoryFactory.create(slug="parked", name="Parked cars")
    card = {
        "series": 3, "months": 60, "origins": 48, "coverage": {"0.8": 0.79, "0.95": 0.96},
        "methods": {"harmonic": {"mase": 0.71, "wis": 3.2}},
        "over": [{"area": millrace.pk, "over": 0.04, "mase": 0.8}],
    }  # fmt: skip
    run = ForecastRunFactory.create(card=card)
    Forecast.objects.create(
        run=run, area=millrace, month=date(2024, 10, 1), middle=20,
        low80=15, high80=25, low95=12, high95=29, year_before=18,
    )  # fmt: skip
    Forecast.objects.create(run=run, topic=topic, month=date(2024, 10, 1), withheld="few")
    Surge.objects.create(
        run=run, topic=topic, month=date(2024, 9, 1),
        observed=40, expected=12, upper=21, adjusted=0.001,
    )  # fmt: skip

    page = client.get(reverse("crime:ahead")).text

    assert "12 to 29" in page
    assert "Parked cars" in page
    assert "40 concerns came" in page
    assert "For 1 place or topic nothing is said" in page
    card_page = client.get(reverse("public_crime:model_card")).text
    assert "held 79 in 100" in card_page
    assert "Millrace: 4% more" in card_page


def test_the_public_sees_districts_and_no_small_counts(client, riverside, hillside, theft):
    rare = CrimeCategoryFactory.create(name="Rare")
    for district, n in ((riverside, 400), (hillside, 300)):
        for place in range(2):
            MonthlyCountFactory.create(area__parent=district, category=theft, n=n + place)
            MonthlyCountFactory.create(area__parent=district, category=rare, n=2)

    page = client.get(reverse("public_crime:counts")).text

    assert "Riverside" in page
    assert "withheld" in page
    assert "Beat" not in page
    assert ">4<" not in page
    again = client.get(reverse("public_crime:counts")).text
    assert "withheld" in again


def test_without_counts_the_public_page_says_so(client):
    assert "No counts are published yet" in client.get(reverse("public_crime:counts")).text


def test_in_spanish_kinds_have_their_names(client, rosa, kim, millrace, theft):
    MonthlyCountFactory.create(area=millrace, category=theft)
    kim.language = "es"
    kim.save()
    client.force_login(kim)

    assert "Hurto" in client.get(reverse("crime:counts"), headers={"accept-language": "es"}).text
