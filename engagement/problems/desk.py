"""Problems at the desk: the list, a new one, one as a guided record, and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement.concerns.models import Concern
from engagement.events.models import Event
from engagement.problems import record
from engagement.problems.beginning import NewProblemForm
from engagement.problems.filters import DeskFilter
from engagement.problems.models import Problem
from engagement.problems.models.querysets import READING, STALE
from engagement.problems.panels import open_here
from portal.accounts.scope import within_scope
from portal.areas.models import Area
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest

A_PAGE = 30
MOST_CONCERNS = 50


@require_safe
def problems(request: UserRequest) -> HttpResponse:
    if not request.user.has_perm("problems.read_desk"):
        raise PermissionDenied
    mine = Problem.objects.workable_by(request.user)
    areas = Area.objects.filter(within_scope(request.user, *READING, path="path"))
    form = DeskFilter(request.GET, user=request.user, areas=areas)
    found = form.narrow(mine).select_related("area", "lead").order_by("stepped_at", "pk")
    counted = found.annotate(raised=Count("concerns", distinct=True))
    context = {
        "form": form,
        "page": Paginator(counted, A_PAGE).get_page(request.GET.get("page")),
        "counts": counts(request),
        "stale_before": timezone.now() - STALE,
        "may_work": request.user.has_perm("problems.work"),
    }
    return render(request, "problems/desk/problems.html", context)


def counts(request: UserRequest) -> dict[str, int]:
    """In one statement."""
    is_open = ~Q(stage="closed")
    quiet = Q(stepped_at__lt=timezone.now() - STALE)
    found = Problem.objects.workable_by(request.user).order_by()
    return found.aggregate(
        open=Count("pk", is_open),
        stale=Count("pk", is_open & quiet),
        mine=Count("pk", is_open & Q(lead=request.user)),
        untold=Count("pk", Q(stage="closed", told_at=None, published_at__isnull=False)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """Begin one, from `?concerns=1,2,3`, from `?event=4`, or from nothing."""
    if not request.user.has_perm("problems.work"):
        raise PermissionDenied
    source = source_of(request)
    form = NewProblemForm(request.POST or None, user=request.user, **source)
    if request.method == "POST" and form.is_valid() and (problem := form.begin()):
        messages.success(request, _("The problem is begun. First: is it one?"))
        return redirect(problem)
    return render(request, "problems/desk/new.html", {"form": form})


def source_of(request: UserRequest) -> dict[str, Any]:
    """What it begins from. What is not theirs to know is not there."""
    asked = request.GET.get("concerns", "")[:400].split(",")
    numbers = [int(text[:18]) for text in asked if text.isdecimal()][:MOST_CONCERNS]
    concerns = Concern.objects.workable_by(request.user).filter(pk__in=numbers)
    found = list(concerns.select_related("area", "category").order_by("pk"))
    number = request.GET.get("event", "")
    event = None
    if number.isdecimal():
        event = get_object_or_404(Event.objects.visible_to(request.user), pk=int(number[:18]))
    return {"concerns": found, "event": event}


@require_safe
def problem(request: UserRequest, pk: int) -> HttpResponse:
    shown = readable(request, pk)
    return render(request, "problems/desk/problem.html", record.of(shown, request.user))


@require_safe
def print_view(request: UserRequest, pk: int) -> HttpResponse:
    """The same on paper, for a meeting: without what one presses."""
    about = record.of(readable(request, pk), request.user)
    about |= {"may_change": False, "may_edit": False, "may_go_back": False, "missing": []}
    return render(request, "problems/desk/print.html", about)


@require_POST
def from_concern(request: UserRequest, concern: int) -> HttpResponse:
    """Add a concern to a problem that is worked on already."""
    if not request.user.has_perm("problems.work"):
        raise PermissionDenied
    found = get_object_or_404(Concern.objects.workable_by(request.user), pk=concern)
    number = request.POST.get("problem", "")
    chosen = (
        open_here(request.user, found).filter(pk=int(number[:18])) if number.isdecimal() else ()
    )
    for problem in chosen:
        try:
            problem.link("concerns", [found], request.user)
        except NotPossible as refused:
            messages.error(request, str(refused))
        else:
            said = _("The concern is part of “%(title)s” now.")
            messages.success(request, said % {"title": problem.title})
        return redirect(found)
    messages.error(request, _("Choose a problem that is worked on here."))
    return redirect(found)


def readable(request: UserRequest, pk: int) -> Problem:
    """The problem, for staff who may know of it; 404 when it is not theirs."""
    if not request.user.has_perm("problems.read_desk"):
        raise PermissionDenied
    found = Problem.objects.workable_by(request.user)
    with_area = found.select_related("area", "category", "lead", "merged_into", "created_by")
    return get_object_or_404(with_area, pk=pk)


def changeable(request: UserRequest, pk: int) -> Problem:
    found = readable(request, pk)
    if not request.user.has_perm("problems.change", found):
        raise PermissionDenied
    return found
