"""Courses, and who on staff has completed them: most in time, some late, some never."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from engagement.training.models import Completion, Course
from portal.accounts.models import Role, User

if TYPE_CHECKING:
    from metrics.demo.city import City


class Taught(NamedTuple):
    """A course, and the share of staff who keep it up."""

    name: dict[str, str]
    purpose: dict[str, str]
    hours: str
    months: int | None
    required: bool
    share: float


COURSES = (
    Taught(
        {"en": "Listening in a crisis", "es": "Escuchar en una crisis"},
        {
            "en": "Slowing things down when somebody is in distress, and whom to call.",
            "es": "Calmar la situación cuando alguien está en crisis, y a quién llamar.",
        },
        "16", 24, True, 0.84,
    ),
    Taught(
        {"en": "Working with interpreters", "es": "Trabajar con intérpretes"},
        {
            "en": "Talking with neighbors in their own language, on the phone and in person.",
            "es": "Hablar con los vecinos en su idioma, por teléfono y en persona.",
        },
        "4", 36, True, 0.7,
    ),
    Taught(
        {"en": "Solving problems with neighbors", "es": "Resolver problemas con los vecinos"},
        {
            "en": "Scan, analyze, respond, assess: with the people who live there.",
            "es": "Observar, analizar, responder y evaluar: con quienes viven ahí.",
        },
        "8", None, True, 0.62,
    ),
    Taught(
        {"en": "First aid", "es": "Primeros auxilios"},
        {"en": "The first ten minutes.", "es": "Los primeros diez minutos."},
        "6", 24, False, 0.5,
    ),
)  # fmt: skip

ONCE = 0.5  # of those who do not keep it up, took it once


def build(city: City) -> None:
    # Dice of its own: the rest of the city is the same with or without courses.
    dice = random.Random(city.seed)  # noqa: S311 - a believable city, not a secret
    staff = list(User.objects.filter(roles__kind__in=Role.STAFF).distinct().order_by("pk"))
    clerk = User.objects.filter(roles__kind=Role.Kind.ADMINISTRATOR).order_by("pk").first()
    for taught in COURSES:
        course = Course.objects.add(
            {
                "name": taught.name,
                "purpose": taught.purpose,
                "hours": Decimal(taught.hours),
                "valid_months": taught.months,
                "required": taught.required,
            }
        )
        Completion.objects.bulk_create(
            _taken(city, dice=dice, taught=taught, course=course, staff=staff, clerk=clerk)
        )


def _taken(  # noqa: PLR0913 - all named
    city: City,
    *,
    dice: random.Random,
    taught: Taught,
    course: Course,
    staff: list[User],
    clerk: User | None,
) -> list[Completion]:
    """Those who keep it up took it while it counts; half of the others once took it."""
    counts_for = (taught.months or 48) * 30
    taken = []
    for person in staff:
        keeps_up = dice.random() < taught.share
        if not keeps_up and (taught.months is None or dice.random() < ONCE):
            continue
        # Evening classes, a few at a time: never on the day of building.
        ago = dice.randrange(3, counts_for - 10)
        ago += 0 if keeps_up else counts_for
        taken.append(
            Completion(
                course=course,
                person=person,
                completed_on=city.today - timedelta(days=ago - ago % 7 + 1),
                entered_by=clerk,
                entered_at=city.now - timedelta(days=max(ago - 9, 1)),
            )
        )
    return taken
