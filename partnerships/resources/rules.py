"""Who may do what with grants and gifts. Which gifts one may know of is `visible_to`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from partnerships.resources.models.grant import RUNNING, SEEING
from portal.accounts.rules import holds_role

if TYPE_CHECKING:
    from partnerships.resources.models.gifts import Gift
    from portal.accounts.models import User


@rules.predicate
def speaks_for_its_giver(user: User, gift: Gift | None = None) -> bool:
    return gift is not None and user.has_perm("organizations.speak_for", gift.organization)


@rules.predicate
def partner_wrote_it(user: User, gift: Gift | None = None) -> bool:  # noqa: ARG001  # as predicates are asked
    return gift is not None and gift.by_partner


runs_grants = holds_role(*RUNNING)

rules.add_perm("resources.see_grants", holds_role(*SEEING))
rules.add_perm("resources.run_grants", runs_grants)
# Each side confirms what the other wrote down.
rules.add_perm(
    "resources.confirm",
    (runs_grants & partner_wrote_it) | (speaks_for_its_giver & ~partner_wrote_it),
)
