from __future__ import annotations

import rules

from portal.accounts.models import Role
from portal.accounts.rules import holds_role, works_here

# Who looks at numbers beyond their own work. A role with an area sees that area alone.
BOARD_READERS = (
    Role.Kind.SUPERVISOR,
    Role.Kind.COMMAND,
    Role.Kind.OVERSIGHT,
    Role.Kind.ADMINISTRATOR,
)

# Who reads the record on behalf of the public; administrators see what oversight sees.
OVERSIGHT_READERS = (Role.Kind.OVERSIGHT, Role.Kind.ADMINISTRATOR)

rules.add_perm("dashboards.view_oversight", holds_role(*OVERSIGHT_READERS))
rules.add_perm("dashboards.count_complaints", holds_role(Role.Kind.OVERSIGHT))
rules.add_perm("dashboards.view_board", holds_role(*BOARD_READERS))
rules.add_perm("dashboards.view_desk", works_here)
