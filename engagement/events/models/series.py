from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.events.local_time import instant
from engagement.events.models.event import HOSTING, Event
from engagement.events.models.session import Session
from engagement.events.series_rules import Rule
from portal.accounts.scope import within_scope

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from partnerships.organizations.models import Organization
    from portal.accounts.models import User

# What a new day takes over from another of its series: all but what makes it this one.
ITS_OWN = frozenset(
    {
        *("id", "slug", "uid", "sequence", "series", "series_day", "apart", "imported_from"),
        *("published_at", "cancelled_at", "cancel_reason", "created_at", "changed_at"),
    }
)


class Day(NamedTuple):
    """One day of a rule, with its instants, or with the reason why the clocks have none."""

    on: date
    starts_at: datetime | None
    ends_at: datetime | None
    problem: str = ""


class Renewed(NamedTuple):
    """What became of the days to come: how many are new, moved or gone, and who was told."""

    made: int
    moved: int
    gone: int
    told: int


class SeriesQuerySet(models.QuerySet["Series"]):
    def hosted_by(self, user: User) -> Self:
        mine = Event.objects.filter(within_scope(user, *HOSTING))
        return self.filter(pk__in=mine.values("series"))

    def with_news(self, at: datetime) -> Self:
        """With a title, when the next day is, and how many are to come and still drafts."""
        coming = Q(days__sessions__starts_at__gt=at, days__cancelled_at=None)
        day = Event.objects.filter(series=models.OuterRef("pk")).order_by("apart", "-series_day")
        news = self.annotate(
            title=models.Subquery(day.values("title")[:1]),
            next_at=models.Min("days__sessions__starts_at", filter=coming),
            coming=models.Count("days", filter=coming, distinct=True),
            drafts=models.Count("days", filter=coming & Q(days__published_at=None), distinct=True),
        )
        return news.order_by(F("next_at").asc(nulls_last=True), "-pk")

    @transaction.atomic
    def begin(  # noqa: PLR0913  # each part named by the caller
        self,
        pattern: Event,
        planned: Series,
        *,
        by: User,
        capacity: int | None = None,
        partners: Iterable[Organization] = (),
        submission: uuid.UUID | None = None,
        at: datetime | None = None,
    ) -> Series:
        """`planned` with days that are drafts like `pattern`. A form sent twice makes one."""
        if submission:
            series, is_new = self.get_or_create(
                submission=submission, defaults={**planned.timetable, "created_by": by}
            )
        else:
            series, is_new = self.create(**planned.timetable, created_by=by), True
        if is_new:
            pattern.organizer = by
            series.make(series.held(at or timezone.now()), pattern, capacity, partners)
        return series


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent(), model_name="SeriesHistory"
)
class Series(models.Model):
    """A meeting that comes again: when, and until when. Each day of it is an event of its own.

    The clock times are the agency's: 18:30 stays 18:30 when the clocks change.
    """

    # RFC 5545, always with an end: "FREQ=MONTHLY;BYDAY=3TU;COUNT=12".
    rule = models.CharField(max_length=400)
    first_day = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    # Days of the rule on which nothing is held.
    skipped = ArrayField(models.DateField(), default=list, blank=True)
    # The form's own number, so that pressing the button twice makes one series.
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="a_series_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.rule

    def get_absolute_url(self) -> str:
        return reverse("desk_events:series", args=[self.pk])

    @property
    def words(self) -> str:
        return Rule.read(self.rule).words(self.first_day)

    def plan(self) -> list[Day]:
        """Each day of the rule, skipped ones too, with its instants or why there are none."""
        return [self.day(on) for on in Rule.read(self.rule).days(self.first_day)]

    def day(self, on: date) -> Day:
        try:
            return Day(on, instant(on, self.starts), instant(on, self.ends))
        except ValidationError as error:
            return Day(on, None, None, error.messages[0])

    def held(self, at: datetime) -> list[Day]:
        """The days still to come on which something is held."""
        return [
            day
            for day in self.plan()
            if day.starts_at and day.starts_at > at and day.on not in self.skipped
        ]

    @property
    def digest(self) -> str:
        """The same for the same days at the same times: what someone saw is what they save."""
        seen = repr([(day.on, day.starts_at, day.ends_at) for day in self.plan()])
        return hashlib.sha256(seen.encode()).hexdigest()[:32]

    def make(
        self,
        days: Iterable[Day],
        pattern: Event,
        capacity: int | None,
        partners: Iterable[Organization],
    ) -> list[Event]:
        """Events like `pattern` on these days, each with one session."""
        days = list(days)
        slugs = Event.objects.free_slugs(str(pattern.title), [day.on for day in days])
        columns = {
            field.attname: getattr(pattern, field.attname)
            for field in Event._meta.concrete_fields
            if field.name not in ITS_OWN
        }
        shown = None if pattern.is_draft else timezone.now()
        events = Event.objects.bulk_create(
            Event(**columns, series=self, series_day=day.on, slug=slugs[day.on], published_at=shown)
            for day in days
        )
        Session.objects.bulk_create(
            Session(event=event, starts_at=day.starts_at, ends_at=day.ends_at, capacity=capacity)
            for event, day in zip(events, days, strict=True)
            if day.starts_at and day.ends_at
        )
        asked = list(pattern.questions.in_order()) if pattern.pk else []
        for event in events:
            event.partners.set(partners)
            for question in asked:
                question.again_for(event)
        return events

    def to_come(self, at: datetime) -> QuerySet[Event]:
        """Its days that have not begun and are on, those changed by themselves left out."""
        coming = Session.objects.filter(event__series=self, starts_at__gt=at)
        days = self.days.filter(apart=False, cancelled_at=None, pk__in=coming.values("event"))
        return days.order_by("series_day")

    @transaction.atomic
    def renew(self, pattern: Event, *, reason: str = "", at: datetime | None = None) -> Renewed:
        """Make the days to come what the rule says now; doing it again changes nothing.

        Past days and days changed by themselves stay. A day that is no more is called off if
        anyone could know of it, else it is gone.
        """
        at = at or timezone.now()
        self.lock()
        held = {day.on: day for day in self.held(at)}
        known = set(self.days.values_list("series_day", flat=True))
        told = moved = gone = 0
        for event in self.to_come(at):
            day = held.get(event.series_day) if event.series_day else None
            if day is None:
                told += event.withdraw(reason, at)
                gone += 1
            elif event.move(day.starts_at, day.ends_at):
                moved += 1
                told += 0 if event.is_draft else event.tell_everyone("moved", at)
        session = pattern.sessions.first()
        made = self.make(
            [day for on, day in held.items() if on not in known],
            pattern,
            session.capacity if session else None,
            list(pattern.partners.all()),
        )
        return Renewed(len(made), moved, gone, told)

    @transaction.atomic
    def split(self, day: date) -> Series:
        """End it before `day`, and begin another there with the days that follow."""
        self.lock()
        rule = Rule.read(self.rule)
        ours = [on for on in rule.days(self.first_day) if on >= day]
        if not self.days.filter(series_day__lt=day).exists():
            return self
        later = Series.objects.create(
            rule=str(rule.left_from(ours[0], self.first_day) if ours else rule.ending_before(day)),
            first_day=ours[0] if ours else day,
            starts=self.starts,
            ends=self.ends,
            skipped=[on for on in self.skipped if on >= day],
            created_by=self.created_by,
        )
        self.days.filter(series_day__gte=day).update(series=later, changed_at=timezone.now())
        self.rule = str(rule.ending_before(day))
        self.skipped = [on for on in self.skipped if on < day]
        self.save(update_fields=["rule", "skipped"])
        return later

    def lock(self) -> None:
        self.refresh_from_db(from_queryset=Series.objects.select_for_update(of=("self",)))

    @property
    def timetable(self) -> dict[str, Any]:
        """All that says on which days it is, and when."""
        names = ("rule", "first_day", "starts", "ends", "skipped")
        return {name: getattr(self, name) for name in names}

    def follow(self, planned: Series) -> None:
        """Take over another timetable. `renew` then makes the days follow."""
        for name, value in planned.timetable.items():
            setattr(self, name, value)
        self.save(update_fields=list(planned.timetable))

    def beside(self, event: Event) -> tuple[Event | None, Event | None]:
        """The day before and the day after this one."""
        days = self.days.order_by("series_day")
        return (
            days.filter(series_day__lt=event.series_day).last(),
            days.filter(series_day__gt=event.series_day).first(),
        )

    def keep_clear(self, days: Iterable[date]) -> None:
        """Hold nothing on these days of the rule, and on no others less."""
        self.skipped = sorted(set(days) & {day.on for day in self.plan()})
