"""One vote a person and ballot (`portal.accounts.voters`), and how fast one may vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.accounts import voters
from portal.api.throttles import within

if TYPE_CHECKING:
    from django.http import HttpRequest

    from engagement.priorities.models import Ballot

# From one caller in ten minutes: a meeting room shares one address.
VOTES = 60


class Voter(voters.Voter):
    """Who votes on what comes first."""

    path = "/areas/"
    salt = "priorities.votes"

    def on(self, ballot: Ballot) -> str:
        return self.hash(ballot.pk)


def may_vote(request: HttpRequest) -> bool:
    """Whoever is signed in is known, and slowed down by nothing."""
    return request.user.is_authenticated or within("priorities:votes", VOTES, request)
