"""How many concerns may come, by place and topic. Off unless the agency turns it on.

From counts of reports by month alone: never about persons, never an input to where police go.
The smallest unit is an area with 30 reports a quarter (STATISTICS.md, section 2.9).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from engagement.concerns.models import Concern
from metrics.crime.ahead.origins import look_ahead
from metrics.crime.ahead.surges import surges
from metrics.crime.models import Forecast, ForecastRun, Surge
from metrics.crime.panel import month, number

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

    from metrics.crime.ahead.origins import Ahead

Key = tuple[int | None, int | None]  # area, topic; None is all
Series = dict[Key, "NDArray[np.float64]"]

MONTHS_AHEAD = 3
FEWEST_A_MONTH = 10.0  # 30 a quarter
YEARS = 8
RUNS_KEPT = 12


def foresee(at: datetime | None = None) -> ForecastRun | None:
    """Look ahead from the last whole month; None where it is off, done already, or nothing came."""
    at = at or timezone.now()
    if not settings.FORECASTS:
        return None
    series, last = monthly(at)
    if not series or ForecastRun.objects.filter(last_month=month(last)).exists():
        return None
    start = month(last - len(next(iter(series.values()))) + 1)
    looks = {
        key: look_ahead(counts, MONTHS_AHEAD, first_month=start.month, fewest=FEWEST_A_MONTH)
        for key, counts in series.items()
    }
    risen = surges(series, first_month=start.month, fewest=FEWEST_A_MONTH)
    with transaction.atomic():
        run = ForecastRun.objects.create(
            made_at=at, last_month=month(last), card=card(looks, series)
        )
        Forecast.objects.bulk_create(
            row for key, look in looks.items() for row in rows(run, key, look, series[key], last)
        )
        Surge.objects.bulk_create(
            Surge(run=run, area_id=area, topic_id=topic, month=month(last), observed=each.observed,
                  expected=round(each.expected), upper=round(each.upper), adjusted=each.adjusted)
            for each in risen for area, topic in [each.key]
        )  # fmt: skip
        kept = ForecastRun.objects.order_by("-made_at").values_list("pk", flat=True)[:RUNS_KEPT]
        ForecastRun.objects.exclude(pk__in=list(kept)).delete()
    return run


def monthly(at: datetime) -> tuple[Series, int]:
    """Concerns raised by whole month: everywhere, by area, by topic, and by both."""
    last = number(timezone.localdate(at)) - 1
    first = last - YEARS * 12 + 1
    found = (
        Concern.objects.filter(raised_at__lt=at)
        .annotate(month=TruncMonth("raised_at"))
        .values_list("area_id", "category_id", "month")
        .annotate(n=Count("pk"))
        .order_by()
    )
    counts: dict[Key, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for area, topic, moment, n in found:
        when = number(timezone.localtime(moment).date())
        if first <= when <= last:
            for key in {(None, None), (area, None), (None, topic), (area, topic)}:
                counts[key][when] += n
    if not counts:
        return {}, last
    begun = min(counts[None, None])

    def enough(by_month: dict[int, int]) -> bool:
        year = sum(by_month.get(last - back, 0) for back in range(12))
        return year >= FEWEST_A_MONTH * 12

    return {
        key: np.array([by_month.get(when, 0) for when in range(begun, last + 1)], dtype=float)
        for key, by_month in counts.items()
        if key == (None, None)
        or sum(by_month.get(last - back, 0) for back in range(12)) >= FEWEST_A_MONTH * 12
    }, last


def rows(
    run: ForecastRun, key: Key, look: Ahead, counts: NDArray[np.float64], last: int
) -> list[Forecast]:
    area, topic = key
    made = []
    for step in range(MONTHS_AHEAD):
        place = len(counts) - 12 + step
        row = Forecast(
            run=run, area_id=area, topic_id=topic, month=month(last + 1 + step),
            year_before=int(counts[place]) if place >= 0 else None, withheld=look.withheld,
        )  # fmt: skip
        if look.path is not None:
            row.middle = int(look.path.median[step])
            row.low80, row.high80 = (int(bound[step]) for bound in look.path.ranges[0.8])
            row.low95, row.high95 = (int(bound[step]) for bound in look.path.ranges[0.95])
        made.append(row)
    return made


def card(looks: dict[Key, Ahead], series: Series) -> dict[str, Any]:
    """What the model card says of this city: how good looks ahead were, made from the past."""
    shown = [look for look in looks.values() if look.records]
    found: dict[str, Any] = {
        "series": len(looks),
        "withheld": {
            why: sum(look.withheld == why for look in looks.values())
            for why in ("few", "short", "wide")
        },
        "months": max((len(counts) for counts in series.values()), default=0),
        "chosen": sum(look.method == "harmonic" for look in looks.values()),
        "methods": {},
    }
    if not shown:
        return found
    for method in ("seasonal_naive", "harmonic"):
        records = [look.records[method] for look in shown]
        found["methods"][method] = {
            "mase": float(np.mean([record.mase for record in records])),
            "wis": float(np.mean([record.wis for record in records])),
        }
    found["coverage"] = {
        str(level): float(np.mean([look.held[level] for look in shown])) for level in (0.8, 0.95)
    }
    found["origins"] = int(sum(len(look.records["harmonic"].observed) for look in shown))
    found["over"] = by_place(looks)
    return found


def by_place(looks: dict[Key, Ahead]) -> list[dict[str, Any]]:
    """How much more was foreseen than came, by area: is anyone's neighborhood made to look busy?"""
    return [
        {
            "area": area,
            "over": look.records[look.method].over,
            "mase": look.records[look.method].mase,
        }
        for (area, topic), look in looks.items()
        if area is not None and topic is None and look.records
    ]
