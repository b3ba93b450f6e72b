"""October in Riverside: little enough to count by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from engagement.concerns.models import Category
from metrics.dashboards.periods import Period
from metrics.dashboards.slices import Slice
from metrics.reports.packs import Asked, packs
from tests.factories.boards import RecommendationActionFactory, RecommendationAnswerFactory
from tests.factories.boards import RecommendationFactory as Recommended
from tests.factories.commitments import CommitmentFactory
from tests.factories.dashboards import a_concern, at, rolled_up
from tests.factories.events import EventFactory, SessionFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.outreach import OutreachEntryFactory
from tests.factories.priorities import PriorityFactory
from tests.factories.problems import GoalFactory, ProblemFactory, ResponseStepFactory
from tests.factories.referrals import a_request
from tests.factories.resources import (
    ContributionFactory,
    GrantFactory,
    ReportingPeriodFactory,
    VolunteerHoursFactory,
)

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
COUNTED = at("2026-11-10T12:00")
HOUR = timedelta(hours=1)


@pytest.fixture
def written():
    """A pack written about October, as it was counted on November 10."""

    def write(kind, area=None, *, period=OCTOBER, language="en", **answers):
        rolled_up(COUNTED)
        these = Slice.of(period, area=area, at=COUNTED)
        with translation.override(language):
            return packs()[kind].write(Asked(these, None, language, answers))

    return write


@pytest.fixture
def grant():
    grant = GrantFactory.create(slug="safe-routes", positions=2, plan_problem="Fast cars.")
    ReportingPeriodFactory.create(grant=grant)
    return grant


@pytest.fixture
def october(millrace, eastbank, hillside, kim, harbor_health, grant):
    """What happened, once."""
    grow(millrace, eastbank, hillside, kim, harbor_health, grant)


def grow(millrace, eastbank, hillside, kim, partner, grant):
    """One October more. Called again, there is twice as much of everything."""
    partner.approved_at, partner.email = at("2026-09-01T09:00"), "desk@example.org"
    partner.save()
    noise = Category.objects.get(slug="noise")
    for hours in (10, 20, 90):
        a_concern(millrace, at("2026-10-05T09:00"), after=hours * HOUR, category=noise)
    a_concern(eastbank, at("2026-10-20T09:00"))
    a_concern(hillside, at("2026-10-05T09:00"))
    _met(millrace, eastbank, partner, grant)
    _promised(millrace, eastbank)
    _worked_on(millrace, eastbank, partner, grant)
    _advised(millrace.parent)
    PriorityFactory.create(
        area=millrace, issue="Cars race", issue_on=date(2026, 7, 1), action_on=date(2026, 10, 20)
    )
    PriorityFactory.create(
        area=millrace,
        issue="The dark steps",
        issue_on=date(2026, 5, 1),
        said=None,
        retired_on=date(2026, 10, 25),
        retire_reason="The lamps work.",
    )
    for help_with in ("youth", "housing"):
        a_request(partner, kim, at=at("2026-10-07T09:00"), area=millrace, help=help_with)


def _met(millrace, eastbank, partner, grant):
    event = EventFactory.create(area=millrace, title="Crossing at Mill Street", languages=["en"])
    event.partners.add(partner)
    event.grants.add(grant)
    session = SessionFactory.create(
        event=event, starts_at=at("2026-10-14T18:30"), adults_came=21, youth_came=3
    )
    at_meeting = {"happened_on": date(2026, 10, 14), "kind": "meeting", "session": session}
    OutreachEntryFactory.create(area=millrace, minutes=60, staff=2, adults=0, youth=0, **at_meeting)
    walk = OutreachEntryFactory.create(
        area=eastbank,
        happened_on=date(2026, 10, 6),
        kind="school",
        minutes=90,
        staff=2,
        adults=5,
        youth=1,
        grant_hours=Decimal("1.5"),
        obstacles="The gate was locked.",
    )
    walk.grants.add(grant)


def _promised(millrace, eastbank):
    of_october = {"made_on": date(2026, 10, 1), "area": millrace}
    CommitmentFactory.create(
        what="Put up a lamp",
        due_on=date(2026, 10, 10),
        status="kept",
        closed_on=date(2026, 10, 9),
        result="The lamp is up.",
        told_on=date(2026, 10, 12),
        told_how="At the meeting",
        **of_october,
    )
    CommitmentFactory.create(
        what="Count the cars",
        due_on=date(2026, 10, 22),
        first_due_on=date(2026, 10, 12),
        status="kept",
        closed_on=date(2026, 10, 20),
        result="Two hundred a day.",
        **of_october,
    )
    CommitmentFactory.create(what="Ask the county", due_on=date(2026, 10, 15), **of_october)
    CommitmentFactory.create(
        what="Call on the family",
        area=eastbank,
        made_on=date(2026, 9, 20),
        due_on=date(2026, 10, 20),
        is_public=False,
    )


def _worked_on(millrace, eastbank, partner, grant):
    racing = ProblemFactory.create(
        area=millrace, ready=True, public=True, stage="response", since_on=date(2026, 9, 1)
    )
    racing.grants.add(grant)
    racing.organizations.add(partner)
    GoalFactory.create(
        problem=racing,
        baseline_on=date(2026, 9, 1),
        target_on=date(2026, 12, 1),
        result=Decimal(10),
        result_on=date(2026, 10, 20),
    )
    ResponseStepFactory.create(problem=racing, what="Walk the road", done_on=date(2026, 10, 10))
    ResponseStepFactory.create(
        problem=racing,
        what="Sit with the drivers",
        side="community",
        organization=partner,
        done_on=date(2026, 10, 12),
    )
    ProblemFactory.create(
        area=eastbank,
        title="Something nobody may read of yet",
        since_on=date(2026, 10, 2),
        evidence="Four calls in a week.",
    )
    VolunteerHoursFactory.create(organization=partner, given_on=date(2026, 10, 3), grant=grant)
    ContributionFactory.create(organization=partner, given_on=date(2026, 10, 3))


def _advised(riverside):
    advice = Recommended.create(
        area=riverside,
        made_on=date(2026, 10, 1),
        answered_on=date(2026, 10, 20),
        verdict="accept",
    )
    RecommendationAnswerFactory.create(recommendation=advice, on=date(2026, 10, 20))
    RecommendationActionFactory.create(recommendation=advice, due_on=date(2026, 12, 1))
    Recommended.create(area=riverside, made_on=date(2026, 8, 1))


@pytest.fixture
def another(millrace, eastbank, hillside, kim, grant):
    """More of everything, with a partner of its own each time."""

    def more():
        grow(millrace, eastbank, hillside, kim, OrganizationFactory.create(), grant)

    return more
