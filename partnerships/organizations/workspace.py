"""For whom somebody works here now: the one thing every page of the workspace asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

if TYPE_CHECKING:
    from partnerships.organizations.models import Membership, Organization
    from portal.accounts.models import User
    from portal.http import UserRequest

CHOSEN = "workspace_organization"


def memberships_of(user: User) -> list[Membership]:
    """Where this person belongs, the organization joined first in front; none that has left."""
    found = user.memberships.filter(organization__left_at=None)
    return list(found.select_related("organization").order_by("since", "pk"))


def membership_of(request: UserRequest) -> Membership:
    """The membership one works with now: as the address says, as chosen before, or the first.

    403 for who belongs nowhere, 404 for an organization that is not theirs. The organization may
    still wait for its approval.
    """
    held = memberships_of(request.user)
    if not held:
        raise PermissionDenied
    if slug := request.GET.get("organization", ""):
        found = next((one for one in held if one.organization.slug == slug), None)
        if found is None:
            raise Http404
        request.session[CHOSEN] = found.organization_id
        return found
    if request.method == "POST" and (meant := request.POST.get("organization", "")):
        # What was written for one organization never lands at another.
        found = next((one for one in held if str(one.organization_id) == meant), None)
        if found is None:
            raise PermissionDenied
        return found
    chosen = request.session.get(CHOSEN)
    return next((one for one in held if one.organization_id == chosen), held[0])


def organization_of(request: UserRequest) -> Organization:
    """The partner one works for now; 403 until staff approved it."""
    organization = membership_of(request).organization
    if not organization.is_partner:
        raise PermissionDenied
    return organization


def may_edit(user: User, organization: Organization) -> bool:
    """Whether this person may act in its name."""
    return user.has_perm("organizations.speak_for", organization)
