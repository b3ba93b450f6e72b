"""The map: how many meetings each area has, drawn, and as the same list."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.areas import AreaFactory
from tests.factories.events import SessionFactory


def square(west):
    ring = [[west, 40], [west + 0.02, 40], [west + 0.02, 40.02], [west, 40.02], [west, 40]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def outlines(millrace, eastbank):
    millrace.draw(square(-90))
    eastbank.draw(square(-89.98))


def listed(client, **asked):
    """Names and what is said of them, as the list has them."""
    text = client.get("/events/map/", asked).text.partition("ev-places")[2].partition("</ul>")[0]
    rows = re.findall(r"<strong>(.*?)</strong>.*?<p class=\"cg-muted\">(.*?)</p>", text, re.DOTALL)
    return {name: " ".join(said.split()) for name, said in rows}


def drawn(client, **asked):
    """Where the shapes lead, and what they are called."""
    drawing = client.get("/events/map/", asked).text.partition('class="cg-map"')[2]
    return dict(re.findall(r'<a href="([^"]*)" aria-label="([^"]*)">', drawing))


def test_each_area_says_how_many_meetings_it_and_its_parts_have(
    client, millrace, eastbank, riverside, hillside, outlines
):
    SessionFactory.create_batch(2, event__area=millrace)
    SessionFactory.create(event__area=eastbank)
    SessionFactory.create(event__area=riverside)
    SessionFactory.create(event__area=None)

    said = listed(client)
    assert said["Riverside"].startswith("4 meetings, the next on ")
    assert said["Millrace"].startswith("2 meetings")
    assert said["Eastbank"].startswith("1 meeting,")
    assert said["For the whole city, or online"] == "1 meeting"
    assert "Hillside" not in said


def test_a_shape_leads_to_the_meetings_of_its_area_and_keeps_what_was_chosen(
    client, millrace, eastbank, outlines
):
    SessionFactory.create(event__area=millrace, event__kind="forum")

    assert drawn(client, kind="forum") == {
        "/events/?kind=forum&amp;area=millrace": "Millrace 1 meeting"
    }
    text = client.get("/events/map/").text
    assert "Eastbank</tspan>" in text  # drawn all the same
    assert 'href="/events/?area=eastbank"' not in text


def test_one_area_is_drawn_alone(client, millrace, eastbank, riverside, outlines):
    SessionFactory.create(event__area=millrace)
    SessionFactory.create(event__area=eastbank)

    assert list(listed(client, area="millrace")) == ["Millrace"]
    assert list(drawn(client, area="millrace").values()) == ["Millrace 1 meeting"]


def test_the_past_is_counted_too(client, millrace, outlines):
    SessionFactory.create(event__area=millrace, starts_at=timezone.now() - timedelta(days=9))

    assert listed(client, when="past") == {"Riverside": "1 meeting", "Millrace": "1 meeting"}
    assert "Where meetings were" in client.get("/events/map/", {"when": "past"}).text


def test_areas_nobody_drew_are_a_list_all_the_same(client, millrace):
    SessionFactory.create(event__area=millrace)

    assert "Millrace" in listed(client)
    assert 'class="cg-map"' not in client.get("/events/map/").text


def test_where_beats_are_too_many_the_districts_are_drawn(client, riverside, outlines, monkeypatch):
    monkeypatch.setattr("engagement.events.places.MOST_DRAWN", 1)
    riverside.draw(square(-90))
    SessionFactory.create(event__area=riverside.parts.first())

    assert list(drawn(client).values()) == ["Riverside 1 meeting"]


def test_a_map_of_nothing_says_what_to_do(client):
    assert "No meeting is planned here yet" in client.get("/events/map/").text
    text = client.get("/events/map/", {"q": "dragons"}).text
    assert "No meeting fits" in text
    assert 'href="/events/map/">Show all meetings' in text


def test_an_area_with_a_hostile_name_stays_words(client):
    area = AreaFactory.create(name="</text><script>alert(1)</script>", slug="hostile")
    area.draw(square(-90))
    SessionFactory.create(event__area=area)

    assert "<script>alert" not in client.get("/events/map/").text


def test_the_map_asks_the_same_few_questions_however_many_meetings(client, millrace, outlines):
    counts = []
    for more in (0, 1, 2):
        for _ in range(more):
            SessionFactory.create(event__area=millrace)
        client.get("/events/map/")  # the drawing is kept from now on
        with CaptureQueriesContext(connection) as queries:
            client.get("/events/map/")
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 5
