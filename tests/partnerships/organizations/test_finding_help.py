"""The directory of services, the download, and the API."""

import json

import pytest

from tests.factories.organizations import LocationFactory, OrganizationFactory, ServiceFactory


@pytest.fixture
def pantry(millrace):
    pantry = OrganizationFactory.create(name="Mill Pantry", languages=["vi"])
    pantry.areas.add(millrace)
    service = ServiceFactory.create(organization=pantry, name="Food", languages=["es"])
    service.places.create(location=LocationFactory.create(organization=pantry, name="Hall"))
    return pantry


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("category=food", True),
        ("category=legal", False),
        ("language=es", True),
        ("language=vi", True),
        ("language=ko", False),
        ("area=millrace", True),
        ("area=hillside", False),
        ("words=pantry", True),
        ("category=nonsense&area=nowhere&words=%00", True),
    ],
)
def test_help_is_found_by_kind_language_and_place(client, pantry, hillside, query, found):
    page = client.get(f"/partners/services/?{query}").content.decode()
    assert ("Hall" in page) is found


def test_only_what_is_offered_now_by_partners_is_shown(client, pantry):
    ServiceFactory.create(name="Ended", status="defunct", organization=pantry)
    ServiceFactory.create(name="Hidden", organization__approved_at=None)
    page = client.get("/partners/services/").content.decode()
    assert "Ended" not in page
    assert "Hidden" not in page


def test_the_page_of_a_partner_shows_sites_and_services_and_tells_machines(client, pantry):
    page = client.get(pantry.get_absolute_url()).content.decode()
    assert "Food" in page
    assert "4 Mill Street" in page
    assert '"@type": "Place"' in page


def test_words_in_a_name_cannot_end_the_script(client):
    bad = OrganizationFactory.create(name="</script><b>", slug="bad")
    assert "</script><b>" not in client.get(bad.get_absolute_url()).content.decode()


def test_everyone_downloads_what_everyone_sees(client, pantry):
    OrganizationFactory.create(name="Waits", approved_at=None)
    (document,) = json.loads(b"".join(client.get("/partners/hsds.json")))
    assert document["name"] == "Mill Pantry"
    (service,) = document["services"]
    assert service["service_at_locations"][0]["location"]["name"] == "Hall"


def test_the_api_speaks_hsds(client, pantry):
    page = client.get("/api/v1/services/").json()
    assert (page["total_items"], page["last_page"]) == (1, True)
    assert page["contents"][0]["organization"]["name"] == "Mill Pantry"
    page = client.get("/api/v1/organizations/?page=7").json()
    assert (page["empty"], page["contents"]) == (True, [])
    assert client.get("/api/v1/organizations/?per_page=9999").status_code == 400


@pytest.mark.parametrize("services", [0, 1, 3])
@pytest.mark.parametrize("place", ["/partners/services/", "/api/v1/services/"])
def test_it_costs_the_same_however_much_there_is(
    client, django_assert_max_num_queries, services, place
):
    client.get(place)
    for service in ServiceFactory.create_batch(services):
        service.places.create(location=LocationFactory.create(organization=service.organization))
    with django_assert_max_num_queries(6):
        client.get(place)
