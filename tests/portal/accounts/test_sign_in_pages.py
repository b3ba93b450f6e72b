"""Every page of the sign-in software: who may open it, in our dress, within our policy."""

import re
from urllib.parse import urljoin

import pytest
from django.urls import get_resolver, reverse

from tests.portal.accounts.conftest import PASSWORD
from tests.test_access import addresses

# A status, where it leads, or the sign-in page: "login" when it comes back here, else "door",
# or the page that asks for the password again.
# For a visitor, a resident, and an officer with a second factor.
PAGES = """
    # page                                  visitor   rosa      dana

    account_login                           200       /me/      /desk/
    account_signup                          200       /me/      /desk/
    account_logout                          /         200       200
    account_inactive                        200       200       200
    account_reauthenticate                  login     200       200
    account_email                           login     200       200
    account_email_verification_sent         200       200       200
    account_confirm_email                   200       200       200
    account_change_password                 login     200       200
    account_set_password                    login     ../change/ ../change/
    account_reset_password                  200       200       200
    account_reset_password_done             200       200       200
    account_reset_password_from_key         200       200       200
    account_reset_password_from_key_done    200       200       200
    account_confirm_login_code              door      /me/      /desk/
    mfa_index                               login     200       200
    mfa_authenticate                        door      /me/      /desk/
    mfa_reauthenticate                      login     again     200
    mfa_activate_totp                       login     200       ../deactivate/
    mfa_deactivate_totp                     login     404       200
    mfa_view_recovery_codes                 login     404       200
    mfa_generate_recovery_codes             login     200       200
    mfa_download_recovery_codes             login     404       200
    mfa_list_webauthn                       login     200       200
    mfa_add_webauthn                        login     200       200
    mfa_edit_webauthn                       login     404       200
    mfa_remove_webauthn                     login     404       200
    mfa_reauthenticate_webauthn             login     again     again
    mfa_login_webauthn                      door      /me/ /desk/
"""
ROWS = [line.split() for line in PAGES.splitlines() if line.strip() and "#" not in line]


@pytest.fixture
def key(dana, with_password, with_app):
    """A key of Dana's, who has an app and recovery codes as well."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    with_app(with_password(dana))
    RecoveryCodes.activate(dana)
    return Authenticator.objects.create(
        user=dana, type="webauthn", data={"name": "Phone", "credential": {}}
    )


@pytest.fixture
def rosa(rosa, with_password):
    return with_password(rosa)


def address_of(page, key):
    arguments = {
        "account_confirm_email": ["not-a-key"],
        "account_reset_password_from_key": ["1", "not-a-key"],
        "mfa_edit_webauthn": [key.pk],
        "mfa_remove_webauthn": [key.pk],
    }
    return reverse(page, args=arguments.get(page, []))


def said_by(response):
    if response.status_code != 302:
        return str(response.status_code)
    if response.url.startswith("/accounts/login/"):
        return "login" if "next=" in response.url else "door"
    return "again" if response.url == "/accounts/reauthenticate/" else response.url


@pytest.mark.parametrize(("page", "answers"), [(row[0], row[1:]) for row in ROWS])
def test_who_may_open_it_and_in_which_dress(client, key, rosa, dana, page, answers):
    address = address_of(page, key)
    expected = [urljoin(address, answer) if "/" in answer else answer for answer in answers]
    if "webauthn" in page and str(key.pk) not in address:
        key.delete()  # A browser reads these; tests/browser has one with a real key.
    found = []
    for person in (None, rosa, dana):
        client.logout()
        if person:
            client.force_login(person)
            client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        response = client.get(address)
        found.append(said_by(response))
        if response.status_code == 200 and "html" in response["Content-Type"]:
            is_ours(response)
    assert found == expected


def is_ours(response):
    html = response.content.decode()
    assert 'class="cg-wrap' in html
    assert html.count("<h1") == 1
    assert "<style" not in html
    assert " style=" not in html
    assert not re.search(r"\son\w+=", html)
    # Scripts come from files; what stands in the page is data, which the policy does not run.
    for script in re.findall(r"<script[^>]*>", html):
        assert "src=" in script or 'type="application/json"' in script
    assert "script-src 'self'" in response["Content-Security-Policy"]


def test_every_page_of_it_is_in_the_table():
    theirs = {
        name
        for name in addresses(get_resolver().url_patterns)
        if name.startswith(("account_", "mfa_"))
    }
    assert theirs == {row[0] for row in ROWS}


def test_a_key_of_someone_else_does_not_exist(client, rosa, key):
    client.force_login(rosa)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    for page in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.post(address_of(page, key), {"name": "Mine now"}).status_code == 404
    key.refresh_from_db()
    assert key.data["name"] == "Phone"
