"""Concerns: answered in time or not, waiting how long, about what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from engagement.concerns.models import Category, Concern
from engagement.concerns.states import State
from metrics.dashboards.rollups.reading import EVERY
from metrics.dashboards.rollups.sketch import quantile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

    from metrics.dashboards.rollups.reading import Sums, _Every
    from metrics.dashboards.slices import Slice
    from portal.accounts.models import User

OUTCOMES = ("in_time", "late", "overdue", "not_due", "no_promise")
TALLIED = ("raised", *OUTCOMES, "reply_hours", "aged")
STANDING = ("replies_overdue", "concerns_open")
# Upper ends in days; the last group has none.
AGES = (1, 3, 7, 30)
GROUPS = len(AGES) + 1


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


def replies(sums: Sums, part: str | _Every | None = EVERY) -> Replies:
    """Of the concerns raised, in one part or in all together. The median is 1 % off at most."""
    steps = {int(step): n for step, n in sums.by_kind("reply_hours", part).items()}
    return Replies(
        raised=sums.n("raised", part),
        median_hours=quantile(steps, 0.5),
        **{name: sums.n(name, part) for name in OUTCOMES},
    )


def replies_by_part(these: Slice, sums: Sums) -> list[PlaceReplies]:
    """The same for each part, those without concerns too; then rows that lie in none."""
    found = {code: replies(sums, code) for code in sums.by_part("raised")}
    return [
        PlaceReplies(these.name_of(code), code, counts)
        for code, counts in these.in_order(found, Replies())
    ]


def late_today(these: Slice, now: Sums) -> list[Late]:
    """Replies late at this moment, by part. The period plays no role."""
    overdue = now.by_part("replies_overdue")
    slugs: dict[str | None, str] = {part.code: part.slug for part in these.parts}
    late = [
        Late(these.name_of(code), slugs.get(code, ""), overdue.get(code, 0), n)
        for code, n in these.in_order(now.by_part("concerns_open"), 0)
    ]
    return sorted(late, key=lambda place: -place.overdue)


def longest_waits(these: Slice, reader: User, limit: int = 10) -> QuerySet[Concern]:
    """The late replies that are latest, among the concerns this reader may open."""
    late = Concern.objects.workable_by(reader).filter(these.inside()).overdue(these.at)
    return late.select_related("area", "category").order_by("reply_due_at", "pk")[:limit]


def states_by_age(sums: Sums) -> list[Ages]:
    """Concerns raised in the period, by state and by how long they have been open."""
    counted = sums.by_kind("aged")
    table = [
        Ages(state, tuple(counted.get(f"{state.value} {group}", 0) for group in range(GROUPS)))
        for state in State
    ]
    return [ages for ages in table if ages.total]


def topics(sums: Sums, before: Sums) -> list[Topic]:
    """What the concerns raised are about, and how many were in as many days before."""
    counted, earlier = sums.by_kind("raised"), before.by_kind("raised")
    named = {category.slug: str(category) for category in Category.objects.all()}
    found = [
        Topic(
            named.get(slug, slug) if slug else _("No topic chosen"),
            slug,
            counted.get(slug, 0),
            earlier.get(slug, 0),
        )
        for slug in {**counted, **earlier}
    ]
    return sorted(found, key=lambda topic: (-topic.count, -topic.before, topic.name))


def over_time(these: Slice, found: Mapping[tuple[str, date], int]) -> list[Stretch]:
    """Concerns raised in each day, week or month of the period."""

    def n(first: date, *facts: str) -> int:
        return sum(found.get((fact, first), 0) for fact in facts)

    return [
        Stretch(
            bucket.name,
            in_time=n(bucket.first, "in_time"),
            late=n(bucket.first, "late"),
            waiting=n(bucket.first, "overdue", "not_due"),
            other=n(bucket.first, "no_promise"),
        )
        for bucket in these.period.buckets()
    ]
