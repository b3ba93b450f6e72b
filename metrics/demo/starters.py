"""Four meetings half written, in English and Spanish, for everyone who plans one."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from engagement.events.models import Event, Starter

if TYPE_CHECKING:
    from metrics.demo.city import City

KIND = Event.Kind
ACCESS = Event.Access

STARTERS: tuple[dict[str, Any], ...] = (
    {
        "name": "Monthly beat meeting",
        "kind": KIND.BEAT_MEETING,
        "title": {"en": "Evening meeting", "es": "Reunión de la tarde"},
        "purpose": {
            "en": "What we promised last time, and what should come next on your blocks.",
            "es": "Lo que prometimos la última vez y lo que debe seguir en sus cuadras.",
        },
        "agenda": {
            "en": "6:30 What we promised: what is done and what is late\n"
            "6:50 Your questions\n7:30 What we will do: who, and until when",
            "es": "6:30 Lo que prometimos: lo hecho y lo atrasado\n"
            "6:50 Sus preguntas\n7:30 Lo que haremos: quién y hasta cuándo",
        },
        "starts": time(18, 30),
        "minutes": 90,
        "capacity": 60,
        "access": [ACCESS.STEP_FREE, ACCESS.CHILDCARE, ACCESS.INTERPRETER],
        "languages": ["English", "Spanish"],
        "questions": [
            {
                "kind": "text",
                "text": {
                    "en": "What should we talk about?",
                    "es": "¿De qué deberíamos hablar?",
                },
                "choices": {},
            }
        ],
    },
    {
        "name": "Town hall",
        "kind": KIND.TOWN_HALL,
        "format": Event.Format.HYBRID,
        "title": {"en": "Town hall with the chief", "es": "Asamblea con la jefatura"},
        "purpose": {
            "en": "The numbers of the year, read out loud, and your questions about them.",
            "es": "Las cifras del año, leídas en voz alta, y sus preguntas sobre ellas.",
        },
        "agenda": {
            "en": "6:00 The year in ten numbers\n6:30 Questions from the room\n"
            "7:15 Questions from those online",
            "es": "6:00 El año en diez cifras\n6:30 Preguntas de la sala\n"
            "7:15 Preguntas de quienes están en línea",
        },
        "starts": time(18, 0),
        "minutes": 120,
        "access": [ACCESS.STEP_FREE, ACCESS.ASL, ACCESS.CAPTIONS, ACCESS.TRANSIT],
        "languages": ["English", "Spanish"],
        "questions": [
            {
                "kind": "choice",
                "text": {"en": "How will you take part?", "es": "¿Cómo participará?"},
                "choices": {"en": "In the room\nOnline", "es": "En la sala\nEn línea"},
            }
        ],
    },
    {
        "name": "Office hours",
        "kind": KIND.OFFICE_HOURS,
        "title": {"en": "Coffee and questions", "es": "Café y preguntas"},
        "purpose": {
            "en": "Your beat officer sits here for two hours. Come with anything, or with nothing.",
            "es": "Su agente de zona está aquí dos horas. Venga con un asunto, o sin ninguno.",
        },
        "starts": time(10, 0),
        "minutes": 120,
        "access": [ACCESS.STEP_FREE, ACCESS.TRANSIT, ACCESS.FOOD],
        "languages": ["English"],
    },
    {
        "name": "Youth session",
        "kind": KIND.YOUTH_SESSION,
        "title": {
            "en": "Young people and police: you ask",
            "es": "Jóvenes y policía: ustedes preguntan",
        },
        "purpose": {
            "en": "Young people ask, officers answer. What is said here is not held against "
            "anyone.",
            "es": "Los jóvenes preguntan y los agentes responden. Lo que se diga aquí no se "
            "usa contra nadie.",
        },
        "agenda": {
            "en": "House rules, made together\nYour questions\nWhat should change",
            "es": "Reglas de la casa, hechas entre todos\nSus preguntas\nQué debería cambiar",
        },
        "starts": time(16, 30),
        "minutes": 90,
        "capacity": 40,
        "access": [ACCESS.STEP_FREE, ACCESS.FOOD, ACCESS.TRANSIT],
        "languages": ["English", "Spanish"],
    },
)


def build(_city: City) -> None:
    for starter in STARTERS:
        Starter.objects.create(**starter)
