"""An agreement does not run out unnoticed: both sides hear of its last day, and of its lapse.

On each of its `remind_days` before the last day, and once after it. A sweep that runs late
sends the nearest reminder only; one that runs twice sends nothing twice, as each mail is a row
of the outbox with a key of its own.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from partnerships.agreements import telling
from partnerships.agreements.models import Agreement
from partnerships.agreements.models.sides import Side

if TYPE_CHECKING:
    from datetime import date

# What lapsed longer ago is no news.
NEWS = timedelta(days=30)
AHEAD = timedelta(days=366)


def remind(on: date | None = None) -> int:
    """Post what is due today and was not posted yet; how many agreements it was about."""
    on = on or timezone.localdate()
    renewed = Agreement.objects.signed().filter(replaces=OuterRef("pk"))
    standing = Agreement.objects.standing(on).filter(~Exists(renewed))
    pressing = standing.filter(ends_on__gte=on - NEWS, ends_on__lte=on + AHEAD)
    return sum(_remind(pk, on) for pk in list(pressing.values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk: int, on: date) -> bool:
    """Look again under its lock, so that none is withdrawn meanwhile."""
    rows = Agreement.objects.select_for_update(of=("self",), skip_locked=True)
    agreement = rows.signed().select_related("organization", "created_by").filter(pk=pk).first()
    if agreement is None or (what := owed(agreement, on)) is None:
        return False
    lapsed = what == "lapsed"
    for side in Side:
        telling.write(
            agreement,
            side,
            f"{what}-{agreement.ends_on:%Y%m%d}-{side}",
            "ending",
            lapsed=lapsed,
            days=(agreement.ends_on - on).days,
        )
    return True


def owed(agreement: Agreement, on: date) -> str | None:
    """Which reminder this day calls for: the nearest one whose day has come, or the lapse."""
    left = (agreement.ends_on - on).days
    if left < 0:
        return "lapsed"
    due = [days for days in agreement.remind_days if left <= days]
    return f"ends-{min(due)}" if due else None
