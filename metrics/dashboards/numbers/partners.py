"""Partnerships: who is active, what was agreed, given, done together and taken on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum
from django.utils import timezone

from engagement.events.models import Event
from partnerships.agreements.models import Agreement
from partnerships.organizations.models import Organization
from partnerships.resources.models import Contribution, VolunteerHours

if TYPE_CHECKING:
    from metrics.dashboards.rollups.reading import Sums
    from metrics.dashboards.slices import Slice

TALLIED = ("referred", "referral_accepted")


@dataclass(frozen=True)
class Partners:
    """Partners serve areas or the whole city; referrals lie where they were made."""

    active: int
    new: int
    in_force: int
    lapsed: int
    hours: Decimal
    gifts: int
    worth: Decimal
    together: int
    referred: int
    accepted: int


def serving(these: Slice) -> Q:
    """Organizations at work in these areas, or in the whole city."""
    if these.paths is None:
        return Q()
    return these.inside("areas__path") | Q(areas=None)


def partners(these: Slice, sums: Sums) -> Partners:
    """Five statements besides the sums."""
    period, today = these.period, timezone.localdate(these.at)
    ours = Organization.objects.filter(
        pk__in=Organization.objects.approved().filter(serving(these)).values("pk")
    )
    new = Q(approved_at__gte=period.starts_at, approved_at__lt=period.ends_at)
    counted = ours.aggregate(active=Count("pk"), new=Count("pk", filter=new))
    given = Q(organization__in=ours, given_on__range=(period.first, period.last))
    hours = VolunteerHours.objects.filter(given).aggregate(sum=Sum("hours"))["sum"]
    gifts = Contribution.objects.filter(given).aggregate(n=Count("pk"), worth=Sum("value"))
    agreed = Agreement.objects.filter(organization__in=ours).aggregate(
        in_force=Count("pk", filter=Q(pk__in=Agreement.objects.in_force(today).values("pk"))),
        lapsed=Count("pk", filter=Q(pk__in=Agreement.objects.lapsed(today).values("pk"))),
    )
    return Partners(
        active=counted["active"],
        new=counted["new"],
        in_force=agreed["in_force"],
        lapsed=agreed["lapsed"],
        hours=hours or Decimal(0),
        gifts=gifts["n"],
        worth=gifts["worth"] or Decimal(0),
        together=together(these),
        referred=sums.n("referred"),
        accepted=sums.n("referral_accepted"),
    )


def together(these: Slice) -> int:
    """Meetings of the period that were held with a partner."""
    period = these.period
    found = Event.objects.filter(
        these.inside(),
        partners__isnull=False,
        published_at__isnull=False,
        cancelled_at=None,
        sessions__starts_at__gte=period.starts_at,
        sessions__starts_at__lt=min(period.ends_at, these.at),
    )
    return found.order_by().distinct().count()
