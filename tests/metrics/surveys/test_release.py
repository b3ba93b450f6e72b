"""What is published: frozen, protected, with its hash, and never more than once in silence."""

from datetime import timedelta

import numpy as np
import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from metrics.surveys.models import Batch, Release, Response
from metrics.surveys.results import disclosing
from metrics.surveys.results.disclosing import disclose
from metrics.surveys.results.estimating import results
from metrics.surveys.results.folding import fold, take_back
from metrics.surveys.results.releasing import canonical, fingerprint, release
from metrics.trust.disclosure import audit
from portal.refusals import NotPossible
from tests.factories.areas import AreaFactory
from tests.factories.surveys import WaveFactory
from tests.metrics.surveys.test_results import survey


def over(**about):
    """A wave that ended two hours ago."""
    end = timezone.now() - timedelta(hours=2)
    about = {"area": None, "sample_type": "open", "opens_at": end - timedelta(days=14)} | about
    about.setdefault("instrument", None)
    about["instrument"] = about["instrument"] or survey()
    return WaveFactory.create(closes_at=end, **about)


def agreeing(wave, n, *, middle=6.0, area=None, seed=3, **about):
    """People whose two answers go together, as those of an index should."""
    dice = np.random.default_rng(seed)
    listen = np.clip(np.round(dice.normal(middle, 2, n)), 0, 10).astype(int)
    respect = np.clip(listen + dice.integers(-1, 2, n), 0, 10).astype(int)
    Response.objects.bulk_create(
        Response(
            wave=wave, area=area, language="en", **about,
            answers={"listen": int(a), "respect": int(b), "job": 1 + (int(a) + int(b)) // 5},
        )
        for a, b in zip(listen, respect, strict=True)
    )  # fmt: skip


@pytest.fixture
def wave():
    wave = over()
    agreeing(wave, 300)
    return wave


def test_a_release_folds_and_freezes_what_there_is(wave, sam):
    out = release(wave, sam)
    assert (out.number, out.released_by, out.method_version) == (1, sam, 1)
    assert out.tables["n"] == 300
    assert out.tables["headline"]["measure"] == "trust"
    assert out.tables["headline"]["why"] == ""
    kept = Release.objects.get()
    assert kept.sha256 == fingerprint(kept.tables)
    assert wave.responses.filter(is_folded=False).count() == 0
    wave.refresh_from_db()
    assert wave.slug


def test_the_same_numbers_have_the_same_hash():
    one, other = {"b": 1.5, "a": [None, "é"]}, {"a": [None, "é"], "b": 1.5}
    assert canonical(one) == canonical(other) == '{"a":[null,"é"],"b":1.5}'.encode()
    assert fingerprint(one) == fingerprint(other)


def test_released_numbers_cannot_be_changed(wave, sam):
    out = release(wave, sam)
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        Release.objects.filter(pk=out.pk).update(tables={})
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        out.delete()


def test_an_open_wave_is_not_released(wave, sam):
    wave.closes_at = timezone.now() - timedelta(minutes=30)
    type(wave).objects.filter(pk=wave.pk).update(closes_at=wave.closes_at)
    with pytest.raises(NotPossible, match="still takes answers"):
        release(wave, sam)


def test_below_the_floor_nothing_is_released(sam):
    wave = over()
    agreeing(wave, 29)
    with pytest.raises(NotPossible, match="Too few people answered"):
        release(wave, sam)


def test_a_second_release_says_why_and_keeps_the_first(wave, sam):
    first = release(wave, sam)
    with pytest.raises(NotPossible, match="Say why"):
        release(wave, sam)
    agreeing(wave, 60, seed=9)
    second = release(wave, sam, "Forty paper forms came late.")
    assert (second.number, second.tables["n"]) == (2, 360)
    assert Release.objects.get(pk=first.pk).tables["n"] == 300
    assert list(wave.releases.values_list("number", flat=True)) == [2, 1]


def test_a_second_release_of_a_few_more_people_is_refused(wave, sam):
    release(wave, sam)
    agreeing(wave, 4)
    with pytest.raises(NotPossible, match="could be told apart"):
        release(wave, sam, "A few more.")


def test_a_release_without_people_counted_before_is_refused(wave, sam):
    batch = Batch.objects.create(wave=wave, source="Forms", sha256="1" * 64)
    agreeing(wave, 40, batch=batch)
    release(wave, sam)
    take_back(batch)
    with pytest.raises(NotPossible, match="could be told who"):
        release(wave, sam, "The forms were of another survey.")


def test_small_counts_are_withheld_with_as_many_as_it_takes(sam, riverside):
    wave = over()
    one, two, three = (
        AreaFactory.create(level="district", code=f"D{at}", name=f"D{at}") for at in range(3)
    )
    agreeing(wave, 150, area=one)
    agreeing(wave, 120, area=two, seed=4)
    agreeing(wave, 6, area=three, seed=5)
    out = release(wave, sam)
    shown = {
        each["category"]: each["n"]
        for each in out.tables["people"]
        if each["group"] == "area" and each["category"] != riverside.code
    }
    assert shown == {"D0": 150, "D1": None, "D2": None}
    rows = {
        each["category"]: each
        for each in out.tables["rows"]
        if (each["measure"], each["part"], each["group"]) == ("trust", "mean", "area")
    }
    assert (rows["D1"]["why"], rows["D1"]["n"], rows["D1"]["value"]) == ("covers", None, None)
    assert (rows["D2"]["why"], rows["D2"]["n"]) == ("small_area", None)


def test_no_withheld_count_can_be_worked_out(sam):
    wave = over()
    districts = [AreaFactory.create(level="district", code=f"D{at}") for at in range(3)]
    for at, area in enumerate(districts):
        agreeing(wave, (150, 90, 7)[at], area=area, seed=at, sex="female" if at else "male")
    fold()
    disclosed = disclose(results(wave))
    assert audit(disclosed.found).safe
    again = disclosing._published([disclosed.kept()])  # noqa: SLF001 -- as a later release reads it
    assert (again.suppressed_cells == disclosed.found.suppressed_cells).all()


def test_nor_from_two_releases_together(wave):
    fold()
    first = disclose(results(wave))
    agreeing(wave, 60, seed=9)
    fold()
    second = disclose(results(wave), [first.kept()])
    assert second.count > first.count
    assert audit(second.found).safe


def test_an_index_whose_questions_do_not_agree_is_no_number(sam):
    wave = over()
    dice = np.random.default_rng(5)
    for a, b in dice.integers(0, 11, (200, 2)):
        wave.responses.create(language="en", answers={"listen": int(a), "respect": int(b)})
    out = release(wave, sam)
    assert not out.tables["agreement"]["trust"]["holds"]
    assert out.tables["headline"]["why"] == "loose"
    assert out.tables["headline"]["value"] is None


def test_change_is_tested_against_the_last_release_of_the_same_questions(sam):
    instrument = survey()
    now = timezone.now()
    first = WaveFactory.create(
        area=None, instrument=instrument, sample_type="open",
        opens_at=now - timedelta(days=120), closes_at=now - timedelta(days=100),
    )  # fmt: skip
    agreeing(first, 400, middle=5)
    release(first, sam)
    second = over(instrument=instrument)
    agreeing(second, 400, middle=6.5, seed=12)
    since = release(second, sam).tables["since"]
    changes = {(each["measure"], each["part"], each["group"]): each for each in since["rows"]}
    assert since["wave"]["title"] == first.title
    assert changes["trust", "mean", "all"]["shown"]
    assert changes["trust", "mean", "all"]["difference"] > 10


@pytest.mark.parametrize(
    ("about", "broken"),
    [({"version": 2}, ["version"]), ({"mode": "phone"}, ["mode"])],
    ids=["other words", "other mode"],
)
def test_across_a_break_nothing_is_compared(sam, about, broken):
    instrument = survey()
    now = timezone.now()
    first = WaveFactory.create(
        area=None, instrument=instrument, sample_type="open",
        opens_at=now - timedelta(days=120), closes_at=now - timedelta(days=100),
    )  # fmt: skip
    agreeing(first, 100)
    release(first, sam)
    other = survey(version=2) if "version" in about else instrument
    second = over(instrument=other, mode=about.get("mode", "web"))
    agreeing(second, 100)
    since = release(second, sam).tables["since"]
    assert (since["breaks"], since["rows"]) == (broken, [])
