"""Outreach, grants and what partners gave, as they meet the eye on a phone and on a desk."""

import pytest

from tests.factories.events import EventFactory
from tests.factories.outreach import OutreachEntryFactory
from tests.factories.problems import ProblemFactory
from tests.factories.referrals import a_member
from tests.factories.resources import (
    ContributionFactory,
    GrantFactory,
    ReportingPeriodFactory,
    VolunteerHoursFactory,
)


@pytest.fixture
def grant(dana, millrace, harbor_health):
    """A grant with a report owed, and with something of each kind tagged to it."""
    grant = GrantFactory.create(plan_problem="Cars at the gate", plan_goals="Fewer near misses")
    ReportingPeriodFactory.create(grant=grant)
    for made in (
        OutreachEntryFactory.create(lead=dana, area=millrace, place="Tula’s Bakery"),
        EventFactory.create(area=millrace),
        ProblemFactory.create(area=millrace),
    ):
        made.grants.add(grant)
    ContributionFactory.create(organization=harbor_health, grant=grant, by_partner=True)
    for _each in range(5):
        VolunteerHoursFactory.create(organization=harbor_health, grant=grant, by_partner=True)
    return grant


def looked_at(page, axe, addresses):
    for address in addresses:
        assert page.goto(address).ok, address
        axe(page)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, address


@pytest.mark.parametrize("width", [360, 1280])
def test_outreach_is_pleasant_to_read_and_to_review(
    open_browser, sign_in, axe, dana, sam, millrace, grant, width
):
    entries = [
        OutreachEntryFactory.create(lead=dana, area=millrace, **{state: True})
        for state in ("draft", "returned", "approved", "public")
    ]
    waiting = grant.outreach.get()
    page = open_browser(width=width, bypass_csp=True)
    sign_in(page, dana)
    own = [each.get_absolute_url() for each in (*entries, waiting)]
    looked_at(page, axe, ["/desk/outreach/", "/desk/outreach/new/", f"{own[1]}edit/", *own])
    sign_in(page, sam)
    looked_at(page, axe, ["/desk/outreach/review/", own[-1], f"{own[-1]}history/", own[2]])


@pytest.mark.parametrize("width", [360, 1280])
def test_grants_and_gifts_are_pleasant_to_read(
    open_browser, sign_in, axe, kim, harbor_health, grant, width
):
    page = open_browser(width=width, bypass_csp=True)
    sign_in(page, kim)
    here = grant.get_absolute_url()
    looked_at(page, axe, ["/desk/grants/", "/desk/grants/new/", here, f"{here}edit/"])
    looked_at(page, axe, ["/desk/partners/", f"/desk/partners/{harbor_health.pk}/"])
    sign_in(page, a_member(harbor_health, "owner"))
    looked_at(page, axe, ["/workspace/resources/", "/workspace/"])


def test_on_a_phone_the_button_to_send_stays_in_reach(open_browser, sign_in, dana):
    phone = open_browser(width=360)
    sign_in(phone, dana)
    phone.goto("/desk/outreach/new/")
    box = phone.get_by_role("button", name="Send it").bounding_box()
    assert box["y"] + box["height"] <= phone.viewport_size["height"]
