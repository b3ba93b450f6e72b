"""The life of a concern, as data: which step may follow which, and who may take it.

Everything that asks "may this happen?" (verbs, pages, API) asks here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from portal.accounts.models import User


class State(TextChoices):
    RECEIVED = "received", _("Received")
    ACKNOWLEDGED = "acknowledged", _("Being looked at")
    IN_PROGRESS = "in_progress", _("Being worked on")
    PLANNED = "planned", _("Planned")
    RESOLVED = "resolved", _("Done")
    REFERRED = "referred", _("Not ours")
    NO_ACTION = "no_action", _("We cannot do this")
    DUPLICATE = "duplicate", _("Same as another")
    REOPENED = "reopened", _("Opened again")


class Actor(StrEnum):
    RESIDENT = "resident"
    OFFICER = "officer"
    SUPERVISOR = "supervisor"

    @classmethod
    def of(cls, user: User | None) -> Actor:
        """Who takes a step: the person who raised the concern acts without a user."""
        if user is None:
            return cls.RESIDENT
        return cls.SUPERVISOR if user.has_role("supervisor", "command") else cls.OFFICER


CLOSED = (State.RESOLVED, State.REFERRED, State.NO_ACTION, State.DUPLICATE)
OPEN = tuple(state for state in State if state not in CLOSED)

_STAFF = frozenset({Actor.OFFICER, Actor.SUPERVISOR})
_ALL = frozenset(Actor)
_SUPERVISORS = frozenset({Actor.SUPERVISOR})

TRANSITIONS: dict[tuple[State, State], frozenset[Actor]] = {
    # Work begins.
    (State.RECEIVED, State.ACKNOWLEDGED): _STAFF,
    (State.REOPENED, State.ACKNOWLEDGED): _STAFF,
    **{
        (before, State.IN_PROGRESS): _STAFF
        for before in (State.RECEIVED, State.ACKNOWLEDGED, State.PLANNED, State.REOPENED)
    },
    **{
        (before, State.PLANNED): _STAFF
        for before in (State.RECEIVED, State.ACKNOWLEDGED, State.IN_PROGRESS, State.REOPENED)
    },
    # It ends, from anywhere it was open.
    **{(before, after): _STAFF for before in OPEN for after in CLOSED},
    # "Not fixed": the person who raised it always has the last word.
    (State.RESOLVED, State.REOPENED): _ALL,
    (State.REFERRED, State.REOPENED): _ALL,
    (State.DUPLICATE, State.REOPENED): _ALL,
    (State.NO_ACTION, State.REOPENED): frozenset({Actor.RESIDENT, Actor.SUPERVISOR}),
    # A supervisor corrects how it ended.
    **{(before, after): _SUPERVISORS for before in CLOSED for after in CLOSED if before != after},
}

NEEDS_REASON = frozenset({State.REFERRED, State.NO_ACTION, State.RESOLVED, State.PLANNED})


def may_step(before: str, after: str, actor: Actor) -> bool:
    return actor in TRANSITIONS.get((State(before), State(after)), frozenset())


def next_states(before: str, actor: Actor) -> list[State]:
    """Where `actor` may take a concern from here, in the order of `State`."""
    return [after for after in State if may_step(before, after, actor)]
