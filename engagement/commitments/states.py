"""The life of a promise, as data: open, then kept or given up, and over once residents know.

Everything that asks "may this happen?" (verbs, pages) asks here.
"""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    OPEN = "open", _("Not done yet")
    KEPT = "kept", _("Kept, residents not told yet")
    DROPPED = "dropped", _("Given up, residents not told yet")
    TOLD = "told", _("Residents told")


class Verb(StrEnum):
    POSTPONE = "postpone"
    KEEP = "keep"
    DROP = "drop"
    TELL = "tell"
    REOPEN = "reopen"


TRANSITIONS: dict[tuple[State, Verb], State] = {
    (State.OPEN, Verb.POSTPONE): State.OPEN,
    (State.OPEN, Verb.KEEP): State.KEPT,
    (State.OPEN, Verb.DROP): State.DROPPED,
    (State.KEPT, Verb.TELL): State.TOLD,
    (State.DROPPED, Verb.TELL): State.TOLD,
    # It turned out not to be so: the promise stands again, with the day it had.
    (State.KEPT, Verb.REOPEN): State.OPEN,
    (State.DROPPED, Verb.REOPEN): State.OPEN,
    (State.TOLD, Verb.REOPEN): State.OPEN,
}

REFUSALS = {
    (State.OPEN, Verb.TELL): _("Say first what came of it; then residents can be told."),
    (State.OPEN, Verb.REOPEN): _("This promise is open already."),
    (State.TOLD, Verb.TELL): _("Residents were told already. Open it again if that was wrong."),
}
CLOSED = _("This promise is closed already. Open it again first.")


def may(state: str, verb: Verb) -> bool:
    return (State(state), verb) in TRANSITIONS


def why_not(state: str, verb: Verb) -> str:
    return str(REFUSALS.get((State(state), verb), CLOSED))
