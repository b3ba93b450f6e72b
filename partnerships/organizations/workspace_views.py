"""The workspace: where a partner's day starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnerships.organizations.workspace import membership_of, memberships_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


@require_safe
def home(request: UserRequest) -> HttpResponse:
    """What waits for this organization, room by room."""
    membership = membership_of(request)
    held = memberships_of(request.user)
    context = {
        "membership": membership,
        "organization": membership.organization,
        "others": [one.organization for one in held if one.pk != membership.pk],
    }
    return render(request, "workspace/home.html", context)
