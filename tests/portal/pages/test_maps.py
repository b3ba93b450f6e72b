"""The map is drawn from boundaries alone, and never fails the page it stands on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.areas.models import Area
from portal.pages.maps import TALLEST, WIDTH, AreaMap, draw


def square(west, south, size=0.02):
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def city():
    """Two beats side by side, and one that nobody has drawn."""
    place = Area.objects.establish
    return [
        place(level="beat", code="1", name="Millrace", geometry=square(-90, 40)),
        place(level="beat", code="2", name="Eastbank", geometry=square(-89.98, 40)),
        place(level="beat", code="3", name="Undrawn"),
    ]


def test_each_drawn_area_is_a_link_with_its_name(city):
    shapes = AreaMap.of(city).shapes
    assert [(s.name, s.url) for s in shapes] == [(a.name, a.get_absolute_url()) for a in city[:2]]
    assert all(shape.labelled for shape in shapes)


def test_the_area_one_reads_about_lies_on_top(city):
    assert [shape.on for shape in AreaMap.of(city, on=city[0]).shapes] == [False, True]


def test_without_boundaries_there_is_no_map(city):
    assert AreaMap.of(city[2:]) is None
    assert AreaMap.of([]) is None


def test_a_drawing_is_kept_until_an_area_changes(city, django_assert_num_queries):
    AreaMap.of(city)
    with django_assert_num_queries(0):
        before = AreaMap.of(city)
    city[0].draw(square(-90, 40, 0.01))
    assert AreaMap.of(city) != before


def test_north_is_up_and_east_is_right():
    _height, drawn = draw({1: square(-90, 40), 2: square(-89.98, 40.02)})
    assert float(drawn[1].x) < float(drawn[2].x)
    assert float(drawn[1].y) > float(drawn[2].y)


def test_a_name_that_does_not_fit_is_left_to_the_list():
    _height, drawn = draw({1: square(-90, 40, 0.001), 2: square(-89, 40, 1)})
    assert drawn[1].room < 10 < drawn[2].room


def test_islands_and_holes_are_drawn():
    outer, hole = square(0, 0, 1)["coordinates"][0], square(0.4, 0.4, 0.2)["coordinates"][0]
    islands = {"type": "MultiPolygon", "coordinates": [[outer, hole], square(2, 0)["coordinates"]]}
    assert draw({1: islands})[1][1].path.count("M") == 3


def test_the_label_counts(city):
    assert AreaMap.of(city[:1]).label == "Map of 1 neighborhood. The list has the same place."
    assert AreaMap.of(city).label == "Map of 2 neighborhoods. The list has the same places."


@given(st.floats(-179, 179), st.floats(-80, 80), st.floats(1e-6, 5))
def test_any_place_on_earth_fits_the_paper(west, south, size):
    height, drawn = draw({1: square(west, south, size)})
    assert 0 <= float(drawn[1].x) <= WIDTH
    assert height <= TALLEST
