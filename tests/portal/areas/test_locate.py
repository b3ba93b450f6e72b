import threading

import numpy as np
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, shape

from portal.areas.locate import locate, locate_many
from portal.areas.models import Area, Boundary
from tests.factories.areas import square


@pytest.fixture
def city():
    """A district of two by one, with two beats in its west half and none in the east."""
    district = _area("district", "1", {"type": "MultiPolygon", "coordinates": [
        square(-90, 40)["coordinates"], square(-89, 40)["coordinates"]]})  # fmt: skip
    south = _area("beat", "11", square(-90, 40, 0.5), district)
    north = _area("beat", "12", square(-90, 40.5, 0.5), district)
    return district, south, north


def _area(level, code, geometry, parent=None):
    return Area.objects.establish(
        level=level, code=code, name=f"{level} {code}", parent=parent, geometry=geometry
    )


def test_a_point_is_in_the_deepest_area_around_it(city):
    district, south, north = city

    assert locate(40.2, -89.8) == south
    assert locate(40.7, -89.8) == north
    assert locate(40.2, -88.5) == district
    assert locate(50.0, -89.8) is None


def test_a_point_on_a_border_is_always_in_the_same_area(city):
    _, south, _ = city

    assert {locate(40.5, -89.8).pk for _ in range(5)} == {south.pk}
    assert locate(40.0, -90.0) == south


@pytest.mark.parametrize("nowhere", [(None, 1), (1, None), (float("nan"), 1), (91, 500)])
def test_what_is_no_point_is_nowhere(city, nowhere):
    assert locate(*nowhere) is None


def test_nothing_is_found_where_nothing_is_drawn(riverside):
    assert locate(40.2, -89.8) is None


def test_neighborhoods_come_after_what_the_police_answer_for(city):
    district, south, _ = city
    _area("neighborhood", "a", square(-90, 40, 0.5), district)

    assert locate(40.2, -89.8) == south


def test_many_points_at_once_agree_with_one_at_a_time(city):
    latitudes = [40.2, 40.7, 40.2, 50.0, float("nan"), 40.5]
    longitudes = [-89.8, -89.8, -88.5, -89.8, -89.8, -89.8]

    one_by_one = [locate(*point) for point in zip(latitudes, longitudes, strict=True)]

    assert locate_many(latitudes, longitudes) == [area and area.pk for area in one_by_one]
    assert locate_many([], []) == []


@pytest.mark.parametrize("change", ["redraw", "move", "delete", "rename"])
def test_a_change_is_seen_at_once(city, hillside, change):
    _, south, _ = city
    locate(40.2, -89.8)

    if change == "redraw":
        south.draw(square(10, 10))
        assert locate(10.5, 10.5) == south
        assert locate(40.2, -89.8) != south
    elif change == "move":
        south.move(None)
        assert locate(40.2, -89.8).code == "1" or locate(40.2, -89.8).path == "11/"
    elif change == "delete":
        south.delete()
        assert locate(40.2, -89.8).code == "1"
    else:
        Area.objects.filter(pk=south.pk).update(name="Old Mill")
        south.save()
        assert locate(40.2, -89.8).name == south.name


def test_locating_costs_one_small_query(city, django_assert_num_queries):
    locate(40.2, -89.8)

    with django_assert_num_queries(1):
        locate(40.7, -89.8)
    with django_assert_num_queries(1):
        locate_many(np.full(10_000, 40.2), np.full(10_000, -89.8))


def test_what_is_found_may_be_changed_without_harm(city):
    locate(40.2, -89.8).name = "spoiled"

    assert locate(40.2, -89.8).name == "beat 11"


@pytest.mark.django_db(transaction=True)
def test_threads_share_one_atlas_and_see_what_another_connection_drew(city):
    _, south, _ = city
    found = []

    def look():
        try:
            found.append(locate(40.2, -89.8).pk)
        finally:
            connection.close()

    def draw():
        try:
            south.draw(square(10, 10))
        finally:
            connection.close()

    for act, rounds in ((look, 8), (draw, 1)):
        threads = [threading.Thread(target=act) for _ in range(rounds)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert set(found) == {south.pk}
    assert locate(10.5, 10.5) == south


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.floats(39.5, 41.5), st.floats(-90.5, -87.5)), min_size=1, max_size=20))
def test_every_point_agrees_with_trying_each_polygon(city, points):
    shapes = {one.area_id: shape(one.geometry) for one in Boundary.objects.all()}
    ranked = sorted(city, key=lambda area: (-area.depth, area.path))

    def by_hand(latitude, longitude):
        point = Point(longitude, latitude)
        return next((one.pk for one in ranked if shapes[one.pk].intersects(point)), None)

    assert locate_many(*zip(*points, strict=True)) == [by_hand(*point) for point in points]
