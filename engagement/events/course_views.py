"""The sessions of a course, and who has finished it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from engagement.events import courses
from engagement.events.course_forms import SessionForm
from engagement.events.desk_views import find_event, refuse_unless, said
from engagement.events.models import Session
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from engagement.events.models import Event
    from portal.http import UserRequest


def list_sessions(request: UserRequest, pk: int) -> HttpResponse:
    """The sessions, and a form for one more."""
    course = find_course(request, pk)
    form = SessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            told = courses.add(course, data["starts_at"], data["ends_at"])
        except NotPossible as reason:
            form.add_error("on", str(reason))
        else:
            messages.success(request, said(_("The session is added."), told))
            return redirect("desk_events:course", course.pk)
    sessions = list(course.sessions.all())
    for session in sessions:
        session.event = course
    home = min((session.pk for session in sessions), default=None)
    context = {"event": course, "sessions": sessions, "home": home, "form": form}
    return render(request, "events/course.html", context)


def move_session(request: UserRequest, pk: int) -> HttpResponse:
    session = find_session(request, pk)
    form = SessionForm(request.POST or None, session=session)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            told = courses.move(session, data["starts_at"], data["ends_at"])
        except NotPossible as reason:
            form.add_error("on", str(reason))
        else:
            messages.success(request, said(_("Your changes are saved."), told))
            return redirect("desk_events:course", session.event_id)
    context = {"event": session.event, "session": session, "form": form}
    return render(request, "events/course_session.html", context)


def call_off_session(request: UserRequest, pk: int) -> HttpResponse:
    session = find_session(request, pk)
    if request.method == "POST":
        try:
            told = courses.call_off(session)
        except NotPossible as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, said(_("The session is called off."), told))
        return redirect("desk_events:course", session.event_id)
    context = {"event": session.event, "session": session}
    return render(request, "events/course_cancel.html", context)


@require_POST
def remove_session(request: UserRequest, pk: int) -> HttpResponse:
    session = find_session(request, pk)
    try:
        courses.remove(session)
    except NotPossible as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("The session is removed."))
    return redirect("desk_events:course", session.event_id)


@require_GET
def show_finished(request: UserRequest, pk: int) -> HttpResponse:
    course = find_course(request, pk)
    learners = courses.learners(course)
    context = {
        "event": course,
        "learners": learners,
        "finished": sum(learner.has_finished for learner in learners),
    }
    return render(request, "events/course_finished.html", context)


def find_course(request: UserRequest, pk: int) -> Event:
    event = find_event(request, pk)
    if not event.is_course:
        raise Http404
    return event


def find_session(request: UserRequest, pk: int) -> Session:
    refuse_unless(request, "events.prepare")
    mine = Session.objects.hosted_by(request.user).filter(event__sessions_needed__isnull=False)
    return get_object_or_404(mine.select_related("event__area"), pk=pk)
