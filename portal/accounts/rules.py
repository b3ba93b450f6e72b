"""Who someone is, as predicates that every room's rules.py builds upon.

Each answers False to a visitor who has not signed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import rules

from portal.accounts.models import Role, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.areas.models import Area


class Placed(Protocol):
    """Anything that belongs to an area, or to the whole city."""

    @property
    def area(self) -> Area | None: ...


def holds_role(*kinds: str) -> rules.Predicate:
    """Holds one of the roles, wherever."""

    def held(user: User | AnonymousUser) -> bool:
        return isinstance(user, User) and user.has_role(*kinds)

    return rules.Predicate(held, f"holds_role:{'/'.join(kinds)}")


def holds_role_at(*kinds: str) -> rules.Predicate:
    """Holds one of the roles where the object is.

    An object without an area is for city-wide roles only; no object at all, for nobody.
    """

    def held(user: User | AnonymousUser, placed: Placed | None = None) -> bool:
        if not isinstance(user, User) or placed is None:
            return False
        paths = user.scope(*kinds)
        if paths is None:
            return True
        area = placed.area
        return area is not None and any(area.path.startswith(path) for path in paths)

    return rules.Predicate(held, f"holds_role_at:{'/'.join(kinds)}")


is_officer = holds_role(Role.Kind.OFFICER)
is_supervisor = holds_role(Role.Kind.SUPERVISOR)
is_command = holds_role(Role.Kind.COMMAND)
is_partner = holds_role(Role.Kind.PARTNER)
is_oversight = holds_role(Role.Kind.OVERSIGHT)
is_administrator = holds_role(Role.Kind.ADMINISTRATOR)
works_here = holds_role(*Role.STAFF)
