import re

import pytest

from portal.accounts.models import User
from portal.notices.models import Message
from tests.portal.accounts.conftest import PASSWORD, sign_in
from tests.portal.accounts.test_signing_up import link_in


def signed_in(client):
    return client.get("/me/").status_code == 200


def test_the_right_password_signs_in_and_the_site_speaks_the_persons_language(client, member):
    response = sign_in(client, "VERA@example.org")

    assert response.url == "/me/"
    assert client.cookies["django_language"].value == "es"
    assert signed_in(client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, member):
    wrong, unknown = (
        re.sub(r"\w{64}", "", sign_in(client, email, "not the password").content.decode())
        for email in (member.email, "none@example.org")
    )
    assert "do not go together" in wrong
    assert wrong == unknown.replace("none@", "vera@")
    assert not signed_in(client)


def test_a_closed_account_does_not_sign_in(client, member):
    User.objects.update(is_active=False)
    sign_in(client, member.email)
    assert not signed_in(client)


def test_after_five_wrong_passwords_the_right_one_has_to_wait(client, member):
    for _ in range(5):
        sign_in(client, member.email, "not the password")
    page = sign_in(client, member.email)

    assert "Too many tries" in page.content.decode()
    assert not signed_in(client)


def test_a_forged_forwarding_header_does_not_make_a_caller_new(client, member):
    answers = [
        client.post(
            "/accounts/password/reset/",
            {"email": f"a{n}@example.org"},
            headers={"x-forwarded-for": f"10.0.0.{n}"},
        ).status_code
        for n in range(21)
    ]
    assert answers[0] == 302
    assert answers[-1] == 429


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "javascript:alert(1)", r"/\evil.example"],
)
def test_signing_in_never_leads_to_another_site(client, member, elsewhere):
    response = client.post(
        f"/accounts/login/?next={elsewhere}",
        {"login": member.email, "password": PASSWORD, "next": elsewhere},
    )
    assert response.url == "/me/"


def test_signing_in_leads_on_to_the_page_that_asked(client, member):
    asked = client.get("/me/profile/")
    response = client.post(asked.url, {"login": member.email, "password": PASSWORD})
    assert response.url == "/me/profile/"


def test_a_session_known_before_signing_in_is_worth_nothing_after(client, member):
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before

    sign_in(client, member.email)

    assert client.session.session_key != before
    client.cookies["sessionid"] = before
    assert not signed_in(client)


def test_a_forgotten_password_is_replaced_with_a_link_that_works_once(client, member):
    client.post("/accounts/password/reset/", {"email": member.email})
    link = link_in(Message.objects.get())
    form = client.get(link).url
    new = {"password1": "four calm blue boats", "password2": "four calm blue boats"}

    saved = client.post(form, new)
    member.refresh_from_db()
    again = client.get(link, follow=True)

    assert saved.url == "/accounts/password/reset/key/done/"
    assert member.check_password("four calm blue boats")
    assert "too old, or it was used before" in again.content.decode()
    assert Message.objects.filter(key__startswith="account/password_reset/").exists()


def test_a_forgotten_password_never_says_who_has_an_account(client, member):
    known = client.post("/accounts/password/reset/", {"email": member.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})

    assert known.url == unknown.url
    assert set(Message.objects.values_list("to", flat=True)) == {
        "vera@example.org",
        "nobody@example.org",
    }


def test_changing_the_password_signs_other_devices_out_and_tells_by_mail(client, member):
    other = type(client)()
    sign_in(other, member.email)
    sign_in(client, member.email)

    client.post(
        "/accounts/password/change/",
        {
            "oldpassword": PASSWORD,
            "password1": "four calm blue boats",
            "password2": "four calm blue boats",
        },
    )
    assert signed_in(client)
    assert not signed_in(other)
    assert Message.objects.get().key.startswith("account/password_changed/")


def test_a_new_address_counts_once_it_is_confirmed(client, member):
    sign_in(client, member.email)
    client.post("/accounts/email/", {"action_add": "", "email": "vera.new@example.org"})
    member.refresh_from_db()
    before = member.email
    client.post(link_in(Message.objects.get(to="vera.new@example.org")))
    member.refresh_from_db()

    assert (before, member.email) == ("vera@example.org", "vera.new@example.org")


def test_an_account_made_by_an_administrator_starts_with_a_link(client, member):
    member.set_unusable_password()
    member.save()
    member.emailaddress_set.all().delete()
    client.post("/accounts/password/reset/", {"email": member.email})

    assert Message.objects.get().to == "vera@example.org"
