from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from metrics.crime.models import Category, ForecastRun, MonthlyCount, Program, ProgramArea
from tests.factories.areas import AreaFactory


class CrimeCategoryFactory(DjangoModelFactory[Category]):
    class Meta:
        model = Category

    code = factory.Sequence("kind-{}".format)
    name = factory.Sequence("Kind {}".format)


class MonthlyCountFactory(DjangoModelFactory[MonthlyCount]):
    class Meta:
        model = MonthlyCount

    area = factory.SubFactory(AreaFactory)
    category = factory.SubFactory(CrimeCategoryFactory)
    month = date(2024, 9, 1)
    n = 12


class ProgramFactory(DjangoModelFactory[Program]):
    class Meta:
        model = Program

    title = "Porch lights"
    about = "Neighbors keep lights on and look out for each other."


class ProgramAreaFactory(DjangoModelFactory[ProgramArea]):
    class Meta:
        model = ProgramArea

    program = factory.SubFactory(ProgramFactory)
    area = factory.SubFactory(AreaFactory)
    began_on = date(2024, 1, 1)


class ForecastRunFactory(DjangoModelFactory[ForecastRun]):
    class Meta:
        model = ForecastRun

    last_month = date(2024, 9, 1)


def a_place_of_a_program() -> list[int]:
    place = ProgramAreaFactory.create()
    return [place.program_id, place.pk]
