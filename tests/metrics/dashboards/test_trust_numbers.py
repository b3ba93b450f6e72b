from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from metrics.dashboards import findings, methods, public
from metrics.dashboards.board import Board
from metrics.dashboards.board_charts import trust_chart, trust_table
from metrics.dashboards.periods import Period
from metrics.dashboards.slices import Slice
from metrics.surveys.models import Instrument, Response, Wave
from metrics.surveys.results.folding import fold
from metrics.surveys.shipped import EVENT_FEEDBACK
from tests.factories.dashboards import at

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def answers(area, scores, *, opened="2026-11-04T20:00", sample_type="attended"):
    """One wave in the area, with one response for each score."""
    wave = Wave.objects.create(
        instrument=Instrument.objects.shipped(EVENT_FEEDBACK),
        area=area,
        title="After the meeting",
        sample_type=sample_type,
        opens_at=at(opened),
        closes_at=at(opened) + timedelta(days=14),
        closed_invitations=2 * len(scores),
    )
    Response.objects.bulk_create(
        Response(wave=wave, area=area, language="en", answers={"listen": score}) for score in scores
    )
    fold(wave)


def board(**about):
    return Board.of(Slice.of(NOVEMBER, at=at("2026-11-20T18:00"), **about))


@pytest.fixture
def two_districts(millrace, hillside):
    """Forty answers around 7 in Riverside, forty around 3 in Hillside."""
    answers(millrace, [6, 7, 8, 7] * 10)
    answers(hillside, [2, 3, 4, 3] * 10)


def test_trust_comes_with_its_range_and_by_district(two_districts):
    these = board()

    assert these.trust.number.score == pytest.approx(50)
    assert these.trust.number.low < 50 < these.trust.number.high
    assert [(place.name, place.score, place.n) for place in these.trust.by_part] == [
        ("Riverside", pytest.approx(70), 40),
        ("Hillside", pytest.approx(30), 40),
    ]
    assert (these.trust.waves, these.trust.invited) == (2, 160)


def test_a_gap_larger_than_chance_is_said(two_districts):
    assert findings.trust_by_part(board()) == (
        "Trust is lower in Hillside than in Riverside, by more than chance."
    )


def test_ranges_that_overlap_say_nothing(millrace, hillside):
    answers(millrace, [0, 10] * 20)
    answers(hillside, [1, 10] * 20)

    assert findings.trust_by_part(board()) == (
        "The ranges overlap: we cannot say that any place differs."
    )


def test_too_few_answers_keep_their_row_and_show_no_score(millrace, hillside):
    answers(millrace, [7] * 29)
    answers(hillside, [3, 4] * 20)

    these = board()

    assert [(place.score, place.n) for place in these.trust.by_part] == [
        (None, None),
        (pytest.approx(35), 40),
    ]
    assert findings.trust_by_part(these) == "Only Hillside has enough answers to say."
    assert trust_table(these).rows[0] == ("Riverside", None, None, None, None)
    drawn = trust_chart(these)
    assert drawn.points[-1].label == "Not enough answers to say"
    assert "Not enough answers to say" in drawn.wide
    assert "Not enough answers to say" in drawn.narrow


def test_nobody_has_answered_yet(millrace):
    these = board()

    assert findings.trust(these) == "No one has answered yet."
    assert findings.trust_by_part(these) == "Not enough answers to say."
    assert dict(methods.trust(these))["How many"] == "Fewer than 10 answers."


def test_another_kind_of_sample_is_never_mixed_in(two_districts, millrace):
    answers(millrace, [0] * 50, sample_type="probability")

    assert board().trust.by_part[0].score == pytest.approx(70)


def test_the_method_says_who_was_asked_what(two_districts):
    said = dict(methods.trust(board()))

    assert said["Who answered"] == "People who came to a meeting and chose to answer"
    assert said["How many"].startswith("80 answers. 160 people were invited in the period")
    assert "listen to and take into account" in said["What was asked"]
    assert "5.0 of 10. It is not a percentage." in said["What the score is"]


def test_a_supervisor_sees_trust_of_their_district_alone(two_districts, riverside):
    assert board(scope=[riverside.path]).trust.number.score == pytest.approx(70)


def test_everyone_reads_the_score_with_its_range(client, millrace):
    cache.delete("public-trust:1")
    answers(millrace, [5, 6] * 30, opened=f"{timezone.localdate() - timedelta(days=180)}T20:00")

    shown = client.get("/").text
    cache.delete("public-trust:1")

    assert "We are 95% sure it is between 54 and 56." in shown
    assert "they do not stand for the whole city" in shown


def test_under_the_floor_everyone_reads_that_it_is_too_early_to_say(client, millrace):
    cache.delete("public-trust:1")
    answers(millrace, [5, 6] * 5, opened=f"{timezone.localdate() - timedelta(days=180)}T20:00")

    assert public.trust() == public.PublicTrust()
    assert "Not enough answers to say." in client.get("/").text
    cache.delete("public-trust:1")
