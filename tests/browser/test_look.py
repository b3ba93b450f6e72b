"""Every public page as it meets the eye: phone and desk, day and night, in two languages."""

import pytest
from django.conf import settings

from portal.pages.models import Agency
from tests.browser.acts import press

BUILT = settings.BASE_DIR / "static" / "dist"
PAGES = [
    "/",
    "/help/",
    "/about/privacy/",
    "/accessibility/",
    "/areas/",
    "/areas/millrace/",
    "/events/",
    "/partners/",
    "/concerns/",
    "/concerns/new/",
    "/concerns/track/",
    "/accounts/login/",
    "/accounts/signup/",
]


@pytest.fixture(autouse=True)
def _city(millrace, eastbank):
    """A city with two neighborhoods and an agency that has filled in everything."""
    Agency(
        place="Linden Ferry",
        police_name="Linden Ferry Police Department",
        non_emergency_phone="555-0142",
        report_crime_url="https://report.example.org/",
        tip_url="https://tips.example.org/",
        oversight_name="Civilian Oversight Board",
        oversight_url="https://oversight.example.org/",
        help_url="https://help.example.org/",
    ).save()
    millrace.draw(square(-90))
    eastbank.draw(square(-89.98))


def square(west):
    ring = [[west, 40], [west + 0.02, 40], [west + 0.02, 40.02], [west, 40.02], [west, 40]]
    return {"type": "Polygon", "coordinates": [ring]}


def sideways(page):
    """By how many pixels the page can be scrolled to the side."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_accessible(open_browser, axe, width, scheme, language):
    page = open_browser(width=width, color_scheme=scheme, locale=language, bypass_csp=True)
    for address in PAGES:
        assert page.goto(address).ok, address
        axe(page)


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_page_scrolls_sideways_on_the_smallest_phone(open_browser, language):
    page = open_browser(width=320, locale=language)
    for address in PAGES:
        page.goto(address)
        assert sideways(page) <= 0, address


def test_every_page_reads_without_script(open_browser):
    page = open_browser(width=360, java_script_enabled=False)
    for address in PAGES:
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        assert page.locator("main").inner_text().strip(), address


def test_the_menu_opens_without_script(open_browser):
    page = open_browser(width=360, java_script_enabled=False)
    page.goto("/")
    page.get_by_text("Menu", exact=True).click()
    menu = page.get_by_role("navigation", name="Menu")
    press(page, menu.get_by_role("link", name="Meetings"))
    assert page.url.endswith("/events/")


def test_a_reader_goes_dark_and_spanish_without_script(open_browser):
    page = open_browser(width=360, java_script_enabled=False)
    page.goto("/help/")
    page.get_by_text("Light or dark").click()
    press(page, page.get_by_role("button", name="Dark", exact=True))
    assert page.locator("html").get_attribute("data-theme") == "dark"
    press(page, page.get_by_role("button", name="Español"))
    assert page.url.endswith("/help/")
    assert page.locator("html").get_attribute("lang") == "es"


def test_the_first_press_of_tab_leads_past_the_header(desk):
    desk.goto("/help/")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.closest('main') !== null")


def sent(url, size):
    """What the site sends for it: a file of ours goes out as the build compressed it."""
    built = BUILT / url.partition("/static/")[2]
    smaller = built.with_name(built.name + ".br")
    return smaller.stat().st_size if smaller.exists() else size


def test_the_first_page_is_light(open_browser):
    """DESIGN promises a phone less than 60 KB in all, style and fonts included."""
    page = open_browser(width=360)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    urls, sizes = {}, {}

    def answered(event):
        urls[event["requestId"]] = event["response"]["url"]

    def arrived(event):
        sizes[event["requestId"]] = event["encodedDataLength"]

    network.on("Network.responseReceived", answered)
    network.on("Network.loadingFinished", arrived)
    page.goto("/", wait_until="networkidle")
    total = sum(sent(urls[request], size) for request, size in sizes.items())
    assert 20_000 < total < 60_000
