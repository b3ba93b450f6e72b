"""What is said at meetings in Linden Ferry, before, during and after."""

# ruff: noqa: E501 -- a sentence is one line
from __future__ import annotations

from typing import NamedTuple


class Meeting(NamedTuple):
    """The words of a kind of meeting, in two languages; {beat} is the neighborhood."""

    kind: str
    title: tuple[str, str]
    purpose: tuple[str, str]
    agenda: tuple[str, str]

    def about(self, beat: str) -> dict[str, dict[str, str]]:
        """Title, purpose and agenda, each by language."""
        return {
            field: dict(zip(("en", "es"), (each.format(beat=beat) for each in said), strict=True))
            for field, said in zip(("title", "purpose", "agenda"), self[1:], strict=True)
        }


BEAT_MEETING = Meeting(
    "beat_meeting",
    ("{beat} evening meeting", "Reunión de vecinos de {beat}"),
    (
        "Settle the two things neighbors raised most, and say what became of the last promises.",
        "Acordar qué hacer con los dos problemas más mencionados y contar qué pasó con las últimas promesas.",
    ),
    (
        "6:30 What we said last time: promise by promise, kept or not\n6:50 What neighbors raised since: the two most named first\n7:30 What we will do: who, and by when",
        "6:30 Lo que dijimos la última vez: promesa por promesa, cumplida o no\n6:50 Lo que contaron los vecinos: primero los dos problemas más mencionados\n7:30 Lo que vamos a hacer: quién y para cuándo",
    ),
)

BETWEEN = (
    Meeting(
        "office_hours",
        ("Coffee with the {beat} team", "Café con el equipo de {beat}"),
        (
            "Drop in and talk. No agenda, no sign-up needed.",
            "Pase a conversar. Sin agenda y sin inscripción.",
        ),
        ("Open door", "Puerta abierta"),
    ),
    Meeting(
        "youth_session",
        (
            "Young people and police in {beat}: you ask",
            "Jóvenes y policía en {beat}: ustedes preguntan",
        ),
        (
            "Young people ask, officers answer. What is said here is not held against anyone.",
            "Los jóvenes preguntan y los agentes responden. Lo que se dice aquí no se usa contra nadie.",
        ),
        (
            "House rules, made together\nYour questions\nWhat should change",
            "Reglas hechas entre todos\nSus preguntas\nQué debería cambiar",
        ),
    ),
    Meeting(
        "workshop",
        (
            "Keep your package, keep your bike in {beat}",
            "Cuide su paquete y su bicicleta en {beat}",
        ),
        (
            "Show what works against theft on this block, and lend out engraving pens.",
            "Mostrar lo que funciona contra los robos en esta cuadra y prestar lápices para grabar.",
        ),
        (
            "When and where things go missing\nWhat neighbors tried\nTry it yourself",
            "Cuándo y dónde desaparecen las cosas\nLo que probaron los vecinos\nPruébelo usted",
        ),
    ),
    Meeting(
        "town_hall",
        ("{beat}: one year on", "{beat}: un año después"),
        (
            "Look at a year of promises together, kept and missed, and choose what comes next.",
            "Mirar juntos un año de promesas, cumplidas y no cumplidas, y elegir lo que sigue.",
        ),
        (
            "The numbers, read aloud\nWhat we missed and why\nYour priorities for the next three months",
            "Los números, en voz alta\nLo que no cumplimos y por qué\nSus prioridades para los próximos tres meses",
        ),
    ),
)

ACADEMY = Meeting(
    "academy_session",
    (
        "Citizen academy: eight evenings with your police",
        "Academia ciudadana: ocho noches con su policía",
    ),
    (
        "See how calls are taken, why officers do what they do, and tell us what should be different.",
        "Vea cómo se atienden las llamadas, por qué los agentes hacen lo que hacen, y díganos qué debería cambiar.",
    ),
    (
        "How a call is taken\nA walk through the night shift\nForce: the rules and the reports\nYour questions to the chief",
        "Cómo se atiende una llamada\nUna caminata por el turno de noche\nLa fuerza: reglas e informes\nSus preguntas a la jefatura",
    ),
)

# words, kind of answer, choices
QUESTIONS = (
    (
        {"en": "What should we talk about first?", "es": "¿De qué deberíamos hablar primero?"},
        "choice",
        {
            "en": "The crossing by the school\nNoise at night\nThe dark steps",
            "es": "El cruce de la escuela\nEl ruido de noche\nLos escalones oscuros",
        },
    ),
    (
        {
            "en": "How many children will need childcare?",
            "es": "¿Cuántos niños necesitarán cuidado?",
        },
        "number",
        "",
    ),
)

