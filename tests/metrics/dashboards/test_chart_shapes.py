"""What is drawn, whatever the numbers are: bars as long as they are, and nothing held back."""

import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.dashboards import drawings, typefaces
from metrics.dashboards.charts import (
    HELD,
    NARROW,
    PAGE,
    WIDE,
    Chart,
    Point,
    Series,
    Table,
    in_words,
)
from metrics.dashboards.specs import SHAPES, spec
from metrics.dashboards.specs.parts import grid_of

PARTS = (Series("In time"), Series("Late", "range"))
BEFORE = Series("Before", "ink", compared=True)
ENDS = (Series("From"), Series("Score"), Series("To"))
NONE = Table("Nothing", ("Place",), ())


def chart(*points, shape="rows", series=PARTS, table=NONE):
    return Chart(shape, "A finding.", "About it.", series, points, table)


def drawn_values(made):
    """All numbers that any mark of a spec is drawn from."""
    return [value for layer in made["layer"] for value in layer["data"]["values"]]


def words_in(svg):
    return " ".join(ET.fromstring(svg).itertext())  # noqa: S314  # our own


def test_parts_stand_one_after_the_other():
    made = spec(chart(Point("Millrace", (20, 40), "60")), WIDE)

    bars = made["layer"][0]["data"]["values"]
    assert [(bar["start"], bar["end"]) for bar in bars] == [(0, 20), (20, 60)]


def test_what_is_compared_is_a_tick_and_no_part():
    with_before = chart(Point("Millrace", (20, 40, 55), "60"), series=(*PARTS, BEFORE))
    for shape in ("rows", "columns"):
        values = drawn_values(spec(replace(with_before, shape=shape), WIDE))
        ends = {value.get("end") for value in values if "color" in value or len(value) == 2}
        assert {20, 55, 60} <= ends


def test_nothing_to_compare_with_leaves_the_bar_alone():
    with_before = chart(Point("Millrace", (20, 40, None), "60"), series=(*PARTS, BEFORE))

    assert not with_before.holds(with_before.points[0])


@pytest.mark.parametrize("shape", ["rows", "columns"])
@pytest.mark.parametrize("values", [(HELD, 41), (41, HELD), (HELD, HELD), (None, 41)])
def test_a_place_with_a_part_held_back_keeps_its_row_and_draws_nothing(shape, values):
    held = chart(Point("Millrace", values, "77"), Point("Eastbank", (3, 4), "7"), shape=shape)

    assert {41, 77} & {value.get("end") for value in drawn_values(spec(held, PAGE))} == set()
    words = words_in(held.svg(PAGE))
    assert "Millrace" in words
    assert "Held back" in words
    assert "77" not in words
    assert held.told == ["Millrace: Held back", "Eastbank: In time 3, Late 4"]


def test_where_there_is_no_room_for_words_three_dots_stand_and_are_explained():
    held = chart(*(Point(f"{day} May", (HELD, 1)) for day in range(1, 30)), Point("End", (2, 1)))
    held = replace(held, shape="columns")

    assert HELD in words_in(held.svg(NARROW))
    assert held.held_note
    assert not replace(held, shape="rows").held_note


@pytest.mark.parametrize("shape", SHAPES)
def test_a_chart_says_why_there_is_no_drawing(shape):
    series = ENDS if shape in {"ranges", "trend"} else PARTS

    held = chart(Point("Millrace", (HELD,) * len(series)), shape=shape, series=series)
    assert held.nothing.startswith("Nothing is drawn")
    assert chart(shape=shape, series=series).nothing.startswith("There is nothing")


def test_an_estimate_without_a_range_is_its_tick_alone():
    only = chart(Point("Millrace", (None, 58, None), "58"), shape="ranges", series=ENDS)

    assert only.told == ["Millrace: 58"]
    assert "58" in words_in(only.svg(WIDE))


def test_a_table_with_counts_held_back_takes_them_out_of_the_drawing():
    full = Table("Replies", ("Place", "In time", "Late", "All"), (("Millrace", 41, 2, 43),))
    told = chart(Point("Millrace", (41, 2), "43"), Point("Eastbank", (5, 6), "11"), table=full)
    held = told.beside(replace(full, rows=(("Millrace", 41, HELD, HELD),)))

    assert [point.values for point in held.points] == [(HELD, HELD), (5, 6)]
    assert "43" not in held.told[0]
    assert told.beside(full) == told


def test_a_held_cell_of_another_column_is_enough_where_columns_are_called_otherwise():
    table = Table("Replies", ("Place", "On time", "Late"), (("Millrace", 41, HELD),))

    assert chart(Point("Millrace", (41, 2))).beside(table).points[0].values == (HELD, HELD)


def test_two_places_of_one_name_keep_a_row_each():
    twice = chart(Point("Mill", (1, 2), "3"), Point("Mill", (3, 4), "7"))

    assert words_in(twice.svg(WIDE)).count("Mill") == 2


