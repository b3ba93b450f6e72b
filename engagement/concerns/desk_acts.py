"""What an officer does with a concern: one verb a page, the same with and without script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from engagement.concerns import desk
from engagement.concerns.answer_forms import DeskAnswerForm
from engagement.concerns.desk_forms import ClosureForm, NoteForm, PlanForm
from engagement.concerns.models import Attachment
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from engagement.concerns.models import Concern
    from portal.http import UserRequest


@require_POST
def acknowledgement(request: UserRequest, pk: int) -> HttpResponse:
    concern = desk.workable(request, pk)
    return _do(request, concern, lambda: concern.acknowledge(request.user), _("Marked as read."))


@require_POST
def answer(request: UserRequest, pk: int) -> HttpResponse:
    concern = desk.workable(request, pk)
    form = DeskAnswerForm(request.POST, request.FILES, auto_id="answer_%s")
    if not form.is_valid():
        return desk.page(request, concern, answer_form=form)
    said = form.cleaned_data
    if "preview" in request.POST:
        return desk.page(request, concern, answer_form=form, preview=said["text"])
    told = _("Answered. A mail is on its way.") if concern.may_mail else _("Answered.")
    if said["wait"]:
        told = _("Asked. Our clocks stand until they write back.")
    return _do(request, concern, lambda: _say(request, concern, said), told)


@require_POST
def note(request: UserRequest, pk: int) -> HttpResponse:
    concern = desk.workable(request, pk)
    form = NoteForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return desk.page(request, concern, note_form=form)
    said = form.cleaned_data
    return _do(request, concern, lambda: concern.note(request.user, **said), _("Note kept."))


@require_POST
def assignment(request: UserRequest, pk: int) -> HttpResponse:
    concern = desk.workable(request, pk)
    user = request.user
    return _do(request, concern, lambda: concern.assign(user, user), _("It is yours now."))


@require_POST
def work(request: UserRequest, pk: int) -> HttpResponse:
    concern = desk.workable(request, pk)
    return _do(request, concern, lambda: concern.start(request.user), _("Work has begun."))


@require_POST
def plan(request: UserRequest, pk: int) -> HttpResponse:
    concern = desk.workable(request, pk)
    form = PlanForm(request.POST, auto_id="plan_%s")
    if not form.is_valid():
        return desk.page(request, concern, plan_form=form)
    said = form.cleaned_data
    return _do(request, concern, lambda: concern.plan(request.user, **said), _("It is planned."))


@require_POST
def closure(request: UserRequest, pk: int) -> HttpResponse:
    concern = desk.workable(request, pk)
    form = ClosureForm(request.POST, auto_id="closure_%s")
    if not form.is_valid():
        return desk.page(request, concern, closure_form=form)
    said = form.cleaned_data
    return _do(
        request, concern, lambda: concern.close(request.user, **said), _("It is closed."), form
    )


@require_POST
def reopening(request: UserRequest, pk: int) -> HttpResponse:
    concern = desk.workable(request, pk)
    return _do(request, concern, lambda: concern.reopen(request.user), _("It is open again."))


@require_POST
def publication(request: UserRequest, pk: int) -> HttpResponse:
    concern = desk.workable(request, pk)
    if concern.is_public:
        done = _("It is off the public page.")
        return _do(request, concern, lambda: concern.withdraw(request.user), done)
    done = _("It is on the public page.")
    return _do(request, concern, lambda: concern.publish(request.user), done)


@require_POST
def sensitivity(request: UserRequest, pk: int) -> HttpResponse:
    concern = desk.workable(request, pk)
    done = _("Marked sensitive. Nothing is sent by itself from now on.")
    return _do(request, concern, lambda: concern.mark_sensitive(request.user), done)


@transaction.atomic
def _say(request: UserRequest, concern: Concern, said: dict[str, Any]) -> None:
    """Answer, or ask, with what was attached; the same form twice says it once."""
    verb = concern.ask if said["wait"] else concern.answer
    message = verb(request.user, said["text"], said["key"])
    if said["photos"] and not message.attachments.exists():
        Attachment.objects.keep(concern, said["photos"], message)


def _do(
    request: UserRequest,
    concern: Concern,
    verb: Callable[[], object],
    done: str,
    form: ClosureForm | None = None,
) -> HttpResponse:
    """Do it and come back, or say in words why not, with what was typed still there."""
    try:
        verb()
    except NotPossible as refusal:
        concern.refresh_from_db()
        kept = {"closure_form": form} if form else {}
        return desk.page(request, concern, status=409, refused=refusal.words, **kept)
    if request.headers.get("HX-Request") == "true":
        return desk.page(request, concern, done=done)
    messages.success(request, done)
    return redirect(concern)
