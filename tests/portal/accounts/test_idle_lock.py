"""A screen left alone locks, and nothing typed is lost."""

from datetime import timedelta

import pytest

from portal.accounts.middleware import IdleLockMiddleware
from tests.portal.accounts.conftest import PASSWORD

AWAY = timedelta(minutes=31)


@pytest.fixture
def at_work(client, dana, with_password, time_machine):
    time_machine.move_to("2036-10-01 09:00Z", tick=False)
    client.force_login(with_password(dana))
    assert client.get("/me/").status_code == 200
    return dana


def test_half_an_hour_of_doing_nothing_locks_the_session(client, at_work, time_machine):
    time_machine.shift(AWAY)
    locked = client.get("/me/")

    assert locked.url == "/accounts/reauthenticate/?next=%2Fme%2F"
    assert "You were away for a while" in client.get(locked.url).content.decode()


def test_the_password_unlocks_it_and_leads_back(client, at_work, time_machine):
    time_machine.shift(AWAY)
    locked = client.get("/me/")
    back = client.post(locked.url, {"password": PASSWORD, "next": "/me/"})

    assert back.url == "/me/"
    assert client.get("/me/").status_code == 200


def test_a_wrong_password_does_not(client, at_work, time_machine):
    time_machine.shift(AWAY)
    client.post(client.get("/me/").url, {"password": "not the password"})
    assert client.get("/me/").status_code == 302


def test_a_form_sent_while_locked_goes_through_after_unlocking(client, at_work, time_machine):
    time_machine.shift(AWAY)
    locked = client.post("/me/profile/", {"name": "Dana at the mill", "language": "en"})
    at_work.refresh_from_db()
    before = at_work.name
    client.post(locked.url, {"password": PASSWORD, "next": "/me/profile/"})
    at_work.refresh_from_db()

    assert (before, at_work.name) == ("Dana", "Dana at the mill")


def test_a_forged_form_is_not_kept_for_later(at_work, client, time_machine):
    """The lock comes after the check that the form is ours."""
    client.handler.enforce_csrf_checks = True
    time_machine.shift(AWAY)

    assert client.post("/me/profile/", {"name": "Forged"}).status_code == 403


def test_whoever_keeps_working_is_not_locked(client, at_work, time_machine):
    for _ in range(4):
        time_machine.shift(timedelta(minutes=20))
        assert client.get("/me/").status_code == 200


def test_a_resident_is_not_locked(client, rosa, time_machine):
    time_machine.move_to("2036-10-01 09:00Z", tick=False)
    client.force_login(rosa)
    client.get("/me/")
    time_machine.shift(AWAY)
    assert client.get("/me/").status_code == 200


def test_how_long_is_for_the_agency_to_say(client, at_work, settings, time_machine):
    settings.STAFF_IDLE_MINUTES = 60
    time_machine.shift(AWAY)
    assert client.get("/me/").status_code == 200


def test_whoever_can_prove_nothing_is_signed_out(client, dana, time_machine):
    """Such as the demo's people, who have no password."""
    time_machine.move_to("2036-10-01 09:00Z", tick=False)
    dana.set_unusable_password()
    dana.save()
    client.force_login(dana)
    client.get("/me/")
    time_machine.shift(AWAY)

    assert client.get("/me/").url == "/accounts/login/"
    assert client.get("/me/").url.startswith("/accounts/login/?")


def test_a_part_of_a_page_sends_the_whole_page_to_be_unlocked(client, at_work, time_machine):
    time_machine.shift(AWAY)
    part = client.get(
        "/me/", headers={"hx-request": "true", "hx-current-url": "http://testserver/me/"}
    )
    assert part.headers["HX-Redirect"] == "/accounts/reauthenticate/?next=%2Fme%2F"


def test_signing_out_stays_possible(client, at_work, time_machine):
    time_machine.shift(AWAY)
    assert client.post("/accounts/logout/").url == "/"


def test_being_seen_is_written_down_at_most_twice_a_minute(client, at_work, time_machine):
    seen = client.session[IdleLockMiddleware.SEEN]
    time_machine.shift(timedelta(seconds=20))
    client.get("/me/")
    assert client.session[IdleLockMiddleware.SEEN] == seen

    time_machine.shift(timedelta(seconds=20))
    client.get("/me/")
    assert client.session[IdleLockMiddleware.SEEN] == seen + 40
