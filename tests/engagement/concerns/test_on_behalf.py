"""A partner raises a concern for a member who stays unnamed."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from engagement.concerns.models import Concern
from engagement.concerns.panels import for_members
from tests.factories.accounts import UserFactory
from tests.factories.concerns import ConcernFactory
from tests.factories.organizations import OrganizationFactory

SAID = {"text": "Men wait at the door after the service.", "place": "Mill Street"}


@pytest.fixture
def church(paul):
    """Grace Church, which Paul speaks for."""
    church = OrganizationFactory.create(name="Grace Church", slug="grace-church")
    church.memberships.create(user=paul, role="editor")
    return church


def first_screen(client, slug="grace-church"):
    return client.get(reverse("concerns:new"), {"for": slug}).content.decode()


def send(client, **said):
    """Both screens, as the browser fills them; what the last page says."""
    said = {**SAID, "on_behalf": "grace-church", **said}
    second = client.post(reverse("concerns:new"), said).content.decode()
    found = re.search(r'name="token" value="([^"]+)"', second)
    if not found:
        return second
    return client.post(reverse("concerns:receipt"), {**said, "token": found[1]}).content.decode()


def test_the_first_screen_says_what_police_see(client, paul, church):
    client.force_login(paul)

    page = first_screen(client)

    assert "For a member of Grace Church who stays unnamed" in page
    assert "We store neither the member nor you." in page
    assert 'name="who"' not in page


def test_the_concern_names_the_organization_and_nobody_else(client, paul, church):
    client.force_login(paul)

    receipt = send(client)

    concern = Concern.objects.get()
    assert concern.for_organization == church
    assert concern.anonymous
    assert (concern.resident, concern.contact_name, concern.contact_email) == (None, "", "")
    assert concern.entered_by is None
    assert "Your code" in receipt


def test_who_asks_to_be_named_there_stays_unnamed_all_the_same(client, paul, church):
    client.force_login(paul)

    send(client, who="named", contact_email="paul@example.org", contact_name="Paul")

    concern = Concern.objects.get()
    assert (concern.resident, concern.contact_email) == (None, "")


@pytest.mark.parametrize("who", ["visitor", "rosa", "viewer", "unapproved", "left", "unknown"])
def test_nobody_else_speaks_in_its_name(client, request, church, paul, rosa, who):
    if who == "rosa":
        client.force_login(rosa)
    elif who == "viewer":
        viewer = UserFactory.create(email="viewer@example.org")
        church.memberships.create(user=viewer, role="viewer")
        client.force_login(viewer)
    elif who == "unapproved":
        church.approved_at = None
        church.save()
        client.force_login(paul)
    elif who == "left":
        church.memberships.all().delete()
        client.force_login(paul)
    elif who == "unknown":
        client.force_login(paul)
    slug = "no-such-church" if who == "unknown" else "grace-church"

    assert "Grace Church" not in first_screen(client, slug)
    send(client, who="anonymous", on_behalf=slug)

    assert Concern.objects.get().for_organization is None


def test_whoever_signs_out_in_between_is_asked_and_loses_nothing(client, paul, church):
    client.force_login(paul)
    first_screen(client)
    client.logout()

    page = send(client)

    assert not Concern.objects.exists()
    assert SAID["text"] in page
    assert 'name="who"' in page


def test_a_form_made_for_someone_else_is_not_sent_in_its_name(client, paul, rosa, church):
    client.force_login(rosa)
    second = client.post(reverse("concerns:new"), {**SAID, "who": "anonymous"}).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', second)[1]
    client.force_login(paul)

    said = {**SAID, "on_behalf": "grace-church", "token": token}
    client.post(reverse("concerns:receipt"), said)

    assert Concern.objects.get().for_organization is None


def test_what_was_written_can_be_changed_and_is_still_for_the_member(client, paul, church):
    client.force_login(paul)

    page = client.post(
        reverse("concerns:new"), {**SAID, "on_behalf": "grace-church", "change": "1"}
    ).content.decode()

    assert 'name="on_behalf" value="grace-church"' in page
    assert SAID["text"] in page


def test_the_database_refuses_a_named_concern_for_a_member(church, rosa):
    with pytest.raises(IntegrityError), transaction.atomic():
        ConcernFactory.create(named=True, for_organization=church)


def test_the_desk_reads_who_passed_it_on(client, dana, millrace, church):
    concern = ConcernFactory.create(area=millrace, for_organization=church)
    client.force_login(dana)

    page = client.get(concern.get_absolute_url()).content.decode()

    assert "Grace Church, for a member who stays unnamed." in page


def test_the_public_page_does_not_say_who_passed_it_on(client, millrace, church):
    concern = ConcernFactory.create(area=millrace, public=True, for_organization=church)

    page = client.get(reverse("concerns:concern", args=[concern.pk])).content.decode()

    assert "Grace Church" not in page


def workspace(rf, person, church):
    request = rf.get("/workspace/")
    request.user = person
    context = for_members(request, organization=church)
    return context and render_to_string("concerns/panels/workspace.html", context)


def test_the_workspace_shows_how_they_stand_and_not_what_they_say(rf, paul, millrace, church):
    ConcernFactory.create(area=millrace, for_organization=church, text="A secret worry")
    ConcernFactory.create(area=millrace, text="Of somebody else")

    page = workspace(rf, paul, church)

    assert page.count("Raised ") == 1
    assert "secret worry" not in page
    assert f"{reverse('concerns:new')}?for=grace-church" in page


def test_who_only_reads_the_workspace_raises_nothing_there(rf, church):
    viewer = UserFactory.create(email="viewer@example.org")
    church.memberships.create(user=viewer, role="viewer")

    assert workspace(rf, viewer, church) is None
    ConcernFactory.create(for_organization=church)
    assert "?for=" not in workspace(rf, viewer, church)
