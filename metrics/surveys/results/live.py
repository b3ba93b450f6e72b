"""The numbers of a wave as they are now, for staff; worked out once for each state of the sums."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, Max, Sum

from metrics.dashboards.remember import remember
from metrics.surveys.results.estimating import results
from metrics.surveys.results.tables import tables
from portal.areas.models import Area, Population

if TYPE_CHECKING:
    from metrics.surveys.models import Wave

AN_HOUR = 3600
EDITION = 2  # raise when the same sums should give other tables


def live(wave: Wave) -> dict[str, Any]:
    """Tables from the cells as they are; nothing of them is public."""

    def make() -> dict[str, Any]:
        return tables(results(wave), {})

    return remember(f"results:{_state(wave)}", AN_HOUR, make)


def _state(wave: Wave) -> str:
    """Changes with every answer counted, and with what weights depend on. Three statements."""
    folded = wave.cells.filter(item="").aggregate(Sum("n"), Count("pk"), Max("pk"))
    people = Population.objects.aggregate(Sum("people"), Count("pk"), Max("pk"))
    places = Area.objects.aggregate(Max("changed_at"), Count("pk"))
    about = (EDITION, wave.pk, folded, people, places, wave.margins, wave.weight_cap,
             settings.SCORE_FLOOR, settings.PUBLISH_FLOOR,
             sorted(settings.SURVEY_BENCHMARKS.items()))  # fmt: skip
    return hashlib.sha256(repr(about).encode()).hexdigest()
