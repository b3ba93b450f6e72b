"""What this room itself holds about someone: the copies of their data they asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.accounts.my_data import forgets, holds
from portal.records.models import DataExport

if TYPE_CHECKING:
    from portal.accounts.models import User


@holds("copies of this data")
def copies(user: User) -> list[dict[str, Any]]:
    return [
        {
            "asked": copy.requested_at,
            "state": str(copy.get_state_display()),
            "until": copy.expires_at,
            "fetched": copy.fetched_at,
        }
        for copy in DataExport.objects.of(user).without_content().order_by("requested_at")
    ]


@forgets
def copies_are_emptied(user: User) -> None:
    """Nobody may fetch what was put together for someone who has left."""
    DataExport.objects.of(user).on_their_way().update(
        state=DataExport.State.CANCELLED, claim=None, claimed_until=None
    )
    DataExport.objects.of(user).update(content=None)
