"""The client others wrote for data.police.uk, against a server that really listens."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import requests
from django.core.management import call_command
from police_api import PoliceAPI
from police_api.forces import Force
from police_api.neighbourhoods import Neighbourhood

from engagement.priorities.models import Priority
from portal.areas.models import Area
from portal.pages.models import Agency
from tests.factories.areas import AreaFactory, TeamMemberFactory, square
from tests.factories.events import EventFactory, SessionFactory
from tests.real_data import real

pytestmark = pytest.mark.django_db(transaction=True)

CHICAGO = ZoneInfo("America/Chicago")


@pytest.fixture
def api(live_server, monkeypatch):
    """The client remembers answers in its classes, for whichever server."""
    monkeypatch.setattr(Force, "_resource_cache", {})
    monkeypatch.setattr(Neighbourhood, "_resource_cache", {})
    return PoliceAPI(base_url=f"{live_server.url}/api/")


@pytest.fixture
def _agency():
    Agency.objects.create(
        place="Linden Ferry",
        police_name="Linden Ferry Police Department",
        non_emergency_phone="555-0142",
    )


@pytest.fixture
def millrace(millrace):
    """Millrace, drawn, with people, a team, a meeting and two priorities."""
    millrace.draw(square(-88, 41))
    millrace.population, millrace.team_email = 6187, "millrace@example.org"
    millrace.save()
    TeamMemberFactory.create(
        area=millrace, user__name="Maria Okafor", title="Sgt.", duty="leads the team"
    )
    SessionFactory.create(
        event=EventFactory.create(title="Beat <meeting>", area=millrace, purpose="Come & talk."),
        starts_at=dt.datetime(2031, 7, 8, 18, 30, tzinfo=CHICAGO),
    )
    Priority.objects.create(area=millrace, issue="Racing <b>cars</b>", issue_on="2031-01-05")
    Priority.objects.create(
        area=millrace, issue="Dark path", issue_on="2031-02-05",
        action="Four lamps.", action_on="2031-03-01",
    )  # fmt: skip
    return millrace


@pytest.mark.usefixtures("_agency", "millrace")
def test_the_client_finds_the_force_and_its_neighbourhoods(api):
    (force,) = api.get_forces()

    assert (force.id, force.name) == (
        "linden-ferry-police-department",
        "Linden Ferry Police Department",
    )
    assert force.telephone == "555-0142"
    assert "Linden Ferry" in force.description
    assert force.engagement_methods[0]["title"] == "Raise a concern"
    assert [each.name for each in force.neighbourhoods] == ["Millrace"]


@pytest.mark.usefixtures("_agency", "millrace")
def test_the_client_reads_one_neighbourhood_in_full(api):
    (millrace,) = api.get_forces()[0].neighbourhoods

    assert millrace.population == 6187
    assert millrace.contact_details["email"] == "millrace@example.org"
    assert float(millrace.centre["latitude"]) == pytest.approx(41.5)
    assert millrace.url_force.endswith("/areas/millrace/")
    assert all(link["description"] == "" for link in millrace.links)
    assert millrace.locations[0]["name"] == "Cannery Hall"


@pytest.mark.usefixtures("_agency", "millrace")
def test_the_client_reads_the_team_the_meetings_and_the_priorities(api):
    millrace = api.get_neighbourhood("linden-ferry-police-department", "millrace")

    (officer,) = millrace.officers
    assert (officer.name, officer.rank) == ("Maria Okafor", "Sgt.")
    assert "Leads the team." in officer.bio
    (meeting,) = millrace.events
    assert meeting.title == "Beat <meeting>"
    assert meeting.description == "<p>Come &amp; talk.</p>"
    assert meeting.start_date == dt.datetime(2031, 7, 8, 18, 30)  # noqa: DTZ001  as there
    assert "Cannery Hall" in meeting.address
    first, second = millrace.priorities  # the client puts the newest first
    assert first.issue == "<p>Dark path</p>"
    assert first.issue_date == dt.datetime(2031, 2, 5)  # noqa: DTZ001  as there
    assert first.action_date == dt.datetime(2031, 3, 1)  # noqa: DTZ001  as there
    assert second.issue == "<p>Racing &lt;b&gt;cars&lt;/b&gt;</p>"
    assert (second.action, second.action_date) == (None, None)


@pytest.mark.usefixtures("_agency", "millrace")
def test_the_client_reads_the_boundary_and_finds_a_point(api):
    found = api.locate_neighbourhood(41.5, -87.5)

    assert (found.force.id, found.id) == ("linden-ferry-police-department", "millrace")
    assert {(41.0, -88.0), (42.0, -87.0)} <= set(found.boundary)
    assert api.locate_neighbourhood(10, 10) is None


@pytest.mark.usefixtures("_agency")
def test_the_client_reads_who_leads_the_force(api, riverside):
    TeamMemberFactory.create(area=riverside, user__name="Ann Doe", title="Sgt.")

    (officer,) = api.get_forces()[0].senior_officers

    assert (officer.name, officer.rank, officer.contact_details) == (
        "Ann Doe",
        "Sgt.",
        {"telephone": "555-0142"},
    )


@pytest.mark.usefixtures("_agency", "millrace")
def test_crimes_are_not_here_and_the_answer_says_so(api, live_server):
    for path in ("crime-categories", "crimes-street/all-crime", "stops-force", "x/y/z/stops"):
        answer = requests.get(f"{live_server.url}/api/{path}", timeout=10)
        assert (answer.status_code, answer.json()) == (404, {"error": "Not found."})


@pytest.mark.real_data
@pytest.mark.usefixtures("_agency")
def test_all_beats_of_chicago_are_neighbourhoods(api, tmp_path):
    call_command("import_areas", str(real("boundaries/chicago_police_beats.geojson")),
                 id_field="beat_num", level="beat", rejects=str(tmp_path))  # fmt: skip
    AreaFactory.create(level="neighborhood", name="The Loop", code="loop")

    found = api.get_forces()[0].neighbourhoods

    assert len(found) == 275
    loop = api.locate_neighbourhood(41.8827, -87.6233)
    beat = Area.objects.get(slug=loop.id)
    assert beat.level == "beat"
    assert len(loop.boundary) > 10
    assert all(41 < latitude < 43 for latitude, _longitude in loop.boundary)
