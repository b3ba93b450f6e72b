"""A concern in a real browser: raised on a phone, read with the code, worked at the desk."""

import pytest

from engagement.concerns.models import Concern
from tests.browser.acts import press
from tests.factories.concerns import ConcernFactory

WORDS = "Motorbikes race on the river path after dark."


@pytest.fixture
def concern(millrace):
    return ConcernFactory.create(area=millrace, named=True, wants_public=True)


def tell(page):
    """Screen one, filled in."""
    page.goto("/concerns/new/")
    page.get_by_label("What is happening?").fill(WORDS)
    page.get_by_label("Where?").fill("River path in Millrace")
    page.get_by_text("Evenings", exact=True).click()
    press(page, page.get_by_role("button", name="Go on to step 2"))


def send(page):
    press(page, page.get_by_role("button", name="Send my concern"))
    return page.locator("[data-code]").inner_text()


def track(page, code):
    page.goto("/concerns/track/")
    page.get_by_label("Your code").fill(code)
    press(page, page.get_by_role("button", name="Show my concern"))


def test_without_script_or_cookies_a_phone_is_enough(open_browser, millrace, dana):
    page = open_browser(width=360, java_script_enabled=False)
    tell(page)
    code = send(page)
    Concern.objects.get().answer(dana, "I will be there on Friday.")
    track(page, code)
    assert page.get_by_text("I will be there on Friday.").is_visible()
    page.get_by_label("Write back").fill("Thank you, that helps.")
    press(page, page.get_by_role("button", name="Send my message"))
    assert page.get_by_text("Your message is with the team.").is_visible()
    assert page.context.cookies() == []
    assert code not in page.url


@pytest.mark.parametrize("width", [360, 1280])
def test_each_screen_is_accessible(open_browser, axe, millrace, dana, width):
    page = open_browser(width=width, bypass_csp=True)
    tell(page)
    axe(page)
    code = send(page)
    axe(page)
    concern = Concern.objects.get()
    concern.answer(dana, "I will be there on Friday.")
    concern.close(dana, "resolved", "They promised to stop.")
    track(page, code)
    axe(page)
    track(page, "0000 0000 0000 0000")
    axe(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_desk_is_accessible(open_browser, axe, sign_in, dana, concern, width):
    page = open_browser(width=width, bypass_csp=True)
    sign_in(page, dana)
    for address in ("/desk/concerns/", concern.get_absolute_url(), "/desk/concerns/new/"):
        page.goto(address)
        for fold in page.locator("main details").all():
            fold.locator("summary").click()
        axe(page)


def test_nothing_of_it_stays_in_the_browser(phone, millrace):
    tell(phone)
    send(phone)
    assert phone.context.cookies() == []
    kept = "JSON.stringify([{...localStorage}, {...sessionStorage}])"
    assert phone.evaluate(kept) == "[{},{}]"


def test_the_device_can_say_where_it_is(open_browser, millrace):
    here = {"latitude": 41.90001, "longitude": -87.70001}
    page = open_browser(width=360, geolocation=here, permissions=["geolocation"])
    page.goto("/concerns/new/")
    page.get_by_label("What is happening?").fill(WORDS)
    page.get_by_role("button", name="Use where I am now").click()
    page.get_by_text("We have the place.").wait_for()
    page.get_by_role("button", name="Go on to step 2").click()
    send(page)
    assert Concern.objects.get().latitude == pytest.approx(41.90001)


def test_the_code_can_be_saved_as_a_file(desk, millrace):
    tell(desk)
    code = send(desk)
    with desk.expect_download() as download:
        desk.get_by_role("button", name="Save as a file").click()
    assert download.value.path().read_text().split() == code.split()


def test_leaving_replaces_the_page_in_the_history(open_browser):
    page = open_browser(width=360)
    page.route("https://www.weather.gov/", lambda route: route.abort())
    page.goto("/")
    page.goto("/concerns/new/")
    left = page.evaluate(
        """() => {
            document.querySelector("[data-leave]").href = "/help/";
            const before = history.length;
            document.querySelector("[data-leave]").click();
            return before;
        }"""
    )
    page.wait_for_url("**/help/")
    assert page.evaluate("history.length") == left
    page.go_back()
    assert page.url.endswith("/")
    assert "/concerns/" not in page.url


def test_an_officer_takes_the_next_step_without_a_new_page(desk, sign_in, dana, concern):
    sign_in(desk, dana)
    desk.goto(concern.get_absolute_url())
    desk.wait_for_function("window.htmx && document.querySelector('form')['htmx-internal-data']")
    desk.evaluate("window.sameDocument = true")
    desk.get_by_role("button", name="I have read it").click()
    desk.get_by_text("Marked as read.").wait_for()
    assert desk.evaluate("window.sameDocument")
    assert desk.evaluate("document.activeElement.matches('[data-focus]')")
    desk.get_by_label("Answer", exact=True).fill("I will be there on Friday.")
    desk.get_by_role("button", name="Send the answer").click()
    desk.get_by_text("Answered. A mail is on its way.").wait_for()
    concern.refresh_from_db()
    assert concern.answered_at
