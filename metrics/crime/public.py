"""What everyone may read: counts by district above the floor, and how looking ahead works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Max, Sum
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from metrics.crime import counted
from metrics.crime.models import ForecastRun, MonthlyCount
from metrics.dashboards.remember import remember
from portal.areas.models import Area

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from metrics.dashboards.charts import Table

KEPT = 24 * 3600


@login_not_required  # published for everyone
@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    tables, last = _published()
    context = {"tables": tables, "last": last, "floor": settings.PUBLISH_FLOOR}
    return render(request, "crime/public.html", context)


def _published() -> tuple[list[Table], date | None]:
    """Worked out once for the same counts: withholding is slow."""
    stamp = MonthlyCount.objects.aggregate(rows=Count("pk"), n=Sum("n"), last=Max("month"))
    areas = Area.objects.districts().aggregate(last=Max("changed_at"), n=Count("pk"))
    parts = (*stamp.values(), *areas.values(), settings.PUBLISH_FLOOR, get_language())
    key = "crime:published:" + "-".join(str(part).replace(" ", "_") for part in parts)
    return remember(key, KEPT, counted.published)


@login_not_required  # says how forecasts are made, also where they are off
@require_safe
def model_card(request: HttpRequest) -> HttpResponse:
    run = ForecastRun.objects.first() if settings.FORECASTS else None
    names = {
        "seasonal_naive": gettext("The same month a year before"),
        "harmonic": gettext("Waves of the year around a level"),
    }
    card = run.card if run else {}
    methods = [(names[method], figures) for method, figures in card.get("methods", {}).items()]
    places = dict(
        Area.objects.filter(pk__in=[each["area"] for each in card.get("over", [])]).values_list(
            "pk", "name"
        )
    )
    over = [
        (places[each["area"]], 100 * each["over"], each["mase"])
        for each in card.get("over", [])
        if each["area"] in places
    ]
    held = [(100 * float(level), 100 * share) for level, share in card.get("coverage", {}).items()]
    context = {
        "on": settings.FORECASTS,
        "run": run,
        "card": card,
        "methods": methods,
        "over": over,
        "held": held,
    }
    return render(request, "crime/model_card.html", context)
