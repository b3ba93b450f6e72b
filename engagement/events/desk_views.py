"""Where staff prepare meetings: drafts, dates, changes, calling off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from engagement.events import beginning as begin
from engagement.events import changes
from engagement.events.course_forms import CourseDetailsForm
from engagement.events.desk_forms import CancellationForm, EventForm
from engagement.events.filters import ListFilter
from engagement.events.models import Event, Series, Session
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from engagement.events.models.session import SessionQuerySet
    from portal.http import UserRequest

A_PAGE = 50


@require_GET
def list_events(request: UserRequest) -> HttpResponse:
    refuse_unless(request, "events.prepare")
    shows = {"upcoming": coming, "past": past, "drafts": drafts}
    show = request.GET.get("show", "")
    where = ListFilter(request.GET, user=request.user)
    rows: QuerySet[Series] | QuerySet[Session]
    if show == "series":
        rows = Series.objects.hosted_by(request.user).with_news(timezone.now())
    else:
        show = show if show in shows else "upcoming"
        mine = where.narrow(Session.objects.hosted_by(request.user))
        rows = shows[show](mine).select_related("event__area", "event__series")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "events/desk_list.html", {"page": page, "show": show, "where": where})


def coming(sessions: SessionQuerySet) -> SessionQuerySet:
    """What is published and not over, in lists or not, called off or not."""
    published = sessions.exclude(event__published_at=None)
    return published.filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")


def past(sessions: SessionQuerySet) -> SessionQuerySet:
    published = sessions.exclude(event__published_at=None)
    return published.filter(ends_at__lte=timezone.now()).order_by("-starts_at", "-pk")


def drafts(sessions: SessionQuerySet) -> SessionQuerySet:
    return sessions.filter(event__published_at=None).order_by("starts_at", "pk")


def new_event(request: UserRequest) -> HttpResponse:
    refuse_unless(request, "events.prepare")
    beginning = begin.asked_for(request.GET, request.user)
    form = EventForm(request.POST or None, user=request.user, initial=beginning.initial)
    if request.method == "POST" and form.is_valid():
        event = save(form, organizer=request)
        beginning.carry(event)
        messages.success(request, _("The draft is saved. Nobody outside sees it yet."))
        return redirect("desk_events:event", event.pk)
    context = {"form": form, "beginning": beginning, **begin.choices_for(request.user)}
    return render(request, "events/desk_form.html", context)


def edit_event(request: UserRequest, pk: int) -> HttpResponse:
    event = find_event(request, pk)
    if event.is_cancelled:
        messages.error(request, _("This meeting is called off. Make a new one instead."))
        return redirect("desk_events:event", event.pk)
    session = event.sessions.order_by("pk").first()
    kind_of_form = CourseDetailsForm if event.is_course else EventForm
    form = kind_of_form(request.POST or None, instance=event, user=request.user, session=session)
    if request.method == "POST" and form.is_valid():
        try:
            changed = changes.change(form, request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said(_("Your changes are saved."), changed.told))
            say_who_stayed(request, changed)
            return redirect("desk_events:event", event.pk)
    context = {"form": form, "event": event}
    return render(request, "events/desk_form.html", context)


def say_who_stayed(request: UserRequest, changed: changes.Changed) -> None:
    """A day that was changed by itself is named, so that nobody thinks it followed."""
    if changed.passed_by:
        days = ", ".join(str(event.sessions.all()[0].day) for event in changed.passed_by)
        words = _("Changed by itself before, and left as it is: %(days)s.")
        messages.info(request, words % {"days": days})


@transaction.atomic
def save(form: EventForm, organizer: UserRequest) -> Event:
    event = form.save(commit=False)
    event.organizer = organizer.user
    event.slug = Event.objects.free_slug(event.title, form.cleaned_data["on"])
    event.save()
    form.save_m2m()
    event.sessions.create(
        starts_at=form.cleaned_data["starts_at"],
        ends_at=form.cleaned_data["ends_at"],
        capacity=form.cleaned_data["capacity"],
    )
    return event


@require_POST
def publish(request: UserRequest, pk: int) -> HttpResponse:
    event = find_event(request, pk)
    days = changes.days_reached(event, request.POST.get("scope"), request.user)
    try:
        shown = changes.publish(days)
    except NotPossible as reason:
        messages.error(request, str(reason))
    else:
        words = ngettext(
            "Everyone can see this meeting now and save a seat.",
            "Everyone can see %(n)d days now and save a seat.",
            max(shown, 1),
        )
        messages.success(request, words % {"n": shown})
    return redirect("desk_events:event", event.pk)


@require_POST
def list_or_not(request: UserRequest, pk: int) -> HttpResponse:
    """In the lists, or only for those who have its link."""
    event = find_event(request, pk)
    listed = request.POST.get("listed") != "no"
    days = changes.days_reached(event, request.POST.get("scope"), request.user)
    changes.list_for_all(days, listed=listed)
    if listed:
        messages.success(request, _("It is in the lists and calendars again."))
    else:
        messages.success(request, _("It is in no list now. Whoever has its link can still come."))
    return redirect("desk_events:event", event.pk)


def cancel(request: UserRequest, pk: int) -> HttpResponse:
    event = find_event(request, pk)
    form = CancellationForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        days = changes.days_reached(event, form.cleaned_data.get("scope"), request.user)
        told = changes.call_off(days, form.cleaned_data["reason"])
        words = ngettext("The meeting is called off.", "%(n)d meetings are called off.", len(days))
        messages.success(request, said(words % {"n": len(days)}, told))
        return redirect("desk_events:event", event.pk)
    context = {"form": form, "event": event, "session": event.sessions.first()}
    return render(request, "events/desk_cancel.html", context)


def said(what: str, told: int) -> str:
    if not told:
        return what
    words = ngettext("We wrote to %(n)d person.", "We wrote to %(n)d people.", told)
    return f"{what} {words % {'n': told}}"


def find_event(request: UserRequest, pk: int) -> Event:
    """One this person may run. What they may only see as everyone does is refused."""
    events = Event.objects.visible_to(request.user).select_related("area")
    event = get_object_or_404(events, pk=pk)
    refuse_unless(request, "events.run", event)
    return event


def refuse_unless(request: UserRequest, permission: str, thing: object = None) -> None:
    if not request.user.has_perm(permission, thing):
        raise PermissionDenied
