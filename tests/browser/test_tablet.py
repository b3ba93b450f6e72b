"""A shared tablet: it waits for whoever is there, and for nobody longer than that."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from metrics.surveys.answering.doors import kiosk_pass
from tests.browser.acts import press
from tests.factories.surveys import WaveFactory


@pytest.fixture
def tablet(open_browser):
    """A page of questions on the tablet, and a clock of its own."""
    wave = WaveFactory.create(general=True, is_open_to_all=True, has_kiosk=True)
    page = open_browser(width=800)
    page.clock.install()
    path = reverse("open_surveys:kiosk", args=[wave.link_code])
    page.goto(f"{path}?by={kiosk_pass(wave)}")
    press(page, page.get_by_role("button", name="Begin"))
    return page


def test_it_warns_then_starts_over_for_the_next_person(tablet):
    tablet.clock.fast_forward(71_000)
    expect(tablet.get_by_role("alert")).to_contain_text("Are you still there?")
    with tablet.expect_navigation():
        tablet.clock.fast_forward(20_000)
    expect(tablet.get_by_role("button", name="Begin")).to_be_visible()


def test_one_touch_is_enough_to_go_on(tablet):
    for _time in range(3):
        tablet.clock.fast_forward(75_000)
        expect(tablet.get_by_role("alert")).to_contain_text("Are you still there?")
        tablet.locator("[name=listen][value='4'] + label").click()
        expect(tablet.get_by_role("alert")).to_have_count(0)
    expect(tablet.locator("[name=listen][value='4']")).to_be_checked()
