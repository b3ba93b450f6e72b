"""Who may do what with boards. What is published, everyone may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from partnerships.boards.models import BoardMember, Recommendation
from portal.accounts.models import Role, User
from portal.accounts.rules import (
    holds_role_at,
    is_administrator,
    is_command,
    is_oversight,
    works_here,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.boards.models import Board, Consultation, Hiding, RecommendationAction

LEADS = (BoardMember.Role.CHAIR, BoardMember.Role.VICE)
SPEAKS = (*LEADS, BoardMember.Role.LIAISON)


def _of(thing: Board | Recommendation | None) -> Board | None:
    return thing.board if isinstance(thing, Recommendation) else thing


def _sits(
    user: User | AnonymousUser, thing: Board | Recommendation | None, roles: tuple[str, ...]
) -> bool:
    """On this board, now; without one, on any."""
    if not isinstance(user, User):
        return False
    board = _of(thing)
    seats = BoardMember.objects.sitting().filter(user=user, role__in=roles)
    return seats.filter(board=board).exists() if board else seats.exists()


@rules.predicate
def leads_it(user: User, thing: Board | Recommendation | None = None) -> bool:
    return _sits(user, thing, LEADS)


@rules.predicate
def speaks_for_it(user: User, thing: Board | Recommendation | None = None) -> bool:
    return _sits(user, thing, SPEAKS)


@rules.predicate
def sits_anywhere(user: User, _thing: object = None) -> bool:
    return _sits(user, None, tuple(BoardMember.Role))


@rules.predicate
def owns_the_action(user: User, action: RecommendationAction | None = None) -> bool:
    return action is not None and action.owner_id == user.pk


@rules.predicate
def runs_it(user: User, consultation: Consultation | None = None) -> bool:
    """The house that began it: command or oversight. Without one, whoever may begin any."""
    if consultation is None:
        return user.has_role(Role.Kind.COMMAND, Role.Kind.OVERSIGHT)
    return user.has_role(Role.Kind.OVERSIGHT if consultation.by_oversight else Role.Kind.COMMAND)


@rules.predicate
def did_not_hide_it(user: User, hiding: Hiding | None = None) -> bool:
    return hiding is not None and hiding.by_id != user.pk


rules.add_perm("boards.read_desk", works_here | is_oversight | sits_anywhere)
rules.add_perm("boards.file", is_oversight | speaks_for_it)
rules.add_perm("boards.agree_to_wait", is_oversight | leads_it)
rules.add_perm("boards.answer", holds_role_at(Role.Kind.COMMAND))
rules.add_perm("boards.finish", is_command | owns_the_action)
rules.add_perm("boards.add_board", is_command | is_administrator | is_oversight)
rules.add_perm("boards.change_board", is_command | is_administrator | is_oversight | speaks_for_it)
rules.add_perm("boards.consult", runs_it)
rules.add_perm("boards.decide_appeal", (is_command | is_oversight) & did_not_hide_it)
