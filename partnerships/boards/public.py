"""Boards and their register of recommendations, for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships.boards import columns, story
from partnerships.boards.filters import RegisterFilter
from partnerships.boards.models import Board, Consultation, Recommendation
from partnerships.boards.tally import Tally
from portal.pages.kept import kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from partnerships.boards.models.register import RecommendationQuerySet

A_PAGE = 20
A_FEW = 5


@require_safe
@login_not_required
@kept
def boards(request: HttpRequest) -> HttpResponse:
    """Every board that meets, with its subcommittees; then those that ended."""
    today = timezone.localdate()
    waiting = Q(recommendations__answered_on=None, recommendations__withdrawn_on=None)
    counted = Board.objects.select_related("area", "parent").annotate(
        waiting=Count("recommendations", waiting & Q(recommendations__isnull=False)),
        overdue=Count("recommendations", waiting & Q(recommendations__due_on__lt=today)),
    )
    found = list(counted.order_by("name"))
    current = [board for board in found if board.is_current]
    context = {
        "boards": [
            (board, [part for part in current if part.parent_id == board.pk])
            for board in current
            if board.parent_id is None
        ],
        "ended": [board for board in found if not board.is_current],
        "tally": Tally.of(Recommendation.objects.all()),
        "consultations": Consultation.objects.open().order_by("closes_on")[:A_FEW],
    }
    return render(request, "boards/list.html", context)


@require_safe
@login_not_required
@kept
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """Who sits on it and until when, when it meets, and what it recommended."""
    found = get_object_or_404(Board.objects.select_related("area", "parent"), slug=slug)
    seats = found.members.sitting().chair_first().select_related("organization")
    members = list(seats)
    taken = sum(member.role != member.Role.LIAISON for member in members)
    made = Recommendation.objects.filter(board=found)
    context = {
        "board": found,
        "members": members,
        "vacant": max(found.seats - taken, 0) if found.seats else 0,
        "parts": found.subcommittees.current(),
        "recommendations": rows_of(made.late_first())[:A_FEW],
        "tally": Tally.of(made),
        "consultations": Consultation.objects.published().filter(board=found)[:A_FEW],
    }
    return render(request, "boards/board.html", context)


@require_safe
@login_not_required
@kept
def register(request: HttpRequest) -> HttpResponse:
    """Every recommendation of every board: overdue ones first."""
    form = RegisterFilter(request.GET)
    found = form.narrow(Recommendation.objects.all())
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "board": form.chosen_board,
        "tally": Tally.of(form.within(Recommendation.objects.all())),
        "page": Paginator(rows_of(found.late_first()), A_PAGE).get_page(request.GET.get("page")),
        "columns": columns.COLUMNS,
        "query": query.urlencode(),
    }
    return render(request, "boards/register.html", context)


@require_safe
@login_not_required
@kept
def recommendation(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """One recommendation, for good: an address to come back to."""
    found = rows_of(Recommendation.objects.named(slug, label)).select_related("board__parent")
    one = get_object_or_404(found.prefetch_related("answers", "actions", "extensions"))
    return render(
        request, "boards/recommendation.html", {"recommendation": one, "steps": story.of(one)}
    )


def rows_of(found: RecommendationQuerySet) -> RecommendationQuerySet:
    return found.with_actions().select_related("board", "area")
