"""What anyone sees of meetings, and how a seat is saved without an account or a script."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from engagement.events.models import Event, Rsvp
from portal.notices.models import Message
from tests.factories.events import EventFactory, RsvpFactory, SessionFactory

HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}\"'>"


@pytest.fixture
def meeting(millrace):
    """The Millrace evening meeting, with three seats."""
    event = EventFactory.create(title="Millrace evening meeting", slug="millrace", area=millrace)
    return SessionFactory.create(event=event, capacity=3)


def send(client, meeting, **typed):
    fields = {"name": "Rosa", "guests": "0", "submission": str(uuid.uuid4())} | typed
    return client.post(reverse("events:rsvp", args=[meeting.event.slug, meeting.pk]), fields)


def statements(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


# The list


def test_meetings_to_come_stand_by_month_the_next_one_first(client):
    now = timezone.now()
    for title, days in (("Later", 60), ("Soon", 1), ("Gone", -3)):
        SessionFactory.create(event__title=title, starts_at=now + timedelta(days=days))
    EventFactory.create(title="Draft", published_at=None)

    text = client.get("/events/").text

    assert text.index("Soon") < text.index("Later")
    assert "Gone" not in text
    assert "Draft" not in text


def test_a_draft_and_a_cancelled_meeting_are_not_on_the_list(client, meeting):
    SessionFactory.create(event__title="Secret plan", event__published_at=None)
    meeting.event.cancel("The hall is flooded.")

    text = client.get("/events/").text

    assert "Secret plan" not in text
    assert "Millrace evening meeting" not in text
    assert "No meeting is planned here yet" in text


def test_the_list_narrows_to_an_area_with_its_parts_and_to_a_kind(
    client, meeting, riverside, hillside
):
    SessionFactory.create(event__title="Town hall", event__area=hillside, event__kind="town_hall")

    assert "Millrace evening" in client.get("/events/", {"area": riverside.slug}).text
    assert "Town hall</a>" not in client.get("/events/", {"area": riverside.slug}).text
    assert "Millrace evening" not in client.get("/events/", {"kind": "town_hall"}).text
    assert "Millrace evening" in client.get("/events/", {"kind": "';--", "area": "no"}).text


@pytest.mark.parametrize("page", ["x", "-1", "999"])
def test_a_page_that_is_not_there_is_the_nearest(client, meeting, page):
    assert client.get("/events/", {"page": page}).status_code == 200


def test_the_list_asks_the_database_as_often_for_one_meeting_as_for_three(client):
    client.get("/events/")
    counts = [statements(client, "/events/")]
    for rows in (1, 2):
        SessionFactory.create_batch(rows)
        counts.append(statements(client, "/events/"))

    assert counts[1] == counts[2]
    assert counts[2] <= 5


# The page of one meeting


def test_the_page_says_what_when_where_and_how_many_seats_are_left(client, meeting):
    Event.objects.update(access=["step_free", "asl"], agenda="6:30 The crossing: who answers\nWalk")
    meeting.rsvp(name="Omar")

    text = client.get("/events/millrace/").text

    for words in (
        "Settle what happens at the crossing.",
        "Cannery Hall, 40 Mill Street",
        "Step-free from the street",
        "American Sign Language",
        "6:30",
        "who answers",
        "1 person is coming.",
        "2 seats are left.",
        "Those who run the meeting see your name",
    ):
        assert words in text


def test_the_page_asks_the_database_as_often_with_many_guests_and_sessions(client, meeting, rosa):
    client.get("/events/millrace/")
    before = statements(client, "/events/millrace/")
    RsvpFactory.create_batch(5, session=meeting)
    SessionFactory.create_batch(3, event=meeting.event)

    assert statements(client, "/events/millrace/") == before
    assert before <= 7


def test_a_draft_is_not_known_to_the_public_and_known_to_its_officers(client, dana, lee, millrace):
    EventFactory.create(slug="draft", published_at=None, area=millrace)

    seen = [client.get("/events/draft/").status_code]
    for person in (lee, dana):
        client.force_login(person)
        seen.append(client.get("/events/draft/").status_code)
    assert seen == [404, 404, 200]


def test_hostile_words_stay_words(client, millrace):
    event = EventFactory.create(
        slug="hostile",
        area=millrace,
        published_at=timezone.now(),
        **dict.fromkeys(["title", "purpose", "agenda", "host", "contact", "directions"], HOSTILE),
    )
    meeting = SessionFactory.create(event=event)
    answer = meeting.rsvp(name=HOSTILE, email="rosa@example.org", needs=HOSTILE)

    for address in ("/events/", "/events/hostile/", answer.get_absolute_url()):
        text = client.get(address).text
        assert "<script>alert" not in text
        assert "14&quot;" not in text
    assert "<script>alert" not in Message.objects.get().html


def test_a_sitting_can_be_chosen(client, meeting):
    other = SessionFactory.create(event=meeting.event, starts_at=timezone.now() + timedelta(days=9))

    assert f"/rsvp/{other.pk}/" in client.get("/events/millrace/", {"session": other.pk}).text
    assert f"/rsvp/{meeting.pk}/" in client.get("/events/millrace/", {"session": "x"}).text


def test_a_meeting_without_a_date_says_so(client):
    EventFactory.create(slug="some-day")

    assert "Seats can be saved once the date is set" in client.get("/events/some-day/").text


# Saving a seat


def test_a_seat_from_open_page_to_mail_in_three_requests_and_few_statements(client, meeting):
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/events/millrace/")
        number = re.search(r'name="submission" value="([^"]+)"', page.text)[1]
        answer = send(client, meeting, email="rosa@example.org", submission=number)
        seat = client.get(answer.url)

    assert "Your seat is saved" in seat.text
    assert Message.objects.get().to == "rosa@example.org"
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 17, "\n".join(asked)


def test_the_button_pressed_twice_leads_to_the_same_seat(client, meeting):
    number = str(uuid.uuid4())
    first = send(client, meeting, submission=number)
    second = send(client, meeting, submission=number)

    assert first.url == second.url
    assert Rsvp.objects.count() == 1


def test_who_types_the_address_of_another_sees_nothing_of_their_seat(client, meeting):
    seat = send(client, meeting, email="rosa@example.org").url
    other = send(client, meeting, email="Rosa@Example.org", name="Mallory")

    assert other.url == "/events/millrace/mailed/"
    assert seat not in client.get(other.url).text
    assert Rsvp.objects.get().name == "Rosa"


def test_whoever_is_signed_in_types_no_name_and_finds_the_seat_again(client, meeting, rosa):
    client.force_login(rosa)
    page = client.get("/events/millrace/").text
    first = send(client, meeting, email=rosa.email)
    again = send(client, meeting, email=rosa.email)

    assert 'value="rosa@example.org"' in page
    assert first.url == again.url
    assert Rsvp.objects.get().user == rosa


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "This field is required."),
        ({"email": "rosa@"}, "Enter a valid email address."),
        ({"guests": "10"}, "not one of the available choices"),
        ({"guests": "-1"}, "not one of the available choices"),
        ({"asks": ["childcare"]}, "not one of the available choices"),
        ({"needs": "x" * 301}, "at most 300 characters"),
        ({"name": "x\x00y"}, "Null characters are not allowed."),
        ({"submission": "no"}, "Enter a valid UUID."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_what_was_typed_is_kept(
    client, meeting, typed, words
):
    response = send(client, meeting, **({"needs": "A chair with arms"} | typed))

    assert response.status_code == 200
    assert words in response.text
    assert "A chair with arms" in response.text or "needs" in typed
    assert not Rsvp.objects.exists()


def test_a_meeting_called_off_keeps_its_page_and_takes_no_seats(client, meeting):
    meeting.event.cancel("The hall is flooded.")

    assert "The hall is flooded." in client.get("/events/millrace/").text
    response = send(client, meeting)
    assert response.status_code == 200
    assert not Rsvp.objects.exists()


def test_a_meeting_that_is_over_takes_no_seats(client):
    past = SessionFactory.create(event__slug="past", starts_at=timezone.now() - timedelta(days=2))

    assert "This meeting is over." in client.get("/events/past/").text
    assert send(client, past).status_code == 200


def test_a_full_meeting_offers_a_place_in_line(client, meeting):
    meeting.rsvp(name="Omar", guests=2)

    assert "Save my place in line" in client.get("/events/millrace/").text
    seat = client.get(send(client, meeting, email="rosa@example.org").url).text
    assert "You are number 1 in line." in seat


def test_following_the_form_s_address_leads_back_to_the_page(client, meeting):
    address = reverse("events:rsvp", args=["millrace", meeting.pk])

    assert client.get(address).url == "/events/millrace/"


def test_a_sitting_of_another_meeting_is_not_found(client, meeting):
    other = SessionFactory.create()

    assert client.post(reverse("events:rsvp", args=["millrace", other.pk])).status_code == 404


# The seat behind its link


@pytest.fixture
def seat(meeting):
    return meeting.rsvp(name="Rosa", email="rosa@example.org")


def test_the_link_shows_the_seat_and_is_kept_by_nobody(client, seat):
    response = client.get(seat.get_absolute_url())

    assert "Your seat is saved" in response.text
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex"


def test_the_number_of_people_can_be_changed(client, seat):
    response = client.post(
        seat.get_absolute_url(), {"guests": "2", "asks": ["interpreter"]}, follow=True
    )

    assert "Your 3 seats are saved" in response.text
    seat.refresh_from_db()
    assert seat.asks == ["interpreter"]


def test_more_people_than_seats_is_said_at_the_field(client, seat):
    response = client.post(seat.get_absolute_url(), {"guests": "5"})

    assert response.status_code == 200
    assert "Only 2 more seats are free. Your own seats stay as they are." in response.text


def test_one_tap_gives_the_seat_up_and_a_second_changes_nothing(client, seat):
    address = reverse("events:cancel_seat", args=[seat.token])

    assert client.get(address).status_code == 405
    for _ in range(2):
        assert "You gave up your seat" in client.post(address, follow=True).text
    assert Rsvp.objects.get().is_cancelled


def test_after_the_meeting_the_seat_can_only_be_looked_at(client, seat):
    past = timezone.now() - timedelta(days=1)
    seat.session.starts_at, seat.session.ends_at = past - timedelta(hours=2), past
    seat.session.save()

    address = reverse("events:cancel_seat", args=[seat.token])
    assert "This meeting is over." in client.post(address, follow=True).text
    assert "Give up my seat" not in client.get(seat.get_absolute_url()).text


@pytest.mark.parametrize("change", ["x{}", "{}x", "{}.", "0000", "..", "%00", "{}%0a"])
def test_a_link_that_was_changed_says_what_to_do_and_opens_nothing(client, seat, change):
    for address in ("/events/seats/{}/", "/events/seats/{}/cancellation/"):
        path = address.format(change.format(seat.token))
        response = client.post(path) if "cancellation" in path else client.get(path)
        assert response.status_code == 404
        assert "This link opens no seat" in response.text
    seat.refresh_from_db()
    assert seat.is_going


def test_the_link_of_one_seat_opens_no_other(client, meeting, seat):
    other = meeting.rsvp(name="Omar")
    stolen = f"{other.handle.hex}.{seat.token.split('.')[1]}"

    assert client.get(f"/events/seats/{stolen}/").status_code == 404


def test_a_meeting_called_off_is_said_on_the_seat(client, seat):
    seat.session.event.cancel("The hall is flooded.")

    text = client.get(seat.get_absolute_url()).text
    assert "This meeting is called off" in text
    assert "Give up my seat" not in text
