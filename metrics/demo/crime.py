"""Five years of recorded crime by beat and kind, and a program too small to be measured.

The demo city has nine beats; speaking of an effect takes eight with a program and eight
without. So its page shows what is counted and says why no effect is claimed.
"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, NamedTuple

from metrics.crime import measuring
from metrics.crime.models import Category, MonthlyCount, Program, ProgramArea
from metrics.crime.panel import month, number
from metrics.demo.bulk import copy_in
from metrics.demo.places import PLACES

if TYPE_CHECKING:
    from datetime import date

    from metrics.demo.city import City

MONTHS = 60
BEGAN_MONTHS_AGO = 14


class Kind(NamedTuple):
    code: str
    name: str
    spanish: str
    rate: float  # in a month, among 1,000 people
    summer: float  # how much more in July than in the mean
    trend: float  # a year
    persons: bool = False
    placebo: bool = False


KINDS = (
    Kind("theft", "Theft", "Hurto", 2.1, 0.15, 0.98),
    Kind("car-break-ins", "Break-ins into cars", "Robo en autos", 1.2, 0.20, 1.03),
    Kind("burglary", "Burglary", "Robo en viviendas", 0.5, 0.10, 0.95),
    Kind("damage", "Damage to property", "Daños", 1.0, 0.25, 0.99),
    Kind("assault", "Assault", "Agresión", 1.1, 0.30, 1.0, persons=True),
    Kind("robbery", "Robbery", "Asalto", 0.3, 0.12, 0.97, persons=True),
    Kind("fraud", "Fraud and bad checks", "Fraude", 0.7, 0.0, 1.04, placebo=True),
)
BUSY = {"22": 1.5, "31": 1.35, "33": 1.2, "11": 0.6, "12": 0.7}
WATCH = ("12", "22", "31")


def build(city: City) -> None:
    dice = random.Random(f"crime {city.seed}")  # noqa: S311 - believable, not secret
    kinds = [
        Category.objects.create(
            code=kind.code,
            name=kind.name,
            names={"es": kind.spanish},
            against_persons=kind.persons,
            hardly_affected=kind.placebo,
            position=10 * place,
        )
        for place, kind in enumerate(KINDS, start=1)
    ]
    last = number(city.today) - 1
    rows = []
    for place in PLACES:
        for kind, category in zip(KINDS, kinds, strict=True):
            base = place.people / 1000 * kind.rate * BUSY.get(place.code, 1.0)
            for back in range(MONTHS - 1, -1, -1):
                day = month(last - back)
                mean = base * kind.trend ** (-back / 12) * _season(day, kind.summer)
                n = _poisson(dice, mean * dice.gammavariate(25, 1 / 25))
                if n:
                    rows.append(MonthlyCount(area=city.areas[place.code], month=day,
                                             category=category, n=n))  # fmt: skip
    for key, row in enumerate(rows, start=1):
        row.pk = key
    copy_in(MonthlyCount, rows)
    _watch(city, month(last - BEGAN_MONTHS_AGO))


def _season(day: date, summer: float) -> float:
    return 1 + summer * math.cos(2 * math.pi * (day.month - 7) / 12)


def _poisson(dice: random.Random, mean: float) -> int:
    """By Knuth's product; the means here are small."""
    least, n, product = math.exp(-mean), 0, dice.random()
    while product > least:
        n += 1
        product *= dice.random()
    return n


def _watch(city: City, began_on: date) -> None:
    program = Program.objects.create(
        title="Porch lights and block captains",
        about=(
            "Neighbors on a block choose a captain, keep porch lights on and meet with the"
            " beat’s officer once a month. Nobody patrols and nobody is watched."
        ),
        entered_at=city.now,
        changed_at=city.now,
    )
    ProgramArea.objects.bulk_create(
        ProgramArea(program=program, area=city.areas[code], began_on=began_on) for code in WATCH
    )
    measuring.measure(program)
