"""Writers and refreshes at once, in real threads: nothing is lost, and nothing counted twice."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event, current_thread

import pytest
from django.db import connection

from engagement.concerns.models import Concern
from metrics.dashboards.models import Tally, Touched
from metrics.dashboards.rollups import keeping
from tests.factories.areas import AreaFactory
from tests.factories.dashboards import a_concern, at, rolled_up

pytestmark = pytest.mark.django_db(transaction=True)
NOW = at("2026-11-20T18:00")
DAY = timedelta(days=1)


def n(fact):
    return sum(Tally.objects.filter(fact=fact).values_list("n", flat=True))


def apart(act):
    """Run it on a connection of its own."""
    try:
        return act()
    finally:
        connection.close()


def counting(statement):
    return "INSERT INTO dashboards_tally" in statement


def test_what_is_written_while_it_is_counted_is_counted_next(monkeypatch):
    """It fails where a refresh counts first, and takes away what was touched afterwards."""
    millrace = AreaFactory.create()
    rolled_up(NOW)
    a_concern(millrace, NOW - DAY)
    do, wrote = keeping._do, []  # noqa: SLF001 -- between its steps another writer comes in

    def do_while_someone_writes(statement, values=None):
        do(statement, values)
        if counting(statement) and not wrote:
            wrote.append(True)
            with ThreadPoolExecutor(1) as pool:
                pool.submit(apart, lambda: a_concern(millrace, NOW - DAY)).result()

    monkeypatch.setattr(keeping, "_do", do_while_someone_writes)
    rolled_up(NOW)
    assert n("raised") == 2 or Touched.objects.exists()
    rolled_up(NOW)

    assert wrote
    assert n("raised") == 2
    assert not Touched.objects.exists()


def test_two_never_count_the_same_subject_at_once(monkeypatch):
    """It fails without the lock: the second would not wait for the first."""
    millrace = AreaFactory.create()
    rolled_up(NOW)
    a_concern(millrace, NOW - DAY)
    do, first_counts, go_on = keeping._do, Event(), Event()  # noqa: SLF001 -- as above

    def do_slowly(statement, values=None):
        do(statement, values)
        if counting(statement) and current_thread().name.startswith("slow"):
            first_counts.set()
            assert go_on.wait(20)

    monkeypatch.setattr(keeping, "_do", do_slowly)
    with (
        ThreadPoolExecutor(1, thread_name_prefix="slow") as slow,
        ThreadPoolExecutor(1) as other,
    ):
        first = slow.submit(apart, lambda: keeping.refresh(NOW, names=["concerns"]))
        assert first_counts.wait(20)
        apart_too = a_concern(millrace, NOW - DAY)
        second = other.submit(apart, lambda: keeping.refresh(NOW, names=["concerns"]))
        with pytest.raises(TimeoutError):
            second.result(0.5)
        passed_by = ThreadPoolExecutor(1).submit(
            apart, lambda: keeping.refresh(NOW, names=["concerns"], wait=False)
        )
        passed_by.result(20)  # whoever does not wait goes on at once
        go_on.set()
        first.result(20)
        second.result(20)

    assert apart_too.pk
    assert n("raised") == 2
    assert keeping.differences("concerns", NOW) == []


def test_many_writers_and_refreshes_end_as_a_recount():
    areas = [AreaFactory.create() for _ in range(3)]
    rolled_up(NOW)

    def write(seed):
        dice = random.Random(seed)  # noqa: S311 -- no secret
        for _ in range(25):
            mine = Concern.objects.filter(text=f"The light is out, {seed}.")
            act = dice.choice(["raise", "raise", "answer", "move", "go"])
            one = mine.filter(pk=dice.choice([0, *mine.values_list("pk", flat=True)]))
            if act == "raise":
                concern = a_concern(dice.choice([*areas, None]), NOW - dice.randrange(6) * DAY)
                Concern.objects.filter(pk=concern.pk).update(text=f"The light is out, {seed}.")
            elif act == "answer":
                one.update(answered_at=NOW, state="acknowledged")
            elif act == "move":
                one.update(area=dice.choice(areas), raised_at=NOW - dice.randrange(40) * DAY)
            else:
                one.delete()

    def add_up(_number):
        for _ in range(10):
            keeping.refresh(NOW, names=["concerns"])

    with ThreadPoolExecutor(6) as pool:
        writers = [pool.submit(apart, lambda seed=seed: write(seed)) for seed in range(4)]
        adders = [pool.submit(apart, lambda number=number: add_up(number)) for number in range(2)]
        for each in (*writers, *adders):
            each.result(120)
    rolled_up(NOW)

    assert n("raised") == Concern.objects.count()
    assert not Touched.objects.exists()
    assert keeping.differences("concerns", NOW) == []
