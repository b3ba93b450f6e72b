"""The two pages that both sides look at: the list by how things stand, and one agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.agreements import states, story
from partnerships.agreements.states import State, Verb
from portal.pages.clocks import Clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from partnerships.agreements.models import Agreement
    from portal.pages.clocks import Kind

GROUPS = (
    (_("Lapsed"), (State.LAPSED,)),
    (_("Ending soon"), (State.ENDING,)),
    (_("Waiting for signatures, or being written"), (State.PROPOSED, State.DRAFT)),
    (_("In force"), (State.IN_FORCE, State.AGREED)),
    (_("Over"), (State.WITHDRAWN, State.REPLACED)),
)
KINDS: dict[State, Kind] = {
    State.LAPSED: "late",
    State.ENDING: "soon",
    State.IN_FORCE: "met",
    State.PROPOSED: "open",
}


def clock_of(agreement: Agreement, on: date | None = None) -> Clock:
    """How it stands, in words, with the drawn clock beside them."""
    state = agreement.state_on(on or timezone.localdate())
    return Clock(KINDS.get(state, "none"), timezone.now()).saying(state.label)


def grouped(agreements: Iterable[Agreement]) -> list[dict[str, Any]]:
    """Rows under their headings, what needs someone first; no heading without a row."""
    today = timezone.localdate()
    rows: dict[State, list[dict[str, Any]]] = {state: [] for state in State}
    for agreement in agreements:
        state = agreement.state_on(today)
        rows[state].append({"agreement": agreement, "clock": clock_of(agreement, today)})
    groups = [
        {"heading": heading, "rows": [row for state in those for row in rows[state]]}
        for heading, those in GROUPS
    ]
    return [group for group in groups if group["rows"]]


def about(agreement: Agreement) -> dict[str, Any]:
    """What both sides' pages show of one agreement, and what may be done with it now."""
    state = agreement.state
    return {
        "agreement": agreement,
        "state": state,
        "clock": clock_of(agreement),
        "left": (agreement.ends_on - timezone.localdate()).days,
        "goals": list(agreement.goals.all()),
        "files": list(agreement.files.all()),
        "steps": story.of(agreement),
        "may": {verb.value: states.may(state, verb) for verb in Verb},
    }
