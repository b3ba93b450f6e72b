"""Grants at the desk: what each funder asks for, by when, and what was given for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Min, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.resources.forms import ContributionForm, GrantForm, HoursForm, PlanForm, SentForm
from partnerships.resources.gifts import MODELS, find_gift, form_of
from partnerships.resources.models import Grant, ReportingPeriod
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest

A_FEW = 20


@require_safe
def grants(request: UserRequest) -> HttpResponse:
    """Every grant, the one whose report is due first in front."""
    refuse_unless(request, "resources.see_grants")
    today = timezone.localdate()
    owed = Q(periods__sent_on=None)
    found = Grant.objects.visible_to(request.user).annotate(
        next_due=Min("periods__due_on", filter=owed),
        late=Count("periods", filter=owed & Q(periods__due_on__lt=today)),
    )
    context = {
        "grants": found.order_by(F("closed_at").asc(nulls_first=True), "next_due", "name"),
        "may_run": request.user.has_perm("resources.run_grants"),
    }
    return render(request, "resources/grants.html", context)


@require_safe
def grant(request: UserRequest, slug: str) -> HttpResponse:
    return page(request, find(request, slug))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    refuse_unless(request, "resources.run_grants")
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begun = Grant.objects.begin(
            form.save(commit=False), by=request.user, submission=form.cleaned_data["submission"]
        )
        messages.success(request, _("The grant is kept. Plan its reports next."))
        return redirect(begun)
    return render(request, "resources/grant_form.html", {"form": form, "grant": None})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: UserRequest, slug: str) -> HttpResponse:
    changed = find_run(request, slug)
    form = GrantForm(request.POST or None, instance=changed)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your changes are saved."))
        return redirect(changed)
    return render(request, "resources/grant_form.html", {"form": form, "grant": changed})


@require_POST
def plan(request: UserRequest, slug: str) -> HttpResponse:
    """Make the reporting periods the funder asks for."""
    planned = find_run(request, slug)
    form = PlanForm(request.POST)
    if form.is_valid() and form.act(planned):
        messages.success(request, _("The reports are planned."))
        return redirect(planned)
    return page(request, planned, plan_form=form)


@require_POST
def sending(request: UserRequest, slug: str, pk: int) -> HttpResponse:
    """A report went to the funder."""
    period = get_object_or_404(ReportingPeriod, grant=find_run(request, slug), pk=pk)
    form = SentForm(request.POST, auto_id=f"sent{pk}_%s")
    if form.is_valid() and form.act(period, request.user):
        messages.success(request, _("Kept down: the report is sent."))
        return redirect(period.grant)
    return page(request, period.grant, wrong=(pk, form))


@require_POST
def taking_back(request: UserRequest, slug: str, pk: int) -> HttpResponse:
    period = get_object_or_404(ReportingPeriod, grant=find_run(request, slug), pk=pk)
    period.take_back(request.user)
    messages.success(request, _("The report is owed again."))
    return redirect(period.grant)


@require_POST
def closing(request: UserRequest, slug: str) -> HttpResponse:
    """Close it, or open it again."""
    closed = find_run(request, slug)
    try:
        closed.reopen(request.user) if request.POST.get("to") == "open" else closed.close(
            request.user
        )
    except NotPossible as refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, _("Your changes are saved."))
    return redirect(closed)


@require_POST
def gift(request: UserRequest, slug: str, kind: str) -> HttpResponse:
    """Write down what a partner gave for this grant; the partner confirms it."""
    given_for = find_run(request, slug)
    form = form_of(kind)(request.POST, organization=None, auto_id=f"{kind}_%s")
    if form.is_valid() and form.record(request.user, given_for):
        messages.success(request, _("Written down. The partner can confirm it."))
        return redirect(given_for)
    return page(request, given_for, **{f"{kind}_form": form})


@require_POST
def confirmation(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    """What a partner wrote down is so."""
    refuse_unless(request, "resources.see_grants")
    confirmed = find_gift(request, kind, pk)
    refuse_unless(request, "resources.confirm", confirmed)
    confirmed.confirm(request.user)
    messages.success(request, _("Confirmed."))
    return redirect(confirmed.grant or "grants:list")


def page(
    request: UserRequest, shown: Grant, *, wrong: tuple[int, SentForm] | None = None, **forms: Any
) -> HttpResponse:
    periods = [
        (each, wrong[1] if wrong and wrong[0] == each.pk else SentForm(auto_id=f"sent{each.pk}_%s"))
        for each in shown.periods.all()
    ]
    given = {
        name: list(
            MODELS[name].objects.filter(grant=shown).select_related("organization", "grant")[:A_FEW]
        )
        for name in MODELS
    }
    context = {
        "grant": shown,
        "periods": periods,
        "today": timezone.localdate(),
        "may_run": request.user.has_perm("resources.run_grants"),
        "plan_form": PlanForm(),
        "contribution_form": ContributionForm(organization=None, auto_id="contribution_%s"),
        "hours_form": HoursForm(organization=None, auto_id="hours_%s"),
        **given,
        **forms,
    }
    return render(request, "resources/grant.html", context)


def find(request: UserRequest, slug: str) -> Grant:
    refuse_unless(request, "resources.see_grants")
    return get_object_or_404(Grant.objects.visible_to(request.user), slug=slug)


def find_run(request: UserRequest, slug: str) -> Grant:
    found = find(request, slug)
    refuse_unless(request, "resources.run_grants")
    return found


def refuse_unless(request: UserRequest, permission: str, thing: object = None) -> None:
    if not request.user.has_perm(permission, thing):
        raise PermissionDenied
