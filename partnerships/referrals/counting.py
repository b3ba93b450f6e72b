"""How many people an organization was asked to help, for funders and the public.

Small numbers could tell of somebody: below the floor they are held back, and with a single one
held back the next smallest goes with it, so that nobody can subtract.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count

from partnerships.referrals.models import Referral

if TYPE_CHECKING:
    from datetime import datetime

    from partnerships.referrals.models.querysets import ReferralQuerySet


@dataclass(frozen=True)
class Counted:
    """One line: None is held back."""

    label: str
    number: int | None


@dataclass(frozen=True)
class Counts:
    asked: int | None
    by_help: list[Counted]
    by_outcome: list[Counted]


def counts(found: ReferralQuerySet, start: datetime, end: datetime) -> Counts:
    """Requests sent from `start` until before `end`, as they may leave the house."""
    floor = settings.PUBLISH_FLOOR
    sent = found.filter(sent_at__gte=start, sent_at__lt=end)
    total = sent.count()
    return Counts(
        asked=total if total >= floor else None,
        by_help=_lines(sent, "help", Referral.Help.choices, floor),
        by_outcome=_lines(sent.exclude(outcome=""), "outcome", Referral.Outcome.choices, floor),
    )


def _lines(
    found: ReferralQuerySet, field: str, choices: list[tuple[str, Any]], floor: int
) -> list[Counted]:
    rows = found.order_by().values_list(field).annotate(n=Count("pk"))
    known = held_back(dict(rows), floor)
    return [Counted(str(label), known[value]) for value, label in choices if value in known]


def held_back(numbers: dict[str, int], floor: int) -> dict[str, int | None]:
    """The same, with what is below the floor as None, and never one of them alone."""
    small = {name for name, number in numbers.items() if number < floor}
    rest = sorted((number, name) for name, number in numbers.items() if name not in small)
    if len(small) == 1 and rest:
        small.add(rest[0][1])
    return {name: None if name in small else number for name, number in numbers.items()}
