from __future__ import annotations

import rules

from engagement.events.models.event import HOSTING
from portal.accounts.models import Role
from portal.accounts.rules import holds_role, holds_role_at

# Objects are events or sessions: both say in which area they are.
rules.add_perm("events.prepare", holds_role(*HOSTING))
rules.add_perm("events.run", holds_role_at(*HOSTING))
# Starters are everyone's; who looks after them sees more than one beat.
rules.add_perm("events.keep_starters", holds_role(Role.Kind.SUPERVISOR, Role.Kind.COMMAND))
