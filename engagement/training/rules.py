"""Who may see and enter what. Whose completions one may enter is `people_of`."""

from __future__ import annotations

import rules

from engagement.training.models.completion import KEEPING
from portal.accounts.models import Role
from portal.accounts.rules import holds_role, works_here

rules.add_perm("training.see_own", works_here)
rules.add_perm("training.enter", holds_role(*KEEPING))
rules.add_perm("training.keep_courses", holds_role(Role.Kind.COMMAND, Role.Kind.ADMINISTRATOR))
