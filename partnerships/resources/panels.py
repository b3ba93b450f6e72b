"""What this room shows on pages of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from partnerships.resources import totals
from partnerships.resources.models import Contribution, ReportingPeriod, VolunteerHours
from portal.pages.panels import panel

if TYPE_CHECKING:
    from datetime import date

    from partnerships.organizations.models import Organization
    from portal.http import UserRequest

A_FEW = 3


@panel("workspace", template="resources/panels/workspace.html", order=60)
def what_we_gave(_request: UserRequest, *, organization: Organization) -> dict[str, Any]:
    hours = VolunteerHours.objects.of(organization)
    gifts = Contribution.objects.of(organization)
    this_year = timezone.localdate().year
    years = totals.by_year(hours.of_year(this_year), gifts.of_year(this_year))
    asked = [
        each.filter(by_partner=False, confirmed_at=None).count()
        for each in (VolunteerHours.objects.of(organization), Contribution.objects.of(organization))
    ]
    return {"year": years[0] if years else None, "to_confirm": sum(asked)}


@panel("desk", template="resources/panels/desk.html", order=70)
def reports_owed(request: UserRequest) -> dict[str, Any] | None:
    """For those who run grants: what is due to a funder soon, or late."""
    if not request.user.has_perm("resources.run_grants"):
        return None
    owed = ReportingPeriod.objects.pressing().select_related("grant").order_by("due_on", "pk")
    periods = list(owed[:A_FEW])
    return {"periods": periods} if periods else None


@panel("funder", template="resources/panels/funder.html", order=40)
def what_was_given(
    _request: UserRequest, *, organization: Organization, since: date, until: date
) -> dict[str, Any] | None:
    """Hours and gifts of a period, and how much of it both sides stand by."""
    hours = VolunteerHours.objects.of(organization).filter(given_on__range=(since, until))
    gifts = Contribution.objects.of(organization).filter(given_on__range=(since, until))
    years = totals.by_year(hours, gifts)
    if not years:
        return None
    rows = [
        {"about": about, "what": what, "day": year.year, "how many": number}
        for year in years
        for about, what, number in (
            ("volunteer hours", "in all", year.hours),
            ("volunteer hours", "confirmed by both sides", year.hours_confirmed),
            ("gifts, in dollars", "in all", year.value),
            ("gifts, in dollars", "confirmed by both sides", year.value_confirmed),
        )
        if number
    ]
    return {"years": years, "rows": rows}
