"""The pages that belong to no room, and the links to all others."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from portal.pages import navigation
from portal.pages.navigation import MENUS, Link, menu
from portal.pages.templatetags.pages import day, short_name


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", "Say what worries you."),
        ("/help/", "Within 3 days, from a person."),
        ("/about/privacy/", "What we cannot protect"),
        ("/accessibility/", "What you can count on"),
    ],
)
def test_anyone_may_read(client, address, words):
    response = client.get(address)
    assert response.status_code == 200
    assert words in response.text


def test_nothing_in_a_page_comes_from_elsewhere_or_stands_inline(client):
    page = client.get("/").text
    assert 'src="http' not in page
    assert "<style" not in page
    assert "style=" not in page
    assert "onclick" not in page


def test_search_engines_stay_out_of_what_is_private(client):
    response = client.get("/robots.txt")
    assert "Disallow: /desk/" in response.text
    assert response["Content-Type"] == "text/plain"


def test_the_emblem_is_the_icon(client):
    response = client.get("/favicon.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert b"<svg" in b"".join(response.streaming_content)


def test_the_kit_is_for_developers_only(client, settings):
    assert client.get("/kit/").status_code == 404
    settings.DEBUG = True
    assert client.get("/kit/").status_code == 200


def test_no_link_leads_to_a_page_that_is_not_there(monkeypatch):
    monkeypatch.setitem(MENUS, "help", [Link("help", "/help/", "Help"), Link("no", "/no/", "No")])
    assert [link.name for link in menu("help")] == ["help"]


@pytest.mark.parametrize("name", ["main", "say", "see", "help"])
def test_every_public_link_opens(client, name):
    for link in menu(name):
        assert client.get(link.path).status_code == 200, link.path


def rooms(person):
    return [link.name for link in navigation.rooms_of(person)]


def test_each_sees_the_rooms_they_work_in(rosa, dana, kim, ada, monkeypatch):
    monkeypatch.setattr(navigation, "leads_somewhere", lambda _path: True)
    assert rooms(rosa) == []
    assert rooms(dana) == ["desk"]
    assert rooms(kim) == ["desk", "command"]
    assert rooms(ada) == ["desk", "admin"]


def test_the_header_offers_to_sign_in_or_out(client, rosa):
    assert "Sign in" in client.get("/").text
    client.force_login(rosa)
    page = client.get("/").text
    assert "Sign out" in page
    assert "Rosa" in page


def test_home_costs_the_same_however_many_areas(client, riverside, django_assert_max_num_queries):
    from tests.factories.areas import AreaFactory

    AreaFactory.create_batch(5, parent=riverside)
    client.get("/")
    with django_assert_max_num_queries(12):
        client.get("/")


def test_where_there_are_too_many_names_the_districts_stand_for_them(client, riverside):
    from tests.factories.areas import AreaFactory

    AreaFactory.create_batch(61, parent=riverside)
    page = client.get("/").text
    assert page.count('href="/areas/') - page.count('href="/areas/"') == 1


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Theo Lindqvist", "Theo L."),
        ("Rosa", "Rosa"),
        ("", "rosa"),
        ("Ana de la O", "Ana O."),
    ],
)
def test_a_name_fits_beside_the_wordmark(rosa, name, short):
    rosa.name = name
    assert short_name(rosa) == short


@time_machine.travel("2026-10-15 12:00Z")
def test_a_day_in_a_list_names_the_weekday_or_the_year():
    late_evening_here = datetime(2026, 11, 20, 2, tzinfo=UTC)
    assert day(late_evening_here) == "Thu, Nov 19"
    assert day(date(2025, 11, 19)) == "Nov 19, 2025"
