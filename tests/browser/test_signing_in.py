"""Keys and codes as people meet them: a browser, a device that knows them, no loose script."""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from tests.browser.acts import press

PASSWORD = "three slow green buses"
A_DEVICE_THAT_KNOWS_ITS_OWNER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PAGES = [
    "/me/",
    "/me/profile/",
    "/me/leaving/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/reauthenticate/",
    "/accounts/logout/",
]


@pytest.fixture(autouse=True)
def _nobody_waits(settings):
    """Nobody is slowed here: all tests come from one place."""
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def dana(dana):
    dana.set_password(PASSWORD)
    dana.save()
    dana.emailaddress_set.create(email=dana.email, verified=True, primary=True)
    return dana


def enter(page, **fields):
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    press(page, page.locator("main form button[type=submit]").first)


def sign_in_as(page, person):
    page.goto("/accounts/login/")
    enter(page, login=person.email, password=PASSWORD)


def test_an_officer_adds_a_passkey_and_signs_in_with_it_alone(desk, dana):
    device = desk.context.new_cdp_session(desk)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": A_DEVICE_THAT_KNOWS_ITS_OWNER})
    sign_in_as(desk, dana)
    desk.click("text=Add a key")
    enter(desk, password=PASSWORD)
    desk.click("label[for=id_passwordless]")
    desk.click("#mfa_webauthn_add")
    desk.wait_for_url("**/recovery-codes/")

    desk.goto("/accounts/logout/")
    press(desk, desk.locator("main button").first)
    desk.goto("/accounts/login/")
    desk.click("#passkey_login")
    desk.wait_for_url("**/desk/")


def test_an_officer_sets_up_an_app_on_a_phone(phone, dana):
    sign_in_as(phone, dana)
    phone.click("text=Set up an app")
    enter(phone, password=PASSWORD)
    secret = re.sub(r"\s", "", phone.inner_text("main li b"))
    enter(phone, code="000000")
    assert "This code is not right" in phone.inner_text("main")
    counter = next(iter(yield_hotp_counters_from_time()))
    enter(phone, code=format_hotp_value(hotp_value(secret, counter)))
    phone.wait_for_url("**/recovery-codes/")

    phone.goto("/desk/")
    assert phone.url.endswith("/desk/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_persons_pages_are_accessible(open_browser, axe, sign_in, rosa, width, scheme):
    rosa.set_password(PASSWORD)
    rosa.save()
    rosa.emailaddress_set.create(email=rosa.email, verified=True, primary=True)
    page = open_browser(width=width, color_scheme=scheme, bypass_csp=True)
    sign_in_as(page, rosa)
    page.goto("/accounts/reauthenticate/")
    enter(page, password=PASSWORD)
    for address in PAGES:
        assert page.goto(address).ok, address
        axe(page)
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wider <= 0, address
