"""The register of records requests, at the desk of those who answer for the city's records."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.records.forms import ClosingForm, EntryForm, MoreTimeForm, RequestForm
from portal.records.models import RecordsRequest
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from portal.http import UserRequest

A_PAGE = 25


def keepers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def kept(request: UserRequest, **about: Any) -> HttpResponse:
        if not request.user.has_perm("records.keep_requests"):
            raise PermissionDenied
        return view(request, **about)

    return kept


@require_safe
@keepers_only
def requests(request: UserRequest) -> HttpResponse:
    found = RecordsRequest.objects.owed_first()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "overdue": RecordsRequest.objects.overdue().count()}
    return render(request, "records/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers_only
def new(request: UserRequest) -> HttpResponse:
    form = RequestForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "records/new.html", {"form": form})
    asked = form.cleaned_data
    taken = RecordsRequest.objects.take_in(
        requester=asked["requester"],
        what=asked["what"],
        on=asked["requested_on"],
        by=request.user,
    )
    messages.success(request, _("The request is written down, with the day an answer is due."))
    return redirect(taken)


@require_safe
@keepers_only
def one(request: UserRequest, pk: int) -> HttpResponse:
    return page_of(request, get_object_or_404(RecordsRequest, pk=pk))


@require_POST
@keepers_only
def entries(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(RecordsRequest, pk=pk)
    form = EntryForm(request.POST)
    if not form.is_valid():
        return page_of(request, found, entry_form=form)
    done = form.cleaned_data
    found.note(request.user, done["note"], minutes=done["minutes"] or 0, fee=done["fee"] or 0)
    messages.success(request, _("The log has a new line."))
    return redirect(found)


@require_POST
@keepers_only
def extension(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(RecordsRequest, pk=pk)
    form = MoreTimeForm(request.POST)
    if form.is_valid():
        try:
            found.extend(form.cleaned_data["due_on"], form.cleaned_data["why"], request.user)
        except NotPossible as refusal:
            form.add_error("due_on", refusal.words)
        else:
            messages.success(request, _("The new day is written down, with the reason."))
            return redirect(found)
    return page_of(request, found, time_form=form)


@require_POST
@keepers_only
def closure(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(RecordsRequest, pk=pk)
    form = ClosingForm(request.POST)
    if form.is_valid():
        try:
            found.close(form.cleaned_data["outcome"], form.cleaned_data["why"], request.user)
        except NotPossible as refusal:
            form.add_error("why", refusal.words)
        else:
            messages.success(request, _("The request is answered."))
            return redirect(found)
    return page_of(request, found, closing_form=form)


def page_of(request: UserRequest, found: RecordsRequest, **forms: Any) -> HttpResponse:
    context = {
        "found": found,
        "entries": found.entries.select_related("by"),
        "spent": found.spent(),
        "exports": found.exports.without_content().select_related("area"),
        "entry_form": EntryForm(),
        "time_form": MoreTimeForm(),
        "closing_form": ClosingForm(),
        **forms,
    }
    return render(request, "records/request.html", context)
