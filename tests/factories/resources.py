from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from partnerships.resources.models import Contribution, Grant, ReportingPeriod, VolunteerHours
from tests.factories.organizations import OrganizationFactory


class GrantFactory(DjangoModelFactory[Grant]):
    class Meta:
        model = Grant

    name = factory.Sequence(lambda n: f"Safe routes {n}")
    slug = factory.Sequence(lambda n: f"safe-routes-{n}")
    funder = "State Justice Office"
    purpose = "Walks to school with grown-ups who know the way."
    starts_on = date(2026, 1, 1)
    ends_on = date(2026, 12, 31)
    amount = Decimal(90_000)


class ReportingPeriodFactory(DjangoModelFactory[ReportingPeriod]):
    class Meta:
        model = ReportingPeriod

    grant = factory.SubFactory(GrantFactory)
    starts_on = date(2026, 7, 1)
    ends_on = date(2026, 9, 30)
    due_on = date(2026, 10, 30)


class ContributionFactory(DjangoModelFactory[Contribution]):
    class Meta:
        model = Contribution

    organization = factory.SubFactory(OrganizationFactory)
    kind = "space"
    words = "The hall for two evenings"
    value = Decimal(200)


class VolunteerHoursFactory(DjangoModelFactory[VolunteerHours]):
    class Meta:
        model = VolunteerHours

    organization = factory.SubFactory(OrganizationFactory)
    hours = Decimal(6)
    people = 3
    what = "Walked children to school"
