"""What a ballot may ask about: what residents raise most in an area, and want talked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils import timezone

from engagement.concerns.models import Category, Concern
from engagement.events.models import Suggestion

if TYPE_CHECKING:
    from datetime import datetime

    from portal.areas.models import Area

LOOK_BACK = timedelta(days=180)
CATEGORIES, SUGGESTIONS = 8, 8


@dataclass(frozen=True)
class Raised:
    """A kind of concern and how many neighbors raised it lately."""

    category: Category
    number: int


def raised_most(area: Area, at: datetime | None = None) -> list[Raised]:
    """The kinds raised most here in half a year; sensitive concerns are not among them."""
    since = (at or timezone.now()) - LOOK_BACK
    counted = (
        Concern.objects.filter(
            area__path__startswith=area.path,
            raised_at__gte=since,
            sensitive=False,
            duplicate_of=None,
            category__isnull=False,
        )
        .order_by()
        .values("category")
        .annotate(number=Count("pk"))
        .order_by("-number", "category")[:CATEGORIES]
    )
    numbers = {row["category"]: row["number"] for row in counted}
    kinds = Category.objects.in_bulk(numbers)
    return [Raised(kinds[pk], number) for pk, number in numbers.items()]


def wanted_most(area: Area, at: datetime | None = None) -> list[Suggestion]:
    """What residents suggested for meetings here and others wanted too."""
    since = (at or timezone.now()) - LOOK_BACK
    theirs = Suggestion.objects.filter(
        event__area__path__startswith=area.path, made_at__gte=since, event__unlisted=False
    )
    return list(
        theirs.exclude(state__in=[Suggestion.State.HIDDEN, Suggestion.State.NOT_TAKEN]).order_by(
            "-voice_count", "made_at"
        )[:SUGGESTIONS]
    )
