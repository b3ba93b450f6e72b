"""Who keeps the register of records requests and legal demands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from portal.accounts.models import Role

if TYPE_CHECKING:
    from portal.accounts.models import User

KEEPERS = (Role.Kind.COMMAND, Role.Kind.ADMINISTRATOR)


@rules.predicate
def answers_for_the_whole_city(user: User) -> bool:
    """Requests and demands have no area, so a role for one area does not reach them."""
    return user.scope(*KEEPERS) is None


rules.add_perm("records.keep_requests", answers_for_the_whole_city)
rules.add_perm("records.keep_demands", answers_for_the_whole_city)
