from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Sum
from django.utils import timezone

from metrics.surveys.models.instrument import Instrument
from metrics.surveys.models.wave import Wave
from metrics.trust import estimates

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

SUMS: dict[str, models.Aggregate] = {
    "answers": Sum("n"),
    "added": Sum("total"),
    "sum_of_squares": Sum("squares"),
}


class CellQuerySet(models.QuerySet["Cell"]):
    def under(self, paths: Iterable[str]) -> Self:
        """Of people in areas whose path begins with one of these."""
        inside = models.Q(pk__in=[])
        for path in paths:
            inside |= models.Q(area__path__startswith=path)
        return self.filter(inside)

    def after_meetings(self, start: date, end: date, sample_type: str) -> Self:
        """Of the waves after meetings that opened from `start` to the day before `end`."""
        return self.filter(
            wave__instrument__kind=Instrument.Kind.EVENT,
            wave__sample_type=sample_type,
            wave__opens_at__gte=timezone.make_aware(datetime.combine(start, time())),
            wave__opens_at__lt=timezone.make_aware(datetime.combine(end, time())),
        )

    def estimate(self) -> estimates.Estimate | None:
        """The mean over cells of one item, unweighted; None when there is none. One statement."""
        return estimate_of(**self.aggregate(**SUMS))

    def estimates_by_wave(self, waves: Iterable[Wave]) -> dict[int, estimates.Estimate]:
        """The same for each of several waves that has an answer. One statement."""
        of_waves = self.filter(wave__in=[wave.pk for wave in waves]).order_by().values("wave")
        return {
            wave: found
            for wave, *sums in of_waves.annotate(**SUMS).values_list("wave", *SUMS)
            if (found := estimate_of(*sums))
        }


def estimate_of(
    answers: int | None,
    added: float | None,
    sum_of_squares: float | None,
) -> estimates.Estimate | None:
    """The plain mean from what `SUMS` gives; None of nothing."""
    return estimates.from_sums(answers, added or 0, sum_of_squares or 0) if answers else None


class Cell(models.Model):
    """How many people alike answered one item, and the sum and the sum of squares of it.

    `item` is a question's code (raw codes, missing ones left out), `code=3` (how many chose
    that answer), an index's code (0 to 100), or empty (everyone who took part). People are alike
    who answered in the same wave, live in the same area, are of one age, sex and race or
    ethnicity, took part by the same mode and came with the same weight. Estimates need no more.

    `!speeding` counts those whose answers look odd in one way, and `trust!` has the sums of an
    index over all who look odd in any.
    """

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="cells")
    area = models.ForeignKey("areas.Area", models.PROTECT, null=True, blank=True, related_name="+")
    mode = models.CharField(max_length=10)
    age_band = models.CharField(max_length=40, blank=True)
    sex = models.CharField(max_length=40, blank=True)
    race_ethnicity = models.CharField(max_length=80, blank=True)
    weight = models.DecimalField(max_digits=9, decimal_places=4, default=1)
    item = models.CharField(max_length=60, blank=True)
    n = models.PositiveIntegerField()
    total = models.FloatField()
    squares = models.FloatField()

    objects = CellQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "wave",
                    "item",
                    "area",
                    "age_band",
                    "sex",
                    "race_ethnicity",
                    "mode",
                    "weight",
                ],
                name="people_alike_are_one_cell",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave}: {self.item} of {self.n}"
