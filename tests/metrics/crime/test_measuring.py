"""A program from its areas to its finding, in simulated cities whose truth is known."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from metrics.crime import measuring, wording
from metrics.crime.measuring import EVERYTHING
from metrics.crime.models import MonthlyCount, Program
from metrics.crime.panel import month, number
from metrics.crime.tasks import measure_program, measure_programs
from portal.areas.models import Area
from portal.refusals import NotPossible
from tests.factories.areas import AreaFactory
from tests.factories.crime import CrimeCategoryFactory, ProgramAreaFactory, ProgramFactory

STARTED = date(2022, 1, 1)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(measuring, "DRAWS", 19)


def a_city(areas=24, treated=12, months=48, ratio=0.6, before=24, seed=5):
    """Beats with counts of thefts (which the program moves) and bad checks (which it cannot)."""
    dice = np.random.default_rng(seed)
    theft = CrimeCategoryFactory.create(code="theft", name="Theft")
    checks = CrimeCategoryFactory.create(code="checks", name="Bad checks", hardly_affected=True)
    beats = Area.objects.bulk_create(
        AreaFactory.build(
            level="beat", code=f"c{n}", name=f"Beat c{n}", slug=f"c{n}", path=f"c{n}/"
        )
        for n in range(areas)
    )
    program = ProgramFactory.create()
    for beat in beats[:treated]:
        ProgramAreaFactory.create(program=program, area=beat, began_on=STARTED)
    first = number(STARTED) - before
    rows = []
    for place, beat in enumerate(beats):
        level = dice.uniform(10, 40)
        for when in range(first, first + months):
            on = place < treated and when >= number(STARTED)
            for kind, effect in ((theft, ratio), (checks, 1.0)):
                n = dice.poisson(level * (effect if on else 1))
                rows.append(MonthlyCount(area=beat, month=month(when), category=kind, n=n))
    MonthlyCount.objects.bulk_create(rows)
    return program


def kinds(program):
    return {kind["code"]: kind for kind in program.finding["kinds"]}


@pytest.fixture
def measured():
    program = a_city()
    assert measuring.measure(program)
    program.refresh_from_db()
    return program


def test_an_effect_that_is_there_is_found_with_its_doubts(measured):
    theft = kinds(measured)["theft"]

    assert measured.finding["status"] == "measured"
    assert (measured.finding["treated"], measured.finding["controls"]) == (12, 12)
    assert theft["low"] < 0.6 < theft["high"]
    assert theft["adjusted"] < 0.05
    assert theft["p_by"] == "bootstrap"
    assert theft["dealt"] == pytest.approx(1 / 20)
    assert theft["study"]["before_p"] > 0.05
    assert theft["study"]["drift"] > 0
    assert theft["year_early"]["low"] < 1 < theft["year_early"]["high"]
    assert theft["staggered"]["change"] == pytest.approx(-0.4, abs=0.08)


def test_what_it_cannot_have_changed_did_not(measured):
    checks = kinds(measured)["checks"]

    assert checks["placebo"]
    assert checks["adjusted"] > 0.05


def test_words_say_what_was_found(measured):
    found = {kind.code: kind for kind in wording.kinds_of(measured)}

    assert "lower than without it" in found["theft"].headline
    assert "No clear difference" in found["checks"].headline
    assert any("moved alike" in check for check in found["theft"].checks)
    assert any("two" not in check and "100 deals" in check for check in found["theft"].checks)
    assert found[EVERYTHING].name == "All kinds together"
    assert found["theft"].chart.shape == "ranges"
    assert "% of the quarter" not in found["theft"].chart.title
    assert not wording.reasons(measured.finding)


@pytest.mark.parametrize(
    ("city", "reason"),
    [
        ({"treated": 7}, "7 areas with counts"),
        ({"areas": 15, "treated": 8}, "7 areas to compare with"),
        ({"before": 11}, "11 months of counts before"),
        ({"before": 24, "months": 24}, "no month of counts since"),
    ],
    ids=["few areas", "few to compare", "few months", "too early"],
)
def test_too_little_is_described_only(city, reason):
    program = a_city(**city)

    measuring.measure(program)
    program.refresh_from_db()

    assert program.finding["status"] == "descriptive"
    assert all("ratio" not in kind for kind in program.finding["kinds"])
    assert any(reason in words for words in wording.reasons(program.finding))
    assert kinds(program)["theft"]["means"]["with_before"] > 0


def test_without_areas_or_counts_nothing_is_said():
    bare = ProgramFactory.create()
    early = ProgramAreaFactory.create().program

    assert measuring.finding_of(bare)["reasons"] == ["no_areas"]
    assert measuring.finding_of(early)["reasons"] == ["no_counts"]
    assert wording.reasons(measuring.finding_of(early))


def test_starts_at_different_times_and_ends(measured):
    late = measured.places.all()[:4]
    for place in late:
        place.began_on, place.ended_on = date(2022, 7, 1), date(2023, 6, 1)
        place.save()

    found = measuring.finding_of(measured)

    assert found["status"] == "measured"
    assert 0.5 < next(kind for kind in found["kinds"] if kind["code"] == "theft")["ratio"] < 0.8


def test_a_program_is_measured_once_and_again_when_it_changed():
    program = a_city(areas=3, treated=1)

    measure_programs()
    assert not Program.objects.unmeasured().exists()
    before = Program.objects.get().measured_at
    measure_program(program.pk)
    assert Program.objects.get().measured_at == before

    program.refresh_from_db()
    program.touch()
    assert Program.objects.unmeasured().get() == program


def test_what_was_worked_out_while_it_changed_is_not_kept():
    program = a_city(areas=3, treated=1)
    stale = Program.objects.get(pk=program.pk)
    program.touch()

    assert not measuring.measure(stale)
    assert Program.objects.get().finding == {}


def test_a_program_begins_once_in_an_area_of_one_kind(millrace, eastbank, riverside):
    program = ProgramFactory.create()
    program.start_in([millrace], STARTED)

    with pytest.raises(NotPossible, match="Millrace already"):
        program.start_in([millrace, eastbank], STARTED)
    with pytest.raises(NotPossible, match="of one kind"):
        program.start_in([riverside], STARTED)
    with pytest.raises(NotPossible, match="after it began"):
        program.start_in([eastbank], STARTED, STARTED)
    assert program.places.count() == 1
    program.places.get().take_out()
    assert not program.places.exists()
