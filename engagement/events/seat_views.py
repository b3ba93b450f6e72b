"""A seat from the form to the door: saved, looked at, changed, given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from engagement.events.models import Event, Rsvp, Session
from engagement.events.rsvp_forms import PartyForm, RsvpForm
from engagement.events.unlisted import unlisted
from engagement.events.views import about, find_event
from portal.api.throttles import within
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from typing import TypedDict

    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import WithAnnotations

    class Asked(TypedDict):
        has_partners: bool

    SessionAsked = WithAnnotations[Session, Asked]
    SeatAsked = WithAnnotations[Rsvp, Asked]


@login_not_required
def rsvp(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    session = find_session(request, slug, pk)
    event = session.event
    if request.method != "POST":
        return redirect(event)
    form = RsvpForm(request.POST, event=event, has_partners=session.has_partners)
    if not may_save_another(request):
        form.add_error(
            None, _("That is many seats in a short time. Wait ten minutes, then try again.")
        )
        return render(request, "events/event.html", about(event, session, form), status=429)
    if form.is_valid():
        user = request.user if request.user.is_authenticated else None
        try:
            answer = session.rsvp(**form.said, user=user)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            return to_seat(request, answer, form.cleaned_data["submission"])
    return render(request, "events/event.html", about(event, session, form))


def find_session(request: HttpRequest, slug: str, pk: int) -> SessionAsked:
    """The sitting with its event in one statement: many send this at the same moment."""
    seen = Event.objects.visible_to(request.user).filter(slug=slug)
    found = Session.objects.filter(event__in=seen).select_related("event__area")
    asked = found.annotate(has_partners=with_partners("event_id"))
    return cast("SessionAsked", get_object_or_404(asked, pk=pk))


def with_partners(event: str) -> Exists:
    return Exists(Event.partners.through.objects.filter(event_id=OuterRef(event)))


def may_save_another(request: HttpRequest) -> bool:
    """Whoever is signed in is known, and slowed down by nothing."""
    return request.user.is_authenticated or within("seats", settings.SEATS_FROM_ONE, request)


def to_seat(request: HttpRequest, answer: Rsvp, submission: object) -> HttpResponse:
    """The seat, for whoever just saved it.

    A seat saved before opens from its mail only: anyone may type anyone's address.
    """
    theirs = request.user.is_authenticated and answer.user_id == request.user.pk
    if answer.submission == submission or theirs:
        return redirect(answer)
    return redirect("events:mailed", answer.session.event.slug)


@login_not_required
@require_GET
def mailed(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "events/mailed.html", {"event": find_event(request, slug)})


@login_not_required
@unlisted
def seat(request: HttpRequest, token: str) -> HttpResponse:
    """Where one seat is looked at and changed, by whoever holds its link."""
    answer = find_seat(token)
    if answer is None:
        return no_seat(request)
    event = answer.session.event
    form = PartyForm(
        request.POST or None,
        event=event,
        has_partners=answer.has_partners,
        initial=PartyForm.of(answer),
    )
    if request.method == "POST" and form.is_valid():
        try:
            answer.change(**form.said)
        except NotPossible as reason:
            form.add_error("guests", str(reason))
        else:
            messages.success(request, _("Your change is saved."))
            return redirect(answer)
    return render(
        request,
        "events/seat.html",
        {
            "rsvp": answer,
            "session": answer.session,
            "sessions": answer.session.whole(),
            "event": event,
            "form": form,
            "can_change": answer.can_change(),
            "can_accept": answer.can_accept(),
            "place_in_line": answer.place_in_line(),
        },
    )


@login_not_required
@require_GET
@unlisted
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """One page to print, or to show on a phone at the door."""
    answer = find_seat(token)
    if answer is None:
        return no_seat(request)
    if not answer.is_going:
        return redirect(answer)
    told = {"rsvp": answer, "event": answer.session.event, "sessions": answer.session.whole()}
    return render(request, "events/ticket.html", told)


@login_not_required
@require_POST
@unlisted
def accept_seat(request: HttpRequest, token: str) -> HttpResponse:
    answer = find_seat(token)
    if answer is None:
        return no_seat(request)
    try:
        answer.accept()
    except NotPossible as reason:
        messages.error(request, str(reason))
    return redirect(answer)


@login_not_required
@require_POST
@unlisted
def cancel_seat(request: HttpRequest, token: str) -> HttpResponse:
    answer = find_seat(token)
    if answer is None:
        return no_seat(request)
    try:
        answer.cancel()
    except NotPossible as reason:
        messages.error(request, str(reason))
    return redirect(answer)


def find_seat(token: str) -> SeatAsked | None:
    found = Rsvp.objects.by_token(token).select_related("session__event__area")
    asked = found.annotate(has_partners=with_partners("session__event_id"))
    return cast("SeatAsked | None", asked.first())


def no_seat(request: HttpRequest) -> HttpResponse:
    return render(request, "events/no_seat.html", status=404)
