"""The agency's names, phones and doors are one row that every page shows."""

import pytest
from django.db import IntegrityError

from portal.pages.models import Agency


@pytest.fixture
def ferry():
    """Linden Ferry, with an oversight board and no tip line."""
    agency = Agency(
        place="Linden Ferry",
        police_name="Linden Ferry Police",
        non_emergency_phone="555-0142",
        oversight_name="Civilian Oversight Board",
        oversight_url="https://oversight.example.org/",
    )
    agency.save()
    return agency


@pytest.fixture(autouse=True)
def _forget():
    Agency._current = None  # noqa: SLF001  # as a fresh process would


def test_every_page_names_the_place_and_its_phones(client, ferry):
    page = client.get("/help/").text
    assert "Linden Ferry and its police" in page
    assert 'href="tel:911"' in page
    assert 'href="tel:5550142"' in page


def test_home_has_a_door_only_where_the_agency_gave_one(client, ferry):
    page = client.get("/").text
    assert "Goes to the Civilian Oversight Board, not to the police." in page
    assert "Give a crime tip" not in page


def test_before_anyone_filled_it_in_there_is_a_stand_in(client):
    assert "Your city and its police" in client.get("/").text


def test_a_change_shows_at_once(client, ferry):
    client.get("/help/")
    ferry.place = "Ferry Point"
    ferry.save()
    assert "Ferry Point and its police" in client.get("/help/").text


def test_it_is_read_once_in_a_while_not_on_every_page(ferry, django_assert_num_queries):
    Agency.current()
    with django_assert_num_queries(0):
        assert Agency.current().place == "Linden Ferry"


def test_there_is_only_one(ferry):
    with pytest.raises(IntegrityError, match="one_agency_per_installation"):
        Agency.objects.bulk_create([Agency(pk=2, place="Elsewhere", police_name="Others")])


def test_the_administrator_is_led_straight_to_it(client, ferry, ada):
    ada.is_superuser = True
    ada.save()
    client.force_login(ada)
    response = client.get("/admin/pages/agency/")
    assert response.url.endswith("/admin/pages/agency/1/change/")
