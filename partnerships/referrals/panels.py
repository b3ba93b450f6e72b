"""Requests for help on the first pages of those who wait, and of those who are asked."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from partnerships.referrals.counting import counts
from partnerships.referrals.models import Referral
from portal.pages.panels import panel

if TYPE_CHECKING:
    from datetime import date

    from partnerships.organizations.models import Organization
    from portal.http import UserRequest

A_FEW = 5


@panel("workspace", template="referrals/panels/workspace.html", order=10)
def asked_of_us(_request: UserRequest, *, organization: Organization) -> dict[str, Any] | None:
    found = Referral.objects.asked_of(organization).open().late_first().select_related("area")
    rows = list(found[:A_FEW])
    return {"referrals": rows} if rows else None


@panel("desk", template="referrals/panels/desk.html", order=40)
def late_for_us(request: UserRequest, **_about: Any) -> dict[str, Any] | None:
    """What I asked for and nobody answered in time."""
    if not request.user.has_perm("referrals.send"):
        return None
    mine = Referral.objects.filter(sent_by=request.user).overdue().late_first()
    rows = list(mine.select_related("organization", "area")[:A_FEW])
    return {"referrals": rows} if rows else None


@panel("funder", template="referrals/panels/funder.html", order=20)
def asked_to_help(
    _request: UserRequest, *, organization: Organization, since: date, until: date
) -> dict[str, Any] | None:
    """How many people it was asked to help in a period, as far as the number may leave."""
    begin, end = (
        timezone.make_aware(datetime.combine(day, time.min))
        for day in (since, until + timedelta(days=1))
    )
    found = Referral.objects.asked_of(organization)
    if not found.filter(sent_at__gte=begin, sent_at__lt=end).exists():
        return None
    said = counts(found, begin, end)
    lines = [each for each in said.by_help if each.number is not None]
    rows = [
        {"about": "people referred", "what": each.label, "how many": each.number} for each in lines
    ]
    if said.asked is not None:
        rows.insert(0, {"about": "people referred", "what": "in all", "how many": said.asked})
    return {"asked": said.asked, "lines": lines, "rows": rows}
