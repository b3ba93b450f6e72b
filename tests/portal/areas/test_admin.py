import json

import pytest
from django.urls import reverse

from portal.areas.models import Area
from tests.factories.areas import PopulationFactory, TeamMemberFactory, square

NO_TEAM = {"team-TOTAL_FORMS": 0, "team-INITIAL_FORMS": 0}


@pytest.fixture
def desk(client, ada):
    client.force_login(ada)
    return client


def save(desk, area=None, **fields):
    address = (
        reverse("admin:areas_area_change", args=[area.pk])
        if area
        else reverse("admin:areas_area_add")
    )
    form = {"name": "Mill Town", "geometry": "", **NO_TEAM, **fields}
    return desk.post(address, form)


def test_an_administrator_adds_an_area(desk, riverside):
    answer = save(desk, level="beat", code="0111", parent=riverside.pk,
                  geometry=json.dumps(square(-90, 40)))  # fmt: skip

    area = Area.objects.get(code="0111")
    assert answer.status_code == 302
    assert (area.slug, area.path, area.bbox) == ("mill-town", "1/0111/", (-90, 40, -89, 41))


def test_moving_an_area_there_moves_its_parts_too(desk, riverside, millrace, hillside):
    save(desk, riverside, name="Riverside", parent=hillside.pk)

    millrace.refresh_from_db()
    assert millrace.path == "2/1/11/"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"geometry": '{"type": "Point", "coordinates": [1, 2]}'}, "is a Point"),
        ({"geometry": "{nonsense"}, "JSON"),
    ],
)
def test_what_is_no_boundary_is_said_beside_the_field(desk, riverside, fields, words):
    answer = save(desk, riverside, name="Riverside", **fields)

    assert words in answer.content.decode()


def test_an_area_cannot_be_made_part_of_itself(desk, riverside, millrace):
    answer = save(desk, riverside, name="Riverside", parent=millrace.pk)

    assert "cannot be part of itself" in answer.content.decode()


@pytest.mark.parametrize("model", ["area", "teammember", "population"])
def test_lists_and_forms_open_for_administrators_alone(desk, dana, client, model, millrace):
    thing = {
        "area": millrace,
        "teammember": TeamMemberFactory.create(area=millrace),
        "population": PopulationFactory.create(area=millrace, people=5),
    }[model]
    pages = [
        reverse(f"admin:areas_{model}_changelist") + "?q=mill",
        reverse(f"admin:areas_{model}_change", args=[thing.pk]),
    ]

    assert [desk.get(page).status_code for page in pages] == [200, 200]
    client.force_login(dana)
    assert 200 not in [client.get(page).status_code for page in pages]
