"""Who did something, as oversight reads it: a role and a unit, never a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.accounts.models import Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

# Of several roles, the first of these says in which capacity someone most likely acted.
FIRST = (
    Role.Kind.COMMAND,
    Role.Kind.SUPERVISOR,
    Role.Kind.OFFICER,
    Role.Kind.OVERSIGHT,
    Role.Kind.ADMINISTRATOR,
    Role.Kind.PARTNER,
)


class Actors:
    """The roles of some people over time, read with one statement."""

    def __init__(self, people: Iterable[int | None]) -> None:
        self.held: dict[int, list[Role]] = {}
        known = {person for person in people if person is not None}
        for role in Role.objects.filter(user__in=known).select_related("area"):
            self.held.setdefault(role.user_id, []).append(role)

    def role_of(self, person: int | None, at: datetime) -> Role | None:
        """The role this person acted in at that moment; None where they held none."""
        held = self.held.get(person, []) if person is not None else []
        then = [role for role in held if role.since <= at and (not role.until or role.until > at)]
        return min(then, key=lambda role: FIRST.index(Role.Kind(role.kind)), default=None)

    def words(self, person: int | None, at: datetime) -> str:
        """“Officer, Millrace”."""
        if person is None:
            return _("Not known")
        role = self.role_of(person, at)
        return str(role) if role else _("No role at that time")
