"""Writing an entry: new, as a draft that is continued later, and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from engagement.outreach import prefill, states, writing
from engagement.outreach.forms import OutreachForm
from engagement.outreach.models import OutreachEntry
from engagement.outreach.noting import Noted
from engagement.outreach.states import Verb
from engagement.outreach.views import refuse_unless
from engagement.outreach.writing import Written

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.accounts.models import User
    from portal.http import UserRequest


def new_entry(request: UserRequest) -> HttpResponse:
    refuse_unless(request, "outreach.log")
    if request.method == "POST":
        sheet = writing.start(request.user, request.POST, draft=is_draft(request))
        return kept(request, sheet) if sheet.entry else page(request, sheet)
    first = prefill.start(request.user, request.GET)
    form = OutreachForm(user=request.user, initial=first)
    return page(request, Written(form, Noted()), kept="kept" in request.GET)


def edit_entry(request: UserRequest, pk: int) -> HttpResponse:
    refuse_unless(request, "outreach.log")
    entry = find_entry(request, pk)
    if entry.lead_id != request.user.pk:
        raise PermissionDenied
    if request.method != "POST" and not states.may(entry.status, Verb.CHANGE):
        messages.error(request, states.why_not(entry.status, Verb.CHANGE))
        return redirect(entry)
    if request.method == "POST":  # what cannot change any more is said beside what was typed
        sheet = writing.change(entry, request.user, request.POST, draft=is_draft(request))
        return kept(request, sheet) if sheet.entry else page(request, sheet, entry)
    form = OutreachForm(user=request.user, instance=entry)
    return page(request, Written(form, Noted(noted=entry.noted)), entry)


def is_draft(request: UserRequest) -> bool:
    return request.POST.get("as") == "draft"


def kept(request: UserRequest, sheet: Written) -> HttpResponse:
    entry = sheet.entry
    if entry is None:  # pragma: no cover  # asked before
        raise PermissionDenied
    if entry.status == OutreachEntry.Status.DRAFT:
        messages.success(request, _("Your draft is kept. Only you see it."))
    else:
        messages.success(request, _("Your entry is saved."))
    return redirect(entry)


def page(
    request: UserRequest, sheet: Written, entry: OutreachEntry | None = None, *, kept: bool = False
) -> HttpResponse:
    """The form. `kept` draws it as a phone keeps it: without a name, a meeting or a concern."""
    form = sheet.form
    session = form["session"].value()
    session = prefill.find_session(request.user, str(getattr(session, "pk", session) or ""))
    if kept:
        form.fields["concerns"].choices = []  # type: ignore[attr-defined]  # a choice field
    current = OutreachEntry.objects.filter(pk=entry.pk).first() if entry and sheet.apart else None
    context: dict[str, Any] = {
        "form": form,
        "noted": sheet.noted,
        "entry": entry,
        "session": None if kept else session,
        "problem": prefill.find_problem(request.user, str(form["problem"].value() or "")),
        "last": None if kept or entry else prefill.last_of(request.user),
        "is_draft": entry is None or entry.status == OutreachEntry.Status.DRAFT,
        "apart": sheet.apart,
        "now_seen": current.seen if current else "",
        "kept": kept,
        "who": mark_of(request.user),
    }
    return render(request, "outreach/form.html", context)


def find_entry(request: UserRequest, pk: int) -> OutreachEntry:
    entries = OutreachEntry.objects.visible_to(request.user)
    return get_object_or_404(entries.select_related("area", "lead", "session__event"), pk=pk)


def mark_of(user: User) -> str:
    """Tells two people at one phone apart, and nobody else anything."""
    return salted_hmac("outreach.sync", str(user.pk)).hexdigest()[:16]
