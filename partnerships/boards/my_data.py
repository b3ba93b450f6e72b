from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.accounts.my_data import forgets, holds

if TYPE_CHECKING:
    from portal.accounts.models import User


@holds("boards")
def board_seats(user: User) -> list[dict[str, Any]]:
    """Seats on boards. Comments on drafts are kept without an account, so none are known."""
    return [
        {
            "board": seat.board.name,
            "shown as": seat.name,
            "role": seat.get_role_display(),
            "since": seat.since_on,
            "until": seat.until_on,
        }
        for seat in user.board_seats.select_related("board")
    ]


@forgets
def seats_keep_their_names(user: User) -> None:
    """Who sat on a board is a public record; the account behind it is not."""
    user.board_seats.update(user=None)
