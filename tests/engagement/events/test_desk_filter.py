"""The desk's list of meetings can be narrowed to an area and to days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.events import EventFactory, SessionFactory

DAY = timedelta(days=1)


@pytest.fixture
def held(millrace, eastbank, hillside):
    """One in each area, three, six and nine days ago."""
    for number, area in enumerate((millrace, eastbank, hillside), start=1):
        SessionFactory.create(
            event=EventFactory.create(area=area, title=f"Evening in {area.name}"),
            starts_at=timezone.now() - 3 * number * DAY,
        )


def shown(client, person, **asked):
    client.force_login(person)
    page = client.get("/desk/events/", {"show": "past", **asked})
    return {session.event.area.name for session in page.context["page"]}


@pytest.mark.usefixtures("held")
def test_by_area_with_its_parts(client, kim):
    assert shown(client, kim, area="riverside") == {"Millrace", "Eastbank"}
    assert shown(client, kim, area="hillside") == {"Hillside"}


@pytest.mark.usefixtures("held")
def test_by_days_the_first_and_the_last_included(client, kim):
    day = timezone.localdate(timezone.now() - 6 * DAY)

    assert shown(client, kim, since=day, until=day) == {"Eastbank"}
    assert shown(client, kim, since=day) == {"Millrace", "Eastbank"}


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(
    "asked",
    [
        {"area": "atlantis"},
        {"since": "soon"},
        {"since": "0001-01-01", "until": "9999-12-31"},
        {"area": "\x00"},
    ],
)
def test_an_answer_that_makes_no_sense_narrows_nothing(client, kim, asked):
    assert len(shown(client, kim, **asked)) == 3


@pytest.mark.usefixtures("held")
def test_sam_cannot_ask_for_another_district(client, sam):
    assert shown(client, sam, area="hillside") == {"Millrace", "Eastbank"}
