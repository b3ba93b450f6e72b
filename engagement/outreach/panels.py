"""Outreach on the pages everyone shares. No officer is named to the public, none is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, F, Sum

from engagement.outreach.models import OutreachAudit, OutreachEntry
from portal.pages.kept import stamped_by
from portal.pages.panels import panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from partnerships.organizations.models import Organization
    from partnerships.resources.models import Grant
    from portal.areas.models import Area
    from portal.http import UserRequest

A_FEW = 3
SOME = 10
MANY = 200

stamped_by("SELECT max(changed_at) FROM outreach_outreachentry")


@panel("desk", template="outreach/panels/desk.html", order=20)
def mine_and_to_review(request: UserRequest, **_about: Any) -> dict[str, Any] | None:
    """What came back to its author; how much waits for a reviewer, counted a little way."""
    user = request.user
    if not user.has_perm("outreach.log"):
        return None
    returned = list(OutreachEntry.objects.returned().filter(lead=user).newest_first()[:A_FEW])
    waiting = checks = 0
    if user.has_perm("outreach.review"):
        waiting = OutreachEntry.objects.reviewable_by(user).waiting().order_by()[:MANY].count()
        checks = OutreachAudit.objects.workable_by(user).open().order_by()[:MANY].count()
    if not (returned or waiting or checks):
        return None
    return {"returned": returned, "waiting": waiting, "checks": checks}


@panel("area", template="outreach/panels/area.html", order=35)
def listened_here(_request: HttpRequest, *, area: Area) -> dict[str, Any] | None:
    entries = OutreachEntry.objects.public().within(area).newest_first()[:A_FEW]
    return {"entries": found} if (found := list(entries)) else None


@panel("organization", template="outreach/panels/organization.html", order=40)
def done_together(
    _request: HttpRequest, *, organization: Organization, **_about: Any
) -> dict[str, Any] | None:
    """From approved entries only: how often, how long, and with how many people if not few."""
    approved = OutreachEntry.objects.approved().filter(organizations=organization).order_by()
    counts = approved.aggregate(
        entries=Count("pk"), minutes=Sum("minutes"), people=Sum(F("adults") + F("youth"))
    )
    if not counts["entries"]:
        return None
    hours = max(round(counts["minutes"] / 60), 1)
    people = counts["people"] if counts["people"] >= settings.PUBLISH_FLOOR else 0
    return {"entries": counts["entries"], "hours": hours, "people": people}


@panel("grant", template="outreach/panels/grant.html", order=10)
def done_for_it(request: UserRequest, *, grant: Grant) -> dict[str, Any]:
    """The newest entries tagged to it that this person may read, and how many there are."""
    mine = OutreachEntry.objects.visible_to(request.user).filter(grants=grant)
    return {
        "grant": grant,
        "entries": list(mine.select_related("area").newest_first()[:SOME]),
        "total": OutreachEntry.objects.submitted().filter(grants=grant).order_by().count(),
        "may_read_log": request.user.has_perm("outreach.log"),
    }
