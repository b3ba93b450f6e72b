from __future__ import annotations

from typing import TYPE_CHECKING, Self, cast
from zoneinfo import ZoneInfo

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from metrics.dashboards.periods import Period
from metrics.reports.models.report import Report
from metrics.reports.packs import packs
from metrics.reports.rhythms import LAST_DAY, Rhythm
from metrics.reports.rules import WRITERS
from portal.accounts.scope import within_scope

if TYPE_CHECKING:
    from datetime import datetime

    from metrics.reports.rhythms import Every
    from portal.accounts.models import User


class ReportScheduleQuerySet(models.QuerySet["ReportSchedule"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(within_scope(user, *WRITERS))

    def due(self, at: datetime) -> Self:
        return self.filter(paused_at=None, next_at__lte=at)

    @transaction.atomic
    def run_one(self, at: datetime | None = None) -> ReportSchedule | None:
        """Ask for the report of the schedule that is longest due; None where none is.

        Whoever looks at the same time gets another one: the row is locked until the report is
        asked for and the next time is set.
        """
        at = at or timezone.now()
        free = self.due(at).select_for_update(skip_locked=True, of=("self",))
        schedule = free.order_by("next_at", "pk").first()
        if schedule:
            schedule.run(at)
        return schedule


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pghistory.AnyChange("paused_at")),
    pghistory.DeleteEvent(),
    model_name="ReportScheduleHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class ReportSchedule(models.Model):
    """A report that is asked for again and again, about the last whole period each time."""

    class Every(models.TextChoices):
        WEEK = "week", _("Every week")
        MONTH = "month", _("Every month")
        QUARTER = "quarter", _("Every quarter")
        YEAR = "year", _("Every year")

    kind = models.CharField(max_length=30)
    area = models.ForeignKey(
        "areas.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="report_schedules",
        verbose_name=_("area"),
    )
    answers = models.JSONField(default=dict, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)

    every = models.CharField(_("how often"), max_length=10, choices=Every)
    day = models.PositiveSmallIntegerField(_("day"), default=1)
    month = models.PositiveSmallIntegerField(_("month"), default=1)
    at = models.TimeField(_("time"))
    next_at = models.DateTimeField()

    lists = models.ManyToManyField("reports.DistributionList", blank=True, related_name="schedules")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="report_schedules"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_because = models.CharField(max_length=300, blank=True)

    objects = ReportScheduleQuerySet.as_manager()

    class Meta:
        ordering = ["next_at", "pk"]
        verbose_name = _("report schedule")
        verbose_name_plural = _("report schedules")
        constraints = [
            models.CheckConstraint(
                condition=Q(day__gte=1, day__lte=LAST_DAY) & (~Q(every="week") | Q(day__lte=7)),
                name="a_schedule_names_a_day_that_exists",
            ),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12), name="a_schedule_names_a_month"
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(paused_at=None), name="schedules_due"),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.where}"

    def get_absolute_url(self) -> str:
        return reverse("reports:schedules")

    @property
    def label(self) -> str:
        pack = packs().get(self.kind)
        return str(pack.label) if pack else self.kind

    @property
    def where(self) -> str:
        return self.area.name if self.area else str(_("Whole city"))

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(cast("Every", self.every), self.day, self.at, self.month)

    def start(self, at: datetime | None = None) -> None:
        """Wait for the next time from now on; what was missed while it stood is left out."""
        self.next_at = self.rhythm.next_after(at or timezone.now(), zone())
        self.paused_at, self.paused_because = None, ""
        self.save()

    def pause(self, why: str = "", at: datetime | None = None) -> None:
        self.paused_at, self.paused_because = at or timezone.now(), why
        self.save(update_fields=["paused_at", "paused_because"])

    def run(self, at: datetime) -> Report | None:
        """Ask once for the last time that has come, however many were missed."""
        due, self.next_at = self.rhythm.last_until(self.next_at, at, zone())
        self.save(update_fields=["next_at"])
        if why := self._why_not():
            self.pause(why, at)
            return None
        first, last = self.rhythm.period_before(timezone.localdate(due))
        return Report.objects.request(
            kind=self.kind,
            by=self.made_by,
            period=Period(first, last),
            area=self.area,
            language=self.language,
            answers=self.answers,
            schedule=self,
            due_at=due,
        )

    def _why_not(self) -> str:
        """In the maker's language. Empty where nothing stands in the way."""
        with translation.override(self.made_by.language):
            if self.kind not in packs():
                return str(_("This kind of report is no longer made."))
            allowed = self.made_by.has_perm("reports.request_report_at", self)
            if not (self.made_by.is_active and allowed):
                return str(_("Whoever made this schedule may no longer ask for the report."))
        return ""


def zone() -> ZoneInfo:
    """Of the agency."""
    return ZoneInfo(settings.TIME_ZONE)
