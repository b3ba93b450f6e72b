"""Responses added up: what is counted, each exactly once, whoever counts."""

import threading
from datetime import timedelta
from math import isfinite

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.surveys.models import Batch, Cell, Instrument, Question, Response, Wave
from metrics.surveys.results import folding
from metrics.surveys.results.folding import check, fold, rebuild
from metrics.surveys.results.summing import Summing
from metrics.trust.scores import index
from tests.factories.areas import AreaFactory
from tests.factories.surveys import ResponseFactory, WaveFactory

ANSWERS: tuple[dict[str, object], ...] = (
    {"listen": 8, "respect": 5, "job": 4, "ways": [1, 3]},
    {"listen": 77, "respect": 5, "job": 88, "ways": [2]},
    {"listen": 0, "job": 1, "ways": [88]},
    {"job": 5, "ways": []},
    {"listen": 10, "respect": 10, "afraid": 10, "job": 2},
    {},
)
SOMEONE = st.tuples(
    st.sampled_from(ANSWERS),
    st.sampled_from(["", "18-34", "55+"]),
    st.sampled_from(["web", "paper"]),
)


def survey(least=0.6):
    """Three scales, of which one counts the other way, one likert, one of many answers."""
    instrument = Instrument.objects.create(slug=f"cells-{least}", kind="general", title="Cells")
    section = instrument.sections.create(number=1)
    kinds = {"listen": "scale", "respect": "scale", "afraid": "scale", "job": "likert"}
    asked = {
        code: section.questions.create(
            number=number, code=code, kind=kind, codes=[] if kind == "scale" else [1, 2, 3, 4, 5]
        )
        for number, (code, kind) in enumerate((kinds | {"ways": "multiple", "own": "open"}).items())
    }
    trust = instrument.indices.create(code="trust", least_answered=least)
    for code in ("listen", "respect", "afraid"):
        trust.items.create(question=asked[code], is_reversed=code == "afraid")
    return instrument


@pytest.fixture
def wave(millrace):
    return WaveFactory.create(area=millrace, instrument=survey(), sample_type="open")


def sums(wave, item):
    cells = wave.cells.filter(item=item).values_list("n", "total", "squares")
    return tuple(map(sum, zip(*cells, strict=True))) if cells else None


def everything(wave):
    key = ["item", "area", "age_band", "mode", "sex", "weight"]
    return {
        tuple(row[:6]): (row[6], round(row[7], 6), round(row[8], 5))
        for row in wave.cells.values_list(*key, "n", "total", "squares")
    }


def answered(wave, *answers, **about):
    return [ResponseFactory.create(wave=wave, answers=each, **about) for each in answers]


def test_an_item_has_how_many_and_the_sums_of_its_codes(wave):
    answered(wave, *ANSWERS)
    assert fold() == 6
    assert sums(wave, "") == (6, 0, 0)
    assert sums(wave, "listen") == (3, 18, 164)
    assert sums(wave, "job") == (4, 12, 46)
    assert sums(wave, "afraid") == (1, 10, 100)


def test_each_chosen_answer_counts_and_so_does_not_knowing(wave):
    answered(wave, *ANSWERS)
    fold()
    assert sums(wave, "job=4") == (1, 1, 1)
    assert sums(wave, "job=88")[0] == sums(wave, "listen=77")[0] == 1
    assert sums(wave, "ways")[0] == 2
    assert [sums(wave, f"ways={code}")[0] for code in (1, 2, 3, 88)] == [1] * 4


def test_an_index_is_the_mean_of_what_was_answered_turned_where_said(wave):
    answered(wave, *ANSWERS)
    fold()
    missing = float("nan")
    rows = [[8, 5, missing], [missing, 5, missing], [0, missing, missing], [10, 10, 10]]
    scores = index(rows, 0, 10, reverse=[2])
    kept = [score for score in scores if isfinite(score)]
    assert sums(wave, "trust") == pytest.approx(
        (len(kept), sum(kept), sum(score**2 for score in kept))
    )
    assert len(kept) == 2


def test_how_many_must_be_answered_is_rounded_up(millrace):
    wave = WaveFactory.create(area=millrace, instrument=survey(least=0.34))
    answered(wave, {"listen": 8}, {"listen": 8, "respect": 8})
    fold()
    assert sums(wave, "trust") == pytest.approx((1, 80, 6400))


def test_codes_that_nobody_asked_for_are_not_counted(wave):
    answered(wave, {"other": 3, "listen": "eight", "own": 4})
    fold()
    assert list(wave.cells.values_list("item", "n")) == [("", 1)]


def test_people_alike_are_one_cell_and_others_another(wave, hillside):
    answered(wave, {"listen": 5}, {"listen": 6}, age_band="18-34")
    answered(wave, {"listen": 5}, age_band="55+", weight="1.5")
    answered(wave, {"listen": 5}, area=hillside, mode="paper")
    answered(wave, {"listen": 5}, area=None)
    assert fold() == 5
    assert sorted(wave.cells.filter(item="listen").values_list("n", flat=True)) == [1, 1, 1, 2]


def test_what_is_counted_is_not_counted_again(wave):
    answered(wave, *ANSWERS)
    assert (fold(wave), fold(wave), fold()) == (6, 0, 0)
    answered(wave, {"listen": 4})
    assert fold(at_most=10) == 1
    assert sums(wave, "listen") == (4, 22, 180)
    assert check(wave) == []


