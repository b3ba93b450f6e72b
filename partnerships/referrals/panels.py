"""Requests for help on the first pages of those who wait, and of those who are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partnerships.referrals.models import Referral
from portal.pages.panels import panel

if TYPE_CHECKING:
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
