"""Who may do what with surveys.

Where another organization runs a wave, its people stand in for the police, who then see no
answers and no numbers before they are released.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from partnerships.organizations.models import Organization
from portal.accounts.models import User
from portal.accounts.rules import (
    holds_role_at,
    is_administrator,
    is_command,
    is_oversight,
    works_here,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from metrics.surveys.models import Wave


@rules.predicate
def runs_it(user: User | AnonymousUser, wave: Wave | None = None) -> bool:
    """Speaks for the organization that runs this wave, or (without one) for one that may."""
    if not isinstance(user, User):
        return False
    theirs = Organization.objects.approved().filter(members=user)
    if wave is not None:
        return wave.operator_id is not None and theirs.filter(pk=wave.operator_id).exists()
    return theirs.filter(waves__isnull=False).exists()


@rules.predicate
def is_the_agencys(_user: User | AnonymousUser, wave: Wave | None = None) -> bool:
    return wave is not None and wave.operator_id is None


commands_there = holds_role_at("command", "administrator")
works_there = holds_role_at("officer", "supervisor", "command", "administrator")

# How many were asked and how many answered; single answers are shown to no one.
rules.add_perm("surveys.see_waves", works_here | is_oversight)
rules.add_perm("surveys.edit_instruments", is_command | is_administrator)
rules.add_perm("surveys.plan_waves", is_command | is_administrator)
# The rest is asked of one wave.
rules.add_perm("surveys.run_wave", (is_the_agencys & commands_there) | runs_it)
rules.add_perm("surveys.enter_answers", (is_the_agencys & works_there) | runs_it)
rules.add_perm("surveys.read_own_words", (is_the_agencys & commands_there) | runs_it)
rules.add_perm("surveys.see_numbers", is_oversight | (is_the_agencys & works_there) | runs_it)
rules.add_perm(
    "surveys.export_responses", is_oversight | (is_the_agencys & commands_there) | runs_it
)
