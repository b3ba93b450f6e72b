from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date


class ForecastRun(models.Model):
    """One look ahead at how many concerns may come; the card says how good such looks were."""

    made_at = models.DateTimeField(default=timezone.now)
    last_month = models.DateField(help_text=_("The last whole month that was known."))
    card = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("look ahead")
        verbose_name_plural = _("looks ahead")
        ordering = ["-made_at"]
        get_latest_by = "made_at"

    def __str__(self) -> str:
        return f"{self.last_month:%Y-%m}"

    @property
    def next_month(self) -> date:
        return (self.last_month + timedelta(days=31)).replace(day=1)


class SeriesQuerySet(models.QuerySet["Forecast"]):
    def shown(self) -> Self:
        return self.filter(withheld="")


class Forecast(models.Model):
    """How many concerns may come in a month: of a place, of a topic, or of both. Never persons."""

    run = models.ForeignKey(ForecastRun, models.CASCADE, related_name="forecasts")
    area = models.ForeignKey("areas.Area", models.CASCADE, null=True, related_name="+")
    topic = models.ForeignKey("concerns.Category", models.CASCADE, null=True, related_name="+")
    month = models.DateField()
    # The same month a year before, as it was.
    year_before = models.PositiveIntegerField(null=True)
    middle = models.PositiveIntegerField(null=True)
    low80 = models.PositiveIntegerField(null=True)
    high80 = models.PositiveIntegerField(null=True)
    low95 = models.PositiveIntegerField(null=True)
    high95 = models.PositiveIntegerField(null=True)
    # Why nothing is said: "few", "short" or "wide".
    withheld = models.CharField(max_length=10, blank=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("forecast")
        verbose_name_plural = _("forecasts")
        ordering = ["area__path", "topic__position", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "area", "topic", "month"],
                nulls_distinct=False,
                name="one_forecast_per_series_and_month",
            ),
            models.CheckConstraint(
                condition=models.Q(withheld="", middle__isnull=False)
                | (~models.Q(withheld="") & models.Q(middle=None)),
                name="a_forecast_says_a_number_or_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Surge(models.Model):
    """A topic or place that rose beyond what could be expected, among all that were looked at."""

    run = models.ForeignKey(ForecastRun, models.CASCADE, related_name="surges")
    area = models.ForeignKey("areas.Area", models.CASCADE, null=True, related_name="+")
    topic = models.ForeignKey("concerns.Category", models.CASCADE, null=True, related_name="+")
    month = models.DateField()
    observed = models.PositiveIntegerField()
    expected = models.PositiveIntegerField()
    upper = models.PositiveIntegerField()
    adjusted = models.FloatField()

    class Meta:
        verbose_name = _("surge")
        verbose_name_plural = _("surges")
        ordering = ["adjusted", "pk"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.observed}"
