# ruff: noqa: E501  # one paragraph of a policy a line
"""Two years of published quarters, one of them published twice, and policies with versions."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from metrics.dashboards.rollups import keeping
from metrics.transparency import freezing
from metrics.transparency.models import Policy
from metrics.transparency.quarters import Quarter
from partnerships.boards.models import Consultation
from portal.accounts.models import User

if TYPE_CHECKING:
    from metrics.demo.city import City
    from metrics.transparency.models import Publication

QUARTERS = 8
TWICE = 3  # of them, counted from the last
WHY_TWICE = "The names of two districts were spelled wrong. No number is another one."
READ_FOR = timedelta(days=9)  # between the end of a quarter and its publication
DAY = timedelta(days=1)

ANSWERS = (
    (
        900,
        "How we answer concerns",
        "Cómo respondemos a los problemas",
        "Every concern gets a first reply within five days.\n\nThe reply says who has it, what happens next, and by when.\n\nA concern is closed with a reason. The person who raised it is told.",
        "Cada problema recibe una primera respuesta en cinco días.\n\nLa respuesta dice quién lo tiene, qué sigue y para cuándo.\n\nUn problema se cierra con un motivo. Se le avisa a quien lo contó.",
        "",
        "",
    ),
    (
        400,
        "How we answer concerns",
        "Cómo respondemos a los problemas",
        "Every concern gets a first reply within 72 hours.\n\nThe reply says who has it, what happens next, and by when. It is in the language of the person who raised it.\n\nA concern is closed with a reason. The person who raised it is told, and may say that it is not fixed.",
        "Cada problema recibe una primera respuesta en 72 horas.\n\nLa respuesta dice quién lo tiene, qué sigue y para cuándo. Va en el idioma de quien lo contó.\n\nUn problema se cierra con un motivo. Se le avisa a quien lo contó, y puede decir que no está resuelto.",
        "72 hours instead of five days, in the person’s own language: the advisory board asked for both.",
        "72 horas en lugar de cinco días, y en el idioma de la persona: el consejo asesor pidió las dos cosas.",
    ),
)
PURSUIT = (
    (
        700,
        "When officers run after someone",
        "Cuando los agentes corren tras alguien",
        "Officers run after a person only where they believe that a serious crime was done.\n\nThey stop when they lose sight.\n\nThe supervisor reviews each run within seven days.",
        "Los agentes corren tras una persona solo si creen que hubo un delito grave.\n\nSe detienen cuando la pierden de vista.\n\nEl supervisor revisa cada carrera en siete días.",
        "",
        "",
    ),
    (
        25,
        "When officers run after someone",
        "Cuando los agentes corren tras alguien",
        "Officers run after a person only where they believe that a serious crime was done. The senior officer there decides.\n\nThey stop when they lose sight, and at the fence of a school, playground or park.\n\nThe supervisor reviews each run within three days where someone was hurt, otherwise within seven.",
        "Los agentes corren tras una persona solo si creen que hubo un delito grave. Decide el agente de mayor rango presente.\n\nSe detienen cuando la pierden de vista, y ante la cerca de una escuela, un área de juegos o un parque.\n\nEl supervisor revisa cada carrera en tres días si alguien resultó herido; si no, en siete.",
        "Two passages changed after people commented on the draft: who decides, and where officers stop.",
        "Dos pasajes cambiaron después de los comentarios al borrador: quién decide y dónde se detienen los agentes.",
    ),
)
LANGUAGES = (
    (
        500,
        "Talking with people in their language",
        "Hablar con las personas en su idioma",
        "An officer who does not speak a person’s language calls an interpreter.\n\nChildren and neighbors do not interpret, except in an emergency.\n\nNotices go out in English and Spanish on the same day.",
        "Un agente que no habla el idioma de una persona llama a un intérprete.\n\nLos niños y los vecinos no interpretan, salvo en una emergencia.\n\nLos avisos salen en inglés y en español el mismo día.",
        "",
        "",
    ),
)


def build(city: City) -> None:
    chief = User.objects.get(email="command@demo.example")
    keeping.refresh()
    quarter = Quarter.last_whole(city.today)
    for age in range(QUARTERS):
        _publish(quarter, chief)
        if age == TWICE:
            _publish(quarter, chief, WHY_TWICE, later=READ_FOR)
        quarter = quarter.before()
    for versions in (ANSWERS, PURSUIT, LANGUAGES):
        _policy(city, versions, chief)


def _publish(quarter: Quarter, by: User, note: str = "", later: timedelta = 0 * DAY) -> Publication:
    at = timezone.make_aware(datetime.combine(quarter.last + DAY, time(6))) + later
    draft = freezing.prepare(quarter, min(at, timezone.now()))
    return draft.publish(by, note, at=min(at + READ_FOR, timezone.now()))


def _policy(
    city: City, versions: tuple[tuple[int, str, str, str, str, str, str], ...], by: User
) -> None:
    policy = Policy.objects.begin(versions[0][1])
    about = Consultation.objects.filter(title=versions[0][1]).exclude(answered_at=None).first()
    for number, (age, title, title_es, body, body_es, note, note_es) in enumerate(
        versions, start=1
    ):
        policy.publish(
            by,
            title={"en": title, "es": title_es},
            body={"en": body, "es": body_es},
            note={"en": note, "es": note_es} if note else "",
            in_force_from=city.today - age * DAY,
            consultation=about if number == len(versions) else None,
            at=city.now - age * DAY - 5 * DAY,
        )
