"""What rose suddenly in the last seven days, by topic and place. For staff alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from engagement.concerns.models import Category
from metrics.crime.models import ForecastRun
from metrics.crime.models import Surge as MonthSurge
from metrics.dashboards.models import Tally
from metrics.trust.surges import WEEKS, risen

if TYPE_CHECKING:
    from datetime import date

    from metrics.dashboards.slices import Slice

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Rise:
    """More than usual: `now` in the last week (or month), about `usual` in those before."""

    topic: str
    topic_slug: str
    place: str
    code: str | None
    now: int
    usual: float


@dataclass(frozen=True)
class Sudden:
    """`weekly` by the last seven whole days, which began on `since`; `monthly` by forecasts."""

    since: date
    weekly: tuple[Rise, ...]
    monthly: tuple[Rise, ...]
    compared: int


def sudden(these: Slice) -> Sudden:
    """The period of the slice plays no role. Two statements; three with forecasts on."""
    today = timezone.localdate(these.at)
    series = weeks_of(these, today)
    topics = {each.slug: str(each) for each in Category.objects.all()}

    def rise(code: str | None, slug: str, now: int, usual: float) -> Rise:
        named = topics.get(slug, slug) if slug else _("No topic chosen")
        return Rise(named, slug, these.name_of(code), code, now, usual)

    weekly = tuple(rise(*each.key, each.now, round(each.usual, 1)) for each in risen(series))
    return Sudden(today - A_WEEK, weekly, _monthly(these), len(series))


def weeks_of(these: Slice, today: date) -> dict[tuple[str | None, str], list[int]]:
    """Concerns of each part and topic in nine weeks, the last whole seven days last."""
    first = today - (WEEKS + 1) * A_WEEK
    rows = (
        Tally.objects.filter(these.inside(), fact="raised", day__gte=first, day__lt=today)
        .order_by()
        .annotate(part=these.part())
        .values_list("part", "of", "day")
        .annotate(sum=Sum("n"))
    )
    series: dict[tuple[str | None, str], list[int]] = defaultdict(lambda: [0] * (WEEKS + 1))
    for part, topic, day, n in rows:
        series[part, topic][(day - first).days // 7] += n
    return dict(series)


def _monthly(these: Slice) -> tuple[Rise, ...]:
    if not settings.FORECASTS:
        return ()
    newest = ForecastRun.objects.order_by("-made_at").values("pk")[:1]
    found = (
        MonthSurge.objects.filter(these.inside(), run__in=newest)
        .select_related("area", "topic")
        .order_by("adjusted", "pk")
    )
    return tuple(
        Rise(
            str(each.topic or _("All topics")),
            each.topic.slug if each.topic else "",
            str(each.area or _("Whole city")),
            None,
            each.observed,
            float(each.expected),
        )
        for each in found
    )
