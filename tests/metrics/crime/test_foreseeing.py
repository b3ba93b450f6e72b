"""How many concerns may come: off by default, from counts alone."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from engagement.concerns.models import Concern
from metrics.crime import foreseeing
from metrics.crime.models import Forecast, ForecastRun
from metrics.crime.panel import month
from metrics.crime.tasks import look_ahead
from tests.factories.concerns import CategoryFactory, ConcernFactory

AT = datetime(2026, 3, 10, 12, tzinfo=UTC)
FEBRUARY = 2026 * 12 + 1


@pytest.fixture
def on(settings):
    settings.FORECASTS = True


def raised(area, topic, level, years=5, seed=1, last=1.0):
    dice = np.random.default_rng(seed)
    rows = []
    for when in range(FEBRUARY - 12 * years + 1, FEBRUARY + 1):
        mean = level * (1 + 0.3 * np.sin(2 * np.pi * when / 12))
        n = dice.poisson(mean * (last if when == FEBRUARY else 1))
        day = month(when)
        moment = datetime(day.year, day.month, 15, 12, tzinfo=UTC)
        rows += [
            ConcernFactory.build(area=area, category=topic, raised_at=moment, anonymous=True)
            for _ in range(n)
        ]
    Concern.objects.bulk_create(rows)


def test_it_is_off_until_the_agency_turns_it_on(millrace):
    raised(millrace, CategoryFactory.create(), 12, years=1)

    look_ahead()

    assert not ForecastRun.objects.exists()


@pytest.mark.usefixtures("on")
def test_places_and_topics_with_enough_concerns_get_a_range(millrace, eastbank):
    noise, light = CategoryFactory.create(slug="noise"), CategoryFactory.create(slug="light")
    raised(millrace, noise, 30)
    raised(eastbank, light, 3, seed=2)

    run = foreseeing.foresee(AT)

    assert run.last_month == month(FEBRUARY)
    shown = Forecast.objects.shown()
    assert set(shown.values_list("area", "topic")) == {
        (None, None), (millrace.pk, None), (None, noise.pk), (millrace.pk, noise.pk),
    }  # fmt: skip
    assert {f"{each.month:%Y-%m}" for each in shown} == {"2026-03", "2026-04", "2026-05"}
    for each in shown:
        assert each.low95 <= each.low80 <= each.middle <= each.high80 <= each.high95
    assert run.card["series"] == 4
    assert 0.8 <= run.card["coverage"]["0.95"] <= 1
    assert run.card["methods"]["harmonic"]["mase"] < run.card["methods"]["seasonal_naive"]["mase"]
    assert [each["area"] for each in run.card["over"]] == [millrace.pk]
    assert not run.surges.exists()


@pytest.mark.usefixtures("on")
def test_the_same_month_is_looked_at_once(millrace):
    raised(millrace, CategoryFactory.create(), 12, years=1)

    assert foreseeing.foresee(AT) is not None
    assert foreseeing.foresee(AT) is None
    assert Forecast.objects.exclude(withheld="short").count() == 0


@pytest.mark.usefixtures("on")
def test_a_topic_that_rose_is_told(millrace):
    quiet, parking = CategoryFactory.create(slug="quiet"), CategoryFactory.create(slug="cars")
    raised(millrace, quiet, 30)
    raised(millrace, parking, 20, seed=7, last=3)

    run = foreseeing.foresee(AT)

    assert parking.pk in {surge.topic_id for surge in run.surges.all()}
    assert quiet.pk not in {surge.topic_id for surge in run.surges.all()}
    surge = run.surges.filter(topic=parking).first()
    assert surge.observed > surge.upper >= surge.expected


@pytest.mark.usefixtures("on")
def test_without_concerns_there_is_nothing_to_look_at():
    assert foreseeing.foresee(AT) is None
