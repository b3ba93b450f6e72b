from __future__ import annotations

from typing import TYPE_CHECKING

from portal.accounts.models import Role

if TYPE_CHECKING:
    from portal.accounts.models import User

HOMES = (
    (Role.Kind.COMMAND, "/command/"),
    (Role.Kind.SUPERVISOR, "/desk/"),
    (Role.Kind.OFFICER, "/desk/"),
    (Role.Kind.ADMINISTRATOR, "/admin/"),
)


def home_of(user: User) -> str:
    """Where someone's day starts after signing in."""
    held = {role.kind for role in user.roles_held}
    for kind, address in HOMES:
        if kind in held:
            return address
    return "/workspace/" if user.has_a_seat else "/me/"
