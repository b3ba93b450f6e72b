"""What meetings show on pages of other rooms."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.events import EventFactory, SessionFactory


def test_home_shows_the_next_three(client):
    assert "Come and talk" not in client.get("/").text
    for days in (4, 3, 2, 1):
        SessionFactory.create(
            event__title=f"In {days} days", starts_at=timezone.now() + timedelta(days=days)
        )

    text = client.get("/").text
    assert text.index("In 1 days") < text.index("In 2 days") < text.index("In 3 days")
    assert "In 4 days" not in text


def test_an_area_shows_what_happens_in_it_and_in_its_parts(client, millrace, riverside, hillside):
    SessionFactory.create(event__title="Millrace evening", event__area=millrace)

    assert "Millrace evening" in client.get(riverside.get_absolute_url()).text
    text = client.get(hillside.get_absolute_url()).text
    assert "Millrace evening" not in text
    assert "No meeting is planned here yet" in text


def test_the_desk_shows_the_next_meeting_to_run_and_what_it_needs(client, dana, millrace):
    client.force_login(dana)
    assert "Your next meeting" not in client.get("/desk/").text
    meeting = SessionFactory.create(event__title="Millrace evening", event__area=millrace)
    meeting.rsvp(name="Rosa", asks=["childcare"])
    meeting.rsvp(name="Omar", asks=["childcare", "interpreter"])

    text = " ".join(client.get("/desk/").text.split())
    assert "Millrace evening" in text
    assert "2 seats saved, no limit." in text
    assert "Childcare (2), An interpreter (1)" in text


def test_my_page_shows_my_seats_and_no_one_else_s(client, rosa, omar):
    off = SessionFactory.create(event__title="Flooded")
    coming = SessionFactory.create(event__title="Evening")
    for meeting in (off, coming):
        meeting.rsvp(name="Rosa", email=rosa.email, user=rosa)
    off.event.cancel("The hall is flooded.")
    SessionFactory.create(event__title="Only Omar").rsvp(name="Omar", user=omar)

    client.force_login(rosa)
    text = client.get("/me/", headers={"Accept-Language": "en"}).text
    assert "Evening" in text
    assert "Flooded" in text
    assert "Only Omar" not in text


def test_panels_ask_the_database_as_often_for_one_as_for_three(time_stands_still, client, rosa):
    def statements():
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
            client.get("/me/")
        return len(queries)

    client.force_login(rosa)
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            SessionFactory.create(event=EventFactory.create()).rsvp(name="Rosa", user=rosa)
        statements()
        counts.append(statements())
    assert counts[0] == counts[1]
