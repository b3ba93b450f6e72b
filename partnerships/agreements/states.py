"""The life of an agreement. Nobody sets it: it follows from records and from the day.

draft: being written. proposed: the partner is asked. agreed: both signed, its first day is
still to come. in force, ending (within `SOON`), lapsed; withdrawn by either side; replaced by
another one that is in force.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date

SOON = timedelta(days=90)


class State(TextChoices):
    DRAFT = "draft", _("Being written")
    PROPOSED = "proposed", _("Waiting for signatures")
    AGREED = "agreed", _("Signed, not begun")
    IN_FORCE = "in_force", _("In force")
    ENDING = "ending", _("Ending soon")
    LAPSED = "lapsed", _("Lapsed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REPLACED = "replaced", _("Replaced")


class Verb(StrEnum):
    EDIT = "edit"
    PROPOSE = "propose"
    TAKE_BACK = "take_back"
    SIGN = "sign"
    COMMENT = "comment"
    WITHDRAW = "withdraw"
    RENEW = "renew"
    MEASURE = "measure"


OPEN = (State.AGREED, State.IN_FORCE, State.ENDING)
ALLOWED: dict[Verb, tuple[State, ...]] = {
    # Words that someone may have signed do not change beneath the signature.
    Verb.EDIT: (State.DRAFT,),
    Verb.PROPOSE: (State.DRAFT,),
    Verb.TAKE_BACK: (State.PROPOSED,),
    Verb.SIGN: (State.PROPOSED,),
    Verb.COMMENT: (State.PROPOSED, *OPEN, State.LAPSED),
    Verb.WITHDRAW: (State.PROPOSED, *OPEN),
    Verb.RENEW: (State.IN_FORCE, State.ENDING, State.LAPSED, State.WITHDRAWN),
    # What came of it is known best once it is over.
    Verb.MEASURE: (*OPEN, State.LAPSED, State.REPLACED),
}
REFUSALS = {
    Verb.EDIT: _("The partner has it already. Take it back first, then change it."),
    Verb.PROPOSE: _("The partner has it already."),
    Verb.TAKE_BACK: _("Only a proposal that waits for signatures can be taken back."),
    Verb.SIGN: _("Only a proposal can be signed, and this is none now."),
    Verb.COMMENT: _("There is nothing to say about it any more."),
    Verb.WITHDRAW: _("It does not hold now, so there is nothing to withdraw from."),
    Verb.RENEW: _("Only one that held can be renewed."),
    Verb.MEASURE: _("Numbers are kept once it holds."),
}


def of(  # noqa: PLR0913  all it follows from, all named
    *,
    proposed: bool,
    signed: bool,
    withdrawn: bool,
    replaced: bool,
    starts_on: date,
    ends_on: date,
    on: date,
) -> State:
    """The state on a day. Its last day is a day it holds."""
    if withdrawn:
        return State.WITHDRAWN
    if not signed:
        return State.PROPOSED if proposed else State.DRAFT
    if replaced:
        return State.REPLACED
    if on < starts_on:
        return State.AGREED
    if on > ends_on:
        return State.LAPSED
    return State.ENDING if ends_on - on <= SOON else State.IN_FORCE


def may(state: State, verb: Verb) -> bool:
    return state in ALLOWED[verb]


def why_not(verb: Verb) -> str:
    return str(REFUSALS[verb])
