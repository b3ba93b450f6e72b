from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from portal.accounts.models import User
from portal.accounts.rules import is_administrator

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.organizations.models import Organization


@rules.predicate
def is_member(user: User | AnonymousUser, organization: Organization | None = None) -> bool:
    return (
        isinstance(user, User) and organization is not None and organization.members.contains(user)
    )


rules.add_perm("organizations.change_organization", is_administrator | is_member)
