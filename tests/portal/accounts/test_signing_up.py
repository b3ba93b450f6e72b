import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from portal.accounts.forms import SignupForm
from portal.accounts.models import User
from portal.notices.models import Message
from tests.portal.accounts.conftest import PASSWORD, sign_in

ROSARIO = {
    "name": "Rosario Delgado",
    "email": "rosario@example.org",
    "password1": PASSWORD,
    "language": "es",
    "old_enough": "on",
}


def link_in(message):
    return re.search(r"http://[^/\s]+(/accounts/\S+)", message.text)[1]


def test_a_resident_joins_confirms_by_mail_and_is_in(client):
    joined = client.post("/accounts/signup/", ROSARIO)
    mail = Message.objects.get(to="rosario@example.org")
    confirmed = client.post(link_in(mail))

    rosario = User.objects.get(email="rosario@example.org")
    assert joined.url == "/accounts/confirm-email/"
    assert (rosario.name, rosario.language) == ("Rosario Delgado", "es")
    assert confirmed.url == "/me/"
    assert client.get("/me/").status_code == 200


def test_nobody_signs_in_before_the_address_is_confirmed(client):
    client.post("/accounts/signup/", ROSARIO)
    client.post("/accounts/logout/")

    assert sign_in(client, "rosario@example.org").url == "/accounts/confirm-email/"
    assert client.get("/me/").status_code == 302


def test_the_mail_is_in_the_language_chosen_and_loses_its_link_once_sent(client):
    client.post("/accounts/signup/", ROSARIO)
    mail = Message.objects.get()

    assert (mail.language, mail.topic) == ("es", "account")
    assert mail.erased_when_sent
    assert not mail.keeps_quiet_hours


def test_the_link_leads_to_our_own_address_whatever_host_was_asked_for(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/accounts/signup/", ROSARIO, headers={"host": "evil.example"})

    assert settings.SITE_URL in Message.objects.get().text
    assert "evil.example" not in Message.objects.get().text


def test_only_people_of_13_and_older_join(client):
    page = client.post("/accounts/signup/", ROSARIO | {"old_enough": ""})

    assert "Only people who are 13 or older" in page.content.decode()
    assert "rosario@example.org" in page.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short", "too short"),
        ("123456789012345", "entirely numeric"),
        ("qwerty123456", "too common"),
        ("rosario@example.org", "too similar"),
        ("rosario delgado", "too similar"),
    ],
)
def test_a_weak_password_is_refused_with_a_reason(client, password, said):
    page = client.post("/accounts/signup/", ROSARIO | {"password1": password})

    assert said in page.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("email", ["not an address", "a@b", "rosario@example.org\nBcc: x@y.zz", ""])
def test_what_is_no_address_is_refused(client, email):
    page = client.post("/accounts/signup/", ROSARIO | {"email": email})

    assert page.status_code == 200
    assert not User.objects.exists()


def test_joining_with_a_taken_address_looks_the_same_and_only_its_owner_learns_it(client, member):
    page = client.post("/accounts/signup/", ROSARIO | {"email": "VERA@example.org"})
    mail = Message.objects.get(to="vera@example.org")

    assert page.url == "/accounts/confirm-email/"
    assert User.objects.count() == 1
    assert (mail.user, mail.language) == (member, "es")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_join_with_one_address_at_once_one_gets_the_account(client):
    start = threading.Barrier(2)

    def join():
        start.wait()
        try:
            return type(client)().post("/accounts/signup/", ROSARIO).url
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = [each.result() for each in [pool.submit(join), pool.submit(join)]]

    assert answers == ["/accounts/confirm-email/"] * 2
    assert User.objects.count() == 1
    assert {mail.key.split("/")[1] for mail in Message.objects.all()} <= {
        "email_confirmation_signup",
        "account_already_exists",
    }


def test_whoever_joins_a_moment_after_is_answered_by_mail(client, member, monkeypatch):
    """The check found nobody, and yet the address is taken when the account is written."""
    monkeypatch.setattr(SignupForm, "validate_unique_email", lambda _form, email: email)
    page = client.post("/accounts/signup/", ROSARIO | {"email": member.email})

    assert page.url == "/accounts/confirm-email/"
    assert Message.objects.get().key.startswith("account/account_already_exists/")


def test_too_many_who_join_from_one_place_are_slowed(client):
    answers = [
        client.post("/accounts/signup/", ROSARIO | {"email": "no"}).status_code for _ in range(21)
    ]
    assert answers[-1] == 429
