from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from metrics.dashboards import drilling, findings, maps, methods, waits, worry_places
from metrics.dashboards.around import Around
from metrics.dashboards.board import Board
from metrics.dashboards.board_charts import charts_of, tables_of
from metrics.dashboards.comparing import Comparison, other_slice
from metrics.dashboards.doors import Doors
from metrics.dashboards.forms import FilterForm
from metrics.dashboards.models import SavedView
from metrics.dashboards.our_word import OurWord
from metrics.dashboards.rules import BOARD_READERS
from metrics.dashboards.slices import Slice
from metrics.dashboards.view_forms import ViewForm, known_part

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


@require_safe
def command(request: UserRequest) -> HttpResponse:
    """The board: whether promises are kept, in the areas this person answers for."""
    if not request.user.has_perm("dashboards.view_board"):
        raise PermissionDenied
    return page(request)


def page(request: UserRequest, query: str | None = None, **about: object) -> HttpResponse:
    """What the filter of `query` (else of the address) shows, with what else is to be said."""
    asked = request.GET if query is None else QueryDict(query)
    form = FilterForm(asked, paths=request.user.scope(*BOARD_READERS))
    kept = known_part(asked.urlencode())
    context: dict[str, object] = {
        "form": form,
        "board": None,
        "around": None,
        "saved": SavedView.objects.of(request.user),
        "view_form": ViewForm(user=request.user, initial={"query": kept}),
    }
    if form.is_valid():
        context |= shown(request, form)
    return render(request, "dashboards/command.html", context | about)


def shown(request: UserRequest, form: FilterForm) -> dict[str, object]:
    """Everything on the board for a filter that makes sense."""
    scope = request.user.scope(*BOARD_READERS)
    these = Slice.of(form.chosen_period(), area=form.chosen_area(), scope=scope, at=timezone.now())
    those = other_slice(these, form.cleaned_data["against"], form.other_area(), scope)
    board = Board.of(these)
    doors = Doors.of(these, request.user)
    word = OurWord.of(these)
    return {
        "board": board,
        "around": Around.of(these, request.user),
        "as_of": board.data_as_of,
        "our_word": word,
        "word_grid": word.grid(doors),
        "waits": waits.longest(these, request.user),
        "comparison": Comparison.of(these, those) if those else None,
        "worries": worry_places.grid(board, doors),
        "maps": maps.where(these),
        "words": findings.all_of(board),
        "charts": drilling.charts(charts_of(board), board, doors),
        "tables": drilling.tables(tables_of(board), board, doors),
        "method": methods.trust(board),
    }
