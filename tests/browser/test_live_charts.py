"""Charts that answer: to the pointer, to keys and to those who listen; and without a script."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.dashboards import a_concern, rolled_up

DAY = timedelta(days=1)
BOARD = "/command/?period=last-12-months"


@pytest.fixture
def _a_month(millrace, eastbank, hillside):
    """In each place a concern answered in time, one late and one waiting; two more in Hillside."""
    now = timezone.now()
    for area in (millrace, eastbank, hillside):
        for after in (DAY, 4 * DAY, None):
            a_concern(area, now - 10 * DAY, after=after)
    a_concern(hillside, now - 10 * DAY, after=DAY)
    rolled_up()


def live(page):
    """The drawing of first replies, once it is alive."""
    art = page.get_by_role("application").first
    expect(art.locator("svg rect.ch-at")).to_have_count(1)
    return art


@pytest.mark.usefixtures("_a_month")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_live_chart_is_accessible_and_fits(open_browser, sign_in, axe, kim, width, scheme):
    page = open_browser(width=width, color_scheme=scheme, bypass_csp=True)
    sign_in(page, kim)
    page.goto(BOARD)
    live(page).focus()

    axe(page)

    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@pytest.mark.usefixtures("_a_month")
def test_a_live_chart_asks_no_more_than_the_content_policy_allows(desk, sign_in, kim):
    """The console must be silent, which the window sees to; here the policy is really in force."""
    desk.add_init_script(
        "window.refused = [];"
        "document.addEventListener('securitypolicyviolation', e => refused.push(e.blockedURI))"
    )
    sign_in(desk, kim)
    desk.goto(BOARD)
    live(desk)

    assert desk.evaluate("refused") == []
    assert desk.locator("style").count() == 0
    assert "vega" not in desk.content().split("</script>")[0].lower()


@pytest.mark.usefixtures("_a_month")
def test_arrow_keys_lead_through_the_numbers_and_enter_to_what_is_behind(desk, sign_in, kim):
    sign_in(desk, kim)
    desk.goto(BOARD)
    art = live(desk)
    said = desk.locator(".cg-live__said").first

    art.focus()
    first = said.text_content()
    art.press("ArrowDown")
    expect(said).not_to_have_text(first)
    art.press("Home")
    expect(said).to_have_text(first)
    art.press("Escape")
    expect(said).to_contain_text("arrow keys")
    art.press("End")
    expect(said.get_by_role("link")).to_have_count(1)
    art.press("Enter")
    desk.wait_for_url("**/desk/concerns/**")


@pytest.mark.usefixtures("_a_month")
def test_the_pointer_is_told_what_it_is_over(desk, sign_in, kim):
    sign_in(desk, kim)
    desk.goto(BOARD)
    art = live(desk)

    art.hover(position={"x": 150, "y": 25})

    expect(desk.locator(".cg-live__said").first).to_contain_text("In time")


@pytest.mark.usefixtures("_a_month")
def test_the_drawing_is_there_without_a_script(open_browser, sign_in, kim):
    page = open_browser(width=1280, java_script_enabled=False)
    sign_in(page, kim)
    page.goto(BOARD)

    expect(page.locator(".cg-chart__art .cg-only-wide svg").first).to_be_visible()
    expect(page.locator(".cg-live").first).to_be_hidden()
