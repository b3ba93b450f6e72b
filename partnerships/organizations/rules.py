"""Who may do what with an organization. Which ones one may know of is `visible_to`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from partnerships.organizations.models.membership import Membership
from portal.accounts.models import User
from portal.accounts.rules import holds_role, is_administrator

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.organizations.models import Organization

WHO_SPEAKS = (Membership.Role.OWNER, Membership.Role.EDITOR)


def holds_seat(*kinds: str) -> rules.Predicate:
    """Belongs to the organization, in one of the roles; it has not left."""

    def held(user: User | AnonymousUser, organization: Organization | None = None) -> bool:
        if not isinstance(user, User) or organization is None or organization.left_at:
            return False
        return organization.memberships.filter(user=user, role__in=kinds).exists()

    return rules.Predicate(held, f"holds_seat:{'/'.join(kinds)}")


@rules.predicate
def is_partner_now(user: User | AnonymousUser, organization: Organization | None = None) -> bool:  # noqa: ARG001  # as predicates are asked
    return organization is not None and organization.is_partner


is_member = holds_seat(*Membership.Role.values)
may_speak = holds_seat(*WHO_SPEAKS)
is_owner = holds_seat(Membership.Role.OWNER)

rules.add_perm("organizations.read_workspace", is_member)
# Its page, sites and services; also while it waits for approval.
rules.add_perm("organizations.edit", may_speak)
rules.add_perm("organizations.change_organization", is_administrator | may_speak)
# In its name, towards the agency and the public.
rules.add_perm("organizations.speak_for", may_speak & is_partner_now)
rules.add_perm("organizations.manage", is_owner)
# At the desk: read the register; decide who becomes a partner.
rules.add_perm(
    "organizations.read_register", holds_role("officer", "supervisor", "command", "administrator")
)
rules.add_perm("organizations.decide", holds_role("supervisor", "command", "administrator"))
