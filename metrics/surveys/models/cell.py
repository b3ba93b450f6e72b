from __future__ import annotations

from django.db import models

from metrics.surveys.models.wave import Wave


class Cell(models.Model):
    """How many people alike answered one item, and the sum and the sum of squares of it.

    `item` is a question's code (raw codes, missing ones left out), `code=3` (how many chose
    that answer), an index's code (0 to 100), or empty (everyone who took part). People are alike
    who answered in the same wave, live in the same area, are of one age, sex and race or
    ethnicity, took part by the same mode and came with the same weight. Estimates need no more.
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
