"""Subpoenas, court orders, warrants: written down as they come, so that they can be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.records.forms import DemandForm
from portal.records.models import LegalDemand
from portal.records.models.logs import record_access

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest

A_PAGE = 25


@require_safe
def demands(request: UserRequest) -> HttpResponse:
    refuse_others(request)
    page = Paginator(LegalDemand.objects.all(), A_PAGE).get_page(request.GET.get("page"))
    unanswered = LegalDemand.objects.unanswered().count()
    return render(request, "records/demands.html", {"page": page, "unanswered": unanswered})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    refuse_others(request)
    form = DemandForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "records/demand_form.html", {"form": form, "demand": None})
    form.instance.entered_by = request.user
    demand = form.save()
    messages.success(request, _("The demand is written down."))
    return redirect(demand)


@require_http_methods(["GET", "HEAD", "POST"])
def demand(request: UserRequest, pk: int) -> HttpResponse:
    """One demand, to read and to bring up to date. What it was before stays in its history."""
    refuse_others(request)
    found = get_object_or_404(LegalDemand, pk=pk)
    form = DemandForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The demand is brought up to date."))
        return redirect(found)
    if request.method != "POST":
        record_access(request.user, "read a legal demand", found)
    earlier = found.history.order_by("-pgh_id").select_related("pgh_context")
    context = {"form": form, "demand": found, "earlier": earlier}
    return render(request, "records/demand_form.html", context)


def refuse_others(request: UserRequest) -> None:
    if not request.user.has_perm("records.keep_demands"):
        raise PermissionDenied
