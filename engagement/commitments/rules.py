"""Who may do what with a promise. Which one may know of is `CommitmentQuerySet.visible_to`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from engagement.commitments.models.querysets import KEEPING
from portal.accounts.rules import holds_role, holds_role_at

if TYPE_CHECKING:
    from engagement.commitments.models import Commitment
    from portal.accounts.models import User


@rules.predicate
def answers_for_it(user: User, promise: Commitment | None = None) -> bool:
    return promise is not None and user.pk in (promise.owner_id, promise.created_by_id)


keeps_promises = holds_role(*KEEPING)

rules.add_perm("commitments.keep_ledger", keeps_promises)
rules.add_perm("commitments.change", keeps_promises & (holds_role_at(*KEEPING) | answers_for_it))
