import pytest
from django.contrib.sessions.models import Session

from portal.accounts.models import User
from portal.accounts.my_data import everything_about
from portal.notices.models import Message
from tests.factories.accounts import RoleFactory
from tests.portal.accounts.conftest import sign_in


def test_my_page_says_who_i_am_and_what_i_do_here(client, dana):
    client.force_login(dana)
    page = client.get("/me/").content.decode()

    assert "Dana" in page
    assert "Officer" in page
    assert "for Millrace" in page


def test_a_resident_has_no_roles_to_read_about(client, rosa):
    client.force_login(rosa)
    assert "lo que hace aquí" not in client.get("/me/").content.decode().lower()
    assert "What you do here" not in client.get("/me/").content.decode()


def test_a_waiting_role_is_named_with_the_way_to_it(client, dana):
    client.force_login(dana, second_factor=False)
    page = client.get("/me/").content.decode()

    assert "Officer" in page
    assert "/me/second-step/" in page


def test_name_and_language_are_saved_and_the_site_changes_its_language(client, rosa):
    client.force_login(rosa)
    saved = client.post("/me/profile/", {"name": "Rosa D.", "language": "en"})
    rosa.refresh_from_db()

    assert saved.url == "/me/"
    assert (rosa.name, rosa.language) == ("Rosa D.", "en")
    assert client.cookies["django_language"].value == "en"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"name": "", "language": "es"}, "name"),
        ({"name": "R" * 121, "language": "es"}, "name"),
        ({"name": "Rosa", "language": "xx"}, "language"),
    ],
)
def test_a_wrong_profile_is_refused_and_what_was_typed_is_kept(client, rosa, typed, wrong):
    client.force_login(rosa)
    page = client.post("/me/profile/", typed)
    rosa.refresh_from_db()

    assert page.status_code == 200
    assert wrong in page.context["form"].errors
    assert page.context["form"]["name"].value() == typed["name"]
    assert rosa.name == "Rosa"


def test_what_is_typed_is_shown_as_text(client, rosa):
    client.force_login(rosa)
    client.post("/me/profile/", {"name": "<script>alert(1)</script>", "language": "en"})
    page = client.get("/me/").content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_what_is_held_about_me_has_my_earlier_name_and_my_organizations(
    client, rosa, harbor_health
):
    harbor_health.members.add(rosa)
    client.force_login(rosa)
    client.post("/me/profile/", {"name": "Rosa D.", "language": "es"})
    rosa.refresh_from_db()

    held = everything_about(rosa)

    assert held["account"]["email"] == "rosa@example.org"
    assert held["account"]["earlier names and addresses"][0]["name"] == "Rosa"
    assert held["organizations"] == ["Harbor Health"]


def test_closing_my_account_takes_a_tick(client, rosa):
    client.force_login(rosa)
    page = client.post("/me/leaving/", {})
    rosa.refresh_from_db()

    assert "sure" in page.context["form"].errors
    assert rosa.is_active


def test_closing_my_account_erases_who_i_was(client, member, harbor_health):
    harbor_health.members.add(member)
    elsewhere = type(client)()
    elsewhere.force_login(member)
    client.force_login(member)
    client.post("/me/profile/", {"name": "Vera V.", "language": "en"})

    closed = client.post("/me/leaving/", {"sure": "on"})
    member.refresh_from_db()

    assert closed.url == "/"
    assert (member.name, member.is_active) == ("", False)
    assert member.email == f"closed-{member.pk}@account.invalid"
    assert not member.emailaddress_set.exists()
    assert not member.history.exists()
    assert not harbor_health.members.exists()
    assert client.get("/me/").status_code == 302
    assert elsewhere.get("/me/").status_code == 302


def test_a_closed_account_gets_no_mail_and_its_address_is_free(client, member):
    member.close()
    sign_in(client, "vera@example.org")
    client.post("/accounts/password/reset/", {"email": "vera@example.org"})

    assert [mail.key.split("/")[1] for mail in Message.objects.all()] == ["unknown_account"]
    User.objects.create_user("vera@example.org")


def test_whoever_has_work_here_hands_it_back_first(client, paul):
    client.force_login(paul)
    page = client.post("/me/leaving/", {"sure": "on"})
    paul.refresh_from_db()

    assert page.status_code == 403
    assert paul.is_active


def test_signing_out_leaves_nothing_of_the_session(client, rosa):
    client.force_login(rosa)
    client.post("/accounts/logout/")

    assert not Session.objects.exists()


@pytest.mark.parametrize("roles", [1, 3])
def test_my_page_costs_the_same_however_many_roles_there_are(
    client, dana, django_assert_max_num_queries, roles, riverside
):
    RoleFactory.create_batch(roles - 1, user=dana, kind="supervisor", area=riverside)
    client.force_login(dana)
    client.get("/me/")
    with django_assert_max_num_queries(12):
        client.get("/me/")


def test_being_signed_in_costs_a_session_a_person_and_the_roles(
    client, dana, rosa, django_assert_num_queries
):
    # For whoever does not work here also whether they speak for an organization.
    for person, statements in ((dana, 3), (rosa, 4)):
        client.get("/help/")
        client.force_login(person)
        client.get("/help/")
        with django_assert_num_queries(statements):
            client.get("/help/")


def test_a_visitor_costs_nothing(client, django_assert_num_queries):
    client.get("/help/")
    with django_assert_num_queries(0):
        client.get("/help/")
