"""Tying one concern to others: the main one it belongs to, the officer who takes it, meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from engagement.concerns import desk, desk_queue, handing, merging, queue, walking
from engagement.concerns.answer_forms import HandOverForm, MeetingForm
from engagement.concerns.models import Concern
from engagement.concerns.queue_forms import QueueFilter, picked
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest

OFFERED = 20


@require_http_methods(["GET", "HEAD", "POST"])
def merging_page(request: UserRequest, pk: int) -> HttpResponse:
    """Find the concern this one is the same as, and join them."""
    concern = desk.workable(request, pk)
    refused = ""
    if request.method == "POST":
        main = desk.workable(request, (picked([request.POST.get("main", "")], 1) or [0])[0])
        try:
            merging.merge(concern, main, request.user)
        except NotPossible as refusal:
            refused = str(refusal.words)
        else:
            messages.success(request, _("It is joined. The neighbor is told."))
            return redirect(main)
    return _merging(request, concern, refused)


@require_POST
def handover(request: UserRequest, pk: int) -> HttpResponse:
    """Give it to a colleague, or back to the team, with a note."""
    concern = desk.workable(request, pk)
    form = HandOverForm(request.POST, concern=concern, auto_id="handover_%s")
    if not form.is_valid():
        return desk.page(request, concern, handover_form=form)
    try:
        said = handing.give(
            concern, form.cleaned_data["to"], request.user, form.cleaned_data["note"]
        )
    except NotPossible as refusal:
        concern.refresh_from_db()
        return desk.page(request, concern, status=409, refused=refusal.words, handover_form=form)
    messages.success(request, said)
    return redirect("desk_concerns:queue")


@require_POST
def meetings(request: UserRequest, pk: int) -> HttpResponse:
    """Say at which meeting this is talked about."""
    concern = desk.workable(request, pk)
    form = MeetingForm(request.POST, concern=concern, auto_id="meeting_%s")
    if not form.is_valid():
        return desk.page(request, concern, meeting_form=form)
    concern.meeting_links.get_or_create(
        session=form.cleaned_data["session"], defaults={"by": request.user}
    )
    messages.success(request, _("Tied to the meeting."))
    return redirect(concern)


@require_POST
def meeting_removal(request: UserRequest, pk: int, number: int) -> HttpResponse:
    concern = desk.workable(request, pk)
    get_object_or_404(concern.meeting_links, pk=number).delete()
    messages.success(request, _("No longer tied to the meeting."))
    return redirect(concern)


def _merging(request: UserRequest, concern: Concern, refused: str) -> HttpResponse:
    """Open ones of the desk that say the words, or the last of the same area."""
    desk.note_reading(request, concern)
    reach = desk_queue.reach_of(request)
    words = QueueFilter(request.GET, reach=reach).words
    others = Concern.objects.open().exclude(pk=concern.pk)
    if words:
        others = others.matching(words)
    elif concern.area_id:
        others = others.filter(area=concern.area_id)
    found = walking.in_order(walking.newest(reach, others, OFFERED))
    about = {
        "concern": concern,
        "words": words,
        "rows": [queue.desk_row(other) for other in found],
        "refused": refused,
    }
    return render(request, "concerns/desk/merging.html", about, status=409 if refused else 200)
