"""Who comes leaves the portal as a file or on paper, and each time that is written down."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from engagement.events.models import Attendance
from portal.records.models import AccessLog, Export
from tests.factories.events import EventFactory, RsvpFactory, SessionFactory
from tests.factories.questions import a_question


@pytest.fixture
def meeting(millrace):
    return SessionFactory.create(event__area=millrace)


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


def address(name, meeting):
    return reverse(f"desk_events:{name}", args=[meeting.event_id])


def table(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_says_who_comes_and_what_they_need(desk, meeting, dana):
    bus = a_question(meeting.event)
    RsvpFactory.create(
        session=meeting,
        name="Rosa",
        email="rosa@example.org",
        guests=2,
        asks=["childcare"],
        needs="A seat by the door",
        speaks="Español",
        answers={str(bus.pk): "By bus"},
        shared_with_hosts=True,
        checked_in_at=meeting.starts_at,
        checked_in_by=dana,
    )
    RsvpFactory.create(session=meeting, name="Wen", state="waiting")

    rosa, wen = table(desk.get(address("attendees_csv", meeting)))
    assert rosa["Name"] == "Rosa"
    assert rosa["People"] == "3"
    assert rosa["Coming?"] == "Coming"
    assert rosa["Needs"] == "Childcare; A seat by the door"
    assert rosa["Language"] == "Español"
    assert rosa["How will you come?"] == "By bus"
    assert rosa["Shared with hosts"] == "yes"
    assert rosa["Checked in"].startswith(f"{timezone.localtime(meeting.starts_at):%Y-%m-%d %H:%M}")
    assert rosa["Email"] == "rosa@example.org"
    assert (wen["Coming?"], wen["Language"], wen["Shared with hosts"]) == (
        "On the waiting list",
        "English",
        "no",
    )
    assert wen["Checked in"] == wen["How will you come?"] == ""


def test_co_hosts_get_only_who_agreed_and_no_address(desk, meeting):
    RsvpFactory.create(session=meeting, name="Rosa", shared_with_hosts=True)
    RsvpFactory.create(session=meeting, name="Omar")
    RsvpFactory.create(session=meeting, name="Gone", shared_with_hosts=True, state="cancelled")

    (rosa,) = table(desk.get(address("attendees_csv", meeting) + "?for=hosts"))
    assert rosa["Name"] == "Rosa"
    assert "Email" not in rosa
    assert Export.objects.latest("pk").filters == {"event": meeting.event_id, "for": "hosts"}


def test_each_file_is_written_down_with_its_rows(desk, meeting, dana):
    RsvpFactory.create_batch(2, session=meeting)
    table(desk.get(address("attendees_csv", meeting)))
    b"".join(desk.get(address("attendees_xlsx", meeting)).streaming_content)

    records = Export.objects.order_by("pk").values_list("user", "what", "rows")
    assert list(records) == [
        (dana.pk, "attendees csv begun", 0),
        (dana.pk, "attendees csv", 2),
        (dana.pk, "attendees xlsx", 2),
    ]
    assert Export.objects.latest("pk").filters == {"event": meeting.event_id}


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_spreadsheet_runs_what_someone_typed(desk, meeting, name):
    question = a_question(meeting.event, "=1+1", "text")
    RsvpFactory.create(session=meeting, name=name, needs=name, answers={str(question.pk): name})

    (row,) = table(desk.get(address("attendees_csv", meeting)))
    assert row["Name"] == f"'{name}"
    assert row["'=1+1"] == f"'{name}"
    sheet = b"".join(desk.get(address("attendees_xlsx", meeting)).streaming_content)
    with zipfile.ZipFile(io.BytesIO(sheet)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_only_this_meeting_is_in_the_file(desk, meeting, millrace):
    RsvpFactory.create(session=meeting, name="Rosa")
    RsvpFactory.create(session__event__area=millrace, session__event__slug="other", name="Else")

    assert [row["Name"] for row in table(desk.get(address("attendees_csv", meeting)))] == ["Rosa"]


def test_in_a_course_the_file_says_how_many_evenings_someone_came_to(desk, millrace, dana):
    course = EventFactory.create(area=millrace, sessions_needed=2)
    first = SessionFactory.create(event=course)
    second = SessionFactory.create(event=course, starts_at=first.starts_at + timedelta(days=7))
    rosa = RsvpFactory.create(session=first, name="Rosa")
    for session in (first, second):
        Attendance.objects.mark(rosa, session, dana, session.starts_at)
    RsvpFactory.create(session=first, name="Omar")

    rows = table(desk.get(address("attendees_csv", first)))
    assert [(row["Name"], row["Checked in"]) for row in rows] == [("Rosa", "2"), ("Omar", "0")]
    # On paper each evening has its own sheet, with everyone enrolled.
    text = desk.get(address("print_roster", first)).text
    assert text.count('class="cg-sheet"') == 2
    assert text.count("Omar") == 2
    # And each person one badge.
    assert desk.get(address("print_badges", first)).text.count("Omar") == 1


def test_the_roster_on_paper_has_a_box_for_each_and_lines_for_walk_ins(desk, meeting, dana):
    a = RsvpFactory.create(session=meeting, name="Rosa", needs="A seat by the door")
    RsvpFactory.create(session=meeting, name="Wen", state="waiting")
    RsvpFactory.create(session=meeting, name="Gone", state="cancelled")

    text = desk.get(address("print_roster", meeting)).text
    assert "A seat by the door" in text
    assert a.ticket in text
    assert a.email not in text
    assert "On the waiting list" in text
    assert "Gone" not in text
    assert text.count("cg-tickbox") == 2 + 10
    read = AccessLog.objects.get()
    assert (read.user, read.what, read.record) == (
        dana,
        "print the roster",
        str(meeting.event_id),
    )


def test_badges_are_for_everyone_who_comes_and_empty_ones_for_guests(desk, meeting):
    RsvpFactory.create(session=meeting, name="Rosa", guests=1)
    RsvpFactory.create(session=meeting, name="Bartholomew Featherstone")
    RsvpFactory.create(session=meeting, name="Wen", state="waiting")

    text = desk.get(address("print_badges", meeting)).text
    assert text.count('<li class="cg-badge">') == 3 + 8
    assert "cg-badge__name--long" in text
    assert "Wen" not in text
    assert AccessLog.objects.get().what == "print badges"


def test_markup_in_a_name_stays_text(desk, meeting):
    RsvpFactory.create(session=meeting, name="<script>alert(1)</script>")

    for page in ("print_roster", "print_badges"):
        assert "<script>alert" not in desk.get(address(page, meeting)).text


@pytest.mark.parametrize(
    "page", ["attendees_csv", "attendees_xlsx", "print_roster", "print_badges"]
)
def test_lee_from_another_district_gets_nothing_and_nothing_is_written_down(
    client, lee, meeting, page
):
    client.force_login(lee)

    assert client.get(address(page, meeting)).status_code == 403
    assert not Export.objects.exists()
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("page", ["print_roster", "print_badges", "attendees_csv"])
def test_lists_ask_the_database_as_often_for_three_as_for_none(
    time_stands_still, desk, meeting, page
):
    def statements():
        with CaptureQueriesContext(connection) as queries:
            response = desk.get(address(page, meeting))
            if response.streaming:
                b"".join(response.streaming_content)
        return len(queries)

    desk.get(address("print_roster", meeting))
    none = statements()
    RsvpFactory.create(session=meeting)
    one = statements()
    RsvpFactory.create_batch(2, session=meeting)
    assert none == one == statements()
