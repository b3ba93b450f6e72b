"""Agreements on a partner's first page: those that wait for it, end soon or have lapsed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partnerships.agreements import pages
from partnerships.agreements.models import Agreement
from partnerships.agreements.states import State
from portal.pages.panels import panel

if TYPE_CHECKING:
    from partnerships.organizations.models import Organization
    from portal.http import UserRequest

NEEDS_SOMEONE = (State.LAPSED, State.ENDING, State.PROPOSED)


@panel("workspace", template="agreements/panels/workspace.html", order=30)
def that_need_you(request: UserRequest, *, organization: Organization) -> dict[str, Any] | None:
    found = Agreement.objects.visible_to(request.user).of(organization)
    rows = [
        {"agreement": agreement, "clock": pages.clock_of(agreement)}
        for agreement in found.with_all().order_by("ends_on", "pk")
        if agreement.state in NEEDS_SOMEONE
    ]
    return {"rows": rows} if rows else None
