"""Recommendations at the desk: what waits for an answer, and what follows from one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.boards import story
from partnerships.boards.forms import (
    ActionForm,
    AnswerForm,
    MoreTimeForm,
    RecommendationForm,
    ResultForm,
    WithdrawalForm,
    done,
)
from partnerships.boards.models import (
    Board,
    BoardMember,
    Consultation,
    Recommendation,
    RecommendationAction,
)
from partnerships.boards.public import rows_of
from partnerships.boards.rules import SPEAKS
from partnerships.boards.tally import Tally
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from portal.accounts.models import User
    from portal.http import UserRequest

MOST = 60


@require_safe
def home(request: UserRequest) -> HttpResponse:
    """What is owed to boards: overdue answers first; then actions, terms and consultations."""
    allowed(request, "boards.read_desk")
    waiting = rows_of(Recommendation.objects.waiting()).order_by("due_on", "pk")
    actions = RecommendationAction.objects.filter(done_on=None).order_by("due_on", "pk")
    context = {
        "tally": Tally.of(Recommendation.objects.all()),
        "waiting": waiting[:MOST],
        "actions": actions.select_related("recommendation__board", "owner")[:MOST],
        "ending": BoardMember.objects.ending_soon().select_related("board").order_by("until_on"),
        "boards": boards_of(request.user),
        "consultations": Consultation.objects.visible_to(request.user).filter(answered_at=None),
        "may_add": request.user.has_perm("boards.add_board"),
        "may_consult": request.user.has_perm("boards.consult"),
        "may_answer": request.user.has_role("command"),
    }
    return render(request, "boards/desk/home.html", context)


def boards_of(user: User) -> list[tuple[Board, bool, bool]]:
    """Boards that meet: each, whether this person may change it, and whether file for it."""
    spoken = set(Board.objects.spoken_for_by(user, *SPEAKS).values_list("pk", flat=True))
    any_change, any_file = user.has_perm("boards.add_board"), user.has_role("oversight")
    return [
        (board, any_change or board.pk in spoken, any_file or board.pk in spoken)
        for board in Board.objects.current()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def filing(request: UserRequest, slug: str) -> HttpResponse:
    """File what a board recommends."""
    board = get_object_or_404(Board, slug=slug)
    allowed(request, "boards.file", board)
    form = RecommendationForm(request.POST or None, initial={"area": board.area})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def act() -> None:
            form.instance = Recommendation.objects.file(board, by=request.user, **said)

        if done(form, act):
            messages.success(request, _("It is filed, and the clock runs."))
            return redirect(form.instance.desk_url)
    return render(request, "boards/desk/filing.html", {"form": form, "board": board})


@require_safe
def recommendation(request: UserRequest, pk: int) -> HttpResponse:
    return page(request, find(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def revision(request: UserRequest, pk: int) -> HttpResponse:
    """Put it better, until it is answered."""
    one = find(request, pk)
    allowed(request, "boards.file", one)
    form = RecommendationForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        said.pop("submission")
        if done(form, lambda: one.revise(request.user, **said)):
            messages.success(request, _("It is changed. What it said before is kept."))
            return redirect(one.desk_url)
    context = {"form": form, "board": one.board, "recommendation": one}
    return render(request, "boards/desk/filing.html", context)


@require_POST
def taking_up(request: UserRequest, pk: int) -> HttpResponse:
    one = find(request, pk)
    allowed(request, "boards.answer", one)
    return simply(request, one, lambda: one.take_up(request.user), _("The board can see that."))


@require_POST
def answer(request: UserRequest, pk: int) -> HttpResponse:
    one = find(request, pk)
    allowed(request, "boards.answer", one)
    form = AnswerForm(request.POST, auto_id="answer_%s")
    return finish(request, one, _("The answer is public, and the board is told."), answer_form=form)


@require_POST
def more_time(request: UserRequest, pk: int) -> HttpResponse:
    one = find(request, pk)
    allowed(request, "boards.answer", one)
    form = MoreTimeForm(request.POST, auto_id="time_%s")
    return finish(request, one, _("The board is asked, in public."), time_form=form)


@require_POST
def agreement(request: UserRequest, pk: int) -> HttpResponse:
    """The board agrees to wait, or does not."""
    one = find(request, pk)
    allowed(request, "boards.agree_to_wait", one)
    agreed = request.POST.get("agreed") == "yes"
    words = _("The day has moved.") if agreed else _("The day stays.")
    return simply(request, one, lambda: one.decide_on_time(request.user, agreed=agreed), words)


@require_POST
def withdrawal(request: UserRequest, pk: int) -> HttpResponse:
    one = find(request, pk)
    allowed(request, "boards.file", one)
    form = WithdrawalForm(request.POST, auto_id="withdrawal_%s")
    return finish(request, one, _("It is taken back, with the reason."), withdrawal_form=form)


@require_POST
def actions(request: UserRequest, pk: int) -> HttpResponse:
    one = find(request, pk)
    allowed(request, "boards.answer", one)
    form = ActionForm(request.POST, auto_id="action_%s")
    return finish(request, one, _("It is on the list, for everyone."), action_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def result(request: UserRequest, pk: int) -> HttpResponse:
    """One action is done, and this came of it."""
    allowed(request, "boards.read_desk")
    found = RecommendationAction.objects.select_related("recommendation__board")
    action = get_object_or_404(found, pk=pk)
    allowed(request, "boards.finish", action)
    one = action.recommendation
    form = ResultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["result"]
        if done(form, lambda: one.finish(action, said, request.user)):
            messages.success(request, _("Kept down, for everyone to read."))
            return redirect(one.desk_url)
    return render(request, "boards/desk/result.html", {"form": form, "action": action})


def allowed(request: UserRequest, perm: str, thing: object = None) -> None:
    if not request.user.has_perm(perm, thing):
        raise PermissionDenied


def find(request: UserRequest, pk: int) -> Recommendation:
    allowed(request, "boards.read_desk")
    found = rows_of(Recommendation.objects.all())
    return get_object_or_404(found.prefetch_related("answers", "actions__owner"), pk=pk)


def simply(request: UserRequest, one: Recommendation, act: Any, words: str) -> HttpResponse:
    """A button that asks for nothing more."""
    try:
        act()
    except NotPossible as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    return redirect(one.desk_url)


def finish(
    request: UserRequest, one: Recommendation, words: str, **forms_by_name: Any
) -> HttpResponse:
    """Do what the form says and come back, or show the form with what is wrong."""
    (form,) = forms_by_name.values()
    if form.is_valid() and form.act(one, request.user):
        messages.success(request, words)
        return redirect(one.desk_url)
    return page(request, find(request, one.pk), **forms_by_name)


def page(request: UserRequest, one: Recommendation, **forms_by_name: forms.Form) -> HttpResponse:
    may = request.user.has_perm
    known = {"known": len(one.answers.all())}
    context = {
        "recommendation": one,
        "steps": story.of(one),
        "asked": one.extensions.filter(agreed=None).first() if one.is_waiting else None,
        "may_answer": may("boards.answer", one),
        "may_file": may("boards.file", one),
        "may_agree": may("boards.agree_to_wait", one),
        "mine": [
            each for each in one.actions.all() if not each.done_on and may("boards.finish", each)
        ],
        "answer_form": AnswerForm(auto_id="answer_%s", initial=known),
        "time_form": MoreTimeForm(auto_id="time_%s"),
        "action_form": ActionForm(auto_id="action_%s"),
        "withdrawal_form": WithdrawalForm(auto_id="withdrawal_%s"),
        "earlier": one.history.order_by("-pgh_id")[:MOST],
        **forms_by_name,
    }
    return render(request, "boards/desk/recommendation.html", context)
