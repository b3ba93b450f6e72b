"""What calendar programs and feed readers follow: all of it, or an area, or a kind."""

from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import icalendar
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date

from tests.factories.events import EventFactory, SessionFactory

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("/events/calendar.ics", "/events/area/millrace.ics", "/events/kind/forum.ics")


@pytest.fixture
def meeting(millrace):
    title = {"en": "Millrace forum", "es": "Foro de Millrace"}
    event = EventFactory.create(title=title, slug="forum", area=millrace, kind="forum")
    return SessionFactory.create(event=event)


def calendar(client, address, **about):
    response = client.get(address, **about)
    assert response.status_code == 200
    return icalendar.Calendar.from_ical(b"".join(response.streaming_content))


def titles(client, address, **about):
    return [str(entry["summary"]) for entry in calendar(client, address, **about).walk("VEVENT")]


def news(client, **asked):
    response = client.get("/events/feed.atom", asked)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(response.content)  # noqa: S314  # our own words
    return {entry.findtext(f"{ATOM}title"): entry for entry in feed.iter(f"{ATOM}entry")}


def again(client, address, first, **headers):
    response = client.get(address, headers=headers)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


# Whose meetings


def test_an_area_s_calendar_has_its_parts_and_a_kind_s_has_its_kind(
    client, meeting, riverside, hillside
):
    SessionFactory.create(event__title="On the hill", event__area=hillside)

    assert titles(client, f"/events/area/{riverside.slug}.ics") == ["Millrace forum"]
    assert titles(client, "/events/area/millrace.ics?kind=town_hall") == []
    assert titles(client, "/events/kind/forum.ics") == ["Millrace forum"]
    assert titles(client, "/events/calendar.ics?area=millrace&kind=forum") == ["Millrace forum"]
    assert titles(client, "/events/kind/beat_meeting.ics") == ["On the hill"]


@pytest.mark.parametrize(
    "address",
    [
        *("/events/area/atlantis.ics", "/events/kind/riot.ics", "/events/calendar.ics?area=x"),
        *("/events/calendar.ics?kind=%00", "/events/feed.atom?area=x", "/events/feed.atom?kind=x"),
    ],
)
def test_a_calendar_of_nowhere_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_calendar_has_a_name_beside_one_s_own(client, meeting):
    names = [str(calendar(client, address)["x-wr-calname"]) for address in FEEDS]

    assert names == ["Meetings", "Meetings, Millrace", "Forum"]


def test_a_reader_of_spanish_follows_in_spanish(client, meeting):
    page = client.get("/events/?area=millrace", headers={"Accept-Language": "es"}).text
    address = "/events/area/millrace.ics?lang=es"

    assert f'value="http://127.0.0.1:8000{address}"' in page
    assert titles(client, address) == ["Foro de Millrace"]
    assert titles(client, "/events/area/millrace.ics?lang=tlh") == ["Millrace forum"]
    tags = {client.get(f"/events/calendar.ics?lang={code}")["ETag"] for code in ("en", "es")}
    assert len(tags) == 2


def test_the_page_offers_the_address_of_just_what_it_shows(client, meeting):
    for asked, address in (
        ("", "/events/calendar.ics"),
        ("?area=millrace", "/events/area/millrace.ics"),
        ("?kind=forum", "/events/kind/forum.ics"),
        ("?area=millrace&kind=forum", "/events/calendar.ics?area=millrace&amp;kind=forum"),
        ("?area=millrace&q=light", "/events/calendar.ics?q=light&amp;area=millrace"),
        ("?kind=forum&when=past", "/events/kind/forum.ics"),
    ):
        text = client.get("/events/" + asked).text
        assert f'value="http://127.0.0.1:8000{address}"' in text
        assert f'href="webcal://127.0.0.1:8000{address}"' in text


# What stays the same and what changes


def test_a_day_that_moves_keeps_its_uid_and_counts_up(client, meeting):
    [before] = calendar(client, FEEDS[0]).walk("VEVENT")
    meeting.starts_at += timedelta(days=1)
    meeting.ends_at += timedelta(days=1)
    meeting.save()
    meeting.event.tell_everyone("moved")
    [after] = calendar(client, FEEDS[0]).walk("VEVENT")

    assert after["uid"] == before["uid"] == meeting.uid
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after.decoded("dtstart") - before.decoded("dtstart") == timedelta(days=1)


@pytest.mark.parametrize("address", FEEDS)
def test_what_is_called_off_says_so_until_it_would_be_over(client, meeting, address):
    meeting.event.cancel("The hall is flooded.")
    [entry] = calendar(client, address).walk("VEVENT")
    assert (entry["status"], entry["sequence"]) == ("CANCELLED", 1)

    with time_machine.travel(meeting.ends_at + timedelta(seconds=1)):
        assert titles(client, address) == []