def test_the_live_drawing_tells_each_point_and_leads_to_its_records():
    table = Table("Replies", ("Place", "n"), (("Old", 1), ("Mill", 3)), links=("/old/", "/mill/"))
    live = chart(Point("Mill", (1, 2), "3"), Point("New", (0, 1)), table=table).live

    assert live["points"] == [
        {"words": "Mill: In time 1, Late 2", "href": "/mill/"},
        {"words": "New: In time 0, Late 1", "href": ""},
    ]
    assert live["across"] == "y"
    assert json.loads(json.dumps(live)) == live


def test_a_row_of_a_table_leads_to_its_records():
    table = Table("Replies", ("Place", "n"), (("Old", 1),), links=("/old/",))

    assert [cell.href for cell in table.lines[0]] == ["/old/", ""]


def test_a_name_is_cut_to_the_width_of_its_letters():
    assert typefaces.fitted("Millrace", 200, 14) == "Millrace"
    cut = typefaces.fitted("Millrace and the long road", 100, 14)
    assert cut.endswith("…")
    assert typefaces.width(cut, 14) <= 100
    assert typefaces.fitted("Millrace", 3, 14) == "…"


def test_widths_are_those_of_the_font():
    assert typefaces.width("", 14) == 0
    assert typefaces.width("ii", 14) < typefaces.width("WW", 14)
    assert typefaces.width("Mill", 14) < typefaces.width("Mill", 14, bold=True)
    assert typefaces.width("\U0001f600", 14) == 14


@given(st.lists(st.floats(-1e9, 1e9, allow_subnormal=False), max_size=8))
def test_a_grid_holds_all_numbers_and_begins_at_zero_or_below(numbers):
    grid = grid_of(numbers)

    assert 2 <= len(grid) <= 12
    assert grid[0] <= min([0, *numbers])
    assert grid[-1] >= max([0, *numbers])


NUMBERS = st.one_of(
    st.none(),
    st.just(HELD),
    st.integers(-1000, 10**9),
    st.floats(allow_nan=True, allow_infinity=True, width=32),
)
TEXTS = st.text(max_size=60)


@st.composite
def charts(draw):
    shape = draw(st.sampled_from(sorted(SHAPES)))
    kinds = (ENDS,) if shape in {"ranges", "trend"} else (PARTS, PARTS[:1], (*PARTS, BEFORE))
    series = draw(st.sampled_from(kinds))
    values = st.tuples(*[NUMBERS] * len(series))
    points = st.builds(Point, name=TEXTS, values=values, label=TEXTS, breaks=st.booleans())
    return chart(*draw(st.lists(points, max_size=9)), shape=shape, series=series)


@settings(max_examples=120, deadline=None)
@given(charts(), st.sampled_from([1, NARROW, WIDE, PAGE]))
def test_any_chart_is_drawn_or_says_why(any_chart, width):
    svg = drawings.draw(any_chart.written_with(typefaces.visible), width, "x")

    ET.fromstring(svg)  # noqa: S314  # our own
    assert "NaN" not in re.sub(r">[^<]*<", "><", svg)
    assert "Infinity" not in re.sub(r">[^<]*<", "><", svg)
    assert any_chart.nothing or any(not any_chart.holds(point) for point in any_chart.points)
    json.dumps(any_chart.live, allow_nan=False)


@settings(max_examples=200, deadline=None)
@given(charts(), st.sampled_from([NARROW, WIDE]))
def test_what_is_drawn_is_what_the_points_say_and_no_more(any_chart, width):
    known = {
        number
        for point in any_chart.points
        if not any_chart.holds(point)
        for number in point.numbers
        if number is not None
    }
    made = spec(any_chart, width)
    if any_chart.shape == "dots":
        assert {each["end"] for each in drawn_values(made) if "form" in each} == known
    elif any_chart.shape in {"rows", "columns"}:
        drawn = sum(
            abs(each["end"] - each["start"]) for each in drawn_values(made) if "start" in each
        )
        parts = [
            abs(number)
            for point in any_chart.points
            if not any_chart.holds(point)
            for series, number in zip(any_chart.series, point.numbers, strict=True)
            if number and not series.compared
        ]
        assert drawn == pytest.approx(sum(parts), rel=1e-6, abs=1e-6)
    else:
        values = {
            each[end] for each in drawn_values(made) if "low" in each for end in ("low", "high")
        }
        assert values <= known


def test_a_table_and_its_drawing_say_the_same_numbers():
    table = Table("Replies", ("Place", "In time", "Late"), (("Mill", 1234, 5), ("Old", 0, 7)))
    points = (Point(name, values) for name, *values in table.rows)
    told = chart(*(replace(point, values=tuple(point.values)) for point in points)).told

    for line, words in zip(table.lines, told, strict=True):
        assert all(cell.words in words for cell in line)
    assert in_words(1234) in told[0]
