"""The file of concerns without anyone in it: always several rows alike.

Traits that could point to a person (district and topic, then month and language) are left out of
a row until as many rows as the floor show the same. That is worked out once over all whole
months, never over what is asked for: what one chooses are rows of that one table, so no two
files put side by side tell more than it does.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import CharField, Count, Value
from django.db.models.functions import MD5, Cast, Coalesce, Concat, TruncMonth
from django.utils import timezone

from engagement.concerns.models import Category, Concern
from metrics.dashboards.oversight.equity import language_name
from metrics.dashboards.oversight.records import became, top
from metrics.dashboards.periods import midnight
from metrics.surveys.words.deidentified import suppressed_in_turn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from metrics.dashboards.slices import Slice

HEAD = ("district", "topic", "month", "language", "state", "first_reply")
TRAITS = ("district", "topic", "month", "language")
CHUNK = 5_000


def whole_months(these: Slice) -> Any:
    """All concerns up to the end of last month: the table that every file is cut from."""
    month = midnight(timezone.localdate(these.at).replace(day=1))
    rows = Concern.objects.filter(these.inside(), sensitive=False)
    return rows.filter(raised_at__lt=month).annotate(
        district=Coalesce(top(), Value("")),
        topic=Coalesce("category__slug", Value("")),
        month=TruncMonth("raised_at"),
    )


def rows_of(these: Slice, **chosen: str) -> Iterator[list[str]]:
    """The rows whose traits, as far as they are shown, are those that were chosen."""
    table = whole_months(these)
    shown = coarse(table)
    names = {part.code: part.name for part in these.parts}
    topics = {category.slug: str(category) for category in Category.objects.all()}
    # An order drawn by lot, another one each month: the place in the file tells nothing.
    lot = MD5(Concat(Cast("pk", CharField()), Value(f"/{these.at:%Y-%m}")))
    rows = table.annotate(replied=Coalesce("answered_at", "closed_at"))
    rows = rows.annotate(became=became(these.at)).order_by(lot)
    for *traits, state, reply in rows.values_list(*TRAITS, "state", "became").iterator(CHUNK):
        (district, topic), (month, language) = shown[_traits(traits)]
        row = {"district": district, "topic": topic, "state": state, "reply": reply}
        if any(chosen.get(name) and chosen[name] != value for name, value in row.items()):
            continue
        yield [
            names.get(district, district),
            topics.get(topic, topic),
            month,
            language_name(language) if language else "",
            state,
            reply,
        ]


def coarse(table: Any) -> Any:
    """What is shown of each combination of traits, so that none is rare."""
    counts: Counter[Any] = Counter()
    grouped = table.order_by().values_list(*TRAITS).annotate(n=Count("pk"))
    for *traits, n in grouped.iterator(CHUNK):
        counts[_traits(traits)] += n
    return suppressed_in_turn(counts, settings.PUBLISH_FLOOR)


def _traits(values: list[Any]) -> tuple[tuple[str, str], tuple[str, str]]:
    district, topic, month, language = values
    return (district, topic), (_month(month), language)


def _month(first: datetime) -> str:
    return f"{first:%Y-%m}"
