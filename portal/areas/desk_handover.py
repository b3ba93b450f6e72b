"""What an officer who leaves tells the one who comes, and who has read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.areas import known
from portal.areas.desk import allowed, missing
from portal.areas.forms import HandoverForm
from portal.areas.models import HandoverNote, TeamMember
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


@require_safe
def handover(request: UserRequest, slug: str) -> HttpResponse:
    """The notes of an area, and who left without one."""
    area = allowed(request, slug, "areas.know")
    notes = HandoverNote.objects.visible_to(request.user).filter(area=area)
    leads = request.user.has_perm("areas.keep_team", area)
    waiting = missing(area).select_related("user", "handover_note")
    mine = area.team.current().filter(user=request.user, handover_note=None)
    context = {
        "area": area,
        "leads": leads,
        "notes": notes.select_related("area", "posting__user").prefetch_related("readings__by"),
        "missing": waiting if leads else waiting.filter(user=request.user),
        "mine": mine.select_related("user"),
    }
    return render(request, "areas/desk/handover.html", context)


@require_POST
def beginning(request: UserRequest, slug: str, pk: int) -> HttpResponse:
    """Begin the note of a posting, with what the records say already written down."""
    posting = get_object_or_404(TeamMember.objects.select_related("area"), area__slug=slug, pk=pk)
    if not request.user.has_perm("areas.hand_over", posting):
        raise PermissionDenied
    said = {section.name: section.as_text for section in known.of(request, posting.area)}
    return redirect(HandoverNote.objects.begin(posting, request.user, said))


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: UserRequest, slug: str, pk: int) -> HttpResponse:
    """A draft to write on, or what was handed over, as a page to read and print."""
    found = readable(request, slug, pk)
    may_change = request.user.has_perm("areas.change_note", found)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    form = HandoverForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        send = "send" in request.POST
        if kept := form.act(HandoverNote.objects.get(pk=found.pk), request.user, send=send):
            messages.success(request, _("Handed over.") if send else _("Your draft is kept."))
            return redirect(kept)
    if not may_change or (found.is_sent and not form.errors):
        return note_page(request, HandoverNote.objects.get(pk=found.pk))
    return render(request, "areas/desk/note_form.html", {"note": found, "form": form})


@require_POST
def reading(request: UserRequest, slug: str, pk: int) -> HttpResponse:
    """The successor says that they have read it."""
    found = readable(request, slug, pk)
    try:
        found.confirm_read(request.user)
    except NotPossible as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Noted: you have read it."))
    return redirect(found)


def note_page(request: UserRequest, found: HandoverNote) -> HttpResponse:
    readings = list(found.readings.select_related("by"))
    theirs = request.user.pk in (found.written_by_id, found.posting.user_id)
    has_read = any(each.by_id == request.user.pk for each in readings)
    context = {
        "note": found,
        "readings": readings,
        "may_confirm": found.is_sent and not theirs and not has_read,
    }
    return render(request, "areas/desk/note.html", context)


def readable(request: UserRequest, slug: str, pk: int) -> HandoverNote:
    notes = HandoverNote.objects.visible_to(request.user)
    related = notes.select_related("area", "posting__user", "posting__area", "written_by")
    return get_object_or_404(related, area__slug=slug, pk=pk)
