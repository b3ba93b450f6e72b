from __future__ import annotations

import rules

from portal.accounts.models import Role
from portal.accounts.rules import holds_role

# Analysts hold the command role.
READERS = (Role.Kind.COMMAND, Role.Kind.OVERSIGHT, Role.Kind.ADMINISTRATOR)
KEEPERS = (Role.Kind.COMMAND, Role.Kind.ADMINISTRATOR)

rules.add_perm("crime.see", holds_role(*READERS))
rules.add_perm("crime.keep_programs", holds_role(*KEEPERS))
