"""What partners gave, added up by year: what both sides say, and what both agree on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum

if TYPE_CHECKING:
    from partnerships.resources.models.gifts import ContributionQuerySet, VolunteerHoursQuerySet


@dataclass(frozen=True)
class Year:
    year: int
    hours: Decimal
    hours_confirmed: Decimal
    gifts: int
    value: Decimal
    value_confirmed: Decimal


def by_year(hours: VolunteerHoursQuerySet, gifts: ContributionQuerySet) -> list[Year]:
    """The newest year first, in two statements however much was given."""
    worked = _of(hours, sum_hours=Sum("hours"), sum_hours_confirmed=_confirmed("hours"))
    given = _of(
        gifts,
        sum_gifts=Count("pk"),
        sum_value=Sum("value"),
        sum_value_confirmed=_confirmed("value"),
    )
    nothing = dict.fromkeys(("hours", "hours_confirmed", "value", "value_confirmed"), Decimal(0))
    return [
        Year(year, **{"gifts": 0, **nothing, **worked.get(year, {}), **given.get(year, {})})
        for year in sorted({*worked, *given}, reverse=True)
    ]


def _confirmed(name: str) -> Sum:
    return Sum(name, filter=~Q(confirmed_at=None))


def _of(rows: Any, **sums: Any) -> dict[int, dict[str, Any]]:
    by_years = rows.order_by().values("given_on__year").annotate(**sums)
    return {
        row.pop("given_on__year"): {
            name.removeprefix("sum_"): value or Decimal(0) for name, value in row.items()
        }
        for row in by_years
    }
