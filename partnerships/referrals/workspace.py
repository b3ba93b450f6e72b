"""Requests for help as the organization sees them: what is asked, by when, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from partnerships.organizations.workspace import organization_of
from partnerships.referrals import acts
from partnerships.referrals.models import Referral
from partnerships.referrals.models.referral import Actor
from portal.records.models import record_access

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest

A_PAGE = 30


@require_safe
def referrals(request: UserRequest) -> HttpResponse:
    organization = organization_of(request)
    found = Referral.objects.asked_of(organization).late_first().select_related("area")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"organization": organization, "page": page, "query": ""}
    return render(request, "referrals/workspace/list.html", context)


@require_safe
def referral(request: UserRequest, pk: int) -> HttpResponse:
    return page(request, theirs(request, pk))


@require_POST
def act(request: UserRequest, pk: int, name: str) -> HttpResponse:
    """Accept, decline, say that contact was made, or close."""
    if name not in acts.ACTS:
        raise Http404
    found = answerable(request, pk)
    form, went = acts.done(request, found, name, Actor(request.user))
    if went:
        messages.success(request, acts.ACTS[name].said)
        return redirect(found.workspace_url)
    return page(request, theirs(request, pk), **{name.replace("-", "_"): form})


@require_POST
def contact(request: UserRequest, pk: int) -> HttpResponse:
    """How to reach the person, once they said yes. That it was read is kept."""
    found = answerable(request, pk)
    if not request.user.has_perm("referrals.read_contact", found):
        raise PermissionDenied
    record_access(request.user, "referrals.contact", found)
    found.note("read", by=request.user)
    return page(request, found, reach=found.reach)


def page(request: UserRequest, found: Referral, reach: Any = None, **forms: Any) -> HttpResponse:
    user = request.user
    context = acts.about(
        found,
        lambda name: reverse("workspace_referrals:act", args=[found.pk, name]),
        reach=reach,
        contact_url=reverse("workspace_referrals:contact", args=[found.pk]),
        organization=found.organization,
        may_answer=user.has_perm("referrals.answer", found),
    )
    context["acts"] |= forms
    return render(request, "referrals/workspace/referral.html", context)


def theirs(request: UserRequest, pk: int) -> Referral:
    """A request to the organization one works for; 404 for one to any other."""
    found = Referral.objects.asked_of(organization_of(request))
    return get_object_or_404(found.select_related("organization", "area", "sent_by"), pk=pk)


def answerable(request: UserRequest, pk: int) -> Referral:
    found = theirs(request, pk)
    if not request.user.has_perm("referrals.answer", found):
        raise PermissionDenied
    return found
