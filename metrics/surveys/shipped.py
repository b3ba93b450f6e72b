"""The instruments that come with the portal: their words, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    code: str
    wordings: dict[str, dict[str, str | bool]]
    lowest: int = 0
    highest: int = 10


@dataclass(frozen=True)
class Definition:
    slug: str
    version: int
    kind: str
    title: str
    source: str
    items: tuple[Item, ...]


LISTEN = Item(
    code="listen",
    wordings={
        "en": {
            "ask": "How much do you agree with this statement?",
            "statement": (
                "The police in my neighborhood listen to and take into account "
                "the concerns of local residents."
            ),
            "lowest_means": "I do not agree at all",
            "highest_means": "I agree completely",
            "is_checked": True,
        },
        "es": {
            "ask": "¿Qué tan de acuerdo está usted con esta frase?",
            "statement": (
                "La policía de mi vecindario escucha y toma en cuenta "
                "las preocupaciones de los residentes."
            ),
            "lowest_means": "No estoy nada de acuerdo",
            "highest_means": "Estoy completamente de acuerdo",
            "is_checked": False,
        },
    },
)

EVENT_FEEDBACK = Definition(
    slug="event-feedback",
    version=1,
    kind="event",
    title="After a meeting: one question",
    source=(
        "The item “Trust: Listen” of the Elucd/Zencity police sentiment survey (0 to 10), as "
        "published with the Chicago Police Department's sentiment scores. Fielded to people who "
        "came to a meeting, it is feedback from participants, not a measure of the city."
    ),
    items=(LISTEN,),
)
