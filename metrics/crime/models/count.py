from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metrics.crime.rules import READERS

if TYPE_CHECKING:
    from datetime import date

    from portal.accounts.models import User
    from portal.areas.models import Area


class MonthlyCountQuerySet(models.QuerySet["MonthlyCount"]):
    def visible_to(self, user: User) -> Self:
        """Those of the places this person answers for; none for whoever may not see any."""
        if not user.has_perm("crime.see"):
            return self.none()
        paths = user.scope(*READERS)
        if paths is None:
            return self
        within = Q(pk__in=[])
        for path in paths:
            within |= Q(area__path__startswith=path)
        return self.filter(within)

    def within(self, area: Area) -> Self:
        return self.filter(area__path__startswith=area.path)

    def between(self, first: date, last: date) -> Self:
        """Both months included."""
        return self.filter(month__gte=first, month__lte=last)


class MonthlyCount(models.Model):
    """How many crimes of one kind were recorded in one place in one month. Nothing else is kept.

    A month without a row counts none, when the month was imported for that kind at all.
    """

    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+", db_index=False)
    month = models.DateField(_("month"), help_text=_("Its first day."))
    category = models.ForeignKey("Category", models.PROTECT, related_name="+", db_index=False)
    n = models.PositiveIntegerField(_("count"))

    objects = MonthlyCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("monthly count")
        verbose_name_plural = _("monthly counts")
        constraints = [
            models.UniqueConstraint(
                fields=["category", "month", "area"], name="one_count_per_area_month_and_kind"
            ),
            models.CheckConstraint(
                condition=Q(month__day=1), name="a_month_is_named_by_its_first_day"
            ),
        ]
        indexes = [
            models.Index(
                fields=["month", "category"], include=["area", "n"], name="counts_by_month"
            ),
            models.Index(fields=["area", "month"], name="counts_by_area"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.n}"
