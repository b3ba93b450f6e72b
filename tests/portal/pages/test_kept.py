import re

import pytest

from engagement.concerns.models import Concern
from engagement.events.models import Rsvp
from portal.pages import kept
from portal.pages.models import Agency
from tests.factories.events import SessionFactory


@pytest.fixture(autouse=True)
def _keep(settings, monkeypatch):
    settings.KEEP_PAGES = 60
    monkeypatch.setattr(kept, "LOOK_EVERY", 0)
    kept.forget()
    yield
    kept.forget()


@pytest.fixture
def session(millrace):
    return SessionFactory.create(event__area=millrace, capacity=10)


def number_in(response):
    return re.search(r'name="submission" value="([0-9a-f-]{36})"', response.text)[1]


def token_in(response):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w{64})"', response.text)[1]


def test_the_second_visitor_costs_one_statement(client, session, django_assert_num_queries):
    first = client.get(session.get_absolute_url())

    with django_assert_num_queries(1):
        again = client.get(session.get_absolute_url())

    assert again.status_code == first.status_code == 200
    assert str(session.event.title) in again.text


def test_two_visitors_never_share_a_form(client, session):
    client.get(session.get_absolute_url())
    one, other = (client.get(session.get_absolute_url()) for _ in range(2))

    assert number_in(one) != number_in(other)
    assert token_in(one) != token_in(other)


def test_a_seat_saved_from_a_kept_page_is_ones_own(client, session):
    page = session.get_absolute_url()
    address = f"{page}rsvp/{session.pk}/"
    client.get(page)
    for name in ("Noor", "Omar"):
        number = number_in(client.get(page))
        client.post(address, {"name": name, "guests": "0", "submission": number})

    assert set(Rsvp.objects.values_list("name", flat=True)) == {"Noor", "Omar"}


def test_a_browser_that_checks_forms_may_send_the_kept_one(session):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.get(session.get_absolute_url())
    kept_page = strict.get(session.get_absolute_url())

    sent = strict.post(
        f"{session.get_absolute_url()}rsvp/{session.pk}/",
        {
            "name": "Noor",
            "guests": "0",
            "submission": number_in(kept_page),
            "csrfmiddlewaretoken": token_in(kept_page),
        },
    )

    assert sent.status_code == 302


def test_a_change_shows_at_once(client, session):
    client.get(session.get_absolute_url())
    session.event.title = "Moved to the library"
    session.event.save()

    assert "Moved to the library" in client.get(session.get_absolute_url()).text


def test_seats_taken_show_at_once(client, session):
    before = client.get(session.get_absolute_url()).text
    session.rsvp(name="Noor", guests=8)

    assert client.get(session.get_absolute_url()).text != before


def test_a_concern_taken_off_the_public_page_is_gone_at_once(client, millrace):
    concern, _code = Concern.objects.submit(text="The lamp is out", area=millrace)
    Concern.objects.filter(pk=concern.pk).update(is_public=True, wants_public=True)
    assert "The lamp is out" in client.get("/concerns/").text

    Concern.objects.filter(pk=concern.pk).update(is_public=False)

    assert "The lamp is out" not in client.get("/concerns/").text


def test_languages_and_colors_are_kept_apart(client, millrace):
    english = client.get("/").text
    spanish = client.get("/", headers={"accept-language": "es"}).text
    client.cookies["theme"] = "dark"
    dark = client.get("/").text

    assert 'lang="es"' in spanish
    assert 'lang="en"' in english
    assert 'data-theme="dark"' in dark
    assert 'data-theme="dark"' not in english


def test_who_is_signed_in_gets_a_page_of_their_own(client, millrace, rosa):
    client.get("/")
    client.force_login(rosa)

    assert "Rosa" in client.get("/").text
    client.logout()
    assert "Rosa" not in client.get("/").text


def test_a_page_grows_old(client, millrace, settings, django_assert_max_num_queries):
    client.get("/areas/millrace/")
    settings.KEEP_PAGES = 0.000001

    with django_assert_max_num_queries(40) as drawn:
        client.get("/areas/millrace/")
    assert len(drawn) > 1


def test_no_more_pages_are_kept_than_there_is_room_for(client, millrace, monkeypatch):
    monkeypatch.setattr(kept, "MOST_PAGES", 3)
    for number in range(6):
        client.get(f"/?from={number}")

    assert len(kept.pages) == 3


def test_what_is_not_there_is_not_kept(client):
    assert client.get("/areas/nowhere/").status_code == 404
    assert not kept.pages


def test_a_new_name_of_the_police_shows_at_the_foot_of_every_page_at_once(client):
    Agency(police_name="Old Police Department", place="Linden Ferry").save()
    assert "Old Police Department" in client.get("/concerns/new/").text
    Agency(police_name="New Police Department", place="Linden Ferry").save()

    page = client.get("/concerns/new/").text

    assert "New Police Department" in page
    assert "Old Police Department" not in page
