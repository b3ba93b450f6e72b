"""The first page of oversight: a few counts, each with where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils import timezone

from engagement.concerns.models import Diversion
from metrics.dashboards.oversight.edits import edits
from metrics.dashboards.oversight.equity import DUE
from metrics.dashboards.oversight.readings import exports, logged
from metrics.dashboards.rollups.reading import as_of, tallied
from metrics.reports.models import Publication, Report
from metrics.surveys.models import Release
from partnerships.boards.models import Recommendation
from portal.records.models import LegalDemand

if TYPE_CHECKING:
    from datetime import datetime

    from metrics.dashboards.slices import Slice


@dataclass(frozen=True)
class Front:
    """What happened in these days, and what stands open now. None: not for a part of the city."""

    these: Slice
    as_of: datetime | None
    replies_due: int
    in_time: int
    changes: int
    reports_published: int
    reports_in_review: int
    releases: int
    recommendations_waiting: int
    recommendations_late: int
    complaints: int
    readings: int
    exports: int
    demands: int
    demands_open: int


def of(these: Slice) -> Front:
    """A constant number of statements."""
    period, on = these.period, timezone.localdate(these.at)
    sums = tallied(these, DUE)
    led = Diversion.objects.filter(
        kind=Diversion.Kind.COMPLAINT, on__gte=period.first, on__lte=period.last
    )
    published = Publication.objects.filter(withdrawal=None)
    demands = LegalDemand.objects.received_between(period.first, period.last)
    return Front(
        these=these,
        as_of=as_of(),
        replies_due=sum(sums.n(fact) for fact in DUE),
        in_time=sums.n("in_time"),
        changes=edits(these).count(),
        reports_published=published.filter(these.inside()).count(),
        reports_in_review=Report.objects.filter(
            these.inside(), state=Report.State.READY, publication=None
        ).count(),
        releases=Release.objects.filter(
            released_at__gte=period.starts_at, released_at__lt=period.ends_at
        ).count(),
        recommendations_waiting=Recommendation.objects.waiting().count(),
        recommendations_late=Recommendation.objects.overdue(on).count(),
        complaints=led.aggregate(n=Sum("times", default=0))["n"],
        readings=logged(period).count(),
        exports=exports(period).count(),
        demands=demands.count(),
        demands_open=LegalDemand.objects.unanswered().count(),
    )
