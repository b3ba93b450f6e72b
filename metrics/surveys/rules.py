"""Who may do what with surveys.

Where another organization runs a wave, its people stand in for the police, who then see no
answers and no numbers before they are released: not the chief, and not who administers the
portal. Oversight reads the numbers of every wave and no one's own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from partnerships.organizations.models import Organization
from partnerships.organizations.rules import WHO_SPEAKS
from portal.accounts.models import Role, User
from portal.accounts.rules import (
    holds_role_at,
    is_administrator,
    is_command,
    is_oversight,
    works_here,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from metrics.surveys.models import Wave


def run_by(user: User) -> QuerySet[Organization]:
    """Partners in whose name this person may run a survey: as owner or editor.

    None for whoever holds a role of the police, given a second factor or not, whatever seat
    they hold besides: an officer on the board of a church is an officer.
    """
    if any(role.kind in Role.STAFF for role in user.roles_held):
        return Organization.objects.none()
    return Organization.objects.approved().filter(
        memberships__user=user, memberships__role__in=WHO_SPEAKS
    )


@rules.predicate
def runs_it(user: User | AnonymousUser, wave: Wave | None = None) -> bool:
    """Speaks for the organization that runs this wave, or (without one) for one that runs any."""
    if not isinstance(user, User):
        return False
    if wave is not None:
        return wave.operator_id is not None and run_by(user).filter(pk=wave.operator_id).exists()
    return run_by(user).filter(waves__isnull=False).exists()


@rules.predicate
def is_the_agencys(_user: User | AnonymousUser, wave: Wave | None = None) -> bool:
    return wave is not None and wave.operator_id is None


commands_there = holds_role_at("command", "administrator")
works_there = holds_role_at("officer", "supervisor", "command", "administrator")

# That a wave is asked, what, when and of whom; single answers are shown to no one.
rules.add_perm("surveys.see_waves", works_here | is_oversight | runs_it)
rules.add_perm("surveys.edit_instruments", is_command | is_administrator)
rules.add_perm("surveys.plan_waves", is_command | is_administrator)
# The rest is asked of one wave.
rules.add_perm("surveys.run_wave", (is_the_agencys & commands_there) | runs_it)
rules.add_perm("surveys.enter_answers", (is_the_agencys & works_there) | runs_it)
rules.add_perm("surveys.read_own_words", (is_the_agencys & commands_there) | runs_it)
# How many answered, by area and mode, and what they said, before it is released.
rules.add_perm("surveys.see_numbers", is_oversight | (is_the_agencys & works_there) | runs_it)
rules.add_perm(
    "surveys.export_responses", is_oversight | (is_the_agencys & commands_there) | runs_it
)
rules.add_perm("surveys.release_numbers", (is_the_agencys & commands_there) | runs_it)
