from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from portal.accounts.models import User


def within_scope(user: User, *kinds: str, path: str = "area__path") -> Q:
    """Rows whose area lies where `user` holds one of the role kinds.

    `path` names the column that holds the area's path, seen from the filtered model.
    A city-wide role matches every row, rows without an area included; no role matches none.
    """
    paths = user.scope(*kinds)
    inside = Q(pk__in=[])
    if paths is None:
        return ~inside  # not Q(): "this | Q()" is this alone
    for prefix in paths:
        inside |= Q(**{f"{path}__startswith": prefix})
    return inside
