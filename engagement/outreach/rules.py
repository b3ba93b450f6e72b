from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from engagement.outreach.models import LOGGING, OutreachEntry
from portal.accounts.rules import holds_role

if TYPE_CHECKING:
    from portal.accounts.models import User


@rules.predicate
def wrote_it(user: User, entry: OutreachEntry | None = None) -> bool:
    return entry is not None and entry.lead_id == user.pk


@rules.predicate
def is_still_open(user: User, entry: OutreachEntry | None = None) -> bool:  # noqa: ARG001
    return entry is not None and entry.status != OutreachEntry.Status.APPROVED


logs_outreach = holds_role(*LOGGING)

rules.add_perm("outreach.log", logs_outreach)
rules.add_perm("outreach.change_entry", logs_outreach & wrote_it & is_still_open)
