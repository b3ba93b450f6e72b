"""The whole loop on Chicago's own boundaries and Chicago's own complaints."""

import csv
import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone

from engagement.concerns.models import Concern
from engagement.events.models import Session
from engagement.outreach.models import OutreachEntry
from metrics.dashboards.periods import Period
from metrics.reports.models import Report
from metrics.reports.tasks import write_reports
from metrics.surveys.models import Invitation, Response
from metrics.surveys.tasks import ask_after_meetings
from portal.areas.models import Area
from portal.notices.models import Message
from portal.notices.outbox import send_due
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, SessionFactory
from tests.real_data import real

pytestmark = pytest.mark.real_data

# A corner of the Loop, and what a complaint there might say.
LATITUDE, LONGITUDE = 41.8826, -87.6278
COMPLAINTS = [
    "external_id=Service_Request_Number",
    "text=Type_of_Service_Request",
    "place=Street_Address",
    "raised_at=Creation_Date",
    "closed_at=Completion_Date",
    "state=Status",
    "latitude=Latitude",
    "longitude=Longitude",
    "area=Police_District",
]


@pytest.fixture
def chicago(tmp_path):
    """Districts, beats and 74,401 complaints."""
    outlines = "boundaries/chicago_police_{}_simplified.geojson"
    told = {"rejects": str(tmp_path)}
    call_command(
        "import_areas",
        str(real(outlines.format("districts"))),
        id_field="DIST_NUM",
        level="district",
        **told,
    )
    call_command(
        "import_areas",
        str(real(outlines.format("beats"))),
        id_field="BEAT_NUM",
        level="beat",
        parent_field="DISTRICT",
        parent_level="district",
        **told,
    )
    call_command(
        "import_concerns",
        str(real("service_requests/chicago_311_sanitation_complaints.csv.gz")),
        source_system="chicago-311",
        map=COMPLAINTS,
        area_level="district",
        **told,
    )


def test_a_worry_in_the_loop_goes_all_the_way_round(chicago, client, mail_sink):
    concern, code = Concern.objects.submit(
        text="Nobody can cross here when the theaters let out.",
        place="State and Randolph",
        latitude=LATITUDE,
        longitude=LONGITUDE,
        anonymous=False,
        contact_email="neighbor@example.org",
    )
    beat = concern.area
    assert (beat.level, beat.parent.code) == ("beat", "1")

    officer = UserFactory.create(email="loop@example.org", role="officer", area=beat)
    client.force_login(officer)
    queue = client.get("/desk/concerns/").text
    assert "Nobody can cross here" in queue
    client.post(f"/desk/concerns/{concern.pk}/acknowledgement/")
    concern.answer(officer, "An officer will stand there on Friday and Saturday nights.")
    send_due()
    assert mail_sink.readers.count("neighbor@example.org") == 2  # received, answered
    client.logout()
    assert "stand there on Friday" in client.post("/concerns/track/", {"code": code}).text

    now = timezone.now()
    event = EventFactory.create(area=beat)
    session = SessionFactory.create(event=event, starts_at=now - timedelta(hours=5),
                                    ends_at=now + timedelta(hours=1), capacity=30)  # fmt: skip
    seat = session.rsvp(name="Noor", email="neighbor@example.org")
    assert seat.check_in(officer)
    Session.objects.filter(pk=session.pk).update(ends_at=now - timedelta(hours=3))
    entry = OutreachEntry.objects.create(
        lead=officer, area=beat, session=session, adults=1, happened="We agreed on two nights."
    )
    entry.concerns.add(concern)

    ask_after_meetings()
    send_due()
    invitation = Invitation.objects.get()
    assert Message.objects.filter(key__in=invitation.mail_keys, state="sent").count() == 1
    invitation.answer({"listen": 7})
    assert Response.objects.get().area == beat

    chief = UserFactory.create(email="chief@example.org", role="command")
    client.force_login(chief)
    board = client.get("/command/", {"area": beat.parent.slug})
    assert board.status_code == 200
    assert "Not enough answers to say" in board.text


def test_the_report_of_a_district_re_adds_to_the_records(chicago):
    district = Area.objects.get(level="district", code="7")
    quarter = Period(date(2012, 4, 1), date(2012, 6, 30))
    chief = UserFactory.create(email="chief@example.org", role="command")
    report = Report.objects.request(by=chief, period=quarter, area=district, language="en")
    write_reports()
    report.refresh_from_db()
    assert report.is_ready, report.error

    within = Q(area__path__startswith=district.path)
    raised = Concern.objects.filter(
        within, raised_at__date__range=(quarter.first, quarter.last)
    ).count()
    assert raised == 370
    assert str(raised) in figures(report).replace(",", "")


def figures(report):
    """Every cell of every table in the bundle."""
    with zipfile.ZipFile(io.BytesIO(bytes(report.files.get(kind="csv").content))) as bundle:
        tables = [bundle.read(name).decode("utf-8-sig") for name in bundle.namelist()]
    return "\n".join(
        cell for table in tables for row in csv.reader(io.StringIO(table)) for cell in row
    )
