"""Whether complaints get to where they are decided: sent on by us, received by the office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagement.concerns.models import Diversion
from metrics.dashboards.periods import months_before
from portal.records.models import ComplaintCount

if TYPE_CHECKING:
    from datetime import date

MONTHS = 12


@dataclass(frozen=True)
class Month:
    """One month: how often each door was taken, and what the office counted."""

    first: date
    times: tuple[int, ...]
    counted: ComplaintCount | None
    led: int

    @property
    def words(self) -> str:
        """What the two counts say beside each other."""
        if self.counted is None:
            return _("The office has not entered its count yet.")
        missing = self.led - self.counted.received
        if missing > 0:
            return ngettext(
                "%(n)d more went on from here than arrived. They may have stopped, or come later.",
                "%(n)d more went on from here than arrived. They may have stopped, or come later.",
                missing,
            ) % {"n": missing}
        unanswered = self.counted.received - self.counted.acknowledged
        if unanswered:
            return ngettext(
                "All arrived. %(n)d has no receipt yet.",
                "All arrived. %(n)d have no receipt yet.",
                unanswered,
            ) % {"n": unanswered}
        return _("All arrived, and all have a receipt.")


def months(today: date) -> list[Month]:
    """The last twelve months, the newest first; two statements."""
    month = today.replace(day=1)
    firsts = [months_before(month, back) for back in range(MONTHS)]
    rows = Diversion.objects.filter(on__gte=firsts[-1]).order_by()
    grouped = rows.annotate(month=TruncMonth("on")).values_list("month", "kind")
    found = {(first, kind): n for first, kind, n in grouped.annotate(n=Sum("times"))}
    counted = {each.month: each for each in ComplaintCount.objects.filter(month__gte=firsts[-1])}
    return [
        Month(
            first=first,
            times=tuple(found.get((first, kind), 0) for kind in Diversion.Kind.values),
            counted=counted.get(first),
            led=found.get((first, Diversion.Kind.COMPLAINT), 0),
        )
        for first in firsts
    ]


def kinds() -> list[str]:
    return [str(label) for label in Diversion.Kind.labels]
