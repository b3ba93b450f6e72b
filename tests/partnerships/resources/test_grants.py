"""Grants at the desk: reports come due, are sent, and nobody else runs them."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerships.resources import reminding, schedule
from partnerships.resources.models import Grant, ReportingPeriod, VolunteerHours
from partnerships.resources.schedule import Rhythm
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.organizations import OrganizationFactory
from tests.factories.resources import GrantFactory, ReportingPeriodFactory, VolunteerHoursFactory

LIST = "/desk/grants/"
TYPED = {
    "name": "Safe routes to school",
    "number": "2026-CP-0042",
    "funder": "State Justice Office",
    "purpose": "Walks to school with grown-ups who know the way.",
    "starts_on": "2026-01-15",
    "ends_on": "2027-01-14",
    "amount": "90000",
    "submission": "0f0c5b0a-0000-4000-8000-000000000001",
}


@pytest.fixture
def command(client, kim):
    client.force_login(kim)
    return client


# The days


def test_a_year_has_four_quarters_from_its_own_first_day():
    spans = list(schedule.periods(date(2026, 1, 15), date(2027, 1, 14), Rhythm.QUARTERLY, 30))

    assert [span.first for span in spans] == [
        date(2026, 1, 15),
        date(2026, 4, 15),
        date(2026, 7, 15),
        date(2026, 10, 15),
    ]
    assert spans[-1].last == date(2027, 1, 14)
    assert spans[-1].due == date(2027, 2, 13)


def test_the_last_period_ends_with_the_grant():
    spans = list(schedule.periods(date(2026, 1, 1), date(2026, 8, 20), Rhythm.SEMI_ANNUAL, 0))

    assert [(span.first, span.last) for span in spans] == [
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 8, 20)),
    ]


def test_the_last_day_of_a_month_stays_one():
    spans = list(schedule.periods(date(2025, 11, 30), date(2026, 11, 29), Rhythm.QUARTERLY, 0))

    assert [span.first for span in spans] == [
        date(2025, 11, 30),
        date(2026, 2, 28),
        date(2026, 5, 30),
        date(2026, 8, 30),
    ]


def test_a_grant_of_one_day_has_one_report():
    (span,) = schedule.periods(date(2026, 1, 1), date(2026, 1, 1), Rhythm.YEARLY, 5)
    assert (span.first, span.last) == (date(2026, 1, 1), date(2026, 1, 1))


# Planning and sending


def test_planning_twice_plans_once():
    grant = GrantFactory.create()
    assert len(grant.plan_reports(Rhythm.QUARTERLY, 30)) == 4
    assert grant.plan_reports(Rhythm.QUARTERLY, 30) == []


def test_planning_leaves_what_is_there():
    grant = GrantFactory.create()
    ReportingPeriodFactory.create(grant=grant)

    assert len(grant.plan_reports(Rhythm.QUARTERLY, 30)) == 3


@pytest.mark.django_db(transaction=True)
def test_two_who_plan_at_once_plan_once():
    grant = GrantFactory.create()
    barrier = threading.Barrier(2)

    def plan():
        barrier.wait()
        Grant.objects.get(pk=grant.pk).plan_reports(Rhythm.QUARTERLY, 30)
        connection.close()

    both = [threading.Thread(target=plan) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert grant.periods.count() == 4


def test_the_database_lets_no_two_periods_of_a_grant_overlap():
    first = ReportingPeriodFactory.create()
    ReportingPeriodFactory.create()  # of another grant, on the same days
    with (
        pytest.raises(IntegrityError, match="do_not_overlap"),
        transaction.atomic(),
    ):
        ReportingPeriodFactory.create(
            grant=first.grant,
            starts_on=first.ends_on,
            ends_on=first.ends_on + timedelta(days=9),
            due_on=first.ends_on + timedelta(days=20),
        )


def test_a_report_sent_is_no_longer_owed(kim):
    period = ReportingPeriodFactory.create()
    today = timezone.localdate()
    assert list(ReportingPeriod.objects.overdue(period.due_on + timedelta(days=1))) == [period]
    assert not ReportingPeriod.objects.overdue(period.due_on).exists()

    period.send(today, kim)
    period.send(today, kim)
    assert not ReportingPeriod.objects.overdue(date(2030, 1, 1)).exists()
    with pytest.raises(NotPossible, match="already marked"):
        period.send(today - timedelta(days=1), kim)


@pytest.mark.parametrize("days", [1, -4000])
def test_a_report_is_sent_on_no_strange_day(kim, days):
    with pytest.raises(NotPossible):
        ReportingPeriodFactory.create().send(timezone.localdate() + timedelta(days=days), kim)


def test_a_grant_closes_when_nothing_is_owed(kim):
    period = ReportingPeriodFactory.create()
    grant = period.grant
    with pytest.raises(NotPossible, match="still owed"):
        grant.close(kim)
    period.send(timezone.localdate(), kim)
    grant.close(kim)
    with pytest.raises(NotPossible, match="closed"):
        grant.plan_reports(Rhythm.QUARTERLY, 30)
    assert not grant.reopen(kim).is_closed


# Mail


def test_command_hears_of_a_report_a_month_and_a_week_before_once(kim):
    period = ReportingPeriodFactory.create()
    days = {
        left: reminding.remind(period.due_on - timedelta(days=left)) for left in (31, 30, 29, 7)
    }
    again = reminding.remind(period.due_on - timedelta(days=7))

    keys = set(Message.objects.values_list("key", flat=True))
    assert days[31] == 0
    assert len(keys) == 2
    assert again in {0, 1}
    assert Message.objects.filter(to=kim.email).count() == 2
    assert period.grant.name in Message.objects.first().text


def test_a_report_that_is_sent_takes_its_reminder_back(kim):
    period = ReportingPeriodFactory.create()
    reminding.remind(period.due_on - timedelta(days=5))
    period.send(timezone.localdate(), kim)

    assert not Message.objects.filter(state="waiting").exists()


# Pages


def test_a_grant_is_added_once_and_its_reports_are_planned(command):
    first = command.post("/desk/grants/new/", TYPED).url
    assert (
        command.post("/desk/grants/new/", TYPED).url
        == first
        == "/desk/grants/safe-routes-to-school/"
    )

    command.post(f"{first}plan/", {"rhythm": "3", "due_after": "30"})
    page = command.get(first).text
    assert page.count("It is sent") == 4

    period = Grant.objects.get().periods.first()
    command.post(f"{first}reports/{period.pk}/sending/", {"on": f"{timezone.localdate():%Y-%m-%d}"})
    period.refresh_from_db()
    assert period.sent_on == timezone.localdate()


def test_two_grants_of_one_name_have_two_addresses(command):
    one = command.post("/desk/grants/new/", TYPED).url
    other = command.post("/desk/grants/new/", TYPED | {"submission": ""}).url
    assert (one, other) == (f"{LIST}safe-routes-to-school/", f"{LIST}safe-routes-to-school-2/")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends_on": "2025-01-01"}, "It cannot end before it starts."),
        ({"ends_on": "2999-01-01"}, "more than fifteen years"),
        ({"amount": "-1"}, "greater than or equal to 0"),
        ({"amount": "1e30"}, "less than or equal to"),
        ({"amount": "lots"}, "Enter a number."),
        ({"positions": "-1"}, "greater than or equal to 0"),
        ({"name": ""}, "This field is required."),
        ({"funder": "x" * 200}, "at most 160 characters"),
    ],
)
def test_each_mistake_is_said_and_nothing_is_lost(command, wrong, words):
    page = command.post("/desk/grants/new/", TYPED | {"contact": "Program desk"} | wrong).text
    assert words in page
    assert "Program desk" in page
    assert not Grant.objects.exists()


def test_a_grant_named_as_a_page_still_opens(command):
    for name in ("New", "!!!"):
        address = command.post("/desk/grants/new/", TYPED | {"name": name, "submission": ""}).url
        assert command.get(address).status_code == 200
        assert Grant.objects.filter(slug=address.split("/")[-2]).exists()


def test_officers_read_and_do_not_run(client, dana):
    grant = ReportingPeriodFactory.create().grant
    client.force_login(dana)

    page = client.get(grant.get_absolute_url()).text
    assert "Plan the reports" not in page
    assert "It is sent" not in page
    assert client.post(f"{grant.get_absolute_url()}closing/").status_code == 403


def test_hours_written_down_at_the_desk_wait_for_the_partner(command, harbor_health):
    grant = GrantFactory.create()
    command.post(
        f"{grant.get_absolute_url()}given/hours/",
        {
            "organization": harbor_health.pk,
            "what": "Walked children to school",
            "hours": "6",
            "people": "3",
            "given_on": f"{timezone.localdate():%Y-%m-%d}",
        },
    )
    hours = VolunteerHours.objects.get()
    assert (hours.grant, hours.by_partner, hours.is_confirmed) == (grant, False, False)
    assert command.post(f"{LIST}gifts/hours/{hours.pk}/confirmation/").status_code == 403


def test_what_a_partner_wrote_down_command_confirms(command, kim):
    hours = VolunteerHoursFactory.create(grant=GrantFactory.create())
    for _ in range(2):
        assert command.post(f"{LIST}gifts/hours/{hours.pk}/confirmation/").status_code == 302
    hours.refresh_from_db()
    assert hours.confirmed_by == kim
    assert command.post(f"{LIST}gifts/money/{hours.pk}/confirmation/").status_code == 404


def test_the_list_asks_as_often_for_one_grant_as_for_three(command):
    command.get(LIST)
    counts = []
    for rows in (0, 1, 2):
        for grant in GrantFactory.create_batch(rows):
            ReportingPeriodFactory.create(grant=grant)
        with CaptureQueriesContext(connection) as queries:
            command.get(LIST)
        counts.append(len(queries))
    assert counts[0] <= counts[1] == counts[2]


def test_a_grant_asks_as_often_for_one_gift_as_for_three(command):
    grant = GrantFactory.create()
    command.get(grant.get_absolute_url())
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            VolunteerHoursFactory.create(grant=grant, organization=OrganizationFactory.create())
        with CaptureQueriesContext(connection) as queries:
            command.get(grant.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1]
