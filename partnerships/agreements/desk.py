"""Agreements at the desk: how they stand, and one with all that can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.agreements import pages
from partnerships.agreements.forms import (
    AgreementForm,
    CommentForm,
    GoalForm,
    PaperForm,
    ProgressForm,
    SigningForm,
    WithdrawalForm,
)
from partnerships.agreements.models import Agreement
from partnerships.organizations.models import Organization

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


@require_safe
def agreements(request: UserRequest) -> HttpResponse:
    if not request.user.has_perm("agreements.read"):
        raise PermissionDenied
    found = Agreement.objects.visible_to(request.user).with_all()
    groups = pages.grouped(found.order_by("ends_on", "pk"))
    context = {"groups": groups, "may_keep": request.user.has_perm("agreements.keep")}
    return render(request, "agreements/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """Write one; for a partner, or in the place of an earlier one, if the address says so."""
    keeper(request)
    slug, earlier = request.GET.get("organization", ""), request.GET.get("replaces", "")
    known: dict[str, Any] = {}
    begun: dict[str, Any] = {}
    if earlier.isdecimal():
        replaced = get_object_or_404(Agreement.objects.signed(), pk=int(earlier[:18]))
        known["organization"] = replaced.organization
        begun = {name: getattr(replaced, name) for name in ("title", "purpose", "aim")}
        begun |= {"ours": replaced.ours, "theirs": replaced.theirs, "replaces": replaced.pk}
    elif slug:
        known["organization"] = get_object_or_404(Organization.objects.approved(), slug=slug)
    form = AgreementForm(request.POST or None, initial=begun, **known)
    if request.method == "POST" and form.is_valid() and (made := form.save(request.user)):
        messages.success(request, _("Kept as a draft. Add goals, then propose it."))
        return redirect(made)
    return render(request, "agreements/write.html", {"form": form, **known})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    agreement = keepable(request, pk)
    names = ("title", "purpose", "aim", "ours", "theirs", "starts_on", "ends_on")
    initial = {name: getattr(agreement, name) for name in names}
    initial["replaces"] = agreement.replaces_id
    initial["remind_days"] = ", ".join(str(days) for days in agreement.remind_days)
    form = AgreementForm(request.POST or None, initial=initial, agreement=agreement)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, _("Your changes are kept."))
        return redirect(agreement)
    agreement.refresh_from_db()
    context = {"form": form, "agreement": agreement, "organization": agreement.organization}
    return render(request, "agreements/write.html", context)


@require_safe
def agreement(request: UserRequest, pk: int) -> HttpResponse:
    return page(request, readable(request, pk))


@require_safe
def sheet(request: UserRequest, pk: int) -> HttpResponse:
    """For paper: the words, the goals, and room for two signatures."""
    about = pages.about(readable(request, pk))
    return render(
        request, "agreements/sheet.html", {**about, "back": about["agreement"].get_absolute_url()}
    )


def page(request: UserRequest, agreement: Agreement, **forms_by_name: Any) -> HttpResponse:
    context = {
        **pages.about(agreement),
        "may_keep": request.user.has_perm("agreements.keep"),
        "signing_form": SigningForm(auto_id="signing_%s"),
        "paper_form": PaperForm(auto_id="paper_%s"),
        "withdrawal_form": WithdrawalForm(auto_id="withdrawal_%s"),
        "comment_form": CommentForm(auto_id="comment_%s"),
        "goal_form": GoalForm(auto_id="goal_%s"),
        "progress_form": ProgressForm(auto_id=False),
        "wrong_goal": 0,
        **forms_by_name,
    }
    return render(request, "agreements/agreement.html", context)


def keeper(request: UserRequest) -> None:
    if not request.user.has_perm("agreements.keep"):
        raise PermissionDenied


def readable(request: UserRequest, pk: int) -> Agreement:
    """The agreement, for staff or oversight; 404 when it is not theirs to know."""
    if not request.user.has_perm("agreements.read"):
        raise PermissionDenied
    return get_object_or_404(Agreement.objects.visible_to(request.user).with_all(), pk=pk)


def keepable(request: UserRequest, pk: int) -> Agreement:
    found = readable(request, pk)
    keeper(request)
    return found
