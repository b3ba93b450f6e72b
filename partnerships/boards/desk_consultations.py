"""Consultations at the desk: draft, publish, answer every comment, publish what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.boards.consultation_forms import (
    ConclusionForm,
    DecisionForm,
    DraftForm,
    HidingForm,
    MatrixForm,
    ProlongForm,
    RowForm,
)
from partnerships.boards.consulting import comments_of, rows_of
from partnerships.boards.desk import allowed
from partnerships.boards.forms import done
from partnerships.boards.models import Comment, Consultation, Hiding, ResponseRow
from portal.files.uploads import takes_files
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    allowed(request, "boards.consult")
    return draft_form(request, DraftForm(request.POST or None))


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: UserRequest, pk: int) -> HttpResponse:
    """Put the draft better, until it is published."""
    found = mine(request, pk)
    return draft_form(request, DraftForm(request.POST or None, instance=found))


def draft_form(request: UserRequest, form: DraftForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and form.act(request.user):
        messages.success(request, _("The draft is kept. Nobody else can read it yet."))
        return redirect(form.instance.desk_url)
    return render(request, "boards/desk/draft.html", {"form": form})


@require_safe
def consultation(request: UserRequest, pk: int) -> HttpResponse:
    """Where it stands, and what is to do next."""
    return page(request, find(request, pk))


@require_POST
def publication(request: UserRequest, pk: int) -> HttpResponse:
    found = mine(request, pk)
    try:
        found.publish(request.user)
    except NotPossible as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Everyone can read it now."))
    return redirect(found.desk_url)


@require_POST
def prolongation(request: UserRequest, pk: int) -> HttpResponse:
    found = mine(request, pk)
    form = ProlongForm(request.POST, auto_id="prolong_%s")
    return finish(request, found, _("People have more time."), prolong_form=form)


@require_POST
def rows(request: UserRequest, pk: int) -> HttpResponse:
    """Answer the ticked comments, in a row or by having read them."""
    found = mine(request, pk)
    form = MatrixForm(request.POST, consultation=found)
    if form.is_valid() and form.act(request.user):
        messages.success(request, _("Those comments are settled."))
        return redirect(f"{found.desk_url}#answers")
    return page(request, find(request, pk), matrix_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: UserRequest, pk: int) -> HttpResponse:
    """Put one row better, or take it out."""
    found = get_object_or_404(ResponseRow.objects.select_related("consultation"), pk=pk)
    allowed(request, "boards.consult", found.consultation)
    form = RowForm(request.POST or None, instance=found)
    if request.method == "POST" and "remove" in request.POST:
        if done(form, lambda: found.remove(request.user)):
            messages.success(request, _("The row is gone. Its comments wait for an answer again."))
            return redirect(found.consultation.desk_url)
    elif request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if done(form, lambda: found.revise(request.user, **said)):
            messages.success(request, _("The row is changed."))
            return redirect(found.consultation.desk_url)
    return render(request, "boards/desk/row.html", {"form": form, "row": found})


@takes_files
@require_POST
def conclusion(request: UserRequest, pk: int) -> HttpResponse:
    """Publish the answers, what was decided and the text as it is now."""
    found = mine(request, pk)
    form = ConclusionForm(
        request.POST, {"file": request.FILES.getlist("file")}, consultation=found, auto_id="end_%s"
    )
    if form.is_valid() and form.act(request.user):
        messages.success(request, _("It is answered, for everyone to read."))
        return redirect(found.desk_url)
    return page(request, find(request, pk), conclusion_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: UserRequest, pk: int) -> HttpResponse:
    """Hide one comment by a rule, or decide whether it is shown again."""
    found = get_object_or_404(Comment.objects.select_related("consultation"), pk=pk)
    hiding = found.hidings.standing().first()
    readable(request, found.consultation)
    may_hide = request.user.has_perm("boards.consult", found.consultation)
    may_decide = request.user.has_perm("boards.decide_appeal", hiding)
    form: HidingForm | DecisionForm
    form = DecisionForm(request.POST or None) if hiding else HidingForm(request.POST or None)
    if request.method == "POST":
        if not (may_decide if hiding else may_hide):
            raise PermissionDenied
        if form.is_valid() and act_on(form, found, hiding, request):
            messages.success(request, _("Kept, with your reason."))
            return redirect(found.consultation.desk_url)
    context = {
        "form": form,
        "comment": found,
        "hiding": hiding,
        "hidings": found.hidings.select_related("by", "decided_by"),
        "may": may_decide if hiding else may_hide,
    }
    return render(request, "boards/desk/comment.html", context)


def act_on(
    form: HidingForm | DecisionForm, found: Comment, hiding: Hiding | None, request: UserRequest
) -> bool:
    if isinstance(form, HidingForm):
        return form.act(found, request.user)
    return hiding is not None and form.act(hiding, request.user)


def readable(request: UserRequest, found: Consultation) -> None:
    """Those who run it, and oversight, which sees what was hidden and why."""
    user = request.user
    if not (user.has_perm("boards.consult", found) or user.has_perm("boards.consult")):
        raise PermissionDenied


def find(request: UserRequest, pk: int) -> Consultation:
    allowed(request, "boards.consult")
    visible = Consultation.objects.visible_to(request.user).select_related("board", "area")
    return get_object_or_404(visible, pk=pk)


def mine(request: UserRequest, pk: int) -> Consultation:
    found = find(request, pk)
    allowed(request, "boards.consult", found)
    return found


def finish(
    request: UserRequest, found: Consultation, words: str, **forms_by_name: Any
) -> HttpResponse:
    (form,) = forms_by_name.values()
    if form.is_valid() and form.act(found, request.user):
        messages.success(request, words)
        return redirect(found.desk_url)
    return page(request, find(request, found.pk), **forms_by_name)


def page(request: UserRequest, found: Consultation, **forms_by_name: Any) -> HttpResponse:
    unsettled = list(comments_of(found).unsettled().select_related("passage"))
    context = {
        "consultation": found,
        "passages": found.passages.all(),
        "rows": rows_of(found),
        "said": found.comments.count(),
        "unsettled": unsettled,
        "appeals": Hiding.objects.appealed()
        .filter(comment__consultation=found)
        .select_related("comment"),
        "runs": request.user.has_perm("boards.consult", found),
        "prolong_form": ProlongForm(auto_id="prolong_%s"),
        "matrix_form": MatrixForm(consultation=found),
        "conclusion_form": ConclusionForm(consultation=found, auto_id="end_%s"),
        **forms_by_name,
    }
    form = context["matrix_form"]
    context["ticked"] = set(form.data.getlist("comments")) if form.is_bound else set()
    return render(request, "boards/desk/consultation.html", context)
