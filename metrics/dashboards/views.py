from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from engagement.concerns.queue import clock_of
from metrics.dashboards import findings, methods
from metrics.dashboards.board import Board
from metrics.dashboards.board_charts import charts_of, tables_of
from metrics.dashboards.forms import FilterForm
from metrics.dashboards.numbers import concerns, promises
from metrics.dashboards.rules import BOARD_READERS
from metrics.dashboards.slices import Slice

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


@require_safe
def command(request: UserRequest) -> HttpResponse:
    """The board: whether promises are kept, in the areas this person answers for."""
    if not request.user.has_perm("dashboards.view_board"):
        raise PermissionDenied
    scope = request.user.scope(*BOARD_READERS)
    form = FilterForm(request.GET, paths=scope)
    context: dict[str, object] = {"form": form, "board": None}
    if form.is_valid():
        at = timezone.now()
        these = Slice.of(form.chosen_period(), area=form.chosen_area(), scope=scope, at=at)
        board = Board.of(these)
        context |= {
            "board": board,
            "words": findings.all_of(board),
            "charts": charts_of(board),
            "tables": tables_of(board),
            "method": methods.trust(board),
            "longest_waits": [
                {"concern": late, "clock": clock_of(late, at)}
                for late in concerns.longest_waits(these, request.user)
            ],
            "may_open_lists": request.user.has_perm("concerns.read_desk"),
            "promises": promises.owed(these),
            "may_open_ledger": request.user.has_perm("commitments.keep_ledger"),
        }
    return render(request, "dashboards/command.html", context)
