"""The life of a request for help, as data.

Everything that asks "may this happen?" (verbs, pages, signed links) asks here.
"""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    SENT = "sent", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    ACTING = "acting", _("In contact")
    CLOSED = "closed", _("Closed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")


class Verb(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    BEGIN = "begin"
    CLOSE = "close"
    WITHDRAW = "withdraw"


TRANSITIONS: dict[tuple[State, Verb], State] = {
    (State.SENT, Verb.ACCEPT): State.ACCEPTED,
    (State.SENT, Verb.DECLINE): State.DECLINED,
    (State.SENT, Verb.WITHDRAW): State.WITHDRAWN,
    (State.ACCEPTED, Verb.BEGIN): State.ACTING,
    # Nobody answered the phone: closed without contact.
    (State.ACCEPTED, Verb.CLOSE): State.CLOSED,
    (State.ACCEPTED, Verb.WITHDRAW): State.WITHDRAWN,
    (State.ACTING, Verb.CLOSE): State.CLOSED,
    (State.ACTING, Verb.WITHDRAW): State.WITHDRAWN,
    # What came of it stays; how to reach the person is erased.
    (State.CLOSED, Verb.WITHDRAW): State.CLOSED,
    (State.DECLINED, Verb.WITHDRAW): State.DECLINED,
}
OPEN = (State.SENT, State.ACCEPTED, State.ACTING)
# When the organization may read how to reach the person.
IN_HAND = (State.ACCEPTED, State.ACTING)

REFUSALS = {
    (State.SENT, Verb.BEGIN): _("Accept the request first; then you see how to reach the person."),
    (State.SENT, Verb.CLOSE): _("Accept or decline the request first."),
    (State.ACCEPTED, Verb.ACCEPT): _("This request is accepted already."),
    (State.ACCEPTED, Verb.DECLINE): _(
        "This request is accepted already. Close it and say what came of it."
    ),
    (State.ACTING, Verb.BEGIN): _("The first contact is written down already."),
    (State.ACTING, Verb.ACCEPT): _("This request is accepted already."),
    (State.ACTING, Verb.DECLINE): _(
        "This request is accepted already. Close it and say what came of it."
    ),
}
OVER = {
    State.CLOSED: _("This request is closed. There is nothing more to do."),
    State.DECLINED: _("This request was declined. There is nothing more to do."),
    State.WITHDRAWN: _("This request was taken back. There is nothing more to do."),
}


def may(state: str, verb: Verb) -> bool:
    return (State(state), verb) in TRANSITIONS


def after(state: str, verb: Verb) -> State:
    return TRANSITIONS[State(state), verb]


def why_not(state: str, verb: Verb) -> str:
    state = State(state)
    return str(OVER.get(state) or REFUSALS[state, verb])
