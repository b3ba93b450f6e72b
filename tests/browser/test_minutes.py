"""An evening from the first note to what everyone reads, on a phone and on a laptop."""

import pytest
from playwright.sync_api import expect

from engagement.commitments.models import Commitment
from engagement.concerns.models import Concern
from engagement.events.models import Minutes, MinutesLine
from tests.browser.acts import press
from tests.factories.events import SessionFactory
from tests.factories.minutes import a_held_meeting, promised, ready_minutes


@pytest.fixture
def meeting(dana, millrace):
    promised(dana, a_held_meeting(area=millrace, days_ago=40), what="Paint the crossing")
    return a_held_meeting(area=millrace, days_ago=0, title="Millrace evening", organizer=dana)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_minutes_is_accessible(
    open_browser, sign_in, axe, dana, millrace, meeting, width
):
    published = ready_minutes(dana, area=millrace, days_ago=30)
    published.note("question", "When is it mended?", dana)
    promised(dana, published.event)
    published.publish(dana)
    line = published.lines.first()
    coming = SessionFactory.create(event__area=millrace).event
    page = open_browser(width=width, bypass_csp=True)
    sign_in(page, dana)
    for address in (
        f"/desk/events/{meeting.pk}/notes/",
        f"/desk/events/{meeting.pk}/close/",
        f"/desk/events/{meeting.pk}/",
        f"/desk/events/{published.event_id}/close/",
        f"/desk/events/lines/{line.pk}/",
        "/desk/events/minutes/",
        "/desk/events/minutes/?show=published",
        "/desk/",
        published.event.get_absolute_url(),
        published.get_absolute_url(),
        coming.get_absolute_url(),
    ):
        assert page.goto(address).ok, address
        axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, address


@pytest.mark.parametrize("script", [True, False])
def test_from_the_first_note_to_published_minutes(open_browser, sign_in, dana, meeting, script):
    page = open_browser(width=360, java_script_enabled=script)
    sign_in(page, dana)
    page.goto(f"/desk/events/{meeting.pk}/notes/")

    def send(section, label, text, button):
        part = page.locator(f"#{section}")
        part.get_by_label(label, exact=True).fill(text)
        part.get_by_role("button", name=button).click()
        expect(page.locator(f"#{section} .cg-ledger")).to_contain_text(text)

    send("decisions", "What was decided?", "The gate stays open.", "Write down the decision")
    send("questions", "What was asked?", "When is it mended?", "Write down the question")
    send("promises", "What do we promise?", "Mend the light", "Write down the promise")
    send("concerns", "What is happening?", "Cars race at night", "Keep this concern")
    expect(page.locator(".cg-code span")).to_have_count(4)

    carried = page.locator("#carried")
    carried.locator("summary").click()
    carried.get_by_label("What was done?").fill("Painted on Monday.")
    carried.get_by_role("button", name="Say that it is done").click()
    expect(page.locator("#carried")).to_contain_text("Painted on Monday.")

    press(page, page.get_by_role("link", name="Close the meeting"))
    page.get_by_label("Adults").fill("31")
    page.get_by_label("Under 18").fill("0")
    page.get_by_label("What did we talk about?").fill("We talked about the light.")
    press(page, page.get_by_role("button", name="Publish the minutes"))
    expect(page.get_by_text("Everyone can read the minutes now.")).to_be_visible()

    press(page, page.get_by_role("link", name="See the public page"))
    for words in ("31 people came.", "The gate stays open.", "Mend the light"):
        expect(page.get_by_role("main")).to_contain_text(words)
    assert Minutes.objects.get(event=meeting).is_published
    assert MinutesLine.objects.count() == 2
    assert Concern.objects.get().source == "meeting"
    assert Commitment.objects.kept().get().what == "Paint the crossing"


def test_what_is_half_typed_elsewhere_stays_while_a_line_is_sent(
    open_browser, sign_in, dana, meeting
):
    page = open_browser(width=1280)
    sign_in(page, dana)
    page.goto(f"/desk/events/{meeting.pk}/notes/")
    page.get_by_label("What do we promise?").fill("Half a sent")
    page.get_by_label("What was decided?").fill("Yes.")
    page.get_by_role("button", name="Write down the decision").click()
    expect(page.locator("#decisions .cg-ledger")).to_contain_text("Yes.")
    expect(page.get_by_label("What do we promise?")).to_have_value("Half a sent")
