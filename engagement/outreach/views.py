from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from engagement.concerns.models import Concern
from engagement.outreach import prefill
from engagement.outreach.forms import OutreachForm
from engagement.outreach.models import LOGGING, OutreachEntry
from portal.accounts.scope import within_scope
from portal.areas.models import Area

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest

A_PAGE = 50


@require_GET
def list_entries(request: UserRequest) -> HttpResponse:
    refuse_unless(request, "outreach.log")
    areas = Area.objects.filter(within_scope(request.user, *LOGGING, path="path"))
    entries = OutreachEntry.objects.visible_to(request.user).select_related("area", "lead")
    chosen = next((area for area in areas if area.slug == request.GET.get("area")), None)
    if chosen:
        entries = entries.within(chosen)
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "areas": areas, "chosen": chosen}
    return render(request, "outreach/list.html", context)


def new_entry(request: UserRequest) -> HttpResponse:
    refuse_unless(request, "outreach.log")
    first = prefill.start(request.user, request.GET)
    form = OutreachForm(request.POST or None, user=request.user, initial=first)
    if request.method == "POST" and form.is_valid():
        entry = OutreachEntry.objects.log(
            form.save(commit=False),
            by=request.user,
            submission=form.cleaned_data["submission"],
            concerns=form.cleaned_data["concerns"],
        )
        messages.success(request, _("Your entry is saved."))
        return redirect(entry)
    return render_form(request, form)


@require_GET
def show_entry(request: UserRequest, pk: int) -> HttpResponse:
    refuse_unless(request, "outreach.log")
    entry = find_entry(request, pk)
    context = {
        "entry": entry,
        "concerns": Concern.objects.workable_by(request.user).filter(outreach=entry),
        "may_change": request.user.has_perm("outreach.change_entry", entry),
    }
    return render(request, "outreach/entry.html", context)


def edit_entry(request: UserRequest, pk: int) -> HttpResponse:
    refuse_unless(request, "outreach.log")
    entry = find_entry(request, pk)
    refuse_unless(request, "outreach.change_entry", entry)
    form = OutreachForm(request.POST or None, user=request.user, instance=entry)
    if request.method == "POST" and form.is_valid():
        entry = form.save_with_links()
        messages.success(request, _("Your changes are saved."))
        return redirect(entry)
    return render_form(request, form, entry)


def render_form(
    request: UserRequest, form: OutreachForm, entry: OutreachEntry | None = None
) -> HttpResponse:
    session = form["session"].value()
    session = prefill.find_session(request.user, str(getattr(session, "pk", session) or ""))
    context = {"form": form, "entry": entry, "session": session}
    return render(request, "outreach/form.html", context)


def find_entry(request: UserRequest, pk: int) -> OutreachEntry:
    entries = OutreachEntry.objects.visible_to(request.user)
    related = entries.select_related("area", "lead", "session__event")
    return get_object_or_404(related, pk=pk)


def refuse_unless(request: UserRequest, permission: str, thing: object = None) -> None:
    if not request.user.has_perm(permission, thing):
        raise PermissionDenied
