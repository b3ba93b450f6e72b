"""Meetings as they meet the eye: list, month, map, one meeting; and a wish said without script."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.utils import timezone

from engagement.events.models import Suggestion
from tests.browser.acts import press
from tests.factories.events import EventFactory, SessionFactory, SuggestionFactory

CHICAGO = ZoneInfo("America/Chicago")
LONG = "A very long title that somebody typed in one go about Donaudampfschifffahrtsgesellschaften"
PAGES = [
    "/events/",
    "/events/?when=past&access=asl",
    "/events/month/2031-03/",
    "/events/map/",
    "/events/evening/",
    "/events/evening/suggestions/",
]


def square(west):
    ring = [[west, 40], [west + 0.02, 40], [west + 0.02, 40.02], [west, 40.02], [west, 40]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture(autouse=True)
def meeting(millrace, eastbank):
    """One meeting with everything, and enough beside it to fill the pages."""
    cache.clear()
    millrace.draw(square(-90))
    eastbank.draw(square(-89.98))
    event = EventFactory.create(
        title="Millrace evening",
        slug="evening",
        area=millrace,
        access=["step_free", "asl", "childcare"],
        languages=["English", "Spanish"],
        agenda="6:30 What we said last time: four promises\n6:45 The crossing",
        format="hybrid",
        online_link="https://meet.example.org/",
        host="Rosa, neighbor",
    )
    session = SessionFactory.create(
        event=event, starts_at=datetime(2031, 3, 4, 18, 30, tzinfo=CHICAGO), capacity=30
    )
    SessionFactory.create(event__title=LONG, event__area=eastbank)
    SessionFactory.create(
        event__access=["asl"],
        event__area=millrace,
        starts_at=timezone.now() - timedelta(days=9),
    )
    for text, state, reason in (
        ("Street lights on Mill Street", "open", ""),
        (LONG, "taken", ""),
        ("Parking", "not_taken", "The meeting on parking is on March 9."),
        ("Something rude", "hidden", "It names a neighbor."),
    ):
        SuggestionFactory.create(event=event, text=text, state=state, reason=reason)
    return session


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_meetings_is_accessible(open_browser, axe, width, scheme):
    page = open_browser(width=width, color_scheme=scheme, bypass_csp=True)
    for address in PAGES:
        assert page.goto(address).ok, address
        axe(page)


def test_where_staff_decide_is_accessible(open_browser, axe, sign_in, dana, meeting):
    for width in (360, 1280):
        page = open_browser(width=width, bypass_csp=True)
        sign_in(page, dana)
        page.goto(f"/desk/events/{meeting.event_id}/suggestions/")
        page.get_by_text("Leave it out or hide it").first.click()
        axe(page)


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_page_of_meetings_scrolls_sideways_on_the_smallest_phone(open_browser, language):
    page = open_browser(width=320, locale=language)
    for address in PAGES:
        page.goto(address)
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wider <= 0, address


def test_what_programs_read_of_a_meeting_is_let_be_by_the_content_policy(desk):
    """The window's own console would complain, and the test with it."""
    answer = desk.goto("/events/evening/")

    assert "script-src 'self'" in answer.headers["content-security-policy"]
    said = desk.evaluate(
        "JSON.parse(document.querySelector('[type=\"application/ld+json\"]').textContent)"
    )
    assert said["name"] == "Millrace evening"


def test_a_neighbor_narrows_turns_and_opens_a_meeting_without_script(open_browser):
    page = open_browser(width=360, java_script_enabled=False)
    page.goto("/events/")
    page.get_by_label("With these words").fill("evening")
    page.get_by_text("More choices").click()
    page.locator("label", has_text="American Sign Language").click()
    press(page, page.get_by_role("button", name="Show"))
    assert page.get_by_role("link", name="Millrace evening").count() == 1
    assert page.get_by_label("American Sign Language").is_checked()
    press(page, page.get_by_role("link", name="Map", exact=True))
    assert "q=evening&access=asl" in page.url
    press(page, page.get_by_role("link", name="Millrace 1 meeting"))
    assert "area=millrace" in page.url
    press(page, page.get_by_role("link", name="Millrace evening"))
    assert page.locator("h1").inner_text() == "Millrace evening"


def test_the_month_is_turned_by_keyboard(desk):
    desk.goto("/events/month/2031-02/")
    desk.get_by_role("link", name="March 2031").focus()
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    cell = desk.get_by_role("cell", name="Tuesday, March 4")
    assert cell.get_by_role("link", name="Millrace evening").is_visible()
    assert desk.get_by_role("columnheader", name="Tuesday").count() == 1


def test_on_a_phone_the_month_is_a_list_of_days_with_meetings(phone):
    phone.goto("/events/month/2031-03/")

    assert phone.get_by_text("Tuesday, March 4").is_visible()
    assert not phone.get_by_text("Wednesday, March 5").is_visible()


def test_a_neighbor_says_what_to_talk_about_and_another_joins_without_script(open_browser):
    rosa = open_browser(width=360, java_script_enabled=False)
    rosa.goto("/events/evening/")
    rosa.get_by_role("textbox", name="What should we talk about?").fill("The bench at the bus stop")
    press(rosa, rosa.get_by_role("button", name="Suggest it"))
    assert rosa.get_by_text("Your suggestion is on the list.").is_visible()

    omar = open_browser(width=360, java_script_enabled=False)
    omar.goto("/events/evening/")
    press(omar, omar.get_by_role("button", name=re.compile("Me too.*The bench")))
    assert omar.get_by_text("Your voice is counted.").is_visible()
    assert Suggestion.objects.get(text="The bench at the bus stop").voice_count == 2


def test_the_list_is_light_on_a_phone(open_browser):
    """Words only: what comes with them is counted on the home page."""
    page = open_browser(width=360)
    answer = page.goto("/events/")

    assert len(answer.body()) < 40_000
