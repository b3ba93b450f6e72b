"""What is small is held back, and no one can work it out from what is printed beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.dashboards.charts import HELD, Guard, Table, in_words
from metrics.dashboards.withholding import hold_all, withhold
from metrics.trust.disclosure import Publication, audit

PLACES = ("north", "south", "west")
FACTS = ("raised", "due", "in_time", "late", "not_due")
TIES = (("raised", ("due", "not_due")), ("due", ("in_time", "late")))


def replies(*rows: tuple[int, int, int], total: bool = True) -> Table:
    """A table of in time, late and not due by place, with the sums of each row."""
    told = [(i + o + n, i + o, i, o, n) for i, o, n in rows]
    return Table(
        caption="Replies",
        head=("Place", "Raised", "Due", "In time", "Late", "Not due", "Hours"),
        rows=tuple((PLACES[at], *row, 4.5) for at, row in enumerate(told)),
        total=("All", *(sum(column) for column in zip(*told, strict=True)), 4.5) if total else (),
        guard=Guard(
            facts=(None, *FACTS, None),
            along="place",
            codes=PLACES[: len(rows)],
            ties=TIES,
            derived=((6, "due"),),
        ),
    )


def topics(*counts: int) -> Table:
    names = [f"topic {at}" for at in range(len(counts))]
    return Table(
        caption="Topics",
        head=("Topic", "Raised"),
        rows=tuple(zip(names, counts, strict=True)),
        guard=Guard(facts=(None, "raised"), along="topic", codes=tuple(names)),
    )


def test_a_small_count_is_held_back_and_so_is_what_would_give_it_away():
    told = withhold({"replies": replies((40, 3, 20), (50, 20, 30), (60, 40, 50))})["replies"]
    north = told.rows[0]
    assert north[4] == HELD
    assert HELD in (north[2], north[3])  # else late is due less in time
    assert told.rows[0][0] == "north"
    assert [row[4] for row in told.rows].count(HELD) > 1  # else late is all less the others


def test_nothing_is_told_as_nothing():
    told = withhold({"replies": replies((40, 0, 0), (50, 0, 30), (60, 0, 50))})["replies"]
    assert [row[4] for row in told.rows] == [0, 0, 0]
    assert HELD not in told.total


def test_tables_without_small_counts_go_out_as_they_are():
    table = replies((40, 30, 20), (50, 20, 30), (60, 40, 50))
    assert withhold({"replies": table}) == {"replies": table}


def test_a_table_about_no_one_is_left_alone():
    meetings = Table("Meetings", ("Place", "Held"), (("North", 1), ("South", 2)), ("All", 3))
    assert withhold({"meetings": meetings})["meetings"] is meetings


def test_what_is_worked_out_from_few_is_held_back_with_them():
    told = withhold({"replies": replies((3, 0, 0), (50, 20, 30), (60, 40, 50))})["replies"]
    assert told.rows[0][6] == HELD
    assert told.total[6] == 4.5


def test_another_table_does_not_give_it_away():
    tables = {
        "replies": replies((40, 30, 20), (50, 20, 30), (60, 40, 50)),
        "topics": topics(300, 33, 7),
    }
    told = withhold(tables)
    shown = [row[1] for row in told["topics"].rows]
    assert shown[2] == HELD
    assert shown.count(HELD) == 2  # the total stands in the other table


def test_what_no_row_shows_counts_as_a_row():
    """Ten topics are shown of eleven: the last is the total less the ten."""
    tables = {"replies": replies((40, 30, 20)), "topics": topics(50, 38)}
    told = withhold(tables)
    assert HELD in [row[1] for row in told["topics"].rows]


def test_a_second_edition_does_not_tell_whom_it_added():
    before = replies((40, 30, 20), (50, 20, 30), (60, 40, 50))
    after = replies((41, 30, 20), (50, 20, 30), (60, 40, 50))
    told = withhold({"replies": after}, [{"replies": before}])["replies"]
    assert told.rows[0][3] == HELD


def test_a_second_edition_tells_what_changed_by_many():
    before = replies((40, 30, 20), (50, 20, 30), (60, 40, 50))
    after = replies((60, 10, 20), (50, 20, 30), (60, 40, 50))
    told = withhold({"replies": after}, [{"replies": before}])["replies"]
    assert told == after


def test_a_part_that_has_no_column_is_held_back_with_the_others():
    """People less those under 18 are the adults, whether or not the table says so."""
    table = Table(
        "Came",
        ("Place", "People", "Under 18"),
        (("North", 40, 36), ("South", 60, 20)),
        guard=Guard(
            facts=(None, "people", "youth"),
            along="place",
            codes=("north", "south"),
            ties=(("people", ("youth", "adults")),),
        ),
    )
    told = withhold({"came": table})["came"]
    assert HELD in told.rows[0]
    assert told.rows[1] == ("South", 60, 20)


def within(table: Table, code: str) -> Table:
    assert table.guard is not None
    return replace(table, guard=replace(table.guard, within=code))


def test_the_report_of_one_place_does_not_give_away_what_the_city_held_back():
    """North is small, so the city holds back another with it: that one may not tell itself."""
    city = {"replies": replies((4, 0, 0), (50, 0, 0), (60, 0, 0))}
    shown = withhold(city)["replies"].rows
    other = next(at for at in (1, 2) if shown[at][3] == HELD)
    place = Table(
        "Replies",
        ("Beat", "In time"),
        (("First", shown_of(city, other) - 20), ("Second", 20)),
        ("All", shown_of(city, other)),
        Guard(facts=(None, "in_time"), along="place", codes=("b1", "b2"), within=PLACES[other]),
    )
    told = withhold({"place": place}, [city])["place"]
    assert told.total[1] == HELD
    assert HELD in [row[1] for row in told.rows]
    assert withhold({"place": place})["place"] == place


def shown_of(tables: dict[str, Table], at: int) -> int:
    count = tables["replies"].rows[at][3]
    assert isinstance(count, int)
    return count


def test_topics_of_one_place_are_not_those_of_the_city():
    city = {"topics": replace(topics(30, 40), total=("All", 70))}
    place = within(replace(topics(12, 13), total=("All", 25)), "north")
    assert withhold({"topics": place}, [city])["topics"] == place


def test_another_quarter_is_another_count():
    def quarter(when: str, table: Table) -> Table:
        assert table.guard is not None
        return replace(table, guard=replace(table.guard, when=when))

    first = quarter("2026-q1", replies((40, 30, 20)))
    second = quarter("2026-q2", replies((41, 30, 20)))
    assert withhold({"replies": second}, [{"replies": first}])["replies"] == second


def test_a_year_does_not_give_away_the_quarter_that_was_held_back():
    quarters = [f"raised@2026-q{at}" for at in (1, 2, 3, 4)]
    year = Table(
        "Raised",
        ("Place", "1", "2", "3", "4", "Year"),
        (("North", 20, 30, 4, 40, 94),),
        guard=Guard(
            facts=(None, *quarters, "raised@2026"),
            along="place",
            codes=("north",),
            ties=(("raised@2026", tuple(quarters)),),
        ),
    )
    row = withhold({"year": year})["year"].rows[0]
    assert row[3] == HELD
    assert row.count(HELD) > 1


def test_numbers_about_other_days_than_a_quarter_are_all_held_back():
    table = replies((40, 0, 20), (50, 20, 30))
    told = hold_all({"replies": table})["replies"]
    assert {cell for row in (*told.rows, told.total) for cell in row[1:]} == {HELD}
    meetings = Table("Meetings", ("Place", "Held"), (("North", 1), ("South", 2)), ("All", 3))
    assert hold_all({"meetings": meetings})["meetings"] is meetings


def test_where_nothing_can_cover_a_count_all_are_held_back(settings):
    settings.PUBLISH_FLOOR = 10
    told = withhold({"replies": replies((3, 0, 0))})["replies"]
    assert all(cell == HELD for cell in told.rows[0][1:4])
    assert all(cell == HELD for cell in told.total[1:4])


def test_one_count_told_twice_and_differently_is_an_error():
    one, other = replies((40, 30, 20)), replies((41, 30, 20))
    with pytest.raises(ValueError, match="in one table"):
        withhold({"one": one, "other": other})


def test_rows_that_share_people_need_not_add_up():
    table = replace(topics(300, 200), total=("All", 320))
    assert withhold({"topics": table})["topics"] == table


def test_what_is_held_back_is_said_in_words():
    assert in_words(HELD) == "held back"


counts = st.tuples(*(st.integers(0, 40) for _ in range(3)))


@given(st.lists(counts, min_size=1, max_size=3), st.integers(5, 12))
def test_no_reader_can_work_out_a_small_count(rows, floor):
    """The attack of linear programming, on what is printed and nothing else."""
    from django.test import override_settings

    with override_settings(PUBLISH_FLOOR=floor):
        table = replies(*rows)
        told = withhold({"replies": table})["replies"]
    cells, known = {}, {}
    for code, full, seen in zip(
        (*PLACES[: len(rows)], ""),
        (*table.rows, table.total),
        (*told.rows, told.total),
        strict=True,
    ):
        for fact, count, shown in zip(FACTS, full[1:6], seen[1:6], strict=True):
            cells[fact, code] = count
            known[fact, code] = float("nan") if shown == HELD else float(count)
            assert shown == HELD or count == 0 or count >= floor
    sums = [
        ((whole, code), [(part, code) for part in parts])
        for code in (*PLACES[: len(rows)], "")
        for whole, parts in TIES
    ] + [((fact, ""), [(fact, code) for code in PLACES[: len(rows)]]) for fact in FACTS]
    found = audit(Publication.of(known, sums))
    for name, (low, high) in found.intervals.items():
        if 0 < cells[name] < floor:
            assert low < cells[name] or high > cells[name], (name, low, high)
