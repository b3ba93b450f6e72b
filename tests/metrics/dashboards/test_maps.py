"""Maps of numbers say the same as their lists, and hold back what is too small."""

import re

import h3
import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from metrics.dashboards import maps
from metrics.dashboards.charts import HELD, Table
from metrics.dashboards.maps import Heading, Measured, area_map, cell_map, merged, where
from metrics.dashboards.periods import Period
from metrics.dashboards.slices import Slice
from tests.factories.dashboards import a_concern, rolled_up

HEADING = Heading("m", "Most are in Millrace.", "Concerns, by area.")
LIST = Table("By area", ("Place", "Raised"), (("Millrace", 12),))
HERE = h3.latlng_to_cell(41.0, -87.0, 8)


def square(west):
    ring = [[west, 41], [west + 0.1, 41], [west + 0.1, 41.1], [west, 41.1], [west, 41]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def _drawn(millrace, eastbank, hillside):
    for at, area in enumerate((millrace, eastbank, hillside)):
        area.draw(square(-87 + at / 10))


@pytest.fixture
def _a_few(millrace, eastbank):
    millrace.population, eastbank.population = 1000, 4000
    for area in (millrace, eastbank):
        area.save()
        for _ in range(4):
            a_concern(area, timezone.now())
    rolled_up()


def shown(made):
    return render_to_string("dashboards/map.html", {"map": made})


@pytest.mark.django_db
@pytest.mark.usefixtures("_drawn")
def test_each_area_is_told_in_words_and_led_to(millrace, eastbank, hillside):
    values = [Measured(millrace, 12, "/mill/"), Measured(eastbank, 30), Measured(hillside, HELD)]
    made = area_map(values, HEADING, "Raised")

    assert [patch.told for patch in made.patches] == ["12", "30", "held back"]
    assert [patch.shade for patch in made.patches] == [1, 5, maps.HATCHED]
    page = shown(made)
    assert 'aria-label="Millrace: 12"' in page
    assert 'href="/mill/"' in page
    assert "url(#m-held)" in page
    assert "style=" not in page


@pytest.mark.django_db
@pytest.mark.usefixtures("_drawn")
def test_the_list_says_the_same_with_the_highest_first(millrace, eastbank, hillside):
    values = [Measured(millrace, HELD), Measured(eastbank, 3), Measured(hillside, 30)]
    made = area_map(values, HEADING, "Raised")

    assert made.table.rows == (("Hillside", 30), ("Eastbank", 3), ("Millrace", HELD))
    told = [shade.words for shade in made.legend]
    assert told == ["3: 1 place", "30: 1 place", "Held back or not known: 1 place"]


@pytest.mark.django_db
def test_without_boundaries_there_is_no_map(millrace):
    assert area_map([Measured(millrace, 3)], HEADING, "Raised") is None


@pytest.mark.django_db
def test_cells_under_the_floor_are_not_drawn_by_themselves():
    near = sorted(h3.cell_to_children(h3.cell_to_parent(HERE, 7), 8))
    far = h3.latlng_to_cell(45.0, -80.0, 8)
    made = cell_map({near[0]: 40, near[1]: 6, near[2]: 7, far: 3}, HEADING, LIST, floor=10)

    assert sorted(patch.told for patch in made.patches) == ["13 concerns", "40 concerns"]
    assert made.note.startswith("A few")
    assert cell_map({far: 3}, HEADING, LIST) is None
    assert "40 concerns" in shown(made)


@given(st.dictionaries(st.sampled_from(sorted(h3.grid_disk(HERE, 4))), st.integers(1, 40)))
def test_no_cell_is_lost_and_none_shown_is_small(counts):
    kept, left_out = merged(counts, 10)

    assert sum(kept.values()) + left_out == sum(counts.values())
    assert all(n >= 10 for n in kept.values())


@given(st.lists(st.one_of(st.none(), st.floats(0, 1e6)), min_size=1, max_size=60))
def test_a_higher_number_never_has_a_lighter_shade(numbers):
    classes = maps.classes_of(numbers)
    shades = [(number, maps.shade_of(number, classes)) for number in numbers if number is not None]

    assert [shade for _number, shade in sorted(shades)] == sorted(shade for _, shade in shades)
    assert {shade for _number, shade in shades} <= {1, 2, 3, 4, 5}


@pytest.mark.django_db
@pytest.mark.usefixtures("_drawn", "_a_few")
def test_where_concerns_come_from_is_told_for_the_people_who_live_there():
    today = timezone.localdate()
    by_area = where(Slice.of(Period(today, today)))[0]

    told = {patch.name: patch.told for patch in by_area.patches}
    assert told["Millrace"] == "4.0 for each 1,000 people (4 concerns)"
    assert told["Hillside"] == "0 concerns"
    assert by_area.heading.title.endswith("from Millrace.")


@pytest.mark.django_db
@pytest.mark.usefixtures("_drawn", "_a_few")
def test_a_map_asks_the_same_however_many_areas(django_assert_max_num_queries):
    today = timezone.localdate()
    these = Slice.of(Period(today, today))

    with django_assert_max_num_queries(5):
        made = where(these)

    assert len(re.findall("<a ", shown(made[0]))) >= 3


@pytest.mark.django_db
@pytest.mark.usefixtures("_drawn", "_a_few")
def test_command_staff_see_both_maps(client, kim):
    client.force_login(kim)
    shown = client.get("/command/").text

    assert "for each 1,000 people" in shown
    assert "Concerns raised for each 1,000 who live there" in shown
