"""One promise at the desk: how it stands, what happened to it, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement.commitments import story
from engagement.commitments import telling as letters
from engagement.commitments.forms import (
    CommitmentForm,
    PostponementForm,
    ResultForm,
    TellingForm,
)
from engagement.commitments.models import Commitment
from engagement.commitments.public import with_source
from engagement.concerns.models import Concern
from engagement.events.models import Event
from engagement.events.models.event import HOSTING
from engagement.outreach.models import OutreachEntry
from engagement.problems.models import Problem
from partnerships.boards.models import Recommendation
from portal.accounts.scope import within_scope
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from portal.http import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """Write down a promise, made about a concern, at a meeting, on outreach, or anywhere."""
    if not request.user.has_perm("commitments.keep_ledger"):
        raise PermissionDenied
    source = source_of(request)
    form = CommitmentForm(request.POST or None, user=request.user, **source)
    if request.method == "POST" and form.is_valid() and (promise := form.promise()):
        messages.success(request, _("The promise is written down."))
        return redirect(promise)
    return render(request, "commitments/new.html", {"form": form, **source})


@require_safe
def commitment(request: UserRequest, pk: int) -> HttpResponse:
    return page(request, readable(request, pk))


@require_POST
def postponement(request: UserRequest, pk: int) -> HttpResponse:
    promise = changeable(request, pk)
    form = PostponementForm(request.POST, auto_id="postponement_%s")
    return done(request, promise, _("The day is moved, with your reason."), postponement_form=form)


@require_POST
def result(request: UserRequest, pk: int) -> HttpResponse:
    promise = changeable(request, pk)
    form = ResultForm(request.POST, auto_id="result_%s")
    return done(request, promise, _("Kept down. Now let residents know."), result_form=form)


@require_POST
def telling(request: UserRequest, pk: int) -> HttpResponse:
    promise = changeable(request, pk)
    listeners = letters.listeners(promise)
    form = TellingForm(request.POST, promise=promise, listeners=listeners, auto_id="telling_%s")
    return done(request, promise, _("Residents are told. This promise is over."), telling_form=form)


@require_POST
def reopening(request: UserRequest, pk: int) -> HttpResponse:
    promise = changeable(request, pk)
    try:
        promise.reopen(request.user)
    except NotPossible as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The promise stands again."))
    return redirect(promise)


@require_POST
def showing(request: UserRequest, pk: int) -> HttpResponse:
    """Put it on the public page, or take it off."""
    promise = changeable(request, pk)
    to_everyone = request.POST.get("to") == "everyone"
    try:
        promise.show(request.user, to_everyone=to_everyone)
    except NotPossible as refused:
        messages.error(request, str(refused))
    else:
        said = _("Everyone can read it now.") if to_everyone else _("Only colleagues read it now.")
        messages.success(request, said)
    return redirect(promise)


def done(
    request: UserRequest, promise: Commitment, words: str, **forms_by_name: Any
) -> HttpResponse:
    """Do what the form says and come back, or show the form with what is wrong."""
    (form,) = forms_by_name.values()
    if form.is_valid() and form.act(promise, request.user):
        messages.success(request, words)
        return redirect(promise)
    promise.refresh_from_db()
    return page(request, promise, **forms_by_name)


def page(request: UserRequest, promise: Commitment, **forms_by_name: forms.Form) -> HttpResponse:
    listeners = letters.listeners(promise) if promise.state in ("kept", "dropped") else 0
    context = {
        "promise": promise,
        "steps": story.of(promise),
        "may_change": request.user.has_perm("commitments.change", promise),
        "may_show": not (promise.concern and promise.concern.sensitive),
        "may_open_concern": promise.concern_id
        and Concern.objects.workable_by(request.user).filter(pk=promise.concern_id).exists(),
        "listeners": listeners,
        "postponement_form": PostponementForm(auto_id="postponement_%s"),
        "result_form": ResultForm(auto_id="result_%s"),
        "telling_form": TellingForm(promise=promise, listeners=listeners, auto_id="telling_%s"),
        **forms_by_name,
    }
    return render(request, "commitments/commitment.html", context)


def readable(request: UserRequest, pk: int) -> Commitment:
    """The promise, for someone who keeps the ledger; 404 when it is not theirs to know."""
    if not request.user.has_perm("commitments.keep_ledger"):
        raise PermissionDenied
    found = with_source(Commitment.objects.workable_by(request.user))
    return get_object_or_404(found.select_related("created_by"), pk=pk)


def changeable(request: UserRequest, pk: int) -> Commitment:
    promise = readable(request, pk)
    if not request.user.has_perm("commitments.change", promise):
        raise PermissionDenied
    return promise


def source_of(request: UserRequest) -> dict[str, Any]:
    """Where it is made, if the address says so. What is not theirs to know is not there."""
    user, number = request.user, request.GET.get
    if pk := _number(number("concern")):
        return {"concern": get_object_or_404(Concern.objects.workable_by(user), pk=pk)}
    if pk := _number(number("event")):
        hosted = Event.objects.filter(within_scope(user, *HOSTING))
        return {"event": get_object_or_404(hosted, pk=pk)}
    if pk := _number(number("entry")):
        return {"entry": get_object_or_404(OutreachEntry.objects.visible_to(user), pk=pk)}
    if pk := _number(number("problem")):
        return {"problem": get_object_or_404(Problem.objects.workable_by(user), pk=pk)}
    if pk := _number(number("recommendation")):
        return {"recommendation": get_object_or_404(Recommendation, pk=pk)}
    return {}


def _number(text: str | None) -> int | None:
    return int(text[:18]) if text and text.isdecimal() else None
