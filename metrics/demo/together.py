"""Most partners that work on a problem let their name stand beside it; some do not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from partnerships.agreements.models import Consent
from partnerships.organizations.models import Organization

if TYPE_CHECKING:
    from metrics.demo.city import City


def build(city: City) -> None:
    item = Consent.Item.PROBLEMS
    named = Consent.objects.standing(city.today).filter(item=item).values("organization")
    unnamed = (
        Organization.objects.approved()
        .filter(problems__isnull=False)
        .exclude(pk__in=named)
        .order_by("pk")
        .distinct()
    )
    Consent.objects.bulk_create(
        Consent(
            organization=organization, item=item, given_on=city.today - timedelta(days=40 + number)
        )
        for number, organization in enumerate(unnamed)
        if number % 3 != 2  # noqa: PLR2004  every third has not said so
    )
