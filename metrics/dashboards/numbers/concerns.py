"""Concerns: answered in time or not, waiting how long, about what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Aggregate,
    Case,
    Count,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Extract, TruncDate, TruncMonth, TruncWeek
from django.utils import timezone
from django.utils.translation import gettext as _

from engagement.concerns.models import Category, Concern
from engagement.concerns.models.querysets import past_due
from engagement.concerns.states import State

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.db.models.expressions import Combinable

    from metrics.dashboards.slices import Slice
    from portal.accounts.models import User

# Upper ends in days; the last group has none.
AGES = (1, 3, 7, 30)


@dataclass(frozen=True)
class Replies:
    """What became of the promise of a first reply.

    The first reply is the first answer, or the word that a concern was closed.
    """

    raised: int = 0
    in_time: int = 0
    late: int = 0
    overdue: int = 0
    not_due: int = 0
    no_promise: int = 0
    median_hours: float | None = None

    @property
    def due(self) -> int:
        """Those whose outcome is known: answered, or past the promised time."""
        return self.in_time + self.late + self.overdue

    @property
    def percent(self) -> int | None:
        """How many of 100 due replies went out in time."""
        return round(100 * self.in_time / self.due) if self.due else None


@dataclass(frozen=True)
class PlaceReplies:
    name: str
    code: str | None
    replies: Replies


@dataclass(frozen=True)
class Late:
    """Replies that are late at this moment, however long ago the concern was raised."""

    name: str
    slug: str
    overdue: int
    open: int


@dataclass(frozen=True)
class Ages:
    """Concerns in one state, by how long they have been open, or were until closed."""

    state: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Topic:
    name: str
    slug: str
    count: int
    before: int


@dataclass(frozen=True)
class Stretch:
    """Concerns raised in one day, week or month, by what became of the reply."""

    name: str
    in_time: int
    late: int
    waiting: int
    other: int


REPLIED = Coalesce("answered_at", "closed_at")


class Median(Aggregate):
    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def _hours(start: str, end: str) -> Combinable:
    span = ExpressionWrapper(F(end) - F(start), output_field=DurationField())
    return Extract(span, "epoch") / 3600.0


def _counts(at: datetime) -> dict[str, Any]:
    promised = Q(reply_due_at__isnull=False)
    replied = promised & Q(replied_at__isnull=False)
    waiting = promised & Q(replied_at__isnull=True)
    return {
        "raised": Count("pk"),
        "in_time": Count("pk", filter=replied & Q(replied_at__lte=F("reply_due_at"))),
        "late": Count("pk", filter=replied & Q(replied_at__gt=F("reply_due_at"))),
        "overdue": Count("pk", filter=waiting & past_due(at)),
        "not_due": Count("pk", filter=waiting & ~past_due(at)),
        "no_promise": Count("pk", filter=Q(reply_due_at=None)),
        "median_hours": Median(_hours("raised_at", "replied_at"), filter=promised),
    }


def _raised(these: Slice) -> QuerySet[Concern]:
    period = these.period
    return (
        Concern.objects.filter(these.inside())
        .raised_between(period.starts_at, period.ends_at)
        .order_by()
    )


def replies(these: Slice) -> Replies:
    """For the concerns raised in the period, all places together."""
    return Replies(**_raised(these).annotate(replied_at=REPLIED).aggregate(**_counts(these.at)))


def replies_by_part(these: Slice) -> list[PlaceReplies]:
    """The same for each part, those without concerns too; then rows that lie in none."""
    rows = these.grouped(_raised(these).annotate(replied_at=REPLIED), **_counts(these.at))
    found = {code: Replies(**counts) for code, counts in rows.items()}
    return [
        PlaceReplies(these.name_of(code), code, count)
        for code, count in these.in_order(found, Replies())
    ]


def late_today(these: Slice) -> list[Late]:
    """Replies late at this moment, by part. The period plays no role."""
    rows = these.grouped(
        Concern.objects.filter(these.inside()).open(),
        overdue=Count("pk", filter=Q(answered_at=None) & past_due(these.at)),
        open=Count("pk"),
    )
    found = {code: (counts["overdue"], counts["open"]) for code, counts in rows.items()}
    slugs: dict[str | None, str] = {part.code: part.slug for part in these.parts}
    late = [
        Late(these.name_of(code), slugs.get(code, ""), *counts)
        for code, counts in these.in_order(found, (0, 0))
    ]
    return sorted(late, key=lambda place: -place.overdue)


def longest_waits(these: Slice, reader: User, limit: int = 10) -> QuerySet[Concern]:
    """The late replies that are latest, among the concerns this reader may open."""
    late = Concern.objects.workable_by(reader).filter(these.inside()).overdue(these.at)
    return late.select_related("area", "category").order_by("reply_due_at", "pk")[:limit]


def states_by_age(these: Slice) -> list[Ages]:
    """Concerns raised in the period, by state and by how long they have been open."""
    until = Coalesce("closed_at", Value(these.at, output_field=DateTimeField()))
    open_for = ExpressionWrapper(until - F("raised_at"), output_field=DurationField())
    groups = Case(
        *(When(open_for__lt=timedelta(days=days), then=place) for place, days in enumerate(AGES)),
        default=len(AGES),
        output_field=IntegerField(),
    )
    rows = (
        _raised(these)
        .annotate(open_for=open_for)
        .annotate(group=groups)
        .values_list("state", "group")
        .annotate(count=Count("pk"))
    )
    counted = {(state, group): count for state, group, count in rows}
    table = [
        Ages(state, tuple(counted.get((state.value, group), 0) for group in range(len(AGES) + 1)))
        for state in State
    ]
    return [ages for ages in table if ages.total]


def topics(these: Slice) -> list[Topic]:
    """What the concerns raised in the period are about, and how many in as many days before."""
    period, earlier = these.period, these.period.before()
    rows = (
        Concern.objects.filter(these.inside())
        .raised_between(earlier.starts_at, period.ends_at)
        .order_by()
        .values_list("category")
        .annotate(
            count=Count("pk", filter=Q(raised_at__gte=period.starts_at)),
            before=Count("pk", filter=Q(raised_at__lt=period.starts_at)),
        )
    )
    categories = Category.objects.in_bulk([row[0] for row in rows if row[0]])
    found = [
        Topic(
            str(categories[category]) if category else _("No topic chosen"),
            categories[category].slug if category else "",
            count,
            before,
        )
        for category, count, before in rows
    ]
    return sorted(found, key=lambda topic: (-topic.count, -topic.before, topic.name))


def over_time(these: Slice) -> list[Stretch]:
    """Concerns raised in each day, week or month of the period."""
    truncate = {"day": TruncDate, "week": TruncWeek, "month": TruncMonth}[these.period.grain()]
    promised = Q(reply_due_at__isnull=False)
    rows = (
        _raised(these)
        .annotate(replied_at=REPLIED, day=truncate("raised_at"))
        .values_list("day")
        .annotate(
            in_time=Count("pk", filter=Q(replied_at__lte=F("reply_due_at"))),
            late=Count("pk", filter=Q(replied_at__gt=F("reply_due_at"))),
            waiting=Count("pk", filter=promised & Q(replied_at=None)),
            other=Count("pk", filter=~promised),
        )
    )
    found = {max(_day(day), these.period.first): counts for day, *counts in rows}
    return [
        Stretch(bucket.name, *found.get(bucket.first, (0, 0, 0, 0)))
        for bucket in these.period.buckets()
    ]


def _day(start: date | datetime) -> date:
    return timezone.localtime(start).date() if isinstance(start, datetime) else start
