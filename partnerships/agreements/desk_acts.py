"""What staff do with an agreement. Each act comes back to its page, with what is wrong if so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partnerships.agreements.desk import keepable, page, readable
from partnerships.agreements.forms import (
    CommentForm,
    GoalForm,
    PaperForm,
    ProgressForm,
    SigningForm,
    WithdrawalForm,
)
from partnerships.agreements.models import SignedFile
from partnerships.agreements.models.sides import Side
from portal.files.serving import served
from portal.files.uploads import takes_files
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from partnerships.agreements.models import Agreement
    from portal.http import UserRequest


@require_POST
def proposal(request: UserRequest, pk: int) -> HttpResponse:
    found = keepable(request, pk)
    return plainly(request, found, found.propose, _("The partner is asked to read and sign it."))


@require_POST
def taking_back(request: UserRequest, pk: int) -> HttpResponse:
    found = keepable(request, pk)
    return plainly(request, found, found.take_back, _("It is a draft again."))


@require_POST
def signature(request: UserRequest, pk: int) -> HttpResponse:
    found = keepable(request, pk)
    form = SigningForm(request.POST, auto_id="signing_%s")
    acted = form.is_valid() and form.act(found, request.user, Side.AGENCY)
    return done(request, found, _("Signed for the police."), acted, signing_form=form)


@takes_files
@require_POST
def paper(request: UserRequest, pk: int) -> HttpResponse:
    """Keep the paper that was signed."""
    found = keepable(request, pk)
    form = PaperForm(request.POST, request.FILES, auto_id="paper_%s")
    acted = form.is_valid() and form.act(found, request.user)
    return done(request, found, _("The signed paper is kept."), acted, paper_form=form)


@require_POST
def withdrawal(request: UserRequest, pk: int) -> HttpResponse:
    found = keepable(request, pk)
    form = WithdrawalForm(request.POST, auto_id="withdrawal_%s")
    acted = form.is_valid() and form.act(found, request.user, Side.AGENCY)
    return done(request, found, _("It no longer holds."), acted, withdrawal_form=form)


@require_POST
def comment(request: UserRequest, pk: int) -> HttpResponse:
    found = keepable(request, pk)
    form = CommentForm(request.POST, auto_id="comment_%s")
    acted = form.is_valid() and form.act(found, request.user, Side.AGENCY)
    return done(request, found, _("The partner can read it."), acted, comment_form=form)


@require_POST
def goals(request: UserRequest, pk: int) -> HttpResponse:
    found = keepable(request, pk)
    form = GoalForm(request.POST, auto_id="goal_%s")
    acted = form.is_valid() and form.act(found, request.user)
    return done(request, found, _("The goal is added."), acted, goal_form=form)


@require_POST
def goal(request: UserRequest, pk: int, number: int) -> HttpResponse:
    """Write down where a goal stands."""
    found = keepable(request, pk)
    get_object_or_404(found.goals, pk=number)
    form = ProgressForm(request.POST, auto_id="progress_%s")
    acted = form.is_valid() and form.act(found, request.user, goal=number)
    return done(
        request, found, _("The number is kept."), acted, progress_form=form, wrong_goal=number
    )


@require_POST
def goal_removal(request: UserRequest, pk: int, number: int) -> HttpResponse:
    found = keepable(request, pk)
    return plainly(
        request, found, lambda by: found.remove_goal(number, by), _("The goal is taken out.")
    )


@require_safe
def file(request: UserRequest, pk: int, name: str) -> HttpResponse:
    return given(readable(request, pk), name)


def given(agreement: Agreement, name: str) -> HttpResponse:
    """The signed paper, to save."""
    files = SignedFile.objects.filter(agreement=agreement).defer(None)
    found = get_object_or_404(files, name=name)
    return served(found.content, found.content_type, f"agreement-{agreement.pk}.pdf")


def plainly(
    request: UserRequest, agreement: Agreement, act: Callable[..., Any], words: str
) -> HttpResponse:
    try:
        act(request.user)
    except NotPossible as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    return redirect(agreement)


def done(
    request: UserRequest, agreement: Agreement, words: str, acted: object, **about: Any
) -> HttpResponse:
    """Come back, or show the form with what is wrong."""
    if acted:
        messages.success(request, words)
        return redirect(agreement)
    return page(request, readable(request, agreement.pk), **about)
