"""Who may do what with a concern. What one may know of is `ConcernQuerySet.visible_to`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from engagement.concerns.covering import covered_by
from engagement.concerns.models.querysets import district_of
from portal.accounts.rules import holds_role, holds_role_at, is_oversight

if TYPE_CHECKING:
    from engagement.concerns.models import Concern
    from portal.accounts.models import User

KINDS = ("officer", "supervisor", "command")
answers_residents = holds_role(*KINDS)


@rules.predicate
def serves_its_district(user: User, concern: Concern | None = None) -> bool:
    """Works where the concern is, or it lies nowhere yet and anyone may take it."""
    paths = user.scope(*KINDS)
    if concern is None or paths is None:
        return concern is not None
    if concern.area is None:
        return bool(paths)
    return any(concern.area.path.startswith(district_of(path)) for path in paths)


@rules.predicate
def has_it(user: User, concern: Concern | None = None) -> bool:
    return concern is not None and concern.assigned_to_id == user.pk


@rules.predicate
def stands_in(user: User, concern: Concern | None = None) -> bool:
    """Looks after the desk of the officer who has it and is away."""
    if concern is None or concern.assigned_to_id is None or concern.sensitive:
        return False
    return covered_by(user).filter(user=concern.assigned_to_id).exists()


works_on = serves_its_district | has_it | stands_in


supervises = holds_role_at("supervisor", "command")

rules.add_perm("concerns.read_desk", answers_residents | is_oversight)
rules.add_perm("concerns.enter_concern", answers_residents)
rules.add_perm("concerns.work_concern", answers_residents & works_on)
rules.add_perm("concerns.read_original", supervises)
rules.add_perm("concerns.keep_templates", holds_role("supervisor", "command"))
rules.add_perm("concerns.see_contact", answers_residents & works_on)