def test_one_session_called_off_leaves_the_others(client, meeting):
    off = SessionFactory.create(event=meeting.event, cancelled_at=timezone.now())

    found = {
        str(entry["uid"]): str(entry["status"])
        for entry in calendar(client, FEEDS[0]).walk("VEVENT")
    }
    assert found == {meeting.uid: "CONFIRMED", off.uid: "CANCELLED"}


def test_an_end_that_was_guessed_is_not_told(client, meeting):
    meeting.end_guessed = True
    meeting.save()

    [entry] = calendar(client, FEEDS[0]).walk("VEVENT")
    assert "dtend" not in entry


def test_unlisted_meetings_and_drafts_are_in_no_calendar(client, meeting):
    meeting.event.unlisted = True
    meeting.event.save()
    SessionFactory.create(event__published_at=None)

    assert titles(client, FEEDS[0]) == []
    assert news(client) == {}


# Asked again


@pytest.mark.parametrize("address", [*FEEDS, "/events/feed.atom"])
def test_what_did_not_change_is_not_sent_again(client, meeting, address):
    first = client.get(address)

    assert again(client, address, first, **{"If-None-Match": first["ETag"]}) == 304
    assert again(client, address, first, **{"If-Modified-Since": first["Last-Modified"]}) == 304
    changed = parsedate_to_datetime(first["Last-Modified"])
    latest = max(meeting.changed_at, meeting.event.changed_at).astimezone(UTC)
    assert changed == latest.replace(microsecond=0)


@pytest.mark.parametrize("address", [*FEEDS, "/events/feed.atom"])
def test_a_change_is_sent_by_either_sign(client, meeting, address):
    first = client.get(address)
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        meeting.event.cancel("The hall is flooded.")
        for header in ("ETag", "Last-Modified"):
            asked = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[header]
            assert again(client, address, first, **{asked: first[header]}) == 200


def test_a_meeting_that_is_over_changes_the_calendar_by_either_sign(client, meeting):
    first = client.get(FEEDS[0])
    with time_machine.travel(meeting.ends_at + timedelta(minutes=1)):
        since = {"If-Modified-Since": http_date(meeting.starts_at.timestamp())}
        assert again(client, FEEDS[0], first, **since) == 200
        assert again(client, FEEDS[0], first, **{"If-None-Match": first["ETag"]}) == 200


def test_a_meeting_that_moves_away_changes_the_calendar_it_left(client, meeting, eastbank):
    first = client.get("/events/area/millrace.ics")
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        meeting.event.area = eastbank
        meeting.event.save()
        since = {"If-Modified-Since": first["Last-Modified"]}
        assert again(client, "/events/area/millrace.ics", first, **since) == 200


def test_an_empty_calendar_is_a_calendar(client):
    assert titles(client, FEEDS[0]) == []
    assert "Last-Modified" not in client.get(FEEDS[0])


@pytest.mark.parametrize("address", FEEDS)
def test_a_long_calendar_takes_as_few_statements_as_a_short_one(client, meeting, address):
    counts = []
    for more in (0, 1, 2):
        for _ in range(more):
            SessionFactory.create(event__area=meeting.area, event__kind="forum")
        with CaptureQueriesContext(connection) as queries:
            calendar(client, address)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


# News


def test_news_are_the_meetings_to_come_the_last_announced_first(client, meeting):
    later = timezone.now() + timedelta(hours=1)
    SessionFactory.create(event__title="Announced later", event__published_at=later)
    SessionFactory.create(event__title="Gone", starts_at=timezone.now() - timedelta(days=3))

    found = news(client)
    assert list(found) == ["Announced later", "Millrace forum"]
    entry = found["Millrace forum"]
    assert entry.find(f"{ATOM}link").get("href").endswith("/events/forum/")
    assert meeting.day in entry.findtext(f"{ATOM}summary")
    assert "Cannery Hall" in entry.findtext(f"{ATOM}summary")
    assert list(news(client, area="millrace")) == ["Millrace forum"]
    assert list(news(client, lang="es"))[1] == "Foro de Millrace"


def test_hostile_words_break_no_feed(client):
    hostile = "<b>]]>\x0b\x1f\ufffe &amp; </entry>"
    SessionFactory.create(event__title=hostile, event__purpose=hostile, event__venue_name=hostile)

    [title] = news(client)
    assert title == "<b>]]> &amp; </entry>"


def test_news_take_as_few_statements_for_many_as_for_one(client, meeting):
    counts = []
    for more in (1, 2):
        SessionFactory.create_batch(more)
        with CaptureQueriesContext(connection) as queries:
            news(client)
        counts.append(len(queries))
    assert counts[0] == counts[1]
