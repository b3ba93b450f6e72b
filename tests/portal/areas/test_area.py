import pytest
from django.db import IntegrityError, transaction

from portal.areas.boundaries import BoundaryError
from portal.areas.models import Area
from tests.factories.areas import AreaFactory, square

BOW_TIE = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}


def establish(code, name="Mill Town", **more):
    return Area.objects.establish(level=more.pop("level", "beat"), code=code, name=name, **more)


def test_a_new_area_has_an_address_and_a_place_in_the_tree(riverside):
    beat = establish("0111", parent=riverside)

    assert (beat.slug, beat.path, beat.depth) == ("mill-town", "1/0111/", 2)


def test_two_areas_of_one_name_have_two_addresses():
    slugs = [establish(code).slug for code in ("1", "2", "3")]

    assert slugs == ["mill-town", "mill-town-2", "mill-town-3"]


def test_a_name_without_latin_letters_still_has_an_address():
    assert establish("7", name="河边").slug == "beat-7"


def test_a_district_and_a_beat_may_share_a_code():
    district = establish("1", level="district")
    beat = establish("1", level="beat")

    assert district.path != beat.path


def test_one_code_names_one_area_of_a_level():
    establish("1")

    with pytest.raises(IntegrityError), transaction.atomic():
        AreaFactory.create(code="1", slug="other", path="other/")


@pytest.mark.parametrize("wrong", [{"code": ""}, {"path": "1"}])
def test_the_database_refuses_an_area_without(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaFactory.create(**wrong)


def test_drawing_keeps_the_boundary_its_bounds_and_a_point_inside():
    area = establish("1", geometry=square(-87, 41))

    assert area.bbox == (-87, 41, -86, 42)
    assert -87 < area.longitude < -86
    assert 41 < area.latitude < 42
    assert area.boundary.geometry["type"] == "MultiPolygon"


def test_drawing_the_same_again_changes_nothing():
    area = establish("1", geometry=square(-87, 41))

    assert area.draw(square(-87, 41)) is False
    assert area.draw(square(-87, 42)) is True


def test_an_area_without_a_boundary_has_no_bounds(riverside):
    assert riverside.bbox is None


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (BOW_TIE, "crosses itself"),
        ({"type": "Point", "coordinates": [1, 2]}, "is a Point"),
        ({"type": "Polygon", "coordinates": []}, "is empty"),
        ({"type": "Polygon", "coordinates": [[["a", "b"], [1, 2], [3, 4]]]}, "cannot be read"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "cannot be read"),
        ({"type": "Polygon", "coordinates": 7}, "cannot be read"),
        ({"type": "Polygon"}, "cannot be read"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [2, 2], [0, 0]]]}, "no area"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1e400, 1], [2, 3], [0, 0]]]}, "not numbers"),
        (square(1_165_166, 1_872_509), "not longitude and latitude"),
        (None, "is a shape of no kind"),
        ([], "is a shape of no kind"),
    ],
)
def test_a_shape_that_is_no_boundary_is_refused_in_words(riverside, geometry, words):
    with pytest.raises(BoundaryError, match=words):
        riverside.draw(geometry)


def test_a_spike_is_mended(riverside):
    ring = [[0, 0], [4, 0], [4, 4], [2, 4], [2, 5], [2, 4], [0, 4], [0, 0]]

    riverside.draw({"type": "Polygon", "coordinates": [ring]})

    assert riverside.bbox == (0, 0, 4, 4)


def test_moving_an_area_takes_its_parts_along(riverside, hillside):
    beat = establish("5", parent=riverside)
    corner = establish("c", parent=beat, level="neighborhood")

    beat.move(hillside)

    corner.refresh_from_db()
    assert (beat.path, corner.path) == ("2/5/", "2/5/c/")
    assert beat.move(hillside) is False


def test_an_area_cannot_be_part_of_itself(riverside):
    beat = establish("5", parent=riverside)

    with pytest.raises(BoundaryError, match="part of itself"):
        riverside.move(beat)


def test_an_outline_is_a_hundred_times_lighter_than_its_boundary():
    ring = [[-87 + i / 10_000, 41 + (i % 2) / 100_000] for i in range(2_000)]
    ring += [[-86.8, 42], [-87, 42], ring[0]]
    establish("1", geometry={"type": "Polygon", "coordinates": [ring]})

    boundary = Area.objects.get().boundary

    assert len(str(boundary.geometry)) > 100 * len(str(boundary.outline))


@pytest.mark.parametrize(
    ("population", "said"), [(None, None), (0, None), (87, 87), (6187, 6200), (104_900, 100_000)]
)
def test_a_population_is_rounded_as_one_would_say_it(population, said):
    assert Area(population=population).home_to == said
