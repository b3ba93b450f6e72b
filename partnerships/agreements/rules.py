"""Who may do what with an agreement. Which one may know of is `AgreementQuerySet.visible_to`.

For a partner: those who speak for it say what should change, and give or take back consent; its
owners sign and withdraw (`organizations.speak_for`, `organizations.manage`).
"""

from __future__ import annotations

import rules

from partnerships.agreements.models.querysets import KEEPING, READING
from portal.accounts.rules import holds_role

rules.add_perm("agreements.read", holds_role(*READING))
rules.add_perm("agreements.keep", holds_role(*KEEPING))
