"""The life of an entry, as data: written, sent, then approved, or sent back and sent again.

Everything that asks "may this happen?" (verbs, pages) asks here.
"""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Sent")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Sent back")


class Verb(StrEnum):
    CHANGE = "change"
    SEND = "send"
    APPROVE = "approve"
    GIVE_BACK = "give_back"
    AUDIT = "audit"


# Who does it: its author alone, or a supervisor who did not write it.
AUTHORS = frozenset({Verb.CHANGE, Verb.SEND})
REVIEWERS = frozenset({Verb.APPROVE, Verb.GIVE_BACK, Verb.AUDIT})

TRANSITIONS: dict[tuple[State, Verb], State] = {
    (State.DRAFT, Verb.CHANGE): State.DRAFT,
    (State.DRAFT, Verb.SEND): State.SUBMITTED,
    (State.SUBMITTED, Verb.CHANGE): State.SUBMITTED,
    (State.SUBMITTED, Verb.APPROVE): State.APPROVED,
    (State.SUBMITTED, Verb.GIVE_BACK): State.RETURNED,
    (State.SUBMITTED, Verb.AUDIT): State.SUBMITTED,
    (State.RETURNED, Verb.CHANGE): State.RETURNED,
    (State.RETURNED, Verb.SEND): State.SUBMITTED,
    (State.RETURNED, Verb.AUDIT): State.RETURNED,
    # What is approved stays as it is, unless it is sent back first.
    (State.APPROVED, Verb.GIVE_BACK): State.RETURNED,
    (State.APPROVED, Verb.AUDIT): State.APPROVED,
}

NOT_SENT = _("Its author has not sent this entry yet.")
SENT_ALREADY = _("This entry is sent already.")
APPROVED = _("This entry is approved. A supervisor has to send it back before it can change.")
WITH_ITS_AUTHOR = _("This entry was sent back. Its author corrects it and sends it again.")
REFUSALS = {
    (State.DRAFT, Verb.APPROVE): NOT_SENT,
    (State.DRAFT, Verb.GIVE_BACK): NOT_SENT,
    (State.DRAFT, Verb.AUDIT): NOT_SENT,
    (State.SUBMITTED, Verb.SEND): SENT_ALREADY,
    (State.RETURNED, Verb.APPROVE): WITH_ITS_AUTHOR,
    (State.RETURNED, Verb.GIVE_BACK): WITH_ITS_AUTHOR,
    (State.APPROVED, Verb.CHANGE): APPROVED,
    (State.APPROVED, Verb.SEND): APPROVED,
    (State.APPROVED, Verb.APPROVE): _("This entry is approved already."),
}


def may(state: str, verb: Verb) -> bool:
    return (State(state), verb) in TRANSITIONS


def why_not(state: str, verb: Verb) -> str:
    return str(REFUSALS[State(state), verb])
