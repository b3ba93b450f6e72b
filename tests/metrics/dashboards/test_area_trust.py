"""Trust on the page of an area: its district's number, or why there is none."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone
from django.utils.formats import date_format

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


def answers(area, scores, ago=timedelta(days=180)):
    """One wave in the area, with one response for each score, half a year ago."""
    opened = timezone.now() - ago
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

    assert (
        f"Riverside, the year to {date_format(public.settled_year().last, 'YEAR_MONTH_FORMAT')}."
        in text
    )
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


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        ("2026-11-21", date(2025, 10, 1), date(2026, 9, 30)),
        ("2026-10-30", date(2025, 7, 1), date(2026, 6, 30)),
        ("2026-10-31", date(2025, 10, 1), date(2026, 9, 30)),
        ("2026-01-15", date(2024, 10, 1), date(2025, 9, 30)),
    ],
)
def test_it_covers_whole_quarters_that_everybody_had_time_to_answer_about(today, first, last):
    with time_machine.travel(f"{today} 18:00Z", tick=False):
        year = public.settled_year()

    assert (year.first, year.last) == (first, last)


def test_the_answers_of_one_evening_do_not_move_it(client, millrace):
    answers(millrace, [6, 7, 8, 7] * 10)
    before = public.trust_of_district("1")
    answers(millrace, [0] * 3, ago=timedelta(days=2))
    cache.delete(KEY)

    assert public.trust_of_district("1") == before
    assert before.n == 40
