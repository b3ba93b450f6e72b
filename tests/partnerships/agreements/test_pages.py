"""Agreements at the desk and in a partner's workspace."""

import io
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfWriter

from partnerships.agreements.models import Agreement, Consent, SignedFile
from tests.factories.agreements import AgreementFactory, SharedGoalFactory, a_signed_file
from tests.factories.organizations import OrganizationFactory
from tests.factories.referrals import a_member

DAY = timedelta(days=1)
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def desk(client, sam):
    client.force_login(sam)
    return client


@pytest.fixture
def typed(harbor_health):
    today = timezone.localdate()
    return {
        "organization": harbor_health.pk,
        "title": "Homework club",
        "purpose": "youth",
        "aim": "A quiet place.",
        "ours": "An officer opens the room.",
        "theirs": HOSTILE,
        "starts_on": f"{today:%Y-%m-%d}",
        "ends_on": f"{today + 365 * DAY:%Y-%m-%d}",
        "remind_days": "90, 30, 7",
        "submission": str(uuid.uuid4()),
    }


def a_pdf():
    out, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return SimpleUploadedFile("signed.pdf", out.getvalue(), "application/pdf")


def test_from_the_first_words_to_both_signatures(desk, sam, typed, harbor_health):
    owner = a_member(harbor_health, "owner")
    for _again in range(2):
        desk.post("/desk/agreements/new/", typed)
    agreement = Agreement.objects.get()
    address = agreement.get_absolute_url()
    desk.post(f"{address}goals/", {"words": "More come", "measure": "Children", "target": "30"})
    page = desk.get(address)
    assert HOSTILE not in page.text
    assert "More come" in page.text
    desk.post(f"{address}proposal/")

    desk.force_login(owner)
    theirs = agreement.workspace_url
    assert "Homework club" in desk.get("/workspace/").text
    desk.post(f"{theirs}comments/", {"text": "Twice a week, please."})
    assert "Twice a week" in desk.get(theirs).text
    page = desk.post(f"{theirs}signature/", {"role": "Director"})
    assert "Tick this if you may sign." in page.text
    desk.post(f"{theirs}signature/", {"role": "Director", "may": "on"})

    desk.force_login(sam)
    page = desk.post(f"{address}signature/", {"role": "Captain", "may": "on"}, follow=True)
    assert "In force" in page.text
    assert "by the Captain" in page.text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ends_on": "2020-01-01"}, "cannot end before it begins"),
        ({"ends_on": "2999-01-01"}, "at most ten years"),
        ({"remind_days": "soon"}, "Write days as numbers"),
        ({"remind_days": "0, 9999"}, "Write days as numbers"),
        ({"title": ""}, "Give it a title."),
        ({"organization": "0"}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(change, words, desk, typed):
    page = desk.post("/desk/agreements/new/", {**typed, **change})
    assert words in page.text
    assert "An officer opens the room." in page.text
    assert not Agreement.objects.exists()


def test_an_overlap_is_named_and_replacing_it_is_the_way(desk, typed, harbor_health):
    old = AgreementFactory.create(organization=harbor_health, title="The first club")
    page = desk.post("/desk/agreements/new/", typed)
    assert "The first club" in page.text
    assert "is about the same" in page.text
    desk.post(f"/desk/agreements/new/?replaces={old.pk}", {**typed, "replaces": old.pk})
    assert Agreement.objects.get(replaces=old)


def test_a_paper_signed_by_both_is_kept_and_given_back_as_a_pdf(desk):
    agreement = AgreementFactory.create(is_proposed=True)
    address = agreement.get_absolute_url()
    said = {"side": "both", "our_role": "Chief", "on": f"{timezone.localdate():%Y-%m-%d}"}
    page = desk.post(f"{address}paper/", {**said, "their_role": "", "file": a_pdf()})
    assert "Say in which role" in page.text
    photo = SimpleUploadedFile("x.pdf", b"nothing of the kind", "application/pdf")
    page = desk.post(f"{address}paper/", {**said, "their_role": "Pastor", "file": photo})
    assert "Send a photo" in page.text or "PDF" in page.text
    assert not SignedFile.objects.exists()
    desk.post(f"{address}paper/", {**said, "their_role": "Pastor", "file": a_pdf()})
    kept = SignedFile.objects.get()
    agreement.refresh_from_db()
    assert agreement.signed_on
    answer = desk.get(f"{address}files/{kept.name}/")
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    assert answer.content.startswith(b"%PDF")


def test_lapsed_is_said_in_words_at_the_desk_and_in_the_workspace(desk):
    agreement = AgreementFactory.create(has_lapsed=True)
    assert "cg-clock--late" in desk.get("/desk/agreements/").text
    assert "This agreement lapsed" in desk.get(agreement.get_absolute_url()).text
    desk.force_login(a_member(agreement.organization, "viewer"))
    assert "cg-clock--late" in desk.get("/workspace/agreements/").text
    assert "This agreement lapsed" in desk.get(agreement.workspace_url).text


def test_a_draft_is_for_those_who_keep_agreements(client, dana, sam):
    agreement = AgreementFactory.create(is_draft=True)
    member = a_member(agreement.organization, "owner")
    for who, status in ((dana, 404), (sam, 200)):
        client.force_login(who)
        assert client.get(agreement.get_absolute_url()).status_code == status
    client.force_login(member)
    assert client.get(agreement.workspace_url).status_code == 404


def test_another_organizations_agreement_is_not_there(client):
    file = a_signed_file()
    client.force_login(a_member(OrganizationFactory.create(), "owner"))
    address = file.agreement.workspace_url
    assert client.get(address).status_code == 404
    assert client.get(f"{address}sheet/").status_code == 404
    assert client.get(f"{address}files/{file.name}/").status_code == 404
    for act in ("comments", "signature", "withdrawal"):
        assert client.post(f"{address}{act}/").status_code == 404


def test_editors_comment_and_only_owners_sign_or_withdraw(client):
    agreement = AgreementFactory.create(is_proposed=True)
    client.force_login(a_member(agreement.organization, "editor"))
    address = agreement.workspace_url
    assert client.post(f"{address}signature/").status_code == 403
    assert client.post(f"{address}withdrawal/").status_code == 403
    assert client.post(f"{address}comments/", {"text": "Good."}).status_code == 302
    client.force_login(a_member(agreement.organization, "viewer"))
    assert client.post(f"{address}comments/", {"text": "Good."}).status_code == 403
    assert client.post("/workspace/agreements/consents/logo/", {"to": "give"}).status_code == 403


def test_a_partner_gives_and_takes_back_each_thing(client, harbor_health):
    client.force_login(a_member(harbor_health, "owner"))
    address = "/workspace/agreements/consents/logo/"
    assert "Allowed since" in client.post(address, {"to": "give"}, follow=True).text
    assert Consent.objects.allows(harbor_health, "logo")
    assert "Taken back" in client.post(address, {"to": "take_back"}, follow=True).text
    assert not Consent.objects.allows(harbor_health, "logo")
    assert client.post("/workspace/agreements/consents/tax/").status_code == 404


def test_withdrawing_takes_consent_along_if_they_want(client):
    agreement = AgreementFactory.create()
    owner = a_member(agreement.organization, "owner")
    Consent.objects.give(agreement.organization, "photos", owner)
    client.force_login(owner)
    said = {"why": "We close.", "consents": "on"}
    page = client.post(f"{agreement.workspace_url}withdrawal/", said, follow=True)
    assert "Withdrawn" in page.text
    assert not Consent.objects.allows(agreement.organization, "photos")


def test_a_number_is_written_down_and_nonsense_is_not(desk):
    goal = SharedGoalFactory.create()
    address = f"{goal.agreement.get_absolute_url()}goals/{goal.pk}/"
    assert "Enter a number" in desk.post(address, {"current": "many"}).text
    desk.post(address, {"current": "31"})
    goal.refresh_from_db()
    assert goal.current == 31
    other = SharedGoalFactory.create()
    mixed = f"{goal.agreement.get_absolute_url()}goals/{other.pk}/"
    assert desk.post(mixed, {"current": "1"}).status_code == 404


def test_a_draft_is_changed_and_a_proposal_is_not(desk, typed):
    draft = AgreementFactory.create(is_draft=True)
    said = {**typed, "title": "Another name"}
    desk.post(f"{draft.get_absolute_url()}edit/", said)
    draft.refresh_from_db()
    assert draft.title == "Another name"
    asked = AgreementFactory.create(is_proposed=True)
    page = desk.post(f"{asked.get_absolute_url()}edit/", said)
    assert "Take it back first" in page.text
    desk.post(f"{asked.get_absolute_url()}taking-back/")
    asked.refresh_from_db()
    assert asked.state == "draft"


def test_the_sheet_has_room_for_two_signatures(desk):
    agreement = AgreementFactory.create(is_proposed=True)
    page = desk.get(f"{agreement.get_absolute_url()}sheet/")
    assert page.text.count("Name, role, day:") == 2


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_lists_cost_the_same_however_many_rows(rows, client, sam, harbor_health):
    AgreementFactory.create_batch(rows, organization=harbor_health)
    member = a_member(harbor_health)
    for user, address in ((sam, "/desk/agreements/"), (member, "/workspace/agreements/")):
        client.force_login(user)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) <= 12, [each["sql"] for each in asked]
