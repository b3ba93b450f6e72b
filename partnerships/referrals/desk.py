"""Requests for help at the desk of whoever sent them: what came of each, late ones first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.organizations.models import Organization
from partnerships.referrals import acts
from partnerships.referrals.forms import ReferralForm
from partnerships.referrals.models import Referral
from partnerships.referrals.models.querysets import OVERSEEING
from partnerships.referrals.models.referral import Actor
from portal.records.models import record_access
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from portal.http import UserRequest

A_PAGE = 30


@require_safe
def referrals(request: UserRequest) -> HttpResponse:
    """Their own; whoever supervises may look at those of the area, too."""
    sender(request)
    user = request.user
    oversees = user.has_role(*OVERSEEING)
    everyone = oversees and request.GET.get("of") == "area"
    found = Referral.objects.at_desk_of(user)
    found = (found if everyone else found.filter(sent_by=user)).late_first()
    page = Paginator(found.select_related("organization", "area"), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "query": "of=area" if everyone else "",
        "oversees": oversees,
        "everyone": everyone,
    }
    return render(request, "referrals/desk/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """Ask an organization to help somebody, who agreed to it."""
    sender(request)
    asked = Organization.objects.approved().filter(slug=request.GET.get("organization", ""))
    initial = {"organization": asked.first()}
    form = ReferralForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid() and (made := form.send()):
        messages.success(request, _("Sent. You hear from us when they answer."))
        return redirect(made)
    return render(request, "referrals/desk/new.html", {"form": form})


@require_safe
def referral(request: UserRequest, pk: int) -> HttpResponse:
    return page(request, readable(request, pk))


@require_POST
def contact(request: UserRequest, pk: int) -> HttpResponse:
    """How to reach the person, for whoever sent it. That it was read is kept."""
    found = readable(request, pk)
    if not request.user.has_perm("referrals.read_contact", found):
        raise PermissionDenied
    record_access(request.user, "referrals.contact", found)
    return page(request, found, reach=found.reach)


@require_POST
def withdrawal(request: UserRequest, pk: int) -> HttpResponse:
    """The person, or whoever sent it, takes it back."""
    found = readable(request, pk)
    if not request.user.has_perm("referrals.withdraw", found):
        raise PermissionDenied
    try:
        found.withdraw(Actor(request.user))
    except NotPossible as refused:  # pragma: no cover  # every state lets it be taken back
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Taken back. How to reach the person is erased."))
    return redirect(found)


def page(request: UserRequest, found: Referral, **more: Any) -> HttpResponse:
    context = {
        **acts.about(found),
        "may_read_contact": request.user.has_perm("referrals.read_contact", found),
        "may_withdraw": request.user.has_perm("referrals.withdraw", found),
        "has_contact": found.contact_erased_at is None,
        **more,
    }
    return render(request, "referrals/desk/referral.html", context)


def sender(request: UserRequest) -> None:
    if not request.user.has_perm("referrals.send"):
        raise PermissionDenied


def readable(request: UserRequest, pk: int) -> Referral:
    """The request, for someone at the desk; 404 when it is not theirs to know."""
    sender(request)
    found = Referral.objects.at_desk_of(request.user)
    return get_object_or_404(found.select_related("organization", "area", "sent_by"), pk=pk)
