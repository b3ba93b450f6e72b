"""Who keeps the priorities of an area. Everyone reads them."""

from __future__ import annotations

import rules

from engagement.priorities.models.querysets import KEEPING
from portal.accounts.rules import holds_role, holds_role_at

rules.add_perm("priorities.keep_priorities", holds_role(*KEEPING))
# For an area's page the area itself is asked about, by way of `Placed` (`desk.Kept`).
rules.add_perm("priorities.change", holds_role_at(*KEEPING))
