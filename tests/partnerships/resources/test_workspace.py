"""A partner writes down what it gave, and nobody else does it for them."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.organizations.models import Membership
from partnerships.resources.models import Contribution, VolunteerHours
from portal.records.models import Export
from portal.refusals import NotPossible
from tests.factories.organizations import OrganizationFactory
from tests.factories.resources import ContributionFactory, VolunteerHoursFactory

OURS = "/workspace/resources/"


@pytest.fixture
def chapel(paul):
    chapel = OrganizationFactory.create(name="Ford Chapel", kind="faith")
    chapel.memberships.create(user=paul, role=Membership.Role.EDITOR)
    return chapel


@pytest.fixture
def desk(client, paul, chapel):
    client.force_login(paul)
    return client


@pytest.fixture
def typed():
    return {
        "what": "Walked children to school",
        "hours": "6.5",
        "people": "3",
        "given_on": f"{timezone.localdate():%Y-%m-%d}",
        "submission": str(uuid.uuid4()),
    }


def test_hours_are_written_down_once_and_added_up(desk, typed, chapel, paul):
    for _ in range(2):
        assert desk.post(f"{OURS}hours/", typed).status_code == 302

    hours = VolunteerHours.objects.get()
    assert (hours.organization, hours.recorded_by, hours.by_partner) == (chapel, paul, True)
    page = desk.get(OURS).text
    assert "6.5 hours, 3 people together." in page
    assert "The police have not confirmed it yet." in page


def test_a_contribution_needs_no_price(desk, typed):
    desk.post(
        f"{OURS}contribution/",
        {"kind": "food", "words": "Soup for forty", "given_on": typed["given_on"]},
    )
    assert Contribution.objects.get().value is None
    assert "Soup for forty" in desk.get(OURS).text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"hours": "0"}, "greater than or equal to 0.1"),
        ({"hours": "-3"}, "greater than or equal to 0.1"),
        ({"hours": "1000000000"}, "less than or equal to"),
        ({"hours": "73"}, "more than a day each"),
        ({"people": "0"}, "greater than or equal to 1"),
        ({"given_on": "2999-01-01"}, "still to come"),
        ({"given_on": "1999-01-01"}, "more than three years ago"),
        ({"given_on": "2026-02-30"}, "Enter a valid date."),
        ({"what": ""}, "This field is required."),
        ({"what": "x" * 301}, "at most 300 characters"),
    ],
)
def test_each_mistake_is_said_and_nothing_is_lost(desk, typed, wrong, words):
    page = desk.post(f"{OURS}hours/", typed | wrong).text
    assert words in page
    assert "Walked children" in page or "what" in wrong
    assert not VolunteerHours.objects.exists()


def test_a_viewer_reads_and_writes_nothing(desk, typed, chapel):
    chapel.memberships.update(role=Membership.Role.VIEWER)
    assert "Write down volunteer hours" not in desk.get(OURS).text
    assert desk.post(f"{OURS}hours/", typed).status_code == 403


def test_one_undoes_it_within_a_day(desk, typed):
    desk.post(f"{OURS}hours/", typed)
    hours = VolunteerHours.objects.get()
    desk.post(f"{OURS}hours/{hours.pk}/undoing/")
    assert not VolunteerHours.objects.exists()


def test_after_a_day_or_once_confirmed_it_stays(desk, typed, paul, kim):
    desk.post(f"{OURS}hours/", typed)
    hours = VolunteerHours.objects.get()
    with time_machine.travel(timezone.now() + timedelta(hours=25)), pytest.raises(NotPossible):
        hours.undo(paul)
    hours.confirm(kim)
    desk.post(f"{OURS}hours/{hours.pk}/undoing/")
    assert VolunteerHours.objects.exists()


def test_a_gift_of_others_is_not_there(desk, harbor_health):
    theirs = VolunteerHoursFactory.create(organization=harbor_health, what="Health checks")

    assert "Health checks" not in desk.get(OURS).text
    assert desk.post(f"{OURS}hours/{theirs.pk}/undoing/").status_code == 404
    assert desk.post(f"{OURS}hours/{theirs.pk}/confirmation/").status_code == 404
    assert desk.post(f"{OURS}goods/").status_code == 404


def test_what_the_police_wrote_down_we_confirm(desk, chapel, paul):
    gift = ContributionFactory.create(organization=chapel, by_partner=False)
    assert "Confirm it" in desk.get(OURS).text

    desk.post(f"{OURS}contribution/{gift.pk}/confirmation/")
    gift.refresh_from_db()
    assert gift.confirmed_by == paul


def test_nobody_confirms_their_own_word(desk, chapel, paul):
    gift = ContributionFactory.create(organization=chapel)
    desk.post(f"{OURS}contribution/{gift.pk}/confirmation/")
    gift.refresh_from_db()
    assert not gift.is_confirmed


def test_the_years_say_what_both_sides_agree_on(desk, chapel, kim):
    VolunteerHoursFactory.create(organization=chapel).confirm(kim)
    VolunteerHoursFactory.create(organization=chapel)
    ContributionFactory.create(organization=chapel)

    (year,) = desk.get(OURS).context["years"]
    assert (year.hours, year.hours_confirmed, year.value, year.value_confirmed) == (12, 6, 200, 0)


def test_the_file_for_funders_is_written_down(desk, chapel):
    VolunteerHoursFactory.create(organization=chapel, what="=1+1")
    ContributionFactory.create(organization=chapel)
    ContributionFactory.create(words="Of others")

    text = b"".join(desk.get(f"{OURS}export.csv").streaming_content).decode()
    assert "The hall for two evenings" in text
    assert "'=1+1" in text
    assert "Of others" not in text
    assert Export.objects.filter(what="resources csv").exists()


def test_who_belongs_nowhere_has_no_workspace(client, paul, kim):
    for person in (paul, kim):
        client.force_login(person)
        assert client.get(OURS).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [({"hours": 0}, "gave_some_time"), ({"hours": 100}, "more_than_a_day")],
)
def test_the_database_itself_refuses_strange_hours(wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        VolunteerHoursFactory.create(**wrong)
