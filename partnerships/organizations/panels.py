"""What this room shows on pages of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partnerships.organizations.models import Organization
from portal.areas import known
from portal.pages.kept import stamped_by
from portal.pages.panels import panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.areas.models import Area
    from portal.http import UserRequest

A_FEW = 5

stamped_by("SELECT max(changed_at) FROM organizations_organization")
stamped_by("SELECT concat(max(changed_at), count(*)) FROM organizations_service")
stamped_by("SELECT concat(max(changed_at), count(*)) FROM organizations_location")
A_FEW_MORE = 12


@panel("area", template="organizations/panels/area.html", order=60)
def who_else_works_here(request: HttpRequest, *, area: Area) -> dict[str, Any] | None:  # noqa: ARG001
    organizations = list(Organization.objects.approved().serving(area)[:A_FEW])
    return {"organizations": organizations, "area": area} if organizations else None


@panel("me", template="organizations/panels/me.html", order=10)
def whom_i_speak_for(request: UserRequest) -> dict[str, Any] | None:
    organizations = list(request.user.organizations.filter(left_at=None))
    return {"organizations": organizations} if organizations else None


@panel("handover", template=known.TEMPLATE, order=10)
def groups_at_work(_request: UserRequest, *, area: Area) -> dict[str, Any] | None:
    """The partners of the area, for an officer who is new there."""
    found = Organization.objects.approved().serving(area)[:A_FEW_MORE]
    return known.lines(
        "groups",
        (
            known.Line(f"{each.name}: {each.get_kind_display()}", each.get_absolute_url())
            for each in found
        ),
    )
