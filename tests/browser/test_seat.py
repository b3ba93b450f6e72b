"""What someone does with a saved seat, as their own browser sends it."""

import re

from playwright.sync_api import expect

from tests.browser.acts import press
from tests.factories.events import SessionFactory


def test_noor_brings_two_friends_and_then_cannot_come(open_browser):
    session = SessionFactory.create(capacity=30)
    phone = open_browser(width=360)
    phone.goto(session.get_absolute_url())
    phone.get_by_label("Name we can call you").fill("Noor")
    press(phone, phone.get_by_role("button", name="Save my seat"))

    phone.get_by_text("How many you are, what you need").click()
    phone.get_by_label("How many are you?").select_option(index=2)
    press(phone, phone.get_by_role("button", name="Save this change"))
    session.refresh_from_db()
    assert session.seats_taken == 3

    press(phone, phone.get_by_role("button", name=re.compile("Give up my seat")))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("You gave up your seat")
    session.refresh_from_db()
    assert session.seats_taken == 0
