"""At the door: codes, names, walk-ins, heads. Everything here works as plain forms."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from engagement.events import door
from engagement.events.desk_views import refuse_unless
from engagement.events.door_forms import ArrivalForm, HeadcountForm, StepForm, WalkInForm
from engagement.events.models import Rsvp, Session
from engagement.events.roster import Guest, Roster
from engagement.events.tickets import read_ticket

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from engagement.events.door import Answer
    from portal.http import UserRequest


@require_safe
def show_door(request: UserRequest, pk: int) -> HttpResponse:
    session = find_session(request, pk)
    # The page as a phone keeps it: without anybody's name.
    kept = "kept" in request.GET
    roster = Roster(session, [], []) if kept else Roster.of(session)
    find = request.GET.get("find", "").strip()[:200]
    counted = {"adults": session.adults_came or 0, "youth": session.youth_came or 0}
    context = {
        "session": session,
        "event": session.event,
        "roster": roster,
        "kept": kept,
        "who": door.mark_of(request.user),
        "find": find,
        "found": roster.named(find),
        "form": ArrivalForm(),
        "walk_in_form": WalkInForm(initial={"name": find} if find else None),
        "headcount_form": HeadcountForm(initial=counted),
    }
    return render(request, "events/door.html", context)


@require_POST
def arrive(request: UserRequest, pk: int) -> HttpResponse:
    """A code checks in at once; a name leads to whoever bears it."""
    session = find_session(request, pk)
    form = ArrivalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Type the code on the ticket, or a name."))
        return to_door(session)
    said = form.cleaned_data["said"]
    if read_ticket(said):
        answer = door.by_ticket(said)
        if isinstance(answer, Rsvp):
            return told(request, session, door.check_in(session, answer, request.user))
        if any(sign.isdigit() for sign in said):
            return told(request, session, answer)
    return redirect(f"{door_of(session)}?{urlencode({'find': said})}#found")


@require_POST
def check_in(request: UserRequest, pk: int, seat: int) -> HttpResponse:
    session = find_session(request, pk)
    found = find_seat(session, seat)
    answer = door.check_in(session, found, request.user)
    return row_or_door(request, session, answer)


@require_POST
def undo_check_in(request: UserRequest, pk: int, seat: int) -> HttpResponse:
    session = find_session(request, pk)
    answer = door.undo(session, find_seat(session, seat))
    return row_or_door(request, session, answer)


@require_POST
def walk_in(request: UserRequest, pk: int) -> HttpResponse:
    session = find_session(request, pk)
    form = WalkInForm(request.POST)
    if form.is_valid():
        return told(request, session, door.walk_in(session, request.user, **form.cleaned_data))
    messages.error(request, first_error(form))
    return to_door(session)


@require_POST
def headcount(request: UserRequest, pk: int) -> HttpResponse:
    """What was typed, or one more or less of what is counted so far."""
    session = find_session(request, pk)
    step, form = StepForm(request.POST), HeadcountForm(request.POST)
    if step.is_valid():
        door.one_more(session, *step.cleaned_data["step"])
    elif form.is_valid():
        session.count_heads(**form.cleaned_data)
        messages.success(request, _("The headcount is saved."))
    else:
        messages.error(request, first_error(form))
    return redirect(f"{door_of(session)}#heads")


def row_or_door(request: UserRequest, session: Session, answer: Answer) -> HttpResponse:
    seat = answer.seat
    if seat and request.headers.get("HX-Request"):
        guest = Guest(seat, seat.checked_in_at, seat.checked_in_by)
        context = {"guest": guest, "session": session, "said": answer, "suffix": ""}
        return render(request, "events/roster_row.html", context)
    return told(request, session, answer)


def told(request: UserRequest, session: Session, answer: Answer) -> HttpResponse:
    (messages.success if answer.is_fine else messages.error)(request, answer.words)
    return to_door(session)


def to_door(session: Session) -> HttpResponse:
    return redirect(door_of(session))


def door_of(session: Session) -> str:
    return reverse("desk_events:door", args=[session.pk])


def first_error(form: Form) -> str:
    name, errors = next(iter(form.errors.items()))
    return f"{form.fields[name].label}: {errors[0]}"


def find_session(request: UserRequest, pk: int) -> Session:
    """A sitting this person may run; one elsewhere is not known to them."""
    refuse_unless(request, "events.prepare")
    mine = Session.objects.hosted_by(request.user).select_related("event")
    return get_object_or_404(mine, pk=pk)


def find_seat(session: Session, pk: int) -> Rsvp:
    seats = Rsvp.objects.filter(session__event=session.event_id).select_related("session")
    seat = get_object_or_404(seats, pk=pk)
    seat.session.event = session.event
    return seat
