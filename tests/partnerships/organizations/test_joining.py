"""Organizations register, are decided on, become one, and leave."""

import uuid

import pytest
from django.utils import timezone

from partnerships.organizations.merging import merge
from partnerships.organizations.models import Note, Organization
from partnerships.organizations.states import ALLOWED, State, Verb
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.events import a_meeting
from tests.factories.organizations import (
    LocationFactory,
    OrganizationFactory,
    ServiceFactory,
    a_seat_for,
    grace_of,
)


def said(**changes):
    return {
        "name": "Mill Street Pantry",
        "kind": "non_profit",
        "about": "Food on Fridays.",
        "submission": str(uuid.uuid4()),
        **changes,
    }


def test_anyone_registers_and_staff_decides(client, rosa, sam):
    client.force_login(rosa)
    client.post("/partners/join/registration/", said())
    pantry = Organization.objects.get()
    assert pantry.state == State.WAITING
    assert pantry.memberships.get().is_owner
    assert client.get("/workspace/page/").status_code == 200
    assert client.get("/workspace/export/").status_code == 403
    assert not rosa.has_perm("organizations.speak_for", pantry)

    client.force_login(sam)
    assert "1 registration waits" in client.get("/desk/partners/").content.decode()
    client.post(f"/desk/partners/{pantry.pk}/approval/")
    assert rosa.has_perm("organizations.speak_for", Organization.objects.get())
    assert Message.objects.filter(to=rosa.email).count() == 1
    client.post(f"/desk/partners/{pantry.pk}/approval/")
    assert Message.objects.filter(to=rosa.email).count() == 1


def test_the_same_form_twice_is_one_registration(client, rosa):
    client.force_login(rosa)
    form = said()
    for _time in range(2):
        assert client.post("/partners/join/registration/", form).status_code == 302
    assert Organization.objects.count() == 1


def test_registering_again_is_answered_kindly(client, rosa):
    client.force_login(rosa)
    client.post("/partners/join/registration/", said())
    page = client.post("/partners/join/registration/", said(different="on")).content.decode()
    assert "You registered Mill Street Pantry already" in page
    assert "Food on Fridays." in page
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "The Mill Street pantry, Inc."},
        {"name": "Other", "website": "https://www.pantry.example/about"},
    ],
)
def test_one_that_is_here_is_shown_first(client, rosa, changes):
    OrganizationFactory.create(name="Mill Street Pantry", website="https://pantry.example/")
    client.force_login(rosa)
    page = client.post("/partners/join/registration/", said(**changes))
    assert "Is one of these yours?" in page.content.decode()
    assert "Food on Fridays." in page.content.decode()
    assert Organization.objects.count() == 1
    client.post("/partners/join/registration/", said(different="on", **changes))
    assert Organization.objects.count() == 2


def test_one_that_waits_is_shown_to_no_stranger(client, rosa):
    OrganizationFactory.create(name="Mill Street Pantry", approved_at=None)
    client.force_login(rosa)
    assert client.post("/partners/join/registration/", said()).status_code == 302


def test_three_a_day_are_enough(client, rosa):
    client.force_login(rosa)
    for number in range(4):
        page = client.post("/partners/join/registration/", said(name=f"Number {number}"))
    assert "You registered three today" in page.content.decode()
    assert Organization.objects.count() == 3


def test_declined_with_a_reason_its_people_read(client, rosa, sam):
    pantry = OrganizationFactory.create(approved_at=None)
    a_seat_for(rosa, pantry)
    client.force_login(sam)
    page = client.post(f"/desk/partners/{pantry.pk}/decline/", {"reason": ""})
    assert "Say why" in page.content.decode()
    client.post(f"/desk/partners/{pantry.pk}/decline/", {"reason": "We cannot find you."})
    assert "We cannot find you." in Message.objects.get(to=rosa.email).text
    client.force_login(rosa)
    assert "We cannot find you." in client.get("/workspace/").content.decode()


def in_state(state):
    at = timezone.now()
    about = {
        State.WAITING: {"approved_at": None},
        State.APPROVED: {},
        State.DECLINED: {"approved_at": None, "declined_at": at, "reason": "No."},
        State.LAPSED: {"lapsed_at": at, "reason": "Quiet."},
        State.LEFT: {"left_at": at},
    }
    return OrganizationFactory.create(**about[state])


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", [Verb.APPROVE, Verb.DECLINE, Verb.LAPSE])
def test_what_may_happen_next(state, verb):
    organization = in_state(state)
    assert organization.state == state
    act = {
        Verb.APPROVE: organization.approve,
        Verb.DECLINE: lambda: organization.decline("No."),
        Verb.LAPSE: lambda: organization.lapse("Quiet."),
    }[verb]
    after = {Verb.APPROVE: "approved", Verb.DECLINE: "declined", Verb.LAPSE: "lapsed"}[verb]
    if state in ALLOWED[verb] or state == after:
        assert act().state == after
    else:
        with pytest.raises(NotPossible):
            act()


def test_two_entries_become_one_with_all_that_rooms_hold(paul, rosa, millrace):
    stays, goes = (
        grace_of(paul, "viewer"),
        OrganizationFactory.create(name="Grace", slug="grace-2", about="Soup"),
    )
    a_seat_for(paul, goes, "owner")
    a_seat_for(rosa, goes, "editor")
    goes.areas.add(millrace)
    site, service = (
        LocationFactory.create(organization=goes),
        ServiceFactory.create(organization=goes),
    )
    meeting = a_meeting(millrace).event
    meeting.partners.add(goes)

    merge(stays, goes)
    merge(stays, goes)

    stays.refresh_from_db()
    assert list(stays.locations.all()) == [site]
    assert list(stays.services.all()) == [service]
    assert list(meeting.partners.all()) == [stays]
    assert {seat.user.name: seat.role for seat in stays.memberships.all()} == {
        "Paul": "owner",
        "Rosa": "editor",
    }
    assert stays.areas.get() == millrace
    assert (stays.about, stays.alternate_name) == ("Soup", "Grace")
    assert not Organization.objects.filter(pk=goes.pk).exists()


def test_nothing_is_merged_with_itself(paul):
    grace = grace_of(paul)
    with pytest.raises(NotPossible):
        merge(grace, grace)


def test_leaving_takes_the_name_typed_out(client, paul):
    grace_of(paul)
    client.force_login(paul)
    page = client.post("/workspace/leaving/", {"name": "Grace"})
    assert page.status_code == 422
    assert "This is not the name" in page.content.decode()


def test_leaving_erases_how_to_reach_it_and_keeps_joint_work(client, paul, millrace):
    grace = grace_of(paul)
    grace.email, grace.phone = "hello@grace.example", "555-0177"
    grace.save()
    grace.phone = "555-0178"
    grace.save()
    Note.objects.create(organization=grace, text="Ours", author=paul)
    LocationFactory.create(organization=grace)
    meeting = a_meeting(millrace).event
    meeting.partners.add(grace)

    client.force_login(paul)
    client.post("/workspace/leaving/", {"name": "grace church"})
    grace.refresh_from_db()

    assert grace.state == State.LEFT
    assert (grace.email, grace.phone) == ("", "")
    assert not grace.history.exclude(phone="", email="").exists()
    assert not Note.objects.exists()
    assert not grace.memberships.exists()
    assert not grace.locations.exists()
    assert list(meeting.partners.all()) == [grace]
    assert "left the partnership" in client.get("/partners/grace/").content.decode()
    assert "Grace Church" not in client.get("/partners/").content.decode()
    assert client.get("/workspace/").status_code == 403
