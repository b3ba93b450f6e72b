"""What the portal holds about a person, collected from the rooms that hold it.

A room's own `my_data.py` is imported when the site starts. There it registers:

    @holds("concerns")
    def concerns(user):
        return [{"said": concern.text, ...} for concern in ...]

    @forgets
    def concerns_without_a_name(user):
        ...    # runs in the transaction that closes the account
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator

from portal.accounts.models import User

Collect = Callable[[User], Any]
Forget = Callable[[User], None]

_held: dict[str, Collect] = {}
_forgets: list[Forget] = []


def holds(what: str) -> Callable[[Collect], Collect]:
    def register(collect: Collect) -> Collect:
        _held[what] = collect
        return collect

    return register


def forgets(forget: Forget) -> Forget:
    _forgets.append(forget)
    return forget


def everything_about(user: User) -> dict[str, Any]:
    """All of it, ready for JSON, by room."""
    return {what: collect(user) for what, collect in sorted(_held.items())}


def rooms() -> list[str]:
    """The names of the rooms that hold something about people, by the alphabet."""
    return sorted(_held)


def collected(room: str, user: User) -> Any:
    """What one room holds about this person."""
    return _held[room](user)


def forget(user: User) -> None:
    for each in _forgets:
        each(user)


@holds("account")
def account(user: User) -> dict[str, Any]:
    return {
        "name": user.name,
        "email": user.email,
        "language": user.language,
        "joined": user.joined_at,
        "last signed in": user.last_login,
        "roles": [
            {
                "role": role.kind,
                "area": role.area and role.area.name,
                "since": role.since,
                "until": role.until,
            }
            for role in user.roles.select_related("area")
        ],
        "earlier names and addresses": list(
            user.history.order_by("pgh_created_at").values("name", "email", "pgh_created_at")
        ),
        "keys for signing in": [
            {"kind": key.type, "added": key.created_at, "last used": key.last_used_at}
            for key in Authenticator.objects.filter(user=user)
        ],
    }
