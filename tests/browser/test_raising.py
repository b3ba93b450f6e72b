"""What a browser adds to raising a concern, and what it does not need to."""

import pytest

from engagement.concerns.models import Attachment, Concern, Support
from tests.browser.acts import press
from tests.browser.test_concerns import WORDS, send, tell, track
from tests.engagement.concerns.pictures import photo
from tests.factories.concerns import AttachmentFactory, ConcernFactory

DRAFT = "localStorage.getItem('cg-concern-draft')"


def begin(page):
    page.goto("/concerns/new/")
    page.get_by_label("What is happening?").fill(WORDS)
    page.get_by_text("Evenings", exact=True).click()


def text_in(page):
    return page.get_by_label("What is happening?").input_value()


def test_what_was_begun_is_there_when_they_come_back(phone):
    begin(phone)
    phone.goto("/")
    phone.goto("/concerns/new/")
    assert text_in(phone) == WORDS
    assert phone.get_by_label("Evenings").is_checked()
    assert phone.get_by_text("We brought back what you wrote here before.").is_visible()


def test_sending_clears_what_was_kept(phone, millrace):
    tell(phone)
    assert phone.evaluate(DRAFT)
    send(phone)
    assert phone.evaluate(DRAFT) is None


def test_on_a_shared_device_nothing_is_kept(phone):
    begin(phone)
    phone.get_by_text("Others use this device too").click()
    assert phone.evaluate(DRAFT) is None
    phone.get_by_label("What is happening?").fill("More words.")
    assert phone.evaluate(DRAFT) is None
    assert phone.get_by_text("Nothing is kept in this browser.").is_visible()


def test_leaving_by_the_bar_clears_it_too(open_browser):
    page = open_browser(width=360)
    page.route("https://www.weather.gov/", lambda route: route.abort())
    begin(page)
    page.evaluate("document.querySelector('[data-leave]').href = '/help/'")
    page.get_by_role("link", name="Leave this page now").click()
    page.wait_for_url("**/help/")
    assert page.evaluate(DRAFT) is None


def test_a_draft_is_gone_after_a_day(phone):
    begin(phone)
    phone.evaluate(
        "localStorage.setItem('cg-concern-draft', JSON.stringify({at: Date.now() - 864e5 - 1,"
        " said: [['text', 'Old words']]}))"
    )
    phone.goto("/concerns/new/")
    assert text_in(phone) == ""
    assert phone.evaluate(DRAFT) is None


@pytest.mark.parametrize("draft", ["{", "null", "7", '{"at": 9e99, "said": 3}', '{"said": []}'])
def test_a_broken_draft_breaks_nothing(phone, draft):
    phone.goto("/concerns/new/")
    phone.evaluate("draft => localStorage.setItem('cg-concern-draft', draft)", draft)
    phone.goto("/concerns/new/")
    phone.get_by_text("Kept in this browser until you send it").wait_for()


def test_the_browser_does_the_work_that_a_flood_asks_for(phone, millrace, settings):
    settings.FORMS_FROM_ONE = 0
    tell(phone)
    phone.get_by_text("Done. You can send.").wait_for(timeout=60_000)
    assert not phone.get_by_label("plus").is_visible()
    assert len(send(phone).split()) == 4


def test_photos_go_along_without_script(open_browser, millrace):
    page = open_browser(width=360, java_script_enabled=False)
    tell(page)
    files = [{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()}] * 2
    page.get_by_label("Photos or a PDF").set_input_files(files)
    code = send(page)
    track(page, code)
    shown = page.get_by_role("img", name="Photo 2 of 2, sent by a neighbor")
    assert shown.is_visible()
    assert shown.evaluate("image => image.naturalWidth") == 800
    assert Attachment.objects.count() == 2


def test_a_voice_is_added_without_script(open_browser, millrace):
    ConcernFactory.create(area=millrace, public=True)
    page = open_browser(width=360, java_script_enabled=False)
    tell(page)
    press(page, page.get_by_role("button", name="Add my voice to this"))
    assert page.get_by_role("heading", name="Your voice is added").is_visible()
    assert Support.objects.count() == 1
    assert Concern.objects.count() == 1


def test_a_press_of_enter_sends_and_does_not_go_back(desk, millrace):
    tell(desk)
    with desk.expect_navigation():
        desk.get_by_label("Neighbors may read it").press("Enter")
    assert desk.locator("[data-code]").is_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_new_screens_are_accessible(open_browser, axe, settings, millrace, dana, width):
    page = open_browser(width=width, bypass_csp=True)
    same = ConcernFactory.create(area=millrace, public=True, support_count=2)
    AttachmentFactory.create(concern=same, content=photo()).approve(dana)
    for address in ("start/", "elsewhere/complaint/", f"{same.pk}/", "", "new/"):
        page.goto(f"/concerns/{address}")
        axe(page)
    settings.FORMS_FROM_ONE = 0
    page.goto("/concerns/new/")
    page.get_by_label("What is happening?").fill(f"{WORDS} Call 312-555-0142.")
    page.get_by_label("Where?").fill("River path in Millrace")
    press(page, page.get_by_role("button", name="Go on to step 2"))
    page.get_by_role("heading", name="Is it one of these?").wait_for()
    axe(page)
    press(page, page.get_by_role("button", name="Send it anyway"))
    page.locator(".cg-errors, [data-code]").first.wait_for()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_closed_concern_is_judged_by_one_of_two_buttons(open_browser, axe, millrace, dana):
    page = open_browser(width=360, bypass_csp=True)
    tell(page)
    code = send(page)
    Concern.objects.get().close(dana, "resolved", "We put up a gate.")
    track(page, code)
    axe(page)
    page.get_by_label("What should we know about it?").fill("The gate is open.")
    press(page, page.get_by_role("button", name="It did not help"))
    assert page.get_by_label("What is still wrong?").input_value() == "The gate is open."
    axe(page)
