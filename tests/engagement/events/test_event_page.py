"""The page of one meeting: what, where, for whom, and what a link to it shows elsewhere."""

import html
import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.events import EventFactory, SessionFactory, SuggestionFactory

HOSTILE = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>&amp;'


@pytest.fixture
def event(millrace):
    return EventFactory.create(
        title="Millrace evening", slug="millrace", area=millrace, host="Rosa, neighbor"
    )


@pytest.fixture
def meeting(event):
    return SessionFactory.create(event=event)


def page(client, **asked):
    return client.get("/events/millrace/", asked).text


def schema(text):
    [said] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return json.loads(said)


def shared(text):
    found = re.findall(r'<meta property="og:(\w+)"\s+content="([^"]*)"', text)
    return {name: html.unescape(said) for name, said in found}


# What people read


def test_the_way_in_online_is_shown_where_there_is_one(client, event, meeting):
    event.online_link = "https://meet.example.org/millrace"
    event.save()
    assert "meet.example.org" not in page(client)

    for form in ("hybrid", "online"):
        event.format = form
        event.save()
        assert "https://meet.example.org/millrace" in page(client)


def test_an_end_that_was_guessed_is_not_said(client, meeting):
    meeting.starts_at = meeting.starts_at.replace(hour=20, minute=0)
    meeting.ends_at = meeting.starts_at + timedelta(hours=1)
    meeting.save()
    assert re.search(r"\d [ap]\.m\. to \d", page(client))

    meeting.end_guessed = True
    meeting.save()
    assert not re.search(r"\d [ap]\.m\. to \d", page(client))
    assert "endDate" not in schema(page(client))


def test_where_nobody_noted_how_to_get_in_the_page_says_so(client, event, meeting):
    assert "Nobody has noted yet" in page(client)
    event.access = ["step_free"]
    event.save()
    text = page(client)
    assert "Nobody has noted yet" not in text
    assert "Step-free from the street" in text


def test_partners_who_host_too_are_named_with_their_pages(client, event, meeting, harbor_health):
    event.partners.add(harbor_health)

    text = page(client)
    assert f'<a href="{harbor_health.get_absolute_url()}">Harbor Health</a>' in text
    assert schema(text)["contributor"] == [{"@type": "Organization", "name": "Harbor Health"}]


def test_a_course_lists_its_sessions_and_how_many_finish_it(client, event, meeting):
    event.sessions_needed = 2
    event.save()
    SessionFactory.create(event=event)
    SessionFactory.create(event=event, cancelled_at=timezone.now())

    text = " ".join(page(client).split())
    assert "The 3 sessions of this course" in text
    assert "Whoever comes to 2 sessions has finished it." in text
    assert text.count("Called off.") == 1


def test_the_meetings_of_its_area_can_be_followed_from_here(client, meeting):
    text = page(client)
    assert 'href="webcal://127.0.0.1:8000/events/area/millrace.ics"' in text
    assert 'value="http://127.0.0.1:8000/events/area/millrace.ics"' in text


def test_before_the_plan_stands_what_neighbors_asked_for(client, event, meeting):
    assert "The plan" not in page(client)
    SuggestionFactory.create(event=event, text="Street lights", state="taken", voice_count=7)
    event.agenda = "6:45 Crossing: what the city says"
    event.save()

    plan = page(client).partition("The plan")[2]
    assert plan.index("Street lights") < plan.index("Crossing")
    assert "<b>7</b> want this" in plan


def test_a_meeting_that_is_over_keeps_its_page_and_takes_nothing(client, event):
    SessionFactory.create(event=event, starts_at=timezone.now() - timedelta(days=3))

    text = page(client)
    assert "This meeting is over." in text
    assert "Suggest it" not in text


# Who may find it


def test_an_unlisted_meeting_is_found_by_its_link_alone(client, event, meeting):
    listed = client.get("/events/millrace/")
    event.unlisted = True
    event.save()
    unlisted = client.get("/events/millrace/")

    assert "X-Robots-Tag" not in listed
    assert "noindex" not in listed.text
    assert unlisted["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in unlisted.text


# What others show of it


def test_search_engines_read_what_when_and_where(client, event, meeting):
    event.latitude, event.longitude = 41.5, -87.25
    event.access = ["asl"]
    event.languages = ["English", "Spanish"]
    event.save()
    meeting.capacity = 40
    meeting.save()

    said = schema(page(client))
    assert said["@type"] == "Event"
    assert said["name"] == "Millrace evening"
    assert said["startDate"] == timezone.localtime(meeting.starts_at).isoformat(timespec="minutes")
    assert said["eventStatus"] == "https://schema.org/EventScheduled"
    assert said["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    [place] = said["location"]
    assert (place["name"], place["address"]) == ("Cannery Hall", "40 Mill Street")
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": 41.5, "longitude": -87.25}
    assert place["amenityFeature"][0]["name"] == "American Sign Language"
    assert said["organizer"]["name"] == "Rosa, neighbor"
    assert said["inLanguage"] == ["English", "Spanish"]
    assert said["maximumAttendeeCapacity"] == 40


def test_a_meeting_online_is_at_its_link_and_nowhere_else(client, event, meeting):
    event.format, event.online_link = "online", "https://meet.example.org/"
    event.venue_name = event.venue_address = event.host = event.purpose = ""
    event.save()

    said = schema(page(client))
    assert said["location"] == [{"@type": "VirtualLocation", "url": "https://meet.example.org/"}]
    assert not {"organizer", "description"} & set(said)


def test_a_meeting_called_off_is_called_off_everywhere(client, event, meeting):
    event.cancel("The hall is flooded.")

    assert schema(page(client))["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_link_shown_elsewhere_has_title_day_place_and_purpose(client, meeting):
    said = shared(page(client))

    assert said["title"] == "Millrace evening"
    assert said["url"] == "http://127.0.0.1:8000/events/millrace/"
    assert meeting.day in said["description"]
    assert "Cannery Hall, 40 Mill Street" in said["description"]


def test_hostile_words_end_no_element_and_begin_none(client, event, meeting):
    for name in ("venue_name", "venue_address", "host", "purpose", "title"):
        setattr(event, name, HOSTILE)
    event.languages, event.access = ["</script>"], ["</script>", "asl"]
    event.save()

    text = page(client)
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert schema(text)["name"] == HOSTILE
    assert shared(text)["title"] == HOSTILE


def test_a_meeting_without_a_date_is_no_event_for_search_engines_yet(client, event):
    assert "application/ld+json" not in page(client)


def test_the_page_asks_the_same_few_questions_however_much_it_shows(
    client, event, meeting, harbor_health
):
    counts = []
    for more in (0, 1, 2):
        SessionFactory.create_batch(more, event=event)
        SuggestionFactory.create_batch(more, event=event, state="taken")
        with CaptureQueriesContext(connection) as queries:
            page(client)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]
