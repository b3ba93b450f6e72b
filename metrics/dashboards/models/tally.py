"""Rollups: the record added up by day and area, so that a page never counts rows."""

from __future__ import annotations

from django.db import models


class Tally(models.Model):
    """How many of one fact on one day in one area, and of which kind.

    Facts and what `of` means for each are listed in `rollups/facts.py`. A sum over any days and
    areas is the sum of their rows, so nothing but whole counts is kept: no mean, no percentile.
    """

    fact = models.CharField(max_length=40)
    day = models.DateField()
    area = models.ForeignKey("areas.Area", models.CASCADE, null=True, related_name="+")
    of = models.CharField(max_length=80, blank=True)
    n = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "day", "area", "of"],
                nulls_distinct=False,
                name="one_tally_of_a_fact_a_day_an_area_and_a_kind",
            ),
        ]
        indexes = [models.Index(fields=["day", "fact"], name="tallies_by_day")]

    def __str__(self) -> str:
        return f"{self.fact} {self.of} {self.day}: {self.n}"


class MonthTally(models.Model):
    """The tallies of a whole month added up, so that a year is read from twelve of them.

    `month` is its first day. Kept with the tallies, in the same transaction.
    """

    fact = models.CharField(max_length=40)
    month = models.DateField()
    area = models.ForeignKey("areas.Area", models.CASCADE, null=True, related_name="+")
    of = models.CharField(max_length=80, blank=True)
    n = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "month", "area", "of"],
                nulls_distinct=False,
                name="one_tally_of_a_fact_a_month_an_area_and_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1), name="a_tallied_month_is_named_by_its_first_day"
            ),
        ]
        indexes = [models.Index(fields=["month", "fact"], name="tallies_by_month")]

    def __str__(self) -> str:
        return f"{self.fact} {self.of} {self.month:%Y-%m}: {self.n}"


class Standing(models.Model):
    """How many there are at this moment, as of the last look: late, open, in force."""

    fact = models.CharField(max_length=40)
    area = models.ForeignKey("areas.Area", models.CASCADE, null=True, related_name="+")
    of = models.CharField(max_length=80, blank=True)
    n = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "area", "of"],
                nulls_distinct=False,
                name="one_standing_count_of_a_fact_an_area_and_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.of}: {self.n}"


class Touched(models.Model):
    """A day of an area whose tallies are out of date: triggers write it, `refresh` takes it.

    Where facts have an instant, `day` is a day of UTC, for a trigger knows no other.
    """

    subject = models.CharField(max_length=20)
    day = models.DateField()
    area_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name_plural = "touched"
        indexes = [models.Index(fields=["subject", "day", "area_id"], name="touched_days")]

    def __str__(self) -> str:
        return f"{self.subject}, {self.day}"


class Rollup(models.Model):
    """How far one subject is added up: everything written before `as_of` is in its tallies."""

    subject = models.CharField(max_length=20, primary_key=True)
    as_of = models.DateTimeField()
    # A digest of how it was counted and of the settings it rests on. Another one: count anew.
    recipe = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.subject}, {self.as_of}"
