"""Safety walks: what a place invites, and what should be done about it (CPTED)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement.problems import cpted
from engagement.problems.cpted_form import CptedForm
from engagement.problems.models import CptedVisit, Problem
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from engagement.problems.models import CptedItem
    from portal.http import UserRequest

A_PAGE = 30


@require_safe
def visits(request: UserRequest) -> HttpResponse:
    if not request.user.has_perm("problems.work"):
        raise PermissionDenied
    owed = Count("items", Q(items__recommendation__gt="", items__done_on=None))
    found = CptedVisit.objects.workable_by(request.user).select_related("area", "problem")
    ordered = found.annotate(owed=owed).order_by("-on", "-pk")
    page = Paginator(ordered, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "problems/desk/cpted_visits.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """Walk through a place, by itself or for `?problem=`."""
    if not request.user.has_perm("problems.work"):
        raise PermissionDenied
    number = request.GET.get("problem", "")
    problem = None
    if number.isdecimal():
        mine = Problem.objects.workable_by(request.user).select_related("area")
        problem = get_object_or_404(mine, pk=int(number[:18]))
        if not request.user.has_perm("problems.change", problem):
            raise PermissionDenied
    form = CptedForm(request.POST or None, user=request.user, problem=problem)
    if request.method == "POST" and form.is_valid() and (visit := form.keep()):
        messages.success(request, _("The walk is written down."))
        return redirect(visit)
    return render(request, "problems/desk/cpted_new.html", {"form": form, "problem": problem})


@require_safe
def visit(request: UserRequest, pk: int) -> HttpResponse:
    found = readable(request, pk)
    may_change = request.user.has_perm("problems.change_visit", found)
    context = {**about(found), "may_change": may_change}
    return render(request, "problems/desk/cpted_visit.html", context)


@require_safe
def print_view(request: UserRequest, pk: int) -> HttpResponse:
    """For whoever looks after the place."""
    context = {**about(readable(request, pk)), "may_change": False}
    return render(request, "problems/desk/cpted_print.html", context)


@require_POST
def item(request: UserRequest, pk: int, item: int) -> HttpResponse:
    """What was recommended is done."""
    found = readable(request, pk)
    if not request.user.has_perm("problems.change_visit", found):
        raise PermissionDenied
    recommended = get_object_or_404(found.items, pk=item)
    try:
        recommended.finish(request.user)
    except NotPossible as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Kept as done."))
    return redirect(found)


def readable(request: UserRequest, pk: int) -> CptedVisit:
    if not request.user.has_perm("problems.work"):
        raise PermissionDenied
    mine = CptedVisit.objects.workable_by(request.user)
    return get_object_or_404(mine.select_related("area", "problem", "officer"), pk=pk)


def about(visit: CptedVisit) -> dict[str, Any]:
    """By section: each question, its answer, and what is recommended; and what is owed first."""
    asked: dict[str, CptedItem] = {item.question: item for item in visit.items.all()}
    sections = [
        (heading, [(words, asked[key]) for key, words in questions.items() if key in asked])
        for heading, questions in cpted.SECTIONS
    ]
    return {
        "visit": visit,
        "sections": sections,
        "recommended": [item for item in asked.values() if item.recommendation],
        "noes": sum(item.answer == "no" for item in asked.values()),
    }
