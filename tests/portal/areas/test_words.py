import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.areas.models import Area
from tests.factories.areas import AreaFactory


@pytest.fixture
def city(riverside, millrace, hillside):
    AreaFactory.create(code="0112", name="Beat 0112", parent=riverside)
    AreaFactory.create(code="1112", name="Beat 1112", parent=hillside)
    AreaFactory.create(level="neighborhood", code="P", name="Peñón del Río", slug="penon-del-rio")
    AreaFactory.create(code="1A", name="Second Street")


def names(text):
    return [area.name for area in Area.objects.matching(text)]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Millrace", "Millrace"),
        ("MILLRACE!", "Millrace"),
        ("near Mill Street", "Millrace"),
        ("cerca de Mill", "Millrace"),
        ("beat 1112", "Beat 1112"),
        ("1112", "Beat 1112"),
        ("beat 112", "Beat 0112"),
        ("bt 0112", "Beat 0112"),
        ("district 1", "Riverside"),
        ("the 1st district", "Riverside"),
        ("distrito 2", "Hillside"),
        ("penon del rio", "Peñón del Río"),
        ("PEÑÓN", "Peñón del Río"),
        ("penon-del-rio", "Peñón del Río"),
        ("1a", "Second Street"),
        ("2nd floor, Second Street", "Second Street"),
    ],
)
def test_the_words_people_use_find_the_area(city, said, meant):
    assert names(said)[0] == meant


@pytest.mark.parametrize(
    "said", ["", "   ", "Atlantis", "4853 South Wood", "%", "'; DROP TABLE", "\x00", "(", "\\m"]
)
def test_words_that_mean_no_area_find_none(city, said):
    assert names(said) == []


def test_the_kind_of_area_decides_between_two_of_one_code(city, riverside):
    AreaFactory.create(code="1", name="First beat", path="first/")

    assert names("beat 1")[0] == "First beat"
    assert names("district 1")[0] == "Riverside"


def test_what_matches_composes_with_other_questions(city, riverside):
    assert [*Area.objects.within(riverside).matching("beat 1112")] == []


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=300))
def test_no_words_break_the_search(city, text):
    names(text)
