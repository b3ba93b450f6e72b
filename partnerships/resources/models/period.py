from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models, transaction
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.notices.models import Message
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date

    from portal.accounts.models import User

A_MONTH = timedelta(days=30)


class ReportingPeriodQuerySet(models.QuerySet["ReportingPeriod"]):
    def unsent(self) -> Self:
        return self.filter(sent_on=None, grant__closed_at=None)

    def overdue(self, on: date | None = None) -> Self:
        return self.unsent().filter(due_on__lt=on or timezone.localdate())

    def pressing(self, on: date | None = None) -> Self:
        """Late, or due within a month."""
        return self.unsent().filter(due_on__lte=(on or timezone.localdate()) + A_MONTH)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="ReportingPeriodHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class ReportingPeriod(models.Model):
    """A stretch of a grant that the funder wants a report about, by a day."""

    grant = models.ForeignKey("resources.Grant", models.CASCADE, related_name="periods")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    due_on = models.DateField(_("report due on"))
    sent_on = models.DateField(_("report sent on"), null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ReportingPeriodQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), due_on__gte=F("ends_on")),
                name="a_report_is_due_after_its_period",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(sent_on__gte=F("starts_on")),
                name="a_report_is_sent_after_its_period_began",
            ),
            ExclusionConstraint(
                name="reporting_periods_of_a_grant_do_not_overlap",
                # The grant as a range of one: ranges need no extension to be excluded.
                expressions=[
                    (
                        Func(
                            Cast("grant_id", models.BigIntegerField()),
                            Cast("grant_id", models.BigIntegerField()),
                            Value("[]"),
                            function="INT8RANGE",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            "starts_on",
                            "ends_on",
                            Value("[]"),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(sent_on=None), name="reports_not_yet_sent"),
        ]

    def __str__(self) -> str:
        first, last = date_format(self.starts_on), date_format(self.ends_on)
        return f"{first} – {last}"

    def is_overdue(self, on: date | None = None) -> bool:
        return self.sent_on is None and self.due_on < (on or timezone.localdate())

    @transaction.atomic
    def send(self, on: date, by: User) -> ReportingPeriod:
        """The report went to the funder. Saying it again with the same day changes nothing."""
        self.lock()
        if self.sent_on == on:
            return self
        if self.sent_on:
            day = date_format(self.sent_on)
            raise NotPossible(gettext("It was already marked as sent on %(day)s.") % {"day": day})
        if on > timezone.localdate():
            raise NotPossible(gettext("That day is still to come. Choose today or an earlier one."))
        if on < self.starts_on:
            raise NotPossible(gettext("That day is before the period began."))
        self.sent_on = on
        Message.objects.filter(key__startswith=f"grant-report-{self.pk}-due-").take_back()
        return self._keep(by)

    @transaction.atomic
    def take_back(self, by: User) -> ReportingPeriod:
        """It was not sent after all."""
        self.lock()
        self.sent_on = None
        return self._keep(by)

    def lock(self) -> None:
        rows = ReportingPeriod.objects.select_for_update(of=("self",))
        self.refresh_from_db(from_queryset=rows)

    def _keep(self, by: User) -> ReportingPeriod:
        with pghistory.context(user=by.pk):
            self.save(update_fields=["sent_on", "changed_at"])
        return self
