import pytest
from django.utils import timezone

from tests.factories.events import EventFactory


@pytest.fixture
def cannery_hall(millrace):
    return EventFactory.create(
        area=millrace,
        venue_name="Cannery Hall",
        venue_address="40 Mill Street",
        published_at=timezone.now(),
    )


@pytest.mark.parametrize("said", ["cannery hall", "the Cannery", "40 Mill Street"])
def test_a_meeting_place_leads_to_its_neighborhood(client, cannery_hall, eastbank, said):
    assert client.get("/areas/find/", {"place": said}).url == "/areas/millrace/"


def test_one_place_of_many_meetings_is_offered_once(client, cannery_hall, eastbank):
    for area in (cannery_hall.area, eastbank):
        EventFactory.create(area=area, venue_name="Cannery Hall", published_at=timezone.now())

    text = client.get("/areas/find/", {"place": "Cannery"}).content.decode()

    assert "Which of these is it?" in text
    assert text.count("Cannery Hall") == 2


def test_a_draft_gives_its_place_away_to_nobody(client, millrace):
    EventFactory.create(area=millrace, venue_name="Safe House", published_at=None)

    text = client.get("/areas/find/", {"place": "Safe House"}).content.decode()

    assert "We could not find that place" in text
