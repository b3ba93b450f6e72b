"""Confidential work takes more than a password."""

import pytest
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from portal.notices.models import Message
from tests.portal.accounts.conftest import PASSWORD, sign_in

GUARDED = ("/desk/", "/command/", "/oversight/", "/admin/")
STAFF = ("dana", "lee", "sam", "kim", "olivia", "ada")


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def authenticator_with_secret(client):
    return client.get("/accounts/2fa/totp/activate/").context["form"].secret


@pytest.mark.parametrize("who", STAFF)
def test_a_password_alone_opens_none_of_the_work(client, request, who):
    client.force_login(request.getfixturevalue(who), second_factor=False)
    for path in GUARDED:
        response = client.get(path)
        # A page that is not built yet cannot lead anywhere.
        assert response.status_code in {302, 404}
        assert response.status_code == 404 or response.url == "/me/second-step/"


@pytest.mark.parametrize("who", STAFF)
def test_without_it_the_role_is_worth_nothing_anywhere(client, request, who):
    user = request.getfixturevalue(who)
    user.second_factor_given = False

    assert user.needs_second_factor
    assert user.roles_held
    assert user.current_roles == []
    assert not user.works_here
    assert user.scope("officer", "supervisor", "command", "oversight", "administrator") == []


@pytest.mark.parametrize("who", ["rosa", "paul"])
def test_residents_and_partners_need_none(client, request, who):
    user = request.getfixturevalue(who)
    client.force_login(user, second_factor=False)

    assert not user.needs_second_factor
    assert client.get("/me/second-step/").url == "/accounts/2fa/"
    assert client.get("/me/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_an_officer_sets_up_an_app_and_goes_to_work(client, dana, with_password):
    with_password(dana)
    assert sign_in(client, dana.email).url == "/desk/"
    assert client.get("/desk/").url == "/me/second-step/"
    assert "Set up an app" in client.get("/me/second-step/").content.decode()

    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = authenticator_with_secret(client)
    done = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})

    assert done.url == "/accounts/2fa/recovery-codes/"
    assert len(client.get(done.url).context["unused_codes"]) == 10
    assert client.get("/desk/").status_code == 200
    assert Message.objects.filter(key__startswith="account/totp_activated/").exists()


def test_signing_in_again_asks_for_the_code(client, dana, with_password, with_app):
    secret = with_app(with_password(dana))

    asked = sign_in(client, dana.email)
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    between = client.get("/desk/")
    right = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert asked.url == "/accounts/2fa/authenticate/"
    assert "This code is not right" in wrong.content.decode()
    assert between.url.startswith("/accounts/login/")
    assert right.url == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_a_recovery_code_works_once(client, dana, with_password, with_app):
    with_app(with_password(dana))
    code = RecoveryCodes.activate(dana).get_unused_codes()[0]

    sign_in(client, dana.email)
    first = client.post("/accounts/2fa/authenticate/", {"code": code})
    client.post("/accounts/logout/")
    sign_in(client, dana.email)
    second = client.post("/accounts/2fa/authenticate/", {"code": code})

    assert first.url == "/desk/"
    assert "This code is not right" in second.content.decode()


def test_guessing_codes_is_slowed(client, dana, with_password, with_app):
    secret = with_app(with_password(dana))
    sign_in(client, dana.email)
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    page = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert "Too many tries" in page.content.decode()


def test_whoever_has_one_but_did_not_use_it_is_asked_for_it(client, dana, with_app):
    secret = with_app(dana)
    client.force_login(dana, second_factor=False)

    assert "/accounts/2fa/reauthenticate/" in client.get("/me/second-step/").content.decode()
    client.post("/accounts/2fa/reauthenticate/?next=/me/", {"code": code_of(secret)})
    assert client.get("/desk/").status_code == 200


def test_the_last_second_factor_stays_with_whoever_needs_it(client, dana, with_password, with_app):
    with_app(with_password(dana))
    client.force_login(dana)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.post("/accounts/2fa/totp/deactivate/")

    assert "Add another one before you remove this" in page.content.decode()
    assert dana.authenticator_set.count() == 1


def test_the_last_key_stays_too(client, dana, with_password):
    with_password(dana)
    key = Authenticator.objects.create(
        user=dana, type="webauthn", data={"name": "Phone", "credential": {}}
    )
    client.force_login(dana)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")

    assert "Add another one before you remove this" in page.content.decode()
    assert dana.authenticator_set.exists()


def test_a_resident_may_take_it_off(client, member, with_app):
    with_app(member)
    client.force_login(member)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/2fa/totp/deactivate/")

    assert not member.authenticator_set.exists()


def test_the_database_does_not_hold_the_secret_as_it_is(dana, with_app):
    secret = with_app(dana)
    kept = dana.authenticator_set.get()

    assert secret not in str(kept.data)
    assert kept.wrap().validate_code(code_of(secret))


def test_a_second_factor_of_someone_else_does_not_count(client, rosa, dana, with_app):
    """A session that changes hands keeps no proof of the person before."""
    client.force_login(dana)
    session = client.session
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(rosa.pk)
    session.save()

    assert client.get("/desk/").url == "/me/second-step/"
