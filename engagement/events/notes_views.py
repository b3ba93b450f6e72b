"""The page someone writes on while the meeting goes on: each line is kept when it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from engagement.concerns import receipts
from engagement.events import notes
from engagement.events.desk_views import find_event, refuse_unless
from engagement.events.models import MinutesLine
from engagement.events.models.event import HOSTING
from engagement.events.notes_forms import CarriedForm, HeardForm, LineForm, PromiseForm
from portal.accounts.scope import within_scope
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from engagement.events.models import Event
    from portal.http import UserRequest


@require_GET
def show_notes(request: UserRequest, pk: int) -> HttpResponse:
    return page(request, find_held(request, pk))


@require_POST
def note_line(request: UserRequest, pk: int, kind: str) -> HttpResponse:
    event = find_held(request, pk)
    name = next(name for name, of in notes.LINES.items() if of == kind)
    form = LineForm(request.POST, kind=kind)
    if form.is_valid():
        try:
            notes.note(event, kind, request.user, **form.cleaned_data)
        except NotPossible as reason:
            form.add_error("text", str(reason))
        else:
            return kept(request, event, name)
    return again(request, event, name, form)


@require_POST
def note_promise(request: UserRequest, pk: int) -> HttpResponse:
    event = find_held(request, pk)
    form = PromiseForm(request.POST, event=event, user=request.user)
    if form.is_valid():
        try:
            notes.promise(event, request.user, **form.cleaned_data)
        except NotPossible as reason:
            form.add_error("due_on", str(reason))
        else:
            return kept(request, event, "promises")
    return again(request, event, "promises", form)


@require_POST
def note_concern(request: UserRequest, pk: int) -> HttpResponse:
    """The code is on the page that answers the form, and so in no address and no log."""
    event = find_held(request, pk)
    form = HeardForm(request.POST, user=request.user)
    if not form.is_valid():
        return again(request, event, "concerns", form)
    _concern, code = notes.hear(event, request.user, form.cleaned_data["token"], **form.about)
    return answered(request, event, "concerns", code=receipts.grouped(code) if code else [])


@require_POST
def settle_carried(request: UserRequest, pk: int, number: int) -> HttpResponse:
    """Say of a promise from before that it is done."""
    event = find_held(request, pk)
    promise = get_object_or_404(notes.carried_over(event, request.user), pk=number)
    form = CarriedForm(request.POST, auto_id=f"c{number}_%s")
    if form.is_valid():
        try:
            promise.keep(form.cleaned_data["result"], request.user)
        except NotPossible as reason:
            form.add_error("result", str(reason))
        else:
            return kept(request, event, "carried")
    fresh = notes.section("carried", event, request.user)["carried"]
    rows = [(each, form if each.pk == number else other) for each, other in fresh]
    return answered(request, event, "carried", carried=rows, wrong=number)


def edit_line(request: UserRequest, pk: int) -> HttpResponse:
    """Say it better, or answer what was asked: also long after the meeting."""
    line = find_line(request, pk)
    first = {"text": line.text, "answer": line.answer}
    form = LineForm(request.POST or None, kind=line.kind, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            line.reword(by=request.user, **form.cleaned_data)
        except NotPossible as reason:
            form.add_error("text", str(reason))
        else:
            messages.success(request, _("Your changes are saved."))
            return back(line)
    context = {"form": form, "line": line, "event": line.minutes.event}
    return render(request, "events/minutes_line.html", context)


@require_POST
def remove_line(request: UserRequest, pk: int) -> HttpResponse:
    line = find_line(request, pk)
    line.minutes.strike(line, request.user)
    messages.success(request, _("Taken out."))
    return back(line)


def page(request: UserRequest, event: Event, **replaced: dict[str, Any]) -> HttpResponse:
    sections = [
        replaced.get(name) or notes.section(name, event, request.user) for name in notes.SECTIONS
    ]
    return render(request, "events/notes.html", {"event": event, "sections": sections})


def kept(request: UserRequest, event: Event, name: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return answered(request, event, name, kept=True)
    messages.success(request, _("Written down."))
    return redirect(f"{reverse('desk_events:notes', args=[event.pk])}#{name}")


def again(request: UserRequest, event: Event, name: str, form: Any) -> HttpResponse:
    return answered(request, event, name, form=form)


def answered(request: UserRequest, event: Event, name: str, **more: Any) -> HttpResponse:
    """The one section, or the whole page where there is no script."""
    shown = notes.section(name, event, request.user, **more)
    if request.headers.get("HX-Request"):
        return render(request, "events/notes_section.html", shown)
    return page(request, event, **{name: shown})


def back(line: MinutesLine) -> HttpResponse:
    return redirect("desk_events:event", line.minutes.event_id)


def find_held(request: UserRequest, pk: int) -> Event:
    """A meeting with a day, which this person may run."""
    event = find_event(request, pk)
    if not event.sessions.filter(cancelled_at=None).exists():
        raise Http404
    return event


def find_line(request: UserRequest, pk: int) -> MinutesLine:
    """One of a meeting this person may run; one elsewhere is not known to them."""
    refuse_unless(request, "events.prepare")
    mine = within_scope(request.user, *HOSTING, path="minutes__event__area__path")
    lines = MinutesLine.objects.filter(mine).select_related("minutes__event__area")
    return get_object_or_404(lines, pk=pk)
