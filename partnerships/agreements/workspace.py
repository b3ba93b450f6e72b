"""Agreements as a partner sees them: read, say what should change, sign, withdraw; and consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partnerships.agreements import pages
from partnerships.agreements.desk_acts import given
from partnerships.agreements.forms import CommentForm, PartnerWithdrawalForm, SigningForm
from partnerships.agreements.models import Agreement, Consent
from partnerships.agreements.models.sides import Side
from partnerships.organizations.workspace import organization_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from partnerships.organizations.models import Organization
    from portal.http import UserRequest


@require_safe
def agreements(request: UserRequest) -> HttpResponse:
    organization = organization_of(request)
    found = Agreement.objects.visible_to(request.user).of(organization).with_all()
    context = {
        "organization": organization,
        "groups": pages.grouped(found.order_by("ends_on", "pk")),
        "items": consents(organization),
        "may_speak": request.user.has_perm("organizations.speak_for", organization),
    }
    return render(request, "agreements/workspace/list.html", context)


@require_safe
def agreement(request: UserRequest, pk: int) -> HttpResponse:
    return page(request, theirs(request, pk))


@require_safe
def sheet(request: UserRequest, pk: int) -> HttpResponse:
    found = theirs(request, pk)
    context = {**pages.about(found), "back": found.workspace_url}
    return render(request, "agreements/sheet.html", context)


@require_safe
def file(request: UserRequest, pk: int, name: str) -> HttpResponse:
    return given(theirs(request, pk), name)


@require_POST
def comment(request: UserRequest, pk: int) -> HttpResponse:
    found = theirs(request, pk, needs="organizations.speak_for")
    form = CommentForm(request.POST, auto_id="comment_%s")
    acted = form.is_valid() and form.act(found, request.user, Side.PARTNER)
    return done(request, found, _("The police can read it."), acted, comment_form=form)


@require_POST
def signature(request: UserRequest, pk: int) -> HttpResponse:
    found = theirs(request, pk, needs="organizations.manage")
    form = SigningForm(request.POST, auto_id="signing_%s")
    acted = form.is_valid() and form.act(found, request.user, Side.PARTNER)
    return done(request, found, _("Signed for your organization."), acted, signing_form=form)


@require_POST
def withdrawal(request: UserRequest, pk: int) -> HttpResponse:
    found = theirs(request, pk, needs="organizations.manage")
    form = PartnerWithdrawalForm(request.POST, auto_id="withdrawal_%s")
    acted = form.is_valid() and form.act(found, request.user, Side.PARTNER)
    return done(request, found, _("It no longer holds."), acted, withdrawal_form=form)


@require_POST
def consent(request: UserRequest, item: str) -> HttpResponse:
    """Let one thing be shared, or take that back. Either takes effect at once."""
    organization = organization_of(request)
    if not request.user.has_perm("organizations.speak_for", organization):
        raise PermissionDenied
    if item not in Consent.Item:
        raise Http404
    if request.POST.get("to") == "give":
        Consent.objects.give(organization, item, request.user)
        messages.success(request, _("We may share it from now on, until you take it back."))
    else:
        Consent.objects.take_back(organization, item, request.user)
        messages.success(request, _("Taken back. It is shared no more."))
    return redirect("workspace_agreements:agreements")


def consents(organization: Organization) -> list[dict[str, Any]]:
    """Each thing that can be shared: whether it may be, and since when, or until when it was."""
    said: dict[str, Consent] = {}
    for each in organization.consents.order_by("given_on", "pk"):
        said[each.item] = each
    return [
        {
            "value": item.value,
            "label": item.label,
            "last": said.get(item.value),
            "allowed": item.value in said and said[item.value].withdrawn_on is None,
        }
        for item in Consent.Item
    ]


def page(request: UserRequest, found: Agreement, **forms_by_name: Any) -> HttpResponse:
    user, organization = request.user, found.organization
    context = {
        **pages.about(found),
        "organization": organization,
        "may_speak": user.has_perm("organizations.speak_for", organization),
        "may_sign": user.has_perm("organizations.manage", organization),
        "signing_form": SigningForm(auto_id="signing_%s"),
        "withdrawal_form": PartnerWithdrawalForm(auto_id="withdrawal_%s"),
        "comment_form": CommentForm(auto_id="comment_%s"),
        **forms_by_name,
    }
    return render(request, "agreements/workspace/agreement.html", context)


def theirs(request: UserRequest, pk: int, *, needs: str = "") -> Agreement:
    """The agreement of the organization one works for; 404 for that of any other."""
    organization = organization_of(request)
    found = Agreement.objects.of(organization).exclude(proposed_at=None).with_all()
    agreement = get_object_or_404(found, pk=pk)
    if needs and not request.user.has_perm(needs, organization):
        raise PermissionDenied
    return agreement


def done(
    request: UserRequest, found: Agreement, words: str, acted: object, **about: Any
) -> HttpResponse:
    if acted:
        messages.success(request, words)
        return redirect(found.workspace_url)
    return page(request, theirs(request, found.pk), **about)
