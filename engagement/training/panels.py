"""On the first page of the desk what is due of one's own; on one's page the way to all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engagement.training.holdings import State, own
from portal.pages.panels import panel

if TYPE_CHECKING:
    from portal.http import UserRequest


@panel("desk", template="training/panels/desk.html", order=70)
def due_for_me(request: UserRequest, **_about: Any) -> dict[str, Any] | None:
    """None where nothing is due: the page is about today."""
    if not request.user.has_perm("training.see_own"):
        return None
    due = [
        each
        for each in own(request.user)
        if each.course.required and each.course.is_offered and each.state != State.CURRENT
    ]
    return {"due": due} if due else None


@panel("me", template="training/panels/me.html", order=60)
def where_mine_is(request: UserRequest, **_about: Any) -> dict[str, Any] | None:
    """The way to one's own page, for everybody on staff."""
    return {} if request.user.has_perm("training.see_own") else None
