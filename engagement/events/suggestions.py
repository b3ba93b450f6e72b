"""What residents want a meeting to talk about: said, seconded, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from engagement.events import voters
from engagement.events.desk_views import find_event as find_my_event
from engagement.events.models import Suggestion
from engagement.events.suggestion_forms import DecisionForm, SuggestionForm
from engagement.events.views import find_event
from engagement.events.wishes import told
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from engagement.events.models import Event
    from portal.http import UserRequest

WAIT = 600  # seconds, for whoever was too fast


@login_not_required
@never_cache
def suggestions(request: HttpRequest, slug: str) -> HttpResponse:
    """All of them; to this address, too, a new one is sent."""
    event = find_event(request, slug)
    if request.method == "POST":
        return suggest(request, event)
    return shown(request, event, SuggestionForm())


def suggest(request: HttpRequest, event: Event) -> HttpResponse:
    form = SuggestionForm(request.POST)
    if not form.is_valid():
        return shown(request, event, form)
    if not voters.may_suggest(request):
        return too_fast(request, event, form)
    voter = voters.Voter(request)
    try:
        made = Suggestion.objects.make(
            event,
            form.cleaned_data["text"],
            voter=voter.at(event),
            form=voters.of_form(event, form.cleaned_data["submission"]),
            language=(get_language() or "")[:10],
        )
    except NotPossible as reason:
        form.add_error(None, str(reason))
        return shown(request, event, form)
    messages.success(request, _("Your suggestion is on the list."))
    return voter.remembered(redirect(to(made)))


@login_not_required
@require_POST
@never_cache
def speak_up(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One more person wants this talked about."""
    event = find_event(request, slug)
    suggestion = get_object_or_404(event.suggestions.shown(), pk=pk)
    if not voters.may_speak(request):
        return too_fast(request, event, SuggestionForm())
    voter = voters.Voter(request)
    try:
        event.refuse_unless_suggestible()
        if suggestion.add_voice(voter.at(event)):
            messages.success(request, _("Your voice is counted."))
        else:
            messages.success(request, _("Your voice was counted before. It counts once."))
    except NotPossible as reason:
        messages.error(request, str(reason))
    return voter.remembered(redirect(to(suggestion)))


def shown(
    request: HttpRequest, event: Event, form: SuggestionForm, *, status: int = 200
) -> HttpResponse:
    context = {"event": event, "suggestion_form": form, **told(event)}
    return render(request, "events/suggestions.html", context, status=status)


def too_fast(request: HttpRequest, event: Event, form: SuggestionForm) -> HttpResponse:
    messages.error(request, _("That is many at once. Wait ten minutes, then try again."))
    response = shown(request, event, form, status=429)
    response["Retry-After"] = str(WAIT)
    return response


def to(suggestion: Suggestion) -> str:
    page = reverse("events:suggestions", args=[suggestion.event.slug])
    return f"{page}#suggestion-{suggestion.pk}"


# At the desk


@require_safe
def desk_suggestions(request: UserRequest, pk: int) -> HttpResponse:
    event = find_my_event(request, pk)
    return render(request, "events/desk_suggestions.html", {"event": event, **told(event)})


@require_POST
def decide(request: UserRequest, pk: int, suggestion: int) -> HttpResponse:
    """Take it, leave it out or hide it, with a reason for everyone; or take that back."""
    event = find_my_event(request, pk)
    found = get_object_or_404(event.suggestions, pk=suggestion)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what becomes of it, and say why in at most 300 letters."))
        return redirect("desk_events:suggestions", event.pk)
    try:
        verb(found, **form.cleaned_data, request=request)
    except NotPossible as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("Decided. Everyone can read it."))
    return redirect("desk_events:suggestions", event.pk)


def verb(found: Suggestion, decision: str, reason: str, request: UserRequest) -> None:
    if decision == "take":
        found.take(request.user)
    elif decision == "decline":
        found.decline(request.user, reason)
    elif decision == "hide":
        found.hide(request.user, reason)
    else:
        found.reconsider(request.user)
