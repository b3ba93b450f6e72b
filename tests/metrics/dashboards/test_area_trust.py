"""Trust on the page of an area: its district's number, or why there is none."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from metrics.dashboards import public
from metrics.dashboards.public import PublicTrust
from metrics.surveys.models import Instrument, Response, Wave
from metrics.surveys.results.folding import fold
from metrics.surveys.shipped import EVENT_FEEDBACK
from tests.factories.areas import AreaFactory

KEY = "public-trust-by-district:1"
HELD_BACK = "We cannot say yet."


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.delete(KEY)
    yield
    cache.delete(KEY)


def answers(area, scores):
    """One wave in the area, with one response for each score, a month ago."""
    opened = timezone.now() - timedelta(days=30)
    wave = Wave.objects.create(
        instrument=Instrument.objects.shipped(EVENT_FEEDBACK),
        area=area,
        title="After the meeting",
        sample_type="attended",
        opens_at=opened,
        closes_at=opened + timedelta(days=14),
    )
    Response.objects.bulk_create(
        Response(
            wave=wave, area=area, answered_on=opened.date(), language="en",
            answers={"listen": score},
        )
        for score in scores
    )  # fmt: skip
    fold(wave)


def page(client, area):
    cache.delete(KEY)
    return client.get(area.get_absolute_url()).text


def test_a_beat_shows_the_number_of_its_district_with_its_range_and_whose_it_is(client, millrace):
    answers(millrace, [6, 7, 8, 7] * 10)

    text = page(client, millrace)

    assert "Riverside, the last twelve months." in text
    assert "70" in text
    assert "We are 95% sure it is between" in text
    assert "From 40 people who came to a meeting" in text


@pytest.mark.parametrize("few", [0, 29])
def test_few_answers_are_held_back_and_the_page_says_why(client, millrace, few):
    answers(millrace, [7] * few)

    text = page(client, millrace)

    assert HELD_BACK in text
    assert "a score needs at least 30 answers" in text


def test_one_district_alone_is_never_the_only_one_held_back(client, millrace, hillside):
    """Else it would be the city less the others."""
    third = AreaFactory.create(level="district", code="3", name="Harborside")
    answers(millrace, [6, 7, 8, 7] * 15)
    answers(third, [6, 7, 8, 7] * 10)
    answers(hillside, [2] * 12)

    assert HELD_BACK in page(client, hillside)
    assert HELD_BACK in page(client, third)  # the fewest answers of the others
    assert HELD_BACK not in page(client, millrace)


def test_two_held_back_protect_each_other(client, millrace, hillside):
    AreaFactory.create(level="district", code="3", name="Harborside")
    answers(millrace, [6, 7, 8, 7] * 15)
    answers(hillside, [2] * 12)

    assert HELD_BACK not in page(client, millrace)


def test_it_is_asked_once_for_all_readers(millrace, django_assert_num_queries):
    public.trust_of_district("1")

    with django_assert_num_queries(0):
        assert public.trust_of_district("1") == PublicTrust()