def test_at_most_so_many_are_counted_at_once(wave):
    answered(wave, *ANSWERS)
    assert [fold(at_most=4), fold(at_most=4), fold(at_most=4)] == [4, 2, 0]
    assert check(wave) == []


def test_mixing_keeps_what_is_counted(wave):
    answered(wave, *ANSWERS[:3])
    fold()
    answered(wave, *ANSWERS[3:])
    Response.mix(wave)
    assert fold() == 3
    assert check(wave) == []


def test_an_error_half_way_leaves_everything_as_it_was(wave, monkeypatch):
    answered(wave, *ANSWERS)
    monkeypatch.setattr(folding, "PEOPLE", "SELECT 1 / 0")
    with pytest.raises(Exception, match="division by zero"), transaction.atomic():
        fold()
    monkeypatch.undo()
    assert not wave.cells.exists()
    assert fold() == 6
    assert check(wave) == []


def test_rebuilding_gives_the_same_cells_and_counts_the_new_ones(wave):
    answered(wave, *ANSWERS)
    fold()
    before = everything(wave)
    wave.cells.filter(item="listen").update(total=3)
    wave.cells.filter(item="job").delete()
    assert {each.item for each in check(wave)} == {"listen", "job"}
    answered(wave, *ANSWERS)
    assert rebuild(wave) == 12
    for key, twice in everything(wave).items():
        assert twice == pytest.approx([2 * once for once in before[key]], abs=1e-4)
    assert (fold(), check(wave)) == (0, [])


def test_the_command_says_what_differs_and_puts_it_right(wave, capsys):
    answered(wave, *ANSWERS)
    fold()
    call_command("rebuild_cells", "--check")
    wave.cells.filter(item="listen").update(n=9)
    with pytest.raises(CommandError, match="Sums of 1 of 1 waves are wrong") as refused:
        call_command("rebuild_cells", str(wave.pk), "--check")
    assert refused.value.returncode == 1
    assert "“listen” is kept as 9 answers" in capsys.readouterr().out
    call_command("rebuild_cells", str(wave.pk))
    call_command("rebuild_cells", "--check")
    assert "are right" in capsys.readouterr().out
    with pytest.raises(CommandError, match="There is no wave 0"):
        call_command("rebuild_cells", "0")


def test_a_batch_taken_back_is_subtracted(wave):
    answered(wave, *ANSWERS[:2])
    fold()
    before = everything(wave)
    batch = Batch.objects.create(wave=wave, source="A pile of paper", sha256="0" * 64)
    answered(wave, *ANSWERS, batch=batch, age_band="55+", mode="paper")
    fold(at_most=4)
    assert folding.take_back(batch) == 6
    assert everything(wave) == before
    assert (wave.responses.count(), check(wave)) == (2, [])


def copy_of(wave, people):
    Response.objects.bulk_create(
        Response(wave=wave, area_id=wave.area_id, language="en", answers=a, age_band=age, mode=mode)
        for a, age, mode in people
    )


@pytest.mark.django_db(transaction=True)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    piles=st.lists(st.lists(SOMEONE, min_size=1, max_size=6), min_size=1, max_size=5),
    folds=st.lists(st.sampled_from(["some", "all", "rebuild"]), min_size=1, max_size=6),
)
def test_any_interleaving_of_arrivals_and_folds_is_one_pass(db, piles, folds):
    """Arrivals on one connection, folds on two more, all at once."""
    area = AreaFactory.create()
    first, second = (
        WaveFactory.create(area=area, instrument=survey_once(), title=title)
        for title in ("At once", "In the end")
    )

    def arrive():
        for pile in piles:
            copy_of(first, pile)

    def add_up():
        for how in folds:
            rebuild(first) if how == "rebuild" else fold(first, at_most=2 if how == "some" else 9)

    errors = at_once(arrive, add_up, add_up)
    assert errors == []
    fold(first)
    for pile in piles:
        copy_of(second, pile)
    fold(second)
    assert everything(first) == everything(second)
    assert check(first) == []
    assert sums(first, "")[0] == sum(map(len, piles))


def at_once(*acts):
    """Each in a thread with a connection of its own; returns what went wrong."""
    errors = []

    def work(act):
        try:
            act()
        except Exception as error:  # noqa: BLE001 -- told in the main thread
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def survey_once():
    return Instrument.objects.filter(slug="cells-0.6").first() or survey()


@pytest.mark.django_db(transaction=True)
def test_nobody_folds_while_another_rebuilds(wave, monkeypatch):
    """Without the lock on the wave, both count: one into cells the other has just thrown away."""
    answered(wave, *ANSWERS)
    plain, folded = Summing.of, []

    def fold_meanwhile():
        folded.append(fold(wave))
        connection.close()

    def after_the_cells_are_gone(of):
        if threading.current_thread() is threading.main_thread():
            thread = threading.Thread(target=fold_meanwhile)
            thread.start()
            thread.join()
        return plain(of)

    monkeypatch.setattr(Summing, "of", after_the_cells_are_gone)
    assert rebuild(wave) == 6
    assert folded == [0]
    assert check(wave) == []


def test_the_beat_folds(wave):
    from metrics.surveys.tasks import fold_answers

    answered(wave, *ANSWERS)
    fold_answers()
    assert Cell.objects.get(wave=wave, item="").n == 6
    assert Wave.objects.filter(closes_at__gt=timezone.now() + timedelta(days=1)).exists()
    assert Question.MISSING == (77, 88)
