"""Requests for help at the desk, in a partner's workspace, and out of a concern."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagement.concerns.models import ConcernReferral
from partnerships.referrals.models import Referral
from portal.records.models import AccessLog
from tests.factories.concerns import ConcernFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.referrals import a_member, a_request, brought_to, late


@pytest.fixture
def shelter():
    return OrganizationFactory.create(name="Night Shelter", email="desk@shelter.example")


@pytest.fixture
def typed(shelter):
    return {
        "organization": shelter.pk,
        "help": "housing",
        "need": "A place to sleep for a week",
        "name": "Mina",
        "phone": "312-555-0142",
        "consent_how": "in_person",
        "consent_on": f"{timezone.localdate():%Y-%m-%d}",
        "consent_words": "The shelter may call about a bed.",
        "agreed": "on",
        "submission": str(uuid.uuid4()),
    }


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


def test_an_officer_asks_once_however_often_the_button_is_pressed(desk, typed, dana):
    for _again in range(2):
        page = desk.post("/desk/referrals/new/", typed, follow=True)
        assert "Night Shelter" in page.text
    assert Referral.objects.get().sent_by == dana


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"agreed": ""}, "Without the person’s consent"),
        ({"consent_words": ""}, "Write down what the person agreed to."),
        ({"phone": ""}, "Say how to reach them"),
        ({"need": "A bed for John Miller"}, "looks like someone’s name"),
        ({"need": "Is bipolar and needs a bed"}, "about someone’s health"),
        ({"consent_on": "2999-01-01"}, "still to come"),
        ({"consent_how": "thread"}, "not one of the available choices"),
        ({"organization": "99999"}, "not one of the available choices"),
        ({"email": "not an address"}, "valid email"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(change, words, desk, typed):
    page = desk.post("/desk/referrals/new/", {**typed, **change})
    assert words in page.text
    assert "Mina" in page.text
    assert not Referral.objects.exists()


def test_a_word_that_is_meant_is_kept_by_a_tick(desk, typed):
    typed["need"] = "Help to fill in a prescription form"
    page = desk.post("/desk/referrals/new/", typed)
    key = page.text.split('name="keep" value="')[1].split('"')[0]
    desk.post("/desk/referrals/new/", {**typed, "keep": [key]})
    assert Referral.objects.get().need == typed["need"]


def test_contact_is_shown_to_the_sender_on_request_and_that_is_written_down(desk, shelter, dana):
    referral = a_request(shelter, dana)
    address = referral.get_absolute_url()
    assert "Mina" not in desk.get(address).text
    assert "Mina" in desk.post(f"{address}contact/").text
    assert AccessLog.objects.about(referral).by(dana).count() == 1


def test_a_supervisor_reads_the_request_and_not_the_contact(client, sam, shelter, dana, millrace):
    referral = a_request(shelter, dana, area=millrace)
    client.force_login(sam)
    assert "A place to sleep" in client.get("/desk/referrals/?of=area").text
    assert "A place to sleep" not in client.get("/desk/referrals/").text
    assert client.post(f"{referral.get_absolute_url()}contact/").status_code == 403


def test_taking_it_back_erases_at_once(desk, shelter, dana):
    referral = brought_to(a_request(shelter, dana), "acting")
    page = desk.post(f"{referral.get_absolute_url()}withdrawal/", follow=True)
    assert "erased" in page.text
    assert referral.reach is None


def test_late_ones_stand_at_the_top_of_the_desk(desk, shelter, dana):
    a_request(shelter, dana, need="Something fresh")
    late(a_request(shelter, dana, need="Something old"))
    page = desk.get("/desk/referrals/").text
    assert page.index("Something old") < page.index("Something fresh")
    home = desk.get("/desk/").text
    assert "Something old" in home
    assert "Something fresh" not in home


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_lists_cost_the_same_however_many_rows(rows, client, shelter, dana):
    editor = a_member(shelter)
    for _row in range(rows):
        a_request(shelter, dana)
    for user, address, most in (
        (dana, "/desk/referrals/", 10),
        (editor, "/workspace/referrals/", 10),
    ):
        client.force_login(user)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        assert len(asked) <= most, [each["sql"] for each in asked]


# A partner with an account


def test_a_member_accepts_reads_acts_and_closes(client, shelter, dana):
    editor = a_member(shelter, name="Ed")
    referral = a_request(shelter, dana)
    client.force_login(editor)
    assert "A place to sleep" in client.get("/workspace/").text
    address = referral.workspace_url
    assert client.post(f"{address}contact/").status_code == 403, "not before they say yes"
    page = client.post(f"{address}acts/acceptance/", follow=True)
    assert "Mina" not in page.text
    assert "Mina" in client.post(f"{address}contact/").text
    assert AccessLog.objects.about(referral).by(editor).exists()
    client.post(f"{address}acts/first-contact/")
    page = client.post(f"{address}acts/closure/", {"outcome": "other", "words": ""})
    assert "few words" in page.text
    client.post(f"{address}acts/closure/", {"outcome": "other", "words": "Moved away."})
    referral.refresh_from_db()
    assert referral.words == "Moved away."
    assert client.post(f"{address}contact/").status_code == 403, "nor once it is over"


def test_a_viewer_reads_the_request_and_decides_nothing(client, shelter, dana):
    client.force_login(a_member(shelter, "viewer"))
    a_member(shelter, "owner")
    referral = a_request(shelter, dana)
    assert "A place to sleep" in client.get(referral.workspace_url).text
    assert client.post(f"{referral.workspace_url}acts/acceptance/").status_code == 403
    assert client.post(f"{referral.workspace_url}contact/").status_code == 403


def test_another_organizations_request_is_not_there(client, shelter, dana):
    stranger = a_member(OrganizationFactory.create())
    referral = brought_to(a_request(shelter, dana), "accepted")
    client.force_login(stranger)
    for address in (referral.workspace_url, f"{referral.workspace_url}contact/"):
        assert client.get(address).status_code in (404, 405)
        assert client.post(address).status_code in (404, 405)
    assert client.post(f"{referral.workspace_url}acts/closure/").status_code == 404
    assert client.get(referral.get_absolute_url()).status_code == 403


# Out of a concern


def test_a_concern_leads_to_a_partner_who_does_not_see_it(desk, typed, millrace, shelter, dana):
    concern = ConcernFactory.create(area=millrace, named=True)
    address = f"/desk/concerns/{concern.pk}/referrals/new/"
    assert address in desk.get(f"/desk/concerns/{concern.pk}/").text
    desk.post(address, {**typed, "consent_how": "thread"})
    link = ConcernReferral.objects.get()
    assert link.concern == concern
    assert "Night Shelter" in desk.get(f"/desk/concerns/{concern.pk}/").text
    desk.force_login(a_member(shelter))
    assert str(concern.text) not in desk.get(link.referral.workspace_url).text
    del dana


def test_a_sensitive_concern_takes_consent_in_so_many_words(desk, dana, typed, millrace):
    concern = ConcernFactory.create(area=millrace, named=True, sensitive=True, assigned_to=dana)
    address = f"/desk/concerns/{concern.pk}/referrals/new/"
    page = desk.post(address, {**typed, "consent_words": "Yes, fine"})
    assert "whole sentence" in page.text
    assert not Referral.objects.exists()
    desk.post(address, {**typed, "consent_words": "The shelter may call me after six."})
    assert ConcernReferral.objects.get().concern == concern


def test_one_form_for_two_concerns_is_refused(desk, typed, millrace):
    first, second = ConcernFactory.create_batch(2, area=millrace, named=True)
    desk.post(f"/desk/concerns/{first.pk}/referrals/new/", typed)
    page = desk.post(f"/desk/concerns/{second.pk}/referrals/new/", typed)
    assert "Load the page again" in page.text
    assert ConcernReferral.objects.count() == 1


def test_an_old_request_is_late_in_words(desk, shelter, dana):
    referral = late(a_request(shelter, dana), days=20)
    assert "late" in desk.get(referral.get_absolute_url()).text
    assert referral.answer_due_at < timezone.now() - timedelta(days=10)
