"""Partners at the desk: who waits, who is one, and what staff decides about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partnerships.organizations.forms import DeskFilter
from partnerships.organizations.merging import merge as made_one
from partnerships.organizations.models import Organization
from partnerships.organizations.naming import like
from partnerships.organizations.workspace_forms import ReasonForm
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from portal.http import UserRequest

A_PAGE = 30
# Other rooms where staff and partners meet, and what it takes to enter.
DOORS = {
    "agreements": "agreements.read",
    "referrals": "referrals.send",
    "grants": "resources.see_grants",
}


@require_safe
def register(request: UserRequest) -> HttpResponse:
    """All of them, those that wait for us first."""
    if not request.user.has_perm("organizations.read_register"):
        raise PermissionDenied
    form = DeskFilter(request.GET)
    waits = Case(
        When(approved_at=None, declined_at=None, left_at=None, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    found = form.narrow(Organization.objects.all()).order_by(waits, "name")
    context = {
        "form": form,
        "waiting": Organization.objects.waiting().count(),
        "doors": [name for name, needed in DOORS.items() if request.user.has_perm(needed)],
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "desk_partners/register.html", context)


@require_safe
def organization(request: UserRequest, pk: int) -> HttpResponse:
    return _page(request, _readable(request, pk))


def _readable(request: UserRequest, pk: int) -> Organization:
    if not request.user.has_perm("organizations.read_register"):
        raise PermissionDenied
    return get_object_or_404(Organization, pk=pk)


def _page(request: UserRequest, found: Organization, **forms_by_name: Any) -> HttpResponse:
    counts = Organization.objects.filter(pk=found.pk).aggregate(
        people=Count("memberships", distinct=True),
        sites=Count("locations", distinct=True),
        services=Count("services", distinct=True),
    )
    context = {
        "organization": found,
        "areas": found.areas.order_by("path"),
        "counts": counts,
        "likely": like(found.name, found.website).exclude(pk=found.pk)[:5],
        "may_decide": request.user.has_perm("organizations.decide"),
        "may_agree": found.is_partner and request.user.has_perm("agreements.keep"),
        "may_ask": found.is_partner and request.user.has_perm("referrals.send"),
        "decline_form": ReasonForm(auto_id="decline_%s"),
        "lapse_form": ReasonForm(auto_id="lapse_%s"),
        **forms_by_name,
    }
    return render(request, "desk_partners/organization.html", context)


def _decidable(request: UserRequest, pk: int) -> Organization:
    found = _readable(request, pk)
    if not request.user.has_perm("organizations.decide"):
        raise PermissionDenied
    return found


@require_POST
def approval(request: UserRequest, pk: int) -> HttpResponse:
    found = _decidable(request, pk)
    return _done(request, found, found.approve, _("They are a partner now, and told so."))


@require_POST
def decline(request: UserRequest, pk: int) -> HttpResponse:
    found = _decidable(request, pk)
    form = ReasonForm(request.POST, auto_id="decline_%s")
    if not form.is_valid():
        return _page(request, found, decline_form=form)
    reason = form.cleaned_data["reason"]
    return _done(request, found, lambda: found.decline(reason), _("Declined, and told why."))


@require_POST
def lapse(request: UserRequest, pk: int) -> HttpResponse:
    found = _decidable(request, pk)
    form = ReasonForm(request.POST, auto_id="lapse_%s")
    if not form.is_valid():
        return _page(request, found, lapse_form=form)
    reason = form.cleaned_data["reason"]
    return _done(request, found, lambda: found.lapse(reason), _("Lapsed, and told why."))


@require_POST
def merge(request: UserRequest, pk: int) -> HttpResponse:
    """Two entries for one organization become this one."""
    found = _decidable(request, pk)
    other = request.POST.get("other", "")
    goes = Organization.objects.filter(pk=other).first() if other.isdecimal() else None
    if goes is None:
        messages.error(request, _("Choose the entry that goes into this one."))
        return redirect("desk_partners:organization", pk)
    return _done(request, found, lambda: made_one(found, goes), _("They are one now."))


def _done(
    request: UserRequest, found: Organization, act: Callable[[], object], words: str
) -> HttpResponse:
    try:
        act()
    except NotPossible as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    return redirect("desk_partners:organization", found.pk)
