from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.areas.models.area import Area

TRAITS = ("age_band", "sex", "race_ethnicity")


class PopulationQuerySet(models.QuerySet["Population"]):
    def by(self, *traits: str) -> Self:
        """Cells told apart by exactly these traits: `by("sex")` is a margin, `by()` the total."""
        told_apart = [~Q(**{trait: ""}) for trait in traits]
        return self.filter(*told_apart, **{trait: "" for trait in TRAITS if trait not in traits})


class Population(models.Model):
    """How many people of one demographic cell live in an area.

    A blank trait means all of them, so a count by age and sex leaves race and ethnicity blank.
    Counts told apart by different traits describe the same people and are never added up.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="cells", verbose_name=_("area"))
    age_band = models.CharField(_("age"), max_length=40, blank=True)
    sex = models.CharField(_("sex"), max_length=40, blank=True)
    race_ethnicity = models.CharField(_("race or ethnicity"), max_length=80, blank=True)
    people = models.PositiveIntegerField(_("people"))
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = PopulationQuerySet.as_manager()

    class Meta:
        ordering = ["area", *TRAITS]
        verbose_name = _("population count")
        verbose_name_plural = _("population counts")
        constraints = [
            models.UniqueConstraint(fields=["area", *TRAITS], name="one_count_per_cell"),
        ]

    def __str__(self) -> str:
        who = ", ".join(filter(None, (self.age_band, self.sex, self.race_ethnicity)))
        return f"{self.area}, {who or _('everyone')}: {self.people}"
