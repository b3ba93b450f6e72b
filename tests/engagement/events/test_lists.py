"""The list of meetings: what is to come and what was, narrowed by whatever one cares about."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.pages import kept
from tests.factories.events import EventFactory, SessionFactory

CHICAGO = ZoneInfo("America/Chicago")


def titles(client, **asked):
    page = client.get("/events/", asked).context["page"]
    return [str(session.event.title) for session in page]


def held(days_ago, **about):
    starts = timezone.now() - timedelta(days=days_ago)
    return SessionFactory.create(starts_at=starts, **about)


def test_past_meetings_are_there_to_read_the_last_one_first(client):
    held(30, event__title="Older")
    held(2, event__title="Newer")
    SessionFactory.create(event__title="To come")

    assert titles(client, when="past") == ["Newer", "Older"]
    assert titles(client) == ["To come"]


def test_five_thousand_past_meetings_are_turned_page_by_page(client):
    event = EventFactory.create()
    SessionFactory.create_batch(65, event=event, starts_at=timezone.now() - timedelta(days=9))

    text = client.get("/events/", {"when": "past"}).text
    assert "Page 1 of 3" in text
    assert "when=past&amp;page=2" in text
    assert len(titles(client, when="past", page="3")) == 5


def test_an_area_brings_its_parts_and_nothing_beside_them(client, millrace, riverside, hillside):
    SessionFactory.create(event__title="In the beat", event__area=millrace)
    SessionFactory.create(event__title="On the hill", event__area=hillside)

    assert titles(client, area=riverside.slug) == ["In the beat"]
    assert titles(client, area="atlantis") == ["In the beat", "On the hill"]


def test_kind_language_and_every_need_must_fit(client):
    SessionFactory.create(
        event__title="Forum",
        event__kind="forum",
        event__languages=["English", "Spanish"],
        event__access=["asl", "step_free"],
    )
    SessionFactory.create(event__title="Steps", event__kind="forum", event__access=["asl"])

    assert titles(client, kind="forum") == ["Forum", "Steps"]
    assert titles(client, kind="town_hall") == []
    assert titles(client, language="Spanish") == ["Forum"]
    assert titles(client, access=["asl", "step_free"]) == ["Forum"]
    assert titles(client, access=["asl"]) == ["Forum", "Steps"]


def test_one_may_choose_only_languages_that_are_spoken_somewhere(client):
    SessionFactory.create(event__languages=["Hmong"])
    SessionFactory.create(event__languages=["Secret"], event__published_at=None)

    text = client.get("/events/").text
    assert ">Hmong</option>" in text
    assert "Secret" not in text


@pytest.mark.parametrize(
    "words",
    [
        *("reunion", "Reunión", "REUNIO\u0301N", "street light", "light street"),
        *("cafe", "cannery", "millrace", "pham", "bakery"),
    ],
)
def test_words_are_found_in_every_language_accents_or_not(client, words, millrace):
    event = EventFactory.create(
        title={"en": "Street lights", "es": "Reunión sobre las luces"},
        purpose={"en": "Over a café “noir”,\nBakery corner"},
        host="Rosa Delgado-Phạm",
        area=millrace,
    )
    SessionFactory.create(event=event)
    SessionFactory.create(
        event__title="Other", event__venue_name="", event__venue_address="", event__purpose=""
    )

    assert titles(client, q=words) == ["Street lights"]


@pytest.mark.parametrize("words", ["es", "en", "street dragons", "trucks OR 1"])
def test_words_are_taken_as_they_are(client, words):
    """Nor are the codes of languages, which stand beside the words, part of what was said."""
    SessionFactory.create(
        event__title={"en": "Lights and trucks", "es": "Farolas"},
        event__purpose="",
        event__venue_name="",
        event__venue_address="",
    )

    assert titles(client, q=words) == []


@pytest.mark.parametrize("words", ["%", "_%", "\\", '"', " "])
def test_what_has_no_letter_is_no_word(client, words):
    SessionFactory.create(event__title="Evening")

    assert titles(client, q=words) == ["Evening"]


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "a\x00b"},
        {"q": "x" * 100_000},
        {"q": "🎺" * 50},
        {"on": "9999-12-31"},
        {"on": "0001-01-01"},
        {"on": "soon"},
        {"page": "99999999999999999999"},
        {"page": "-1"},
        {"area": "\x00"},
        {"access": ["\x00", "asl' OR 1=1"]},
        {"when": "<script>"},
        {"language": "%"},
        {"kind": "forum\x00"},
    ],
)
def test_nothing_anyone_types_is_an_error(client, asked):
    SessionFactory.create()

    for address in ("/events/", "/events/map/", "/events/month/2026-11/"):
        response = client.get(address, asked)
        assert response.status_code == 200
        assert "<script>" not in response.text


def test_one_day_is_the_day_of_the_agency_s_clocks(client):
    late = datetime(2031, 3, 8, 23, 30, tzinfo=CHICAGO)
    SessionFactory.create(event__title="That evening", starts_at=late)
    SessionFactory.create(event__title="Next day", starts_at=late + timedelta(hours=1))

    assert titles(client, on="2031-03-08") == ["That evening"]
    text = client.get("/events/", {"on": "2031-03-08", "q": "evening"}).text
    assert 'href="/events/?q=evening"' in text


def test_what_fits_nothing_says_what_to_do_and_leads_back(client):
    SessionFactory.create()

    text = client.get("/events/", {"q": "dragons"}).text
    assert "No meeting fits" in text
    assert "Show all meetings" in text
    assert "No meeting has been held yet" in client.get("/events/", {"when": "past"}).text


def test_before_there_is_any_meeting_the_page_says_so(client):
    text = client.get("/events/").text
    assert "No meeting is planned here yet" in text
    assert "Show all meetings" not in text


def test_what_was_chosen_comes_along_to_month_and_map(client, millrace):
    asked = "?q=caf%C3%A9&area=millrace&when=past&access=asl&access=food"
    text = client.get("/events/" + asked).text
    escaped = asked.replace("&", "&amp;")

    assert f'href="/events/map/{escaped}"' in text
    assert f'href="/events/month/{escaped}"' in text
    assert f'href="/events/{escaped}"' in client.get("/events/map/" + asked).text
    month = client.get("/events/month/" + asked, follow=True)
    assert month.redirect_chain[0][0].endswith(asked)
    assert f'href="/events/{escaped}"' in month.text
    assert '<input type="hidden" name="when" value="past">' in month.text


def test_unlisted_drafted_and_called_off_meetings_are_on_no_list(client):
    SessionFactory.create(event__title="By its link", event__unlisted=True)
    SessionFactory.create(event__title="Draft", event__published_at=None)
    SessionFactory.create(event__title="Day off", cancelled_at=timezone.now())
    SessionFactory.create(event__title="Flooded").event.cancel("Water.")

    assert titles(client) == []
    for address in ("/events/map/", "/events/month/", "/events/feed.atom"):
        text = client.get(address, follow=True).text
        assert not any(word in text for word in ("By its link", "Draft", "Day off", "Flooded"))


def test_an_end_that_was_guessed_is_not_said(client):
    starts = (timezone.now() + timedelta(days=3)).replace(hour=20, minute=0)
    SessionFactory.create(starts_at=starts, end_guessed=True)

    assert " to " not in client.get("/events/").text.partition("cg-event__date")[2][:600]


def test_the_list_asks_the_same_few_questions_however_long_it_is(client, millrace):
    def statements():
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/events/", {"q": "meeting", "area": "millrace"}).status_code == 200
        return len(queries)

    counts = []
    for more in (0, 1, 2):
        for _ in range(more):
            SessionFactory.create(event__area=millrace)
        counts.append(statements())
    assert counts[0] <= counts[1] == counts[2] <= 6


@pytest.mark.parametrize("address", ["/events/", "/events/map/", "/events/month/2031-03/"])
def test_who_comes_a_moment_later_gets_the_page_that_was_drawn(client, settings, address):
    settings.KEEP_PAGES = 60
    kept.forget()
    SessionFactory.create()
    client.get(address)

    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= 1
    kept.forget()
