"""What this room shows on pages of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partnerships.boards.models import Board, Consultation, Recommendation
from partnerships.boards.public import rows_of
from portal.pages.kept import stamped_by
from portal.pages.panels import panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.areas.models import Area
    from portal.http import UserRequest

A_FEW = 3
ON_HOME = 2

stamped_by(
    "SELECT greatest((SELECT max(changed_at) FROM boards_board),"
    " (SELECT max(changed_at) FROM boards_recommendation),"
    " (SELECT max(changed_at) FROM boards_consultation))"
)


@panel("home", template="boards/panels/home.html", order=25)
def have_your_say(_request: HttpRequest) -> dict[str, Any] | None:
    found = list(Consultation.objects.open().order_by("closes_on", "pk")[:ON_HOME])
    return {"consultations": found} if found else None


@panel("area", template="boards/panels/area.html", order=55)
def boards_here(_request: HttpRequest, *, area: Area) -> dict[str, Any] | None:
    """Boards of this area, and what they wait for."""
    boards = list(Board.objects.current().of(area)[:A_FEW])
    waiting = rows_of(Recommendation.objects.waiting().of(area)).order_by("due_on", "pk")
    found = list(waiting[:A_FEW])
    return {"boards": boards, "recommendations": found} if boards or found else None


@panel("desk", template="boards/panels/desk.html", order=18)
def answers_owed(request: UserRequest, **_about: Any) -> dict[str, Any] | None:
    """To whoever answers boards: what is due next, overdue ones first."""
    user = request.user
    if not user.has_role("command"):
        return None
    waiting = Recommendation.objects.waiting().answerable_by(user)
    found = list(rows_of(waiting).order_by("due_on", "pk")[:A_FEW])
    return {"recommendations": found} if found else None
