"""Who may do what with a problem. Which one may know of is `ProblemQuerySet.visible_to`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from engagement.problems.models.querysets import READING, WORKING
from portal.accounts.rules import holds_role, holds_role_at

if TYPE_CHECKING:
    from engagement.problems.models import CptedVisit, Problem
    from portal.accounts.models import User


@rules.predicate
def leads_it(user: User, problem: Problem | None = None) -> bool:
    return problem is not None and problem.lead_id == user.pk


@rules.predicate
def walked_it(user: User, visit: CptedVisit | None = None) -> bool:
    return visit is not None and visit.officer_id == user.pk


works_on_problems = holds_role(*WORKING)

rules.add_perm("problems.read_desk", holds_role(*READING))
rules.add_perm("problems.work", works_on_problems)
rules.add_perm("problems.change", works_on_problems & (holds_role_at(*WORKING) | leads_it))
rules.add_perm("problems.change_visit", works_on_problems & (holds_role_at(*WORKING) | walked_it))