SUMMARIES = (
    (
        "We went through the promises of last time one by one. Then neighbors told us about the crossing and about nights that are too loud. Most of the time went to the crossing: when it is worst, and what was tried before.",
        "Repasamos una por una las promesas de la última vez. Después los vecinos hablaron del cruce y de las noches con demasiado ruido. Casi todo el tiempo fue para el cruce: cuándo es peor y qué se intentó antes.",
    ),
    (
        "Few came because of the rain, and those who did wanted to know why the lamps are still out. We said what we know and what we do not. Two neighbors offered to check the steps each week and write to us.",
        "Vinieron pocos por la lluvia y querían saber por qué las lámparas siguen apagadas. Dijimos lo que sabemos y lo que no. Dos vecinos van a revisar los escalones cada semana y escribirnos.",
    ),
    (
        "It was a hard evening. People were angry that nobody wrote back after the break-ins in spring. We said that we got this wrong, and who answers from now on. The second half was about the market and the blocked ramp.",
        "Fue una noche difícil. La gente estaba molesta porque nadie respondió después de los robos de primavera. Dijimos que nos equivocamos y quién responde desde ahora. La segunda parte fue sobre el mercado y la rampa tapada.",
    ),
    (
        "Parents of the school came with a list. We agreed on the order of it and left the last point open, because it needs the Streets Department. Someone interpreted all evening, and that helped.",
        "Los padres de la escuela trajeron una lista. Acordamos el orden y dejamos abierto el último punto, porque necesita al Departamento de Calles. Hubo intérprete toda la noche y ayudó mucho.",
    ),
)

DECISIONS = (
    "The crossing comes first; the noise is taken up again next month.",
    "Meetings start at 6:30 all winter and end on time.",
    "Neighbors on the steps keep a list of the nights the lamp is out.",
    "The market and the team walk the ramp together on the first Saturday.",
    "One page with the answers goes up at the library and at the market.",
    "The next meeting has an interpreter from the start.",
)

# asked, and the answer where there was one
ASKED = (
    (
        "Who do I call when it is loud but nobody is in danger?",
        "The number on the back of the card, day and night: 555-0142.",
    ),
    (
        "Why were the lamps out for six weeks?",
        "A part was missing. The Streets Department now keeps two in stock.",
    ),
    ("Are concerns from the towers answered as fast as ours?", ""),
    (
        "How many of the break-ins in spring were cleared up?",
        "Three of eleven. We will bring the number to each meeting.",
    ),
    ("Can the court lights stay on until nine?", ""),
    (
        "Does anyone read the concerns that come in Spanish?",
        "Yes: two members of the team read and answer in Spanish.",
    ),
)

# promised, who answers (empty: the team), days to do it, what came of it
PROMISES = (
    (
        "Stand at the crossing by the school when it lets out, two afternoons a week",
        "",
        28,
        "We stood there on seven afternoons and stopped 31 cars. The school says it is calmer.",
    ),
    (
        "Paint the crossing again",
        "Streets Department",
        45,
        "Painted on a Sunday morning, with a new sign on each side.",
    ),
    (
        "Write back to everyone who reported a break-in this spring",
        "",
        21,
        "All eleven have an answer. Two were written in Spanish.",
    ),
    (
        "Put a working lamp at the dark steps",
        "Streets Department",
        60,
        "The lamp is on. Neighbors checked it for two weeks.",
    ),
    (
        "Ask the bar to shut its back door after ten, and look on three Fridays",
        "",
        28,
        "The door was shut on all three Fridays. We keep looking in.",
    ),
    (
        "Find a second interpreter for the evening meetings",
        "Harbor Families",
        40,
        "Found: from this month on there is one for Vietnamese too.",
    ),
    (
        "Walk the market ramp on market days and keep it free",
        "Lantern Square Market",
        30,
        "Cones stand there now, and the market takes them out each morning.",
    ),
    (
        "Bring the number of cleared break-ins to each meeting",
        "",
        30,
        "The number stood on the first page of the next meeting.",
    ),
    (
        "Keep the court lights on until nine on school nights",
        "Parks",
        50,
        "On since the first of the month, with a neighbor who holds the key.",
    ),
    (
        "Put up one page with our answers at the library",
        "",
        14,
        "It hangs by the door, in English and Spanish.",
    ),
)

GIVEN_UP = (
    "The Streets Department has no money for it this year. We asked for next year and say so here.",
    "The owner refused, and no rule lets us make him. We tell neighbors what else can be done.",
)

TOLD_HOW = (
    "At the next meeting, and by mail to those who came",
    "By mail to those who came",
    "On the board at the library",
)

LATER = "The part comes from far away and has not arrived."

# what residents want on the agenda, and why it was not taken where it was not
SUGGESTIONS = (
    ("The crossing by the school, again, until it is done", ""),
    ("Why nobody answers in Spanish on weekends", ""),
    (
        "Dogs without a leash along the river",
        "This is for the Parks office. We passed it on, and they come in spring.",
    ),
    ("What the new cameras at the depot record, and who sees it", ""),
    ("Cars that race on Saturday nights", ""),
    ("El estacionamiento los días de mercado", ""),
    ("Mi hija tiene miedo de esperar el autobús a oscuras", ""),
    (
        "A playground with a fence",
        "Not a matter for this meeting: the council takes it up in March, and we say how to be heard there.",
    ),
)
