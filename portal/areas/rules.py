"""Who may do what with an area and its team. Everyone may read the public page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from portal.accounts.models import Role, User
from portal.accounts.rules import holds_role, holds_role_at

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.areas.models import Area, HandoverNote, TeamMember

LEADING = (Role.Kind.SUPERVISOR, Role.Kind.COMMAND, Role.Kind.ADMINISTRATOR)


@rules.predicate
def leads_area(user: User | AnonymousUser, area: Area | None = None) -> bool:
    """Supervises the area, or leads the whole city."""
    return area is not None and _reaches(user, area, *LEADING)


@rules.predicate
def serves_district(user: User | AnonymousUser, area: Area | None = None) -> bool:
    """An officer anywhere in the district the area lies in: they stand in for one another."""
    if not isinstance(user, User) or area is None:
        return False
    paths = user.scope(Role.Kind.OFFICER)
    district = area.path.split("/", 1)[0] + "/"
    return paths is None or any(path.startswith(district) for path in paths)


@rules.predicate
def is_theirs(user: User | AnonymousUser, posting: TeamMember | None = None) -> bool:
    return posting is not None and posting.user_id == user.pk


@rules.predicate
def wrote_it(user: User | AnonymousUser, note: HandoverNote | None = None) -> bool:
    return note is not None and user.pk in (note.written_by_id, note.posting.user_id)


def _reaches(user: User | AnonymousUser, area: Area, *kinds: str) -> bool:
    if not isinstance(user, User):
        return False
    paths = user.scope(*kinds)
    return paths is None or any(area.path.startswith(path) for path in paths)


works = holds_role(*Role.STAFF)
leads_there = holds_role_at(*LEADING)

rules.add_perm("areas.know", leads_area | serves_district)
rules.add_perm("areas.keep_team", leads_area)
rules.add_perm("areas.change_posting", works & (leads_there | is_theirs))
rules.add_perm("areas.hand_over", works & (leads_there | is_theirs))
rules.add_perm("areas.change_note", works & (leads_there | wrote_it))
