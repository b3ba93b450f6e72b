"""Who belongs to an organization, and how they come and go."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from partnerships.organizations import members
from partnerships.organizations.models import Membership
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.accounts import UserFactory
from tests.factories.organizations import a_seat_for, grace_of


@pytest.fixture
def grace(paul):
    return grace_of(paul)


def link_in(message):
    return re.search(r"(/partners/join/invitation/\S+/)", message.text)[1]


def test_an_owner_invites_and_the_link_gives_the_seat(client, paul, rosa, grace):
    client.force_login(paul)
    client.post("/workspace/people/", {"email": "Rosa@Example.org", "role": "viewer"})
    letter = Message.objects.get(to="rosa@example.org")
    assert "Rosa" not in letter.text
    assert "Paul" not in letter.text

    client.force_login(rosa)
    assert client.get(link_in(letter)).status_code == 200
    assert not grace.memberships.filter(user=rosa).exists()
    client.post(link_in(letter))
    assert grace.memberships.get(user=rosa).role == "viewer"


def test_a_link_is_for_one_person(client, paul, rosa, omar, grace):
    invitation = members.invite(grace, "new@example.org", "editor", paul)
    members.accept(invitation, rosa)
    with pytest.raises(NotPossible, match="has been used"):
        members.accept(invitation, omar)
    assert members.accept(invitation, rosa).user == rosa


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda token: token[:-2], "not whole"),
        (lambda token: f"9{token}", "not whole"),
    ],
)
def test_a_spoiled_link_says_so(client, paul, rosa, grace, spoil, why):
    token = members.token_of(members.invite(grace, "new@example.org", "owner", paul))
    client.force_login(rosa)
    page = client.post(f"/partners/join/invitation/{spoil(token)}/")
    assert page.status_code == 410
    assert why in page.content.decode()


def test_a_link_lasts_seven_days(client, paul, rosa, grace):
    token = members.token_of(members.invite(grace, "new@example.org", "owner", paul))
    client.force_login(rosa)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        client.force_login(rosa)
        page = client.get(f"/partners/join/invitation/{token}/")
    assert "older than seven days" in page.content.decode()


def test_a_withdrawn_invitation_gives_nothing(client, paul, rosa, grace):
    invitation = members.invite(grace, "new@example.org", "owner", paul)
    token = members.token_of(invitation)
    client.force_login(paul)
    client.post(f"/workspace/invitations/{invitation.pk}/withdrawal/")
    client.force_login(rosa)
    assert "taken back" in client.get(f"/partners/join/invitation/{token}/").content.decode()


def test_the_last_owner_names_another_first(client, paul, rosa, grace):
    seat = grace.memberships.get()
    for act in (lambda: members.remove(seat), lambda: members.change_role(seat, "viewer")):
        with pytest.raises(NotPossible, match="last owner"):
            act()
    a_seat_for(rosa, grace)
    members.remove(seat)
    assert grace.memberships.get().user == rosa


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_go_at_once_leave_one(paul, rosa):
    grace = grace_of(paul)
    a_seat_for(rosa, grace)
    start = Barrier(2)

    def go(seat):
        start.wait()
        try:
            members.remove(seat)
        except NotPossible:
            pass
        finally:
            connection.close()

    threads = [Thread(target=go, args=[seat]) for seat in grace.memberships.all()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert grace.memberships.count() == 1


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_only_owners_manage(client, paul, rosa, grace, role):
    mine = a_seat_for(rosa, grace, role)
    theirs = grace.memberships.get(user=paul)
    client.force_login(rosa)
    assert (
        client.post("/workspace/people/", {"email": "x@example.org", "role": "owner"}).status_code
        == 403
    )
    assert client.post(f"/workspace/people/{mine.pk}/role/", {"role": "owner"}).status_code == 403
    assert client.post(f"/workspace/people/{theirs.pk}/removal/").status_code == 403
    assert client.post(f"/workspace/people/{mine.pk}/removal/").status_code == 302
    assert not grace.memberships.filter(user=rosa).exists()


def test_a_seat_of_another_organization_is_not_there(client, paul, rosa, grace, harbor_health):
    seat = a_seat_for(rosa, harbor_health)
    client.force_login(paul)
    assert client.post(f"/workspace/people/{seat.pk}/removal/").status_code == 404
    assert client.get("/workspace/?organization=harbor-health").status_code == 404


def test_somebody_with_two_organizations_switches(client, paul, grace, harbor_health):
    a_seat_for(paul, harbor_health, "viewer")
    client.force_login(paul)
    assert client.get("/workspace/").context["organization"] == grace
    client.get("/workspace/?organization=harbor-health")
    assert client.get("/workspace/people/").context["organization"] == harbor_health


def test_whoever_is_removed_while_writing_keeps_the_text(client, paul, rosa, grace):
    a_seat_for(rosa, grace, "editor")
    client.force_login(rosa)
    client.get("/workspace/page/")
    Membership.objects.filter(user=rosa).update(role="viewer")
    page = client.post("/workspace/page/", {"about": "Our long new story", "kind": "faith"})
    assert page.status_code == 403
    assert "no longer write" in page.content.decode()
    assert "Our long new story" in page.content.decode()
    grace.refresh_from_db()
    assert grace.about == ""


def test_what_was_written_for_one_never_lands_at_another(client, paul, rosa, grace, harbor_health):
    seat = a_seat_for(rosa, grace, "editor")
    a_seat_for(rosa, harbor_health)
    client.force_login(rosa)
    seat.delete()
    for place, field in (("page", "about"), ("notes", "text")):
        typed = {field: "For Grace alone", "kind": "faith", "organization": str(grace.pk)}
        page = client.post(f"/workspace/{place}/", typed)
        assert page.status_code == 403
        assert "For Grace alone" in page.content.decode()
    harbor_health.refresh_from_db()
    assert harbor_health.about == ""


def test_asking_for_a_seat_goes_to_the_owners_once(client, paul, rosa, grace):
    client.force_login(rosa)
    for _time in range(2):
        client.post("/partners/join/grace/", {"words": "I run the supper"})
    letter = Message.objects.get(to=paul.email)
    assert "supper" not in letter.text

    client.force_login(paul)
    assert "I run the supper" in client.get("/workspace/people/").content.decode()
    asked = grace.join_requests.get()
    client.post(f"/workspace/requests/{asked.pk}/decision/", {"decision": "accept"})
    assert grace.memberships.get(user=rosa).role == "editor"
    client.post(f"/workspace/requests/{asked.pk}/decision/", {"decision": "refuse"})
    asked.refresh_from_db()
    assert asked.accepted


@pytest.mark.parametrize("people", [1, 3])
def test_our_people_cost_the_same_however_many(
    client, django_assert_max_num_queries, paul, grace, people
):
    for person in UserFactory.create_batch(people):
        a_seat_for(person, grace, "viewer")
    client.force_login(paul)
    client.get("/workspace/people/")
    with django_assert_max_num_queries(12):
        client.get("/workspace/people/")
