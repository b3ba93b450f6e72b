"""Nobody subtracts two tables, or two editions, and is left with a few people."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.dashboards.charts import HELD
from metrics.dashboards.withholding import withhold
from metrics.transparency.datasets import DATASETS
from metrics.transparency.datasets.replies import OUTCOMES, _outcomes
from metrics.transparency.datasets.shape import Counted
from metrics.transparency.freezing import _derived

FLOOR = 10
DISTRICTS = ("1", "2", "3")
counts = st.lists(st.lists(st.integers(0, 30), min_size=5, max_size=5), min_size=3, max_size=3)


def replies(by_district):
    rows = tuple(
        (code, *_outcomes(dict(zip(OUTCOMES, cells, strict=True)).__getitem__))
        for code, cells in zip(DISTRICTS, by_district, strict=True)
    )
    sums = [sum(column) for column in zip(*by_district, strict=True)]
    total = ("all", *_outcomes(dict(zip(OUTCOMES, sums, strict=True)).__getitem__))
    return DATASETS["replies"].table(Counted(rows, {}, total))


def topics(raised, share):
    rows = (("noise", raised * share // 10), ("light", raised - raised * share // 10))
    return DATASETS["topics"].table(Counted(rows, {}, ("all", raised)))


def cells(table):
    return {
        (str(row[0]), code): value
        for row in [*table.rows, table.total]
        for code, value in zip(table.head, row, strict=True)
    }


@pytest.mark.django_db(False)
@settings(max_examples=40)
@given(counts, st.integers(0, 10))
def test_no_small_count_is_printed_and_none_is_what_is_left_of_a_sum(by_district, share):
    full = {"replies": replies(by_district)}
    raised = cells(full["replies"])["all", "raised"]
    full["topics"] = topics(raised, share)
    shown = {name: cells(_derived(table)) for name, table in withhold(full).items()}

    for table in shown.values():
        for (_row, code), value in table.items():
            if isinstance(value, int):
                assert value == 0 or value >= FLOOR, code
    for code in ("raised", *OUTCOMES):
        column = [shown["replies"][row, code] for row in (*DISTRICTS, "all")]
        assert column.count(HELD) != 1, "the one could be worked out"
    for row in (*DISTRICTS, "all"):
        parts = [shown["replies"][row, code] for code in ("due", "in_time", "late", "overdue")]
        assert parts.count(HELD) != 1, "the one could be worked out"
        if HELD in (shown["replies"][row, "in_time"], shown["replies"][row, "due"]):
            assert shown["replies"][row, "in_time_percent"] in (HELD, None)


@pytest.mark.django_db(False)
@settings(max_examples=25)
@given(counts, st.integers(0, 2), st.integers(0, 4), st.integers(1, FLOOR - 1))
def test_two_editions_do_not_differ_by_a_few_people(by_district, district, outcome, more):
    first = {"replies": replies(by_district)}
    again = [list(row) for row in by_district]
    again[district][outcome] += more
    second = {"replies": replies(again)}
    old = cells(withhold(first)["replies"])
    new = cells(withhold(second, [first])["replies"])

    for place, value in new.items():
        before = old[place]
        if isinstance(value, int) and isinstance(before, int) and value != before:
            assert abs(value - before) >= FLOOR, place
