from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from portal.accounts.models import Role, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

KEEPERS = (Role.Kind.COMMAND, Role.Kind.ADMINISTRATOR)


@rules.predicate
def for_the_whole_city(user: User | AnonymousUser) -> bool:
    """Holds command or configuration for the whole city: what is published is about all of it."""
    return isinstance(user, User) and user.scope(*KEEPERS) is None


@rules.predicate
def checks(user: User | AnonymousUser) -> bool:
    return isinstance(user, User) and user.has_role(Role.Kind.OVERSIGHT)


# Drafts hold nothing that will not be public, so oversight may read them too.
rules.add_perm("transparency.see_drafts", for_the_whole_city | checks)
rules.add_perm("transparency.publish", for_the_whole_city)
