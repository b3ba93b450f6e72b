"""The ticket: a code for the camera, and the same code for eyes and ears."""

import pytest

from engagement.events import tickets
from engagement.events.models import Rsvp
from engagement.events.models.rsvp import new_ticket
from portal.notices.models import Message
from tests.factories.events import SessionFactory


@pytest.fixture
def seat():
    meeting = SessionFactory.create(event__title="Millrace evening meeting", capacity=3)
    return meeting.rsvp(name="Rosa", email="rosa@example.org", guests=1)


def test_every_ticket_is_its_own():
    made = {new_ticket() for _ in range(500)}

    assert len(made) == 500
    assert all(tickets.read_ticket(ticket) == ticket for ticket in made)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("23456789CF", "23456789CF"),
        (" 234 567-89cf\n", "23456789CF"),
        ("234 567 89C", ""),
        ("23456789CF2", ""),
        ("23456789C%", ""),
        ("", ""),
        ("'; DROP--", ""),
    ],
)
def test_a_code_is_read_however_it_was_spaced(typed, read):
    assert tickets.read_ticket(typed) == read


def test_the_picture_is_dark_on_light_says_what_it_is_and_has_no_style(seat):
    drawn = str(seat.ticket_image)

    assert "<title>Your ticket as a code for the camera</title>" in drawn
    assert "style" not in drawn
    assert 'fill="#fff"' in drawn
    assert 'stroke="#000"' in drawn


def test_the_seat_shows_its_ticket_and_leads_to_a_page_to_print(client, seat):
    page = client.get(seat.get_absolute_url()).text
    paper = client.get(f"{seat.get_absolute_url()}ticket/")

    for text in (page, paper.text):
        assert seat.ticket_words in text
        assert "<svg" in text
    assert f"{seat.get_absolute_url()}ticket/" in page
    assert "2 people" in paper.text
    assert "no-store" in paper["Cache-Control"]


def test_the_mail_says_the_code_and_brings_the_picture(seat):
    mail = Message.objects.get()

    assert seat.ticket_words in mail.text
    assert seat.ticket_words in mail.html
    assert [kind for _name, kind, _content in mail.attachments][1] == "image/png"


def test_without_a_seat_there_is_no_ticket(client, seat):
    waiting = seat.session.rsvp(name="Family", guests=4)
    seat.cancel()

    for each in (seat, waiting):
        assert client.get(f"{each.get_absolute_url()}ticket/").url == each.get_absolute_url()
        assert "<svg viewBox" not in client.get(each.get_absolute_url()).text
        assert each.ticket_words not in client.get(each.get_absolute_url()).text
    assert seat.ticket_words not in Message.objects.order_by("-pk")[0].text


@pytest.mark.parametrize("page", ["ticket", "acceptance", "cancellation"])
def test_a_link_that_was_changed_says_what_to_do(client, seat, page):
    address = f"/events/seats/{seat.token[:-1]}/{page}/"
    response = client.get(address) if page == "ticket" else client.post(address)

    assert response.status_code == 404
    assert "This link opens no seat" in response.text
    assert Rsvp.objects.get(pk=seat.pk).is_going


def test_the_ticket_opens_no_seat(client, seat):
    assert client.get(f"/events/seats/{seat.ticket}/").status_code == 404
