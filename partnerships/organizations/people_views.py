"""Our people: who belongs to the organization, and in which role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.organizations import members
from partnerships.organizations.models import Membership
from partnerships.organizations.workspace import membership_of
from partnerships.organizations.workspace_forms import InvitationForm
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from partnerships.organizations.models import Organization
    from portal.http import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: UserRequest) -> HttpResponse:
    """Everyone who belongs; an owner invites here."""
    membership = membership_of(request)
    organization = membership.organization
    form = InvitationForm(request.POST or None)
    if request.method == "POST":
        _owner_only(request, organization)
        if form.is_valid():
            said = form.cleaned_data
            try:
                members.invite(organization, said["email"], said["role"], request.user)
            except NotPossible as refused:
                form.add_error("email", str(refused))
            else:
                messages.success(request, _("The invitation is on its way. It holds for 7 days."))
                return redirect("workspace:people")
    return render(request, "workspace/people.html", _context(membership, form))


def _context(membership: Membership, form: InvitationForm) -> dict[str, Any]:
    organization = membership.organization
    seats = organization.memberships.select_related("user").order_by("since", "pk")
    return {
        "organization": organization,
        "membership": membership,
        "seats": seats,
        "roles": Membership.Role.choices,
        "invitations": organization.invitations.filter(accepted_at=None),
        "requests": organization.join_requests.filter(decided_at=None).select_related("user"),
        "form": form,
    }


@require_POST
def role(request: UserRequest, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    _owner_only(request, seat.organization)
    wanted = request.POST.get("role", "")
    if wanted not in Membership.Role.values:
        messages.error(request, _("Choose a role."))
        return redirect("workspace:people")
    return _done(request, lambda: members.change_role(seat, wanted), _("The role is changed."))


@require_POST
def removal(request: UserRequest, pk: int) -> HttpResponse:
    """An owner lets somebody go; anyone may go by themselves."""
    seat = _seat(request, pk)
    if seat.user_id == request.user.pk:
        _done(request, lambda: members.remove(seat), _("You no longer belong to it."))
        return redirect("accounts:me")
    _owner_only(request, seat.organization)
    return _done(request, lambda: members.remove(seat), _("They no longer belong to you."))


@require_POST
def withdrawal(request: UserRequest, pk: int) -> HttpResponse:
    """Take an invitation back; its link says so."""
    organization = membership_of(request).organization
    _owner_only(request, organization)
    organization.invitations.filter(pk=pk, accepted_at=None).delete()
    messages.success(request, _("The invitation is taken back."))
    return redirect("workspace:people")


@require_POST
def decision(request: UserRequest, pk: int) -> HttpResponse:
    """Say yes or no to someone who asks for a seat."""
    organization = membership_of(request).organization
    asked = get_object_or_404(organization.join_requests, pk=pk)
    _owner_only(request, organization)
    accept = request.POST.get("decision") == "accept"
    words = _("They belong to you now, as an editor.") if accept else _("They are told: not now.")
    return _done(request, lambda: members.decide(asked, request.user, accept=accept), words)


def _seat(request: UserRequest, pk: int) -> Membership:
    return get_object_or_404(membership_of(request).organization.memberships, pk=pk)


def _owner_only(request: UserRequest, organization: Organization) -> None:
    if not request.user.has_perm("organizations.manage", organization):
        raise PermissionDenied


def _done(request: UserRequest, act: Callable[[], object], words: str) -> HttpResponse:
    try:
        act()
    except NotPossible as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    return redirect("workspace:people")
