"""The desk: the queue, one concern, and concerns entered for someone else."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from engagement.concerns import handing, queue, receipts, states, timeline, wording
from engagement.concerns.answer_forms import DeskAnswerForm, HandOverForm, MeetingForm
from engagement.concerns.desk_forms import (
    ClosureForm,
    EntryForm,
    NoteForm,
    PlanForm,
)
from engagement.concerns.models import Concern, ReplyTemplate
from portal.records.models import record_access

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from portal.http import UserRequest


@require_safe
def concern(request: UserRequest, pk: int) -> HttpResponse:
    return page(request, readable(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """Write down what someone said on the phone, at the counter, in a letter or at a meeting."""
    if not request.user.has_perm("concerns.enter_concern"):
        raise PermissionDenied
    form = EntryForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "concerns/desk/new.html", {"form": form})
    concern, code = Concern.objects.submit(**form.cleaned_data, entered_by=request.user)
    about = {"concern": concern, "code": receipts.grouped(code)}
    return render(request, "concerns/desk/entered.html", about)


def readable(request: UserRequest, pk: int) -> Concern:
    """The concern, for someone who may read the desk; 404 when it is not theirs to know."""
    if not request.user.has_perm("concerns.read_desk"):
        raise PermissionDenied
    found = Concern.objects.workable_by(request.user)
    return get_object_or_404(found.select_related("area", "category", "assigned_to"), pk=pk)


def workable(request: UserRequest, pk: int) -> Concern:
    """The concern, for someone who may act on it."""
    found = readable(request, pk)
    if not request.user.has_perm("concerns.work_concern", found):
        raise PermissionDenied
    return found


def note_reading(request: UserRequest, concern: Concern) -> None:
    """Whoever is shown a concern at the desk is written down, whatever kind it is."""
    record_access(request.user, "concerns.read", concern)


def page(
    request: UserRequest, concern: Concern, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """The whole page, or only its changing part when HTMX asks. Showing it is a reading."""
    note_reading(request, concern)
    may_work = request.user.has_perm("concerns.work_concern", concern)
    about = {
        "concern": concern,
        "clock": queue.clock_of(concern),
        "end_clock": queue.end_clock_of(concern),
        "about": queue.desk_row(concern).about,
        "steps": timeline.so_far(concern, concern.steps.select_related("by")),
        "thread": concern.thread.select_related("author").prefetch_related("attachments"),
        "may_work": may_work,
        "may_see_contact": request.user.has_perm("concerns.see_contact", concern),
        "next": states.next_states(concern.state, states.Actor.of(request.user)),
        "answer_form": DeskAnswerForm(
            initial={"key": uuid.uuid4(), "text": _begun(request, concern)}, auto_id="answer_%s"
        ),
        "templates": ReplyTemplate.objects.offered(concern.language) if may_work else [],
        "preview": "",
        "meetings": concern.meeting_links.select_related("session__event"),
        "outreach": concern.outreach.visible_to(request.user),
        "may_read_original": request.user.has_perm("concerns.read_original", concern),
        "away": handing.away_words(concern.assigned_to) if concern.assigned_to else "",
        "handover_form": HandOverForm(concern=concern, auto_id="handover_%s") if may_work else None,
        "meeting_form": MeetingForm(concern=concern, auto_id="meeting_%s") if may_work else None,
        "note_form": NoteForm(initial={"key": uuid.uuid4()}, auto_id="note_%s"),
        "plan_form": PlanForm(auto_id="plan_%s"),
        "closure_form": ClosureForm(auto_id="closure_%s"),
        "done": "",
        "refused": "",
        **forms,
    }
    if request.headers.get("HX-Request") == "true":  # which swaps nothing in but a 200
        return render(request, "concerns/desk/work.html", about)
    return render(request, "concerns/desk/concern.html", about, status=status)


def _begun(request: UserRequest, concern: Concern) -> str:
    """The prepared words that were chosen. A sensitive answer is written by hand."""
    number = request.GET.get("template", "")
    if concern.sensitive or not number.isdecimal() or len(number) > 9:  # noqa: PLR2004  digits
        return ""
    chosen = ReplyTemplate.objects.offered(concern.language).filter(pk=number).first()
    return wording.filled(chosen.text, concern, request.user) if chosen else ""
