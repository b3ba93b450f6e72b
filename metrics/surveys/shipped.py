"""The instruments that come with the portal: their words, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    code: str
    wordings: dict[str, dict[str, str]]
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
        },
        "es": {
            "ask": "¿Qué tan de acuerdo está usted con esta frase?",
            "statement": (
                "La policía de mi vecindario escucha y toma en cuenta "
                "las preocupaciones de los residentes."
            ),
            "lowest_means": "No estoy nada de acuerdo",
            "highest_means": "Estoy completamente de acuerdo",
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

AGREE: dict[str, dict[str, str]] = {
    "en": {
        "ask": "How much do you agree with this statement?",
        "lowest_means": "I do not agree at all",
        "highest_means": "I agree completely",
    },
    "es": {
        "ask": "¿Qué tan de acuerdo está usted con esta frase?",
        "lowest_means": "No estoy nada de acuerdo",
        "highest_means": "Estoy completamente de acuerdo",
    },
}


def agreed(code: str, **statements: str) -> Item:
    """How far one agrees with a statement, from 0 to 10, in each language."""
    wordings = {
        language: words | {"statement": statements[language]} for language, words in AGREE.items()
    }
    return Item(code=code, wordings=wordings)


PARTNER_FEEDBACK = Definition(
    slug="partner-feedback",
    version=1,
    kind="partner",
    title="Once a year: partners about working with us",
    source=(
        "Our own words, on what partners of police name as making a partnership real: being "
        "heard, deciding together, promises kept, being told, and being worth the time. "
        "Everyone who speaks for a partner is asked; it is no random sample."
    ),
    items=(
        agreed(
            "heard",
            en="The police listen to what our organization tells them.",
            es="La policía escucha lo que nuestra organización le dice.",
        ),
        agreed(
            "decide",
            en="We decide together what to work on and how.",
            es="Decidimos juntos en qué trabajar y cómo.",
        ),
        agreed(
            "follow",
            en="The police do what they said they would do with us.",
            es="La policía hace lo que dijo que haría con nosotros.",
        ),
        agreed(
            "told",
            en="We are told in good time about what concerns our people.",
            es="Nos avisan a tiempo de lo que afecta a nuestra gente.",
        ),
        agreed(
            "worth",
            en="Working with the police is worth the time it takes us.",
            es="Trabajar con la policía vale el tiempo que nos toma.",
        ),
    ),
)
