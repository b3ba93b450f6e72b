"""Who may do what with an entry. Which one may know of is `OutreachEntryQuerySet.visible_to`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from engagement.outreach import states
from engagement.outreach.models import LOGGING, REVIEWING
from engagement.outreach.states import Verb
from portal.accounts.rules import holds_role, holds_role_at

if TYPE_CHECKING:
    from engagement.outreach.models import OutreachEntry
    from portal.accounts.models import User


@rules.predicate
def wrote_it(user: User, entry: OutreachEntry | None = None) -> bool:
    return entry is not None and entry.lead_id == user.pk


@rules.predicate
def may_still_change(user: User, entry: OutreachEntry | None = None) -> bool:  # noqa: ARG001
    return entry is not None and states.may(entry.status, Verb.CHANGE)


logs_outreach = holds_role(*LOGGING)
reviews = holds_role(*REVIEWING)
# Nobody reviews what they wrote themselves.
reviews_it = holds_role_at(*REVIEWING) & ~wrote_it

rules.add_perm("outreach.log", logs_outreach)
rules.add_perm("outreach.change_entry", logs_outreach & wrote_it & may_still_change)
rules.add_perm("outreach.send_entry", logs_outreach & wrote_it)
rules.add_perm("outreach.review", reviews)
rules.add_perm("outreach.review_entry", reviews_it)
rules.add_perm("outreach.read_history", logs_outreach & (wrote_it | holds_role_at(*REVIEWING)))
rules.add_perm("outreach.export", reviews)
