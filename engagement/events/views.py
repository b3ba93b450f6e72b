"""The public pages of meetings. No account is needed for any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from engagement.events.following import following, of_area
from engagement.events.forms import FilterForm
from engagement.events.models import Event, Session
from engagement.events.months import Month
from engagement.events.places import meeting_map
from engagement.events.rsvp_forms import RsvpForm
from engagement.events.structured import structured
from engagement.events.suggestion_forms import SuggestionForm
from engagement.events.wishes import told
from portal.notices.links import absolute
from portal.pages.kept import kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

A_PAGE = 30


@login_not_required
@require_GET
@kept
def list_events(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    sessions = form.narrow(form.at_the_time(Session.objects.all()))
    sessions = sessions.select_related("event__minutes")
    page = Paginator(sessions, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "events/list.html", {"page": page, **around(form, "list")})


@login_not_required
@require_GET
def this_month(request: HttpRequest) -> HttpResponse:
    """The calendar opens at today; what was chosen comes along."""
    form = FilterForm(request.GET)
    month = Month.of(timezone.localdate())
    return redirect(reverse("events:month", args=[month]) + form.kept("on"))


@login_not_required
@require_GET
@kept
def show_month(request: HttpRequest, month: Month) -> HttpResponse:
    form = FilterForm(request.GET)
    weeks = month.weeks(form.narrow(Session.objects.all()).select_related("event"))
    found = any(day.sessions for week in weeks for day in week)
    context = {"month": month, "weeks": weeks, "found": found, **around(form, "month")}
    return render(request, "events/month.html", context)


@login_not_required
@require_GET
@kept
def show_map(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    found = meeting_map(form, form.narrow(form.at_the_time(Session.objects.all())))
    return render(request, "events/map.html", {"found": found, **around(form, "map")})


@login_not_required
@require_GET
@kept
def show_event(request: HttpRequest, slug: str) -> HttpResponse:
    event = find_event(request, slug)
    session = chosen_session(event, request.GET.get("session"))
    form = RsvpForm(event=event, initial=RsvpForm.known(request.user))
    response = render(request, "events/event.html", about(event, session, form))
    if event.unlisted:
        response["X-Robots-Tag"] = "noindex"
    return response


def around(form: FilterForm, view: str) -> dict[str, Any]:
    """What list, month and map have in common."""
    return {"form": form, "view": view, "follow": following(form)}


def find_event(request: HttpRequest, slug: str) -> Event:
    events = Event.objects.visible_to(request.user).select_related("area", "minutes")
    events = events.prefetch_related("sessions")
    return get_object_or_404(events, slug=slug)


def sessions_of(event: Event) -> list[Session]:
    sessions = list(event.sessions.all())
    for session in sessions:
        session.event = event
    return sessions


def chosen_session(event: Event, wanted: str | None) -> Session | None:
    """The sitting someone asked for, else the next one, else the last."""
    sessions = sessions_of(event)
    asked = [session for session in sessions if str(session.pk) == wanted]
    coming = [session for session in sessions if not session.is_over()]
    return next(iter([*asked, *coming, *reversed(sessions)]), None)


def about(event: Event, session: Session | None, form: RsvpForm) -> dict[str, Any]:
    sessions, partners = sessions_of(event), list(event.partners.all())
    return {
        "event": event,
        "session": session,
        "sessions": sessions,
        "others": [other for other in sessions if other != session],
        "partners": partners,
        "form": form,
        "can_rsvp": session is not None and session.takes_rsvps(),
        "is_over": bool(sessions) and all(one.is_over() for one in sessions),
        "structured": structured(event, session, partners) if session else "",
        "address": absolute(event.get_absolute_url()),
        "follow": of_area(event.area) if event.area else None,
        "suggestion_form": SuggestionForm(),
        **told(event),
    }
